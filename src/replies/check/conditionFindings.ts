import type { Finding } from '../../lint/finding.ts';
import { member } from '../../lint/json.ts';
import { schemaFindings } from '../../lint/rules/schema/findings.ts';
import type { RuleId } from '../../lint/rules.ts';
import { pathText } from '../../lint/wording.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { checkExtensionName } from '../../wiotp/names.ts';
import type { ReplyEntry } from '../replyFile.ts';

/** What the linter can find wrong with some members of a request, whichever others it has besides. */
const ofMembers: readonly RuleId[] = ['schema/type', 'schema/unknown-member', 'schema/enum', 'schema/range', 'schema/pattern'];

/** `replies/when`: conditions that no request meets, or none that keeps to the protocol. */
export function conditionFindings(entry: ReplyEntry): readonly Finding[] {
  return [...idFindings(entry), ...payloadFindings(entry)];
}

function idFindings({ on, when }: ReplyEntry): readonly Finding[] {
  const ids = [
    ['bundleId', 'The bundle ID', when?.bundleId],
    ['actionId', 'The action ID', when?.actionId],
  ] as const;
  return ids.flatMap(([name, what, value]) => {
    if (value === undefined) return [];
    if (on !== 'dm.customAction')
      return [finding(['when', name], `Only custom actions have a ${name}, so this rule for ${on} never counts. Remove it.`, 'key')];
    const fault = checkExtensionName(what, value);
    return fault === undefined ? [] : [finding(['when', name], `${fault} No action is called so, and this rule never counts.`)];
  });
}

function payloadFindings({ on, when }: ReplyEntry): readonly Finding[] {
  const payload = when?.payload;
  if (payload === undefined) return [];
  const kind = kindNamed(on);
  const reqId = member(payload, 'reqId');
  const unlikely = schemaFindings(payload, kind, {}).filter(({ rule }) => ofMembers.includes(rule));
  return [
    ...(reqId === undefined
      ? []
      : [
          finding(
            ['when', 'payload', 'reqId'],
            'Every request has a reqId of its own, so this rule counts once at most. Remove it.',
            'key',
          ),
        ]),
    ...unlikely.map(({ place }) =>
      finding(
        ['when', 'payload', ...place.path],
        `No ${kind.title} that keeps to the protocol has this ${pathText(place.path)}, so this rule counts for broken ones only.`,
        place.part,
      ),
    ),
  ];
}

function finding(path: Finding['place']['path'], message: string, part: Finding['place']['part'] = 'value'): Finding {
  return { rule: 'replies/when', message, place: { path, part } };
}
