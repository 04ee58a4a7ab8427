import type { Outlet } from '../../../src/platform/routing/session.ts';
import type { Publication } from '../../../src/platform/routing/publication.ts';
import type { Qos } from '../../../src/wiotp/message.ts';
import type { Refusal } from '../../../src/wiotp/refusal.ts';

/** What a session wrote. */
export class Pad implements Outlet {
  readonly published: { text: string; qos: Qos; dup: boolean; packetId: number }[] = [];
  readonly settled: string[] = [];
  readonly ends: Refusal[] = [];
  /** What the client has not taken, in bytes. */
  waiting = 0;

  publish({ payload }: Publication, qos: Qos, dup: boolean, packetId: number): void {
    this.published.push({ text: Buffer.from(payload).toString(), qos, dup, packetId });
  }

  settle(type: string, packetId: number): void {
    this.settled.push(`${type} ${packetId}`);
  }

  end(why: Refusal): void {
    this.ends.push(why);
  }

  get texts(): readonly string[] {
    return this.published.map(({ text }) => text);
  }
}
