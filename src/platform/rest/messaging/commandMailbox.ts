import type { Clock } from '../../../rpc/node/clock.ts';
import type { Publication } from '../../routing/publication.ts';
import { offlineQueueLimit } from '../../routing/awayLimits.ts';
import type { Outlet } from '../../routing/session.ts';

/** A command on its way to a device that polls. */
export interface PolledCommand {
  /** In the long form. */
  readonly topic: string;
  readonly typeId: string;
  readonly deviceId: string;
  readonly commandId: string;
  readonly format: string;
  readonly payload: Uint8Array;
}

/** What all commands in one mailbox may take; the oldest go. */
const mostBytes = 256 * 1024;

/** How many polls may wait at once; when another comes, the oldest gets nothing. */
const mostPolls = 10;

interface Poll {
  /** `+` for any. */
  readonly commandId: string;
  readonly answer: (command: PolledCommand | undefined) => void;
}

/** Commands for a device that polls, between its polls. When it is full, the oldest goes [D-quota]. */
export class CommandMailbox implements Outlet {
  readonly #clock: Clock;
  readonly #polls = new Set<Poll>();
  #commands: PolledCommand[] = [];
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What its commands take. */
  get waiting(): number {
    return this.#bytes;
  }

  /** Whether somebody waits for a command. */
  get waitedFor(): boolean {
    return this.#polls.size > 0;
  }

  /** The next command with this ID, `+` for any; `undefined` when none comes in time or the caller has gone. */
  poll(commandId: string, waitMs: number, gone: AbortSignal): Promise<PolledCommand | undefined> {
    const at = this.#commands.findIndex((command) => fits(commandId, command));
    if (at >= 0) return Promise.resolve(this.#takeOut(at));
    if (waitMs === 0 || gone.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => this.#wait(commandId, waitMs, gone, resolve));
  }

  /** A command arrives. It has QoS 0, as its subscription. */
  publish({ topic, payload }: Publication): void {
    const [, , typeId = '', , deviceId = '', , commandId = '', , format = ''] = topic.split('/');
    const command = { topic, typeId, deviceId, commandId, format, payload: payload.slice() };
    const poll = [...this.#polls].find((waiting) => fits(waiting.commandId, command));
    if (poll !== undefined) return poll.answer(command);
    this.#commands.push(command);
    this.#bytes += command.payload.length;
    while (this.#commands.length > offlineQueueLimit || this.#bytes > mostBytes) this.#takeOut(0);
  }

  /** Messages of QoS 0 are not settled. */
  settle(): void {}

  end(): void {
    this.close();
  }

  /** Answers everybody who waits, with nothing. */
  close(): void {
    for (const { answer } of this.#polls) answer(undefined);
  }

  #wait(commandId: string, waitMs: number, gone: AbortSignal, resolve: (command: PolledCommand | undefined) => void): void {
    const leave = (): void => poll.answer(undefined);
    const timer = this.#clock.after(waitMs, leave);
    const poll: Poll = {
      commandId,
      answer: (command) => {
        timer.cancel();
        gone.removeEventListener('abort', leave);
        this.#polls.delete(poll);
        resolve(command);
      },
    };
    gone.addEventListener('abort', leave);
    this.#polls.add(poll);
    const [oldest] = this.#polls;
    if (this.#polls.size > mostPolls) oldest?.answer(undefined);
  }

  #takeOut(at: number): PolledCommand | undefined {
    const [command] = this.#commands.splice(at, 1);
    this.#bytes -= command?.payload.length ?? 0;
    return command;
  }
}

function fits(wanted: string, { commandId }: PolledCommand): boolean {
  return wanted === '+' || wanted === commandId;
}
