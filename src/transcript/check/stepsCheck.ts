import type { LintOptions } from '../../lint/options.ts';
import type { Problem, TextEdit, TextRange } from '../../lint/problem.ts';
import { quoted } from '../../lint/wording.ts';
import { answerTimeoutMs } from '../../wiotp/limits.ts';
import { Conversation, type Turn } from '../conversation/conversation.ts';
import type { ConversationFinding, ConversationFix } from '../conversation/finding.ts';
import type { ConnectionStep, Header, IncludeStep, MessageStep, RepeatStep, Step, Transcript } from '../model.ts';
import type { Remark, Report } from '../remark.ts';
import { checkFilter } from './checkFilter.ts';
import { checkMessage } from './checkMessage.ts';
import { connectionEvent, messageEvent } from './eventOf.ts';
import type { Includes } from './includes.ts';
import { ownForm, useTopic, withOwnIds } from './ownDevice.ts';
import { rangeOf, valueRange, type EventStep } from './places.ts';
import { settle } from './settle.ts';
import { isOfQuickstart, quickstartMessage, quickstartSession } from './quickstart.ts';
import { senderOf, topicSide } from './topicSide.ts';

/** How many steps and variables of included transcripts are followed, as these may include others many times over. */
const mostIncluded = 100_000;

/** Where the walk is. */
interface Place {
  readonly header: Header;
  readonly json: string;
  readonly included?: { readonly range: TextRange; readonly path: string };
  /** The included files that lead here. */
  readonly within: readonly string[];
  /** A repetition's second time: its messages have been checked already, and what is in it takes place once. */
  readonly again: boolean;
}

/** What the check of steps needs besides them. */
export interface StepsContext {
  readonly options: LintOptions;
  readonly includes: Includes;
  readonly report: Report;
  /** Takes what the check of a message finds, as the options have decided it. */
  readonly add: (problems: readonly Problem[]) => void;
}

/** Checks each message of a transcript and the conversation that its steps are, in their order. */
export class StepsCheck {
  readonly #context: StepsContext;
  readonly #conversation: Conversation;
  readonly #events: EventStep[] = [];
  /** What was found in repetitions: the second time says no more than the first. */
  readonly #said = new Set<string>();
  /** How many steps and variables of included transcripts were followed. */
  #followed = 0;
  /** How long the steps wait until here, in milliseconds. */
  #elapsed = 0;

  constructor(header: Header, context: StepsContext) {
    const { starts, classId } = header;
    this.#context = context;
    this.#conversation = new Conversation({
      client: senderOf(classId),
      connected: starts !== 'offline',
      managed: starts === 'managed',
      own: settle('${typeId}/${deviceId}', header, 0),
      patienceMs: answerTimeoutMs,
    });
  }

  /** Checks the steps of the outermost transcript, to their end. */
  check({ steps, header, json }: Transcript): void {
    this.#walk(steps, { header, json, within: [], again: false });
    this.#tell(this.#conversation.end());
  }

  #walk(steps: readonly Step[], place: Place): void {
    for (const step of steps) {
      if (place.included !== undefined && ++this.#followed > mostIncluded) return;
      this.#elapsed += step.after;
      switch (step.type) {
        case 'message':
          this.#message(step, place);
          break;
        case 'connection':
          this.#connection(step, place);
          break;
        case 'repeat':
          this.#repeat(step, place);
          break;
        case 'include':
          this.#include(step, place);
          break;
        case 'ask':
          break;
      }
    }
  }

  #message(step: MessageStep, place: Place): void {
    const { header, json, included } = place;
    const id = this.#events.length;
    const event = messageEvent(step, json, header, { id, at: this.#elapsed });
    const takesPlace = this.#context.options.limits !== 'quickstart' || isOfQuickstart(step.topic.value);
    const turn = event === undefined || !takesPlace ? undefined : this.#conversation.take(event);
    this.#events.push(eventStep(step, place));
    if (included === undefined && !place.again) this.#checkMessage(step, place, turn);
    if (turn !== undefined) this.#tell(turn.findings);
  }

  #checkMessage(step: MessageStep, { header, json }: Place, turn: Turn | undefined): void {
    const { options, report, add } = this.#context;
    const side = topicSide(step.topic.value, header.classId);
    const notThere = options.limits === 'quickstart' ? quickstartMessage(step, side) : undefined;
    if (notThere !== undefined) report(notThere);
    else if (side.otherForm) report(otherForm(step, header));
    const asked = turn?.answers;
    const request = asked === undefined ? undefined : this.#events[asked.event];
    const answered =
      asked === undefined || request === undefined
        ? undefined
        : { kind: asked.kind, place: { message: 'The request that this answers', range: rangeOf('event', request) } };
    add(checkMessage(step, json, side, answered, options).map((problem) => withOwnIds(problem, step.topic, header)));
  }

  #connection(step: ConnectionStep, place: Place): void {
    const { header, included } = place;
    const event = connectionEvent(step, header, this.#events.length);
    this.#events.push(eventStep(step, place));
    if (included === undefined && !place.again) this.#checkConnection(step, header);
    if (event !== undefined) this.#tell(this.#conversation.take(event).findings);
  }

  #checkConnection(step: ConnectionStep, header: Header): void {
    const { options } = this.#context;
    const session = options.limits === 'quickstart' ? quickstartSession(step) : undefined;
    for (const remark of [session, checkFilter(step, header, options)]) if (remark !== undefined) this.#context.report(remark);
  }

  /** Twice tells what the second time does to the first; inside, once is enough. */
  #repeat({ steps, times }: RepeatStep, place: Place): void {
    const begun = this.#elapsed;
    this.#walk(steps, place);
    const round = this.#elapsed - begun;
    if (times > 1 && !place.again) this.#walk(steps, { ...place, again: true });
    this.#elapsed = begun + round * times;
  }

  #include(step: IncludeStep, place: Place): void {
    const { includes } = this.#context;
    if (this.#followed > mostIncluded) return;
    const report: Report = (remark) => this.#report(place.included === undefined ? remark : { ...remark, range: place.included.range });
    const opened = includes.open(step, place.within, report);
    if (opened === undefined) return;
    const { transcript, path } = opened;
    const { header, json, steps } = transcript;
    const vars = header.vars.size === 0 ? place.header.vars : new Map([...header.vars, ...place.header.vars]);
    if (vars !== place.header.vars) this.#followed += vars.size;
    this.#walk(steps, {
      header: { ...place.header, vars },
      json,
      included: { range: place.included?.range ?? step.path.range, path },
      within: [...place.within, path],
      again: place.again,
    });
    if (this.#followed > mostIncluded && place.included === undefined) {
      const message = `The included transcripts have more than ${mostIncluded} steps together. What is beyond is not checked.`;
      this.#report({ rule: 'transcript/include', message, range: step.path.range });
    }
  }

  #tell(findings: readonly ConversationFinding[]): void {
    for (const finding of findings) this.#report(this.#remark(finding));
  }

  #remark({ rule, message, place, related, fix }: ConversationFinding): Remark {
    const at = this.#eventStep(place.event);
    const where = at.included === undefined ? '' : `In ${quoted(at.included.path)}: `;
    const edits = fix === undefined ? undefined : this.#edits(fix);
    return {
      rule,
      message: `${where}${message}`,
      range: rangeOf(place.part, at),
      ...(related === undefined
        ? {}
        : {
            related: related.map((other) => ({
              message: other.message,
              range: rangeOf(other.place.part, this.#eventStep(other.place.event)),
            })),
          }),
      ...(fix === undefined || edits === undefined ? {} : { fix: { title: fix.title, edits } }),
    };
  }

  /** The edits of a fix; `undefined` where one of the places is in no payload of this document. */
  #edits({ place, copyOf }: ConversationFix): readonly TextEdit[] | undefined {
    const [to, from] = [this.#eventStep(place.event), this.#eventStep(copyOf.event)];
    if (to.included !== undefined || from.included !== undefined) return undefined;
    if (typeof place.part === 'string' || typeof copyOf.part === 'string') return undefined;
    const [target, source] = [valueRange(place.part, to), valueRange(copyOf.part, from)];
    return target === undefined || source === undefined ? undefined : [{ ...target, text: from.json.slice(source.start, source.end) }];
  }

  #eventStep(event: number): EventStep {
    const found = this.#events[event];
    if (found === undefined) throw new Error(`There is no event ${event}`);
    return found;
  }

  #report(remark: Remark): void {
    const key = `${remark.rule} ${remark.range.start} ${remark.message}`;
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#context.report(remark);
  }
}

function eventStep(step: MessageStep | ConnectionStep, { json, included }: Place): EventStep {
  return included === undefined ? { step, json } : { step, json, included };
}

function otherForm({ topic }: MessageStep, header: Header): Remark {
  const own = ownForm(topic.value, header);
  const [client, form] = header.classId === 'Gateway' ? ['a gateway', 'with type/…/id/… in them'] : ['a device', 'without type/…/id/…'];
  return {
    rule: 'transcript/topic-form',
    message: `The platform sends ${client} only topics ${form}, so ${quoted(topic.value)} never arrives. Use that form, or set device.classId.`,
    range: topic.range,
    ...(own === undefined ? {} : { fix: useTopic(own, topic) }),
  };
}
