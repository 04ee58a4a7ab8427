import { randomUUID } from 'node:crypto';
import type { ActionEntry, ActionPhase, ActionReport, ActionState } from '../../../rpc/device/actionState.ts';
import type { DeviceName, DeviceProblem, JsonObject } from '../../../rpc/device/deviceState.ts';
import type { ImageProgress } from '../../../rpc/device/imageState.ts';
import type { Clock, Timer } from '../../../rpc/node/clock.ts';
import { kindNamed, type KindName } from '../../../wiotp/catalog.ts';
import { returnCodeMeaning } from '../../../wiotp/returnCodes.ts';
import type { DeviceAnswer } from '../deviceAnswer.ts';
import type { Dispatch, Reach, Sent } from './dispatch.ts';
import type { Flow, FlowRun } from './flows/flow.ts';
import { keptEntries, type KeptAction } from './keptAction.ts';
import { Timeline } from './timeline.ts';

/** What names an action and does not change. */
export interface ActionTraits {
  readonly requestId: string;
  readonly action: string;
  readonly device: DeviceName;
  readonly timeoutMs: number;
  /** The free levels of its topics, besides those that name the device. */
  readonly levels: Readonly<Record<string, string>>;
}

/** What an action works with. */
export interface ActionSurroundings {
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  /** Whether the device is managed: no other is asked for anything [D-dm]. */
  readonly isManaged: (device: DeviceName) => boolean;
  /** How far the image was fetched, where it is one of ours. */
  readonly progress: () => ImageProgress | undefined;
  /** The problems that the device had in Device Management since then. */
  readonly problemsSince: (device: DeviceName, time: number) => readonly DeviceProblem[];
  /** These requests have timed out. */
  readonly overdue: (device: DeviceName, reqIds: ReadonlySet<string>) => void;
  readonly changed: (action: DeviceAction) => void;
}

/** One action on one device, from the request to the end. */
export class DeviceAction implements FlowRun {
  readonly traits: ActionTraits;
  readonly started: number;
  readonly #flow: Flow;
  readonly #surroundings: ActionSurroundings;
  readonly #timeline = new Timeline();
  readonly #sent = new Map<string, Sent>();
  #last: Sent | undefined;
  #phase: ActionPhase = 'requested';
  #note = '';
  #rc: number | undefined;
  #changed: number;
  #timer: Timer | undefined;
  /** Whether the flow has come to its end: nothing that the device does changes the state any more. */
  #over = false;
  /** As they were when the action ended. */
  #problems: readonly DeviceProblem[] | undefined;

  /** `kept`: what an earlier run left of it. */
  constructor(traits: ActionTraits, flow: Flow, surroundings: ActionSurroundings, kept?: KeptAction) {
    this.traits = traits;
    this.#flow = flow;
    this.#surroundings = surroundings;
    this.started = kept?.started ?? surroundings.clock.now();
    this.#changed = kept?.changed ?? this.started;
    if (kept !== undefined) this.#takeOver(kept);
  }

  /** Whether it can still end well in time. */
  get running(): boolean {
    return this.#phase === 'requested' || this.#phase === 'accepted';
  }

  /** Whether somebody was there to get what was sent last; `undefined` before anything was. */
  get reach(): Reach | undefined {
    return this.#last?.reach;
  }

  /** How far the image was fetched, where it is one of ours. */
  get progress(): ImageProgress | undefined {
    return this.#surroundings.progress();
  }

  get state(): ActionState {
    const { requestId, action, device } = this.traits;
    const { progress } = this;
    return {
      requestId,
      action,
      device,
      state: this.#phase,
      ...(this.#last === undefined ? {} : { step: this.#last.kind }),
      ...(this.#rc === undefined ? {} : { rc: this.#rc }),
      note: this.#note,
      ...(progress === undefined ? {} : { progress }),
      started: this.started,
      changed: this.#changed,
    };
  }

  get report(): ActionReport {
    const problems = this.#problems ?? this.#surroundings.problemsSince(this.traits.device, this.started);
    return { ...this.state, timeline: this.#timeline.entries, problems };
  }

  /** What is kept of it for a later run. */
  get kept(): KeptAction {
    const { requestId, action, device, timeoutMs } = this.traits;
    return {
      requestId,
      action,
      device,
      timeoutMs,
      state: this.#phase,
      ...(this.#rc === undefined ? {} : { rc: this.#rc }),
      note: this.#note,
      started: this.started,
      changed: this.#changed,
      over: this.#over,
      sent: [...this.#sent].map(([reqId, { kind, reach, answered }]) => ({ reqId, kind, reach, answered })),
      timeline: keptEntries(this.#timeline.entries),
    };
  }

  /** An earlier run left it: it has no time any more, but what the device still does is noted. */
  resume(): void {
    if (!this.running) return;
    this.#phase = 'timed out';
    this.tell(`The platform was restarted while the action was under way, so its time is over. ${this.#note}`);
  }

  begin(): void {
    const { clock } = this.#surroundings;
    this.#timer = clock.after(this.traits.timeoutMs, () => this.#timeOut());
    this.#flow.start(this);
  }

  /** Whether this is the answer to a request of the action; takes it if so. */
  answered(answer: DeviceAnswer): boolean {
    const { reqId, rc } = answer;
    const sent = reqId === undefined ? undefined : this.#sent.get(reqId);
    if (reqId === undefined || sent === undefined) return false;
    const text = answerText(sent, answer);
    this.#enter({ direction: 'up', kind: 'dm.deviceResponse', reqId, ...(rc === undefined ? {} : { rc }), text: `${text}.` });
    if (this.#over || sent.answered) return true;
    sent.answered = true;
    // That it stays unanswered is a problem no more.
    if (this.#problems !== undefined) this.#noteProblems();
    this.#flow.answered(this, { kind: sent.kind, rc, success: isSuccess(rc), text });
    return true;
  }

  /** The device answered something that cannot be read or that names no request. */
  heard(what: string): void {
    this.#enter({ direction: 'up', kind: 'dm.deviceResponse', text: what });
    this.#touch();
  }

  /** The device sent a Manage request. */
  managed(fwVersion: string | undefined): void {
    if (this.#over) return;
    const version = fwVersion === undefined ? '' : ` with firmware version ${shortText(fwVersion)}`;
    this.#enter({ direction: 'up', kind: 'dm.manage', text: `The device manages${version}.` });
    const reconnected = this.#last === undefined ? undefined : this.#surroundings.dispatch.reconnected(this.traits.device, this.#last);
    const queued = this.#last?.reach !== 'online';
    this.#flow.managed?.(this, { reconnected, queued, late: !this.running, ...(fwVersion === undefined ? {} : { fwVersion }) });
  }

  /** The device reported members of its firmware. */
  notified(firmware: JsonObject): void {
    if (this.#over || this.#flow.notified === undefined) return;
    this.#enter({ direction: 'up', kind: 'dm.notify', text: `The device reports ${shortText(JSON.stringify(firmware))}.` });
    this.#flow.notified(this, firmware);
  }

  /** Ends it from the platform's side; one that has ended is no error. */
  cancel(note: string): void {
    if (!this.running) return;
    this.#flow.cancelled?.(this);
    this.#end('cancelled', note);
  }

  /** A newer action takes the place of one that timed out: what the device does now belongs to that. */
  giveUp(): void {
    if (!this.running) this.#over = true;
  }

  /** Stops without a word. */
  dispose(): void {
    this.#timer?.cancel();
  }

  send(kind: KindName, d?: object, wantsAnswer = true): Sent | undefined {
    const { device, levels } = this.traits;
    const { dispatch, isManaged } = this.#surroundings;
    const isEnd = kind === 'dm.cancel';
    if (!isEnd && !this.running) {
      this.tell('The device answered when the time was over, so nothing more is asked of it.');
      return undefined;
    }
    if (!isEnd && !isManaged(device)) {
      this.fail('The device is no longer managed, so nothing more is asked of it.');
      return undefined;
    }
    const asked = wantsAnswer ? { reqId: randomUUID() } : {};
    const sent = dispatch.send({ kind, device, levels, ...asked, ...(d === undefined ? {} : { d }) });
    if (asked.reqId !== undefined) this.#sent.set(asked.reqId, sent);
    this.#last = sent;
    this.#enter({ direction: 'down', kind, ...asked, text: sent.text });
    if (!isEnd) this.#note = sent.text;
    this.#touch();
    return sent;
  }

  tell(note: string): void {
    this.#note = note;
    this.#enter({ direction: 'none', text: note });
    this.#touch();
  }

  accept(note: string, rc: number | undefined): void {
    if (this.#phase === 'requested') this.#phase = 'accepted';
    this.#rc = rc;
    this.tell(note);
  }

  complete(note: string, rc = this.#rc): void {
    this.#rc = rc;
    if (this.running) this.#end('complete', note);
    else this.#end('carried out after time-out', `${note} That was after the time was over; the request had stayed queued or under way.`);
  }

  fail(note: string, rc = this.#rc): void {
    this.#rc = rc;
    this.#end(this.running ? 'failed' : this.#phase, note);
  }

  #takeOver({ state, rc, note, over, sent, timeline }: KeptAction): void {
    this.#phase = state;
    this.#rc = rc;
    this.#note = note;
    this.#over = over;
    // Problems end with the run in which they were found.
    this.#problems = [];
    for (const { reqId, ...request } of sent) this.#sent.set(reqId, { ...request, text: '', connection: undefined });
    this.#last = [...this.#sent.values()].at(-1);
    for (const entry of timeline) this.#timeline.add(entry);
  }

  #timeOut(): void {
    const seconds = this.traits.timeoutMs / 1000;
    const waits =
      this.#last?.reach === 'queued' && !this.#last.answered ? ' It stays queued and is delivered when the device is back.' : '';
    // One that waited in the session of a device that was away may come late: that is documented [D-mqtt].
    const due = [...this.#sent].filter(([, { reach, answered }]) => answered || reach !== 'queued');
    this.#surroundings.overdue(this.traits.device, new Set(due.map(([reqId]) => reqId)));
    this.#phase = 'timed out';
    this.tell(`The action did not end within ${seconds} s. ${this.#note}${waits}`);
    this.#noteProblems();
  }

  #end(phase: ActionPhase, note: string): void {
    this.#over = true;
    this.#timer?.cancel();
    this.#phase = phase;
    this.tell(/[.!?…]$/.test(note) ? note : `${note}.`);
    this.#noteProblems();
  }

  #noteProblems(): void {
    this.#problems = this.#surroundings.problemsSince(this.traits.device, this.started);
  }

  #enter(entry: Omit<ActionEntry, 'time'>): void {
    this.#timeline.add({ time: this.#surroundings.clock.now(), ...entry });
  }

  #touch(): void {
    this.#changed = this.#surroundings.clock.now();
    this.#surroundings.changed(this);
  }
}

/** Codes from 200 to 299 are success, and so is 0, as in one example of the documents [D-mqtt]. */
function isSuccess(rc: number | undefined): boolean {
  return rc === 0 || (rc !== undefined && rc >= 200 && rc < 300);
}

/** Without a full stop, so that it may stand within a sentence. */
function answerText({ kind }: Sent, { rc, message = '', names }: DeviceAnswer): string {
  if (rc === undefined) return `The device answers the ${kindNamed(kind).title} without a return code`;
  const which = rc >= 400 && names.length > 0 ? ` for ${shortText(names.join(', '))}` : '';
  const why = message === '' ? '' : `: ${shortText(message)}`;
  return `The device answers the ${kindNamed(kind).title} with ${rc} (${returnCodeMeaning(rc, kindNamed(kind))})${which}${why}`;
}

/** Texts of devices may be as long as a message. */
function shortText(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
