import { shellWord } from '../../../assist/connectionCode/shellWord.ts';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { utf8Text } from './payloadText.ts';

/** Where a message would be published to, and as whom, as far as it is known. */
export interface MosquittoTarget {
  readonly host?: string;
  readonly port?: number;
  readonly secure: boolean;
  /** The authority that is trusted instead of the system's. */
  readonly caFile?: string;
  /** `null` where the target takes no login; absent where it is not known. */
  readonly userName?: string | null;
}

/** Longer arguments are more than Linux lets a program have. */
const longestArgument = 100_000;

/**
 * A command for any POSIX shell that publishes the message with mosquitto's client. The token is taken from the environment. What a
 * terminal would obey when it is pasted, and what is no text, stands as base64.
 */
export function mosquittoPub(
  message: Pick<LogMessage, 'topic' | 'payload' | 'qos' | 'retain' | 'clientId'>,
  target: MosquittoTarget,
): string {
  const { before, option } = payloadParts(message.payload);
  const options = [
    `-h ${target.host === undefined ? '"$WIOTP_HOST"' : word(target.host)}`,
    `-p ${target.port ?? (target.secure ? 8883 : 1883)}`,
    ...(message.clientId === '' ? [] : [`-i ${word(message.clientId)}`]),
    ...loginOptions(target),
    ...(target.secure ? [target.caFile === undefined ? '--tls-use-os-certs' : `--cafile ${word(target.caFile)}`] : []),
    `-q ${message.qos}`,
    ...(message.retain ? ['-r'] : []),
    `-t ${word(message.topic)}`,
    option,
  ];
  return `${before}mosquitto_pub ${options.join(' ')}\n`;
}

function loginOptions({ userName }: MosquittoTarget): readonly string[] {
  if (userName === null) return [];
  return [`-u ${userName === undefined ? '"$WIOTP_API_KEY"' : word(userName)}`, '-P "$WIOTP_AUTH_TOKEN"'];
}

function payloadParts(payload: Uint8Array): { readonly before: string; readonly option: string } {
  const text = utf8Text(payload);
  if (text === '') return { before: '', option: '-n' };
  if (text === undefined || !isPastable(text)) return { before: `${decoding(payload)} | `, option: '-s' };
  if (payload.length <= longestArgument) return { before: '', option: `-m ${shellWord(text)}` };
  // A shell's own printf takes more than a program does.
  return { before: `printf %s ${shellWord(text)} | `, option: '-s' };
}

function word(text: string): string {
  return isPastable(text) ? shellWord(text) : `"$(${decoding(Buffer.from(text))})"`;
}

function decoding(bytes: Uint8Array): string {
  return `printf %s ${shellWord(Buffer.from(bytes).toString('base64'))} | base64 -d`;
}

/** Whether a terminal takes a text as it is: a control character such as Ctrl+C would end the line, and what follows would be run. */
function isPastable(text: string): boolean {
  return !/[^\P{Cc}\n]/u.test(text);
}
