/** A place on the earth, in degrees of WGS84 [D-dm]. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const shape = /^(?:geo:)?\s*([+-]?\d+(?:\.\d+)?)\s*°?\s*([NS])?\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*°?\s*([EW])?\s*$/i;

/**
 * Reads latitude and longitude in this order, as maps write and copy them: `49.41, 8.68`, `49.41° N, 8.68° E`, `geo:49.41,8.68`.
 * Gives the reason, as a full sentence, where the text is no position on the earth.
 */
export function readPosition(text: string): Position | { readonly refused: string } {
  const [, first = '', north = '', second = '', east = ''] = shape.exec(text.trim()) ?? [];
  if (first === '') return { refused: 'Give latitude and longitude in degrees, such as 49.41, 8.68.' };
  const latitude = Number(first) * (/s/i.test(north) ? -1 : 1);
  const longitude = Number(second) * (/w/i.test(east) ? -1 : 1);
  if (Math.abs(latitude) > 90) {
    const swapped = Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180 ? ' The latitude comes first.' : '';
    return { refused: `The latitude ${latitude} is out of range: it lies between -90 and 90.${swapped}` };
  }
  if (Math.abs(longitude) > 180) return { refused: `The longitude ${longitude} is out of range: it lies between -180 and 180.` };
  return { latitude, longitude };
}

/** Reads a number of metres; empty text is none. */
export function readMetres(text: string, least?: number): number | undefined | { readonly refused: string } {
  if (text.trim() === '') return undefined;
  const metres = Number(text);
  if (!Number.isFinite(metres)) return { refused: 'Give a number of metres, or nothing.' };
  return least !== undefined && metres < least ? { refused: `It cannot be less than ${least} metres.` } : metres;
}
