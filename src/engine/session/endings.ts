import type { ConnectionEvent } from '../../rpc/traffic.ts';
import { closeCode, connackCode } from '../../wiotp/codes.ts';
import { Refusal } from '../../wiotp/refusal.ts';

/** How a network connection ended. */
export interface ConnectionEnd {
  /** What a person should know about it; the error of every call that was waiting. */
  readonly why: Refusal;
  /** The close code, where this side decided it. */
  readonly code?: number;
  /** This side wanted it. */
  readonly wanted?: true;
  /** The packet of ours that the other side seems to have answered by closing: `PUBLISH to iot-2/…`. */
  readonly after?: string;
}

/** A close this soon after a packet of ours is taken for the answer to it. */
const answerMs = 1_000;

/** The platform refused the connection with a CONNACK code. */
export function refusedByConnack(code: number): ConnectionEnd {
  const { meaning, advice } = connackCode(code);
  return {
    why: new Refusal(`The platform refused the connection: ${meaning} (CONNACK ${code}).`, { rule: `CONNACK ${code}`, advice, code }),
    code,
  };
}

/** This side closed the connection. */
export function closedByUs(): ConnectionEnd {
  const { code, advice } = closeCode(0);
  return { why: new Refusal('This workbench closed the connection.', { rule: 'closed normally', advice, code }), code, wanted: true };
}

/**
 * The connection ended without a word. MQTT 3.1.1 has no way for a server to say why it closes, so the packet that
 * came just before is the only hint.
 */
export function closedByOther(
  open: boolean,
  last: { readonly packet: string; readonly ms: number } | undefined,
  cause?: Error,
): ConnectionEnd {
  if (!open) return { why: new Refusal('The other side closed the connection without a CONNACK.', noConnack, { cause }) };
  if (last !== undefined && last.ms <= answerMs) {
    return {
      why: new Refusal(`The other side closed the connection right after ${last.packet}.`, notAllowed, { cause }),
      after: last.packet,
    };
  }
  if (cause !== undefined) return { why: new Refusal(`The connection broke: ${cause.message}.`, broken, { cause }) };
  return { why: new Refusal('The other side closed the connection and did not say why.', broken) };
}

/** The same end with the reason that the platform itself gave for it. */
export function explained(end: ConnectionEnd, { kind, reason, advice, code }: ConnectionEvent): ConnectionEnd {
  if (reason === undefined) return end;
  const number = code ?? end.code;
  const { rule } = end.why;
  const details = { rule, advice: advice ?? end.why.advice };
  if (number === undefined) return { ...end, why: new Refusal(reason, details, { cause: end.why }) };
  const isConnack = kind === 'connection.refused' && number <= 5;
  const text = `${reason.replace(/\.$/, '')} (${isConnack ? 'CONNACK' : 'close code'} ${number}).`;
  return { ...end, why: new Refusal(text, { ...details, code: number }, { cause: end.why }), code: number };
}

const noConnack = {
  rule: 'a server answers CONNECT with CONNACK',
  advice: 'Check that the port is a plain MQTT port and speaks MQTT 3.1.1; a TLS port closes like this, too.',
};

const notAllowed = {
  rule: 'the platform closes the connection for a topic that is not allowed (276) or a payload that is too large (287)',
  advice: 'Check the topic and the size, and whether another client uses the same client ID.',
};

const broken = {
  rule: 'MQTT 3.1.1 closes without a reason',
  advice: 'Check the network, and whether another client uses the same client ID and takes the connection over.',
};
