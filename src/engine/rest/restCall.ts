import { request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Secrets } from '../../profiles/secrets.ts';
import type { Endpoint } from '../../profiles/sessionSettings.ts';
import { bracketed } from '../../wiotp/hosts.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { networkRefusal, timedOut } from '../network/networkRefusal.ts';
import { readCredentials } from '../network/credentials.ts';
import { openStream } from '../network/openStream.ts';

/** One call of a REST interface. */
export interface RestCall {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v0002`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** What came back. */
export interface RestAnswer {
  readonly status: number;
  /** `undefined` for a body that is no JSON. */
  readonly json: unknown;
}

/** How long a call may take in all, in milliseconds. */
const callMs = 20_000;

/** The largest body that is read; the status of 500 devices is a small part of it. */
const mostBytes = 1024 * 1024;

/**
 * Makes one call over a connection of its own.
 * @throws Refusal when no answer comes within 20 s, or one that is too large, or the signal's reason.
 */
export async function restCall(place: Endpoint, user: string, secrets: Secrets, call: RestCall, signal: AbortSignal): Promise<RestAnswer> {
  const timeout = AbortSignal.timeout(callMs);
  const limit = AbortSignal.any([signal, timeout]);
  let awaited = 'connection';
  try {
    const credentials = await readCredentials(place, secrets, limit);
    const opened = await openStream(place, credentials, limit, (what) => (awaited = what));
    awaited = 'answer';
    try {
      const failed = (error: Error): Error => opened.explain(error) ?? networkRefusal(place, error);
      const response = await answerTo(opened.stream, place, authorization(user, secrets), call, limit, failed);
      return { status: response.statusCode ?? 0, json: parsed(await bodyOf(response, failed)) };
    } finally {
      opened.stream.destroy();
      opened.socket.destroy();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw timeout.aborted ? timedOut(place, awaited, callMs / 1000) : error;
  }
}

function answerTo(
  stream: Duplex,
  place: Endpoint,
  authorization: string,
  { method, path, body }: RestCall,
  signal: AbortSignal,
  failed: (error: Error) => Error,
): Promise<IncomingMessage> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request({
      createConnection: () => stream,
      method,
      path: `/api/v0002${path}`,
      headers: {
        host: hostOf(place),
        authorization,
        accept: 'application/json',
        connection: 'close',
        ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
      },
      signal,
    });
    sent.once('response', resolve);
    sent.on('error', (error) => reject(failed(error)));
    sent.end(bytes);
  });
}

async function bodyOf(response: IncomingMessage, failed: (error: Error) => Error): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) throw tooLarge;
      chunks.push(chunk);
    }
  } catch (error) {
    throw error === tooLarge ? tooLarge : failed(error as Error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function hostOf({ host, port, transport }: Endpoint): string {
  return port === (transport === 'tls' ? 443 : 80) ? bracketed(host) : `${bracketed(host)}:${port}`;
}

function authorization(user: string, { token = '' }: Secrets): string {
  return `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const tooLarge = new Refusal(`The answer is larger than ${mostBytes / 1024 / 1024} MB.`, {
  rule: 'an answer about actions is small',
  advice: 'Check that host and port are those of the platform.',
});
