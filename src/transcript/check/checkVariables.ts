import { nearest } from '../../wiotp/nearest.ts';
import type { TextRange } from '../../lint/problem.ts';
import { quoted } from '../../lint/wording.ts';
import type { Header, Step } from '../model.ts';
import type { Report } from '../remark.ts';
import { environmentName, randomRange, type TemplatePart } from '../variableSyntax.ts';
import { templateStrings } from './variableStrings.ts';

const variableName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Names that have a meaning of their own. */
const builtIn = new Set(['now', 'uuid', 'counter', 'random', 'typeId', 'deviceId']);

/** How much of something that does not end is underlined. */
const mostShown = 80;

const advice = 'Use ${name}, ${now}, ${uuid}, ${counter}, ${random:lo:hi} or ${env:NAME}; write $${ for a literal ${.';

/** Reports variables that there cannot be. Returns the names of all that the steps use. */
export function checkVariables(steps: readonly Step[], json: string, report: Report): ReadonlySet<string> {
  const used = new Set<string>();
  for (const step of steps) {
    if (step.type === 'repeat') for (const name of checkVariables(step.steps, json, report)) used.add(name);
    for (const { start, end } of templatesOf(step)) {
      for (const part of templateStrings(json.slice(start, end)).flatMap(({ parts }) => parts)) {
        if (part.type === 'variable') used.add(part.name);
        const fault = faultOf(part);
        if (fault === undefined) continue;
        const range = { start: start + part.start, end: start + Math.min(part.end, part.start + mostShown) };
        report({ rule: 'transcript/variable', message: `${fault} The transcript cannot run. ${advice}`, range });
      }
    }
  }
  return used;
}

function faultOf(part: TemplatePart): string | undefined {
  if (part.type === 'unfinished') return 'The variable is not closed with "}".';
  return part.type === 'variable' ? nameFault(part.name) : undefined;
}

/** Reports the values that no step asks for. */
export function checkVars({ vars }: Header, used: ReadonlySet<string>, report: Report): void {
  for (const [name, { key }] of vars) {
    if (builtIn.has(name) || !variableName.test(name)) {
      const why = builtIn.has(name)
        ? 'has a meaning of its own'
        : 'is no name: letters, digits, "_" and "-" are allowed, and a letter or "_" comes first';
      report({
        rule: 'transcript/variable',
        message: `${quoted(name)} ${why}. A value for it has no effect. Choose another name.`,
        range: key,
      });
    } else if (!used.has(name)) {
      const meant = nearest(
        name,
        [...used].slice(0, 100).filter((other) => !vars.has(other)),
      );
      const hint = meant === undefined ? 'Remove it.' : `Did you mean ${quoted(meant)}?`;
      report({ rule: 'transcript/variable-unused', message: `No step uses \${${name}}, so its value has no effect. ${hint}`, range: key });
    }
  }
}

/** Where in a step variables may stand. */
function templatesOf(step: Step): readonly TextRange[] {
  if (step.type === 'connection') return step.filter === undefined ? [] : [step.filter.range];
  if (step.type !== 'message') return [];
  const { topic, payload } = step;
  return payload === undefined || payload.form === 'base64' ? [topic.range] : [topic.range, payload.range];
}

function nameFault(name: string): string | undefined {
  if (variableName.test(name) && name !== 'random') return undefined;
  if (environmentName(name) !== undefined) return undefined;
  if (name.startsWith('random')) {
    const range = randomRange(name);
    return typeof range === 'string' ? range : undefined;
  }
  return `There is no variable ${quoted(`\${${name}}`)}.`;
}
