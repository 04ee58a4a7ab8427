import * as vscode from 'vscode';
import { pendingRequests, type PendingRequest } from '../../rpc/session/sessionState.ts';
import { commands } from '../ids.ts';
import type { Notices } from '../notices.ts';
import type { Connections } from './connections.ts';

/**
 * Tells the user about requests that wait for an answer, with a way to give it: one notification at a time, and each request once.
 * Those that came meanwhile are told together.
 */
export function announceRequests(connections: Connections, notices: Notices): vscode.Disposable {
  const announcer = new RequestAnnouncer(connections, notices);
  announcer.announce();
  return vscode.Disposable.from(
    connections.onChange(() => announcer.announce()),
    announcer,
  );
}

/**
 * How long a notification keeps the next one back when its request is gone and nobody closed it, in milliseconds: twice as long for
 * each in a row. VS Code cannot take one back, and requests can be made to come and go without end.
 */
const pauseMs = { first: 5_000, longest: 600_000 } as const;

interface Waiting {
  readonly id: string;
  readonly profile: { readonly id: string; readonly name: string };
  readonly request: PendingRequest;
}

class RequestAnnouncer {
  readonly #connections: Connections;
  readonly #notices: Notices;
  /** Of those that wait, the ones that the user was told about. */
  #announced: ReadonlySet<string> = new Set();
  /** What the notification that nobody has closed yet is about. */
  #shown: ReadonlySet<string> | undefined;
  #pause: NodeJS.Timeout | undefined;
  #pauseMs: number = pauseMs.first;

  constructor(connections: Connections, notices: Notices) {
    this.#connections = connections;
    this.#notices = notices;
  }

  announce(): void {
    const waiting = allWaiting(this.#connections);
    this.#announced = new Set(waiting.flatMap(({ id }) => (this.#announced.has(id) ? [id] : [])));
    if (this.#shown !== undefined && (this.#pause !== undefined || waiting.some(({ id }) => this.#shown?.has(id)))) return;
    const fresh = waiting.filter(({ id }) => !this.#announced.has(id));
    if (fresh.length > 0) void this.#show(fresh, waiting);
  }

  dispose(): void {
    clearTimeout(this.#pause);
  }

  async #show(fresh: readonly Waiting[], waiting: readonly Waiting[]): Promise<void> {
    const shown = new Set(fresh.map(({ id }) => id));
    this.#shown = shown;
    this.#announced = new Set(waiting.map(({ id }) => id));
    this.#rest();
    const [first] = fresh;
    const only = fresh.length === 1 ? first : undefined;
    const node = only === undefined ? undefined : { node: 'request', id: only.profile.id, request: only.request };
    const answer = { title: vscode.l10n.t('Answer…'), run: () => vscode.commands.executeCommand(commands.answerRequest, node) };
    const text = only === undefined ? vscode.l10n.t('{0} requests wait for an answer.', waiting.length) : requestText(only);
    await this.#notices.inform(text, answer);
    if (this.#shown !== shown) return;
    this.#shown = undefined;
    this.#pauseMs = pauseMs.first;
    this.announce();
  }

  #rest(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.announce();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(2 * this.#pauseMs, pauseMs.longest);
  }
}

function allWaiting(connections: Connections): readonly Waiting[] {
  return connections
    .all()
    .flatMap(({ profile, session }) =>
      pendingRequests(session).map((request) => ({ id: `${profile.id}/${request.key}`, profile, request })),
    );
}

function requestText({ profile, request: { device, title } }: Waiting): string {
  const whom = device === undefined ? profile.name : `${device.typeId}:${device.deviceId} (${profile.name})`;
  return vscode.l10n.t('The platform sent {0} a {1}.', whom, title.toLowerCase());
}
