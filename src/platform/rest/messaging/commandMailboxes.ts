import type { Clock } from '../../../rpc/node/clock.ts';
import { mostOf } from '../../../wiotp/limitTable.ts';
import { buildTopic } from '../../../wiotp/topic.ts';
import { Session } from '../../routing/session.ts';
import type { Subscriptions } from '../../routing/subscriptions.ts';
import { CommandMailbox } from './commandMailbox.ts';

/** What mailboxes work with. */
export interface MailboxSurroundings {
  readonly subscriptions: Subscriptions;
  readonly clock: Clock;
}

/** Whose commands are wanted. A gateway may write `+` for the type, the device or both [D-http]. */
export interface MailboxName {
  /** Of the device or gateway that polls; a gateway gets only what is for the devices that it speaks for. */
  readonly clientId: string;
  readonly typeId: string;
  readonly deviceId: string;
}

interface OpenMailbox {
  readonly clientId: string;
  readonly mailbox: CommandMailbox;
  readonly session: Session;
  /** When it was polled last, in milliseconds since the epoch. */
  used: number;
}

/** How many there may be; the one that was polled longest ago goes. */
const mostMailboxes = 1000;

/** A mailbox that nobody polls any more ends after the time for which commands wait [D-quota]. */
const idleMs = mostOf('commandTime', 'standard') * 1000;

/** Mailboxes of the devices and gateways that poll for commands. The first poll opens one, so commands from before are not in it. */
export class CommandMailboxes {
  readonly #surroundings: MailboxSurroundings;
  /** The one that was polled longest ago first. */
  readonly #open = new Map<string, OpenMailbox>();

  constructor(surroundings: MailboxSurroundings) {
    this.#surroundings = surroundings;
  }

  of(name: MailboxName): CommandMailbox {
    const now = this.#surroundings.clock.now();
    const key = `${name.clientId} ${name.typeId}/${name.deviceId}`;
    const known = this.#open.get(key);
    this.#open.delete(key);
    this.#closeOld(now);
    const open = known ?? this.#create(name);
    open.used = now;
    this.#open.set(key, open);
    return open.mailbox;
  }

  /** Closes the mailboxes of a client that is no longer registered. */
  forget(clientId: string): void {
    for (const [key, open] of this.#open) if (open.clientId === clientId) this.#close(key, open);
  }

  /** Answers everybody who waits, with nothing. */
  dispose(): void {
    for (const [key, open] of this.#open) this.#close(key, open);
  }

  #create({ clientId, typeId, deviceId }: MailboxName): OpenMailbox {
    const { subscriptions, clock } = this.#surroundings;
    const mailbox = new CommandMailbox(clock);
    const session = new Session({ clientId, durable: false, window: 1 });
    session.attach(mailbox);
    subscriptions.add(session, buildTopic('app.command', { typeId, deviceId, commandId: '+', format: '+' }), 0);
    return { clientId, mailbox, session, used: 0 };
  }

  #closeOld(now: number): void {
    for (const [key, open] of this.#open) {
      const isIdle = !open.mailbox.waitedFor && now - open.used > idleMs;
      if (!isIdle && this.#open.size < mostMailboxes) return;
      this.#close(key, open);
    }
  }

  #close(key: string, { mailbox, session }: OpenMailbox): void {
    this.#open.delete(key);
    this.#surroundings.subscriptions.drop(session);
    session.detach();
    mailbox.close();
  }
}
