import type { CsvTable } from '../../text/csvTable.ts';
import { visibleStart } from '../../text/visibleText.ts';

/** Longer values are cut here; copying gives them whole. */
const mostCharacters = 200;

/** Values between separators as a table, with the numbers of its lines. */
export function CsvTableView({ table: { rows } }: { readonly table: CsvTable }) {
  return (
    <table class="csv">
      <tbody>
        {rows.map((row, at) => (
          <tr>
            <th scope="row">{at + 1}</th>
            {row.map((cell) => (
              <td>{visibleStart(cell, mostCharacters)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
