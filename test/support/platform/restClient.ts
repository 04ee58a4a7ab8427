import { request } from 'node:http';
import { soon } from './soon.ts';
import { apiKey, deviceToken, org, type TestPlatform } from './testPlatform.ts';

/** What a call came to. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown;
}

/** A call as a client makes it. */
export interface RestCall {
  /** User name and token, joined by a colon; those of the API key unless told, none for null. */
  readonly login?: string | null;
  /** Sent as JSON unless it is text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the call from the client's side. */
  readonly signal?: AbortSignal;
}

/** The credentials of the test platform's API key. */
export const asKey = `${apiKey.key}:${apiKey.token}`;

/** The credentials of every device of the test platform. */
export const asToken = `use-token-auth:${deviceToken}`;

/** The credentials of a gateway whose token is that of every device. */
export function asGatewayUser(typeId: string, deviceId: string, separator = '/'): string {
  return `${['g', org, typeId, deviceId].join(separator)}:${deviceToken}`;
}

/** Calls the REST interface of a platform, `GET /device/types`; a path that begins with `//` is sent as it is, but for one slash. */
export async function rest({ port }: Pick<TestPlatform, 'port'>, line: string, call: RestCall = {}): Promise<RestAnswer> {
  const [method = '', path = ''] = line.split(' ');
  const { login = asKey, body, headers = {}, signal } = call;
  const bytes = bytesOf(body);
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path: path.startsWith('//') ? path.slice(1) : `/api/v0002${path}`,
    headers: {
      ...(login === null ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
      ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
      ...headers,
    },
    ...(signal === undefined ? {} : { signal }),
  });
  const answer = new Promise<RestAnswer>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
      });
    });
  });
  sent.end(bytes);
  return soon(`the answer to ${line.slice(0, 80)}`, answer);
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
