import { rules } from '../../lint/rules.ts';
import { parseClientId } from '../../wiotp/clientId.ts';
import { clientIdFault, clientIdRemark } from '../../wiotp/clientIdFault.ts';
import { explainNumber, explainTopic } from '../../wiotp/explain.ts';
import { checkHost, parseHost } from '../../wiotp/hosts.ts';
import { kindEntry } from '../kinds/kindEntries.ts';
import { kindEntryText } from '../kinds/kindTexts.ts';
import { clientIdText, type ClientIdExplanation } from './clientIdText.ts';
import { hostText } from './hostText.ts';
import { numberText } from './numberText.ts';
import { ruleText } from './ruleText.ts';
import type { Subject } from './subject.ts';
import { topicText } from './topicText.ts';

/** An explanation, as data and as text for people. */
export interface Explained {
  readonly json: unknown;
  readonly text: string;
  /** Whether it means something, and nothing is wrong with it. */
  readonly isFine: boolean;
}

/** What a number, a topic, a filter, a rule, a client ID, a host or a kind means. */
export function explain(subject: Subject): Explained {
  switch (subject.type) {
    case 'number': {
      const { number } = subject;
      const meanings = explainNumber(number);
      return { json: { number, meanings }, text: numberText(number, meanings), isFine: meanings.length > 0 };
    }
    case 'rule': {
      const { rule } = subject;
      return { json: { rule, ...rules[rule] }, text: ruleText(rule), isFine: true };
    }
    case 'clientId': {
      const explanation = explainClientId(subject.clientId);
      return { json: explanation, text: clientIdText(explanation), isFine: explanation.fault === undefined };
    }
    case 'host': {
      const { host } = subject;
      const [reading, problem] = [parseHost(host), checkHost(host)];
      const json = { host, reading, ...(problem === undefined ? {} : { problem }) };
      return { json, text: hostText(host, reading, problem), isFine: problem === undefined };
    }
    case 'topic': {
      const { topic } = subject;
      const explanation = explainTopic(topic);
      const kinds = explanation.kinds.map(({ kind, parts }) => ({ kind: kind.name, parts }));
      const isFine = explanation.verdicts.some(({ allowed }) => allowed);
      return { json: { topic, ...explanation, kinds }, text: topicText(topic, explanation), isFine };
    }
    case 'kind': {
      const entry = kindEntry(subject.kind);
      return { json: entry, text: kindEntryText(entry), isFine: true };
    }
  }
}

function explainClientId(clientId: string): ClientIdExplanation {
  const identity = parseClientId(clientId);
  const fault = clientIdFault(clientId);
  const remark = fault === undefined ? clientIdRemark(clientId) : undefined;
  return {
    clientId,
    ...(typeof identity === 'string' ? {} : { identity }),
    ...(fault === undefined ? {} : { fault }),
    ...(remark === undefined ? {} : { remark }),
  };
}
