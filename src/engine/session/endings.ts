import type { ConnectionEvent } from '../../rpc/log/traffic.ts';
import { closeCode, connackCode } from '../../wiotp/codes.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { shownText } from '../../wiotp/shownText.ts';
import { loginAdvice } from './loginAdvice.ts';
import { mostPacketBytes } from './packetSizes.ts';
import { reasonCode, shownCode } from './reasonCode.ts';

/** How a network connection ended. */
export interface ConnectionEnd {
  /** What a person should know about it; the error of every call that was waiting. */
  readonly why: Refusal;
  /** The close code where this side decided it, the CONNACK code or the reason code where the other side gave one. */
  readonly code?: number;
  /** This side wanted it. */
  readonly wanted?: true;
  /** This side closed it, because it wanted to or had to. */
  readonly byUs?: true;
  /** The packet of ours that the other side seems to have answered by closing: `PUBLISH to iot-2/…`. */
  readonly after?: string;
  /** The other side had accepted the connection and closed it in good order, for no reason that could be seen. */
  readonly unexplained?: true;
}

/** A close this soon after a packet of ours is taken for the answer to it. */
const answerMs = 1_000;

/** The server, the platform or another broker, refused the connection with a CONNACK code of MQTT 3.1.1. */
export function refusedByConnack(code: number, isPlatform: boolean): ConnectionEnd {
  const { meaning, advice: usual } = connackCode(code);
  const advice = loginAdvice(code, usual, isPlatform);
  return { why: new Refusal(`${refusedBy(isPlatform)}: ${meaning} (CONNACK ${code}).`, { rule: `CONNACK ${code}`, advice, code }), code };
}

/** The server refused the connection with a reason code of MQTT 5, and perhaps said more. */
export function refusedByReason(code: number, said: string | undefined, isPlatform: boolean): ConnectionEnd {
  const { message, rule, advice } = reasonRefusal(refusedBy(isPlatform), 'CONNACK', code, said);
  return { why: new Refusal(message, { rule, advice: loginAdvice(code, advice, isPlatform), code }), code };
}

function refusedBy(isPlatform: boolean): string {
  return `The ${isPlatform ? 'platform' : 'server'} refused the connection`;
}

/** The latest packet of ours that nothing has acknowledged, and how long ago it was sent. */
export type LastPacket = { readonly packet: string; readonly ms: number } | undefined;

/** A server says these about itself, whatever was sent before: busy, shutting down, keepalive, moved, connection rate and time. */
const ownAffairs: ReadonlySet<number> = new Set([0x00, 0x88, 0x89, 0x8b, 0x8d, 0x8e, 0x98, 0x9c, 0x9d, 0x9f, 0xa0]);

/** The platform closes the connection with DISCONNECT, which servers have in MQTT 5 only. */
export function closedByReason(code: number, said: string | undefined, last: LastPacket): ConnectionEnd {
  const what = 'The platform closed the connection';
  if (code === 0) return { why: new Refusal(`${what}: normal disconnection by the server (DISCONNECT 0x00).`, broken), unexplained: true };
  const after = last !== undefined && last.ms <= answerMs && !ownAffairs.has(code) ? last.packet : undefined;
  return {
    why: reasonRefusal(after === undefined ? what : `${what} right after ${after}`, 'DISCONNECT', code, said),
    code,
    ...(after === undefined ? {} : { after }),
  };
}

/** A refusal by a reason code of MQTT 5. `said` is the reason string, which is the other side's text. */
export function reasonRefusal(what: string, packet: string, code: number, said?: string): Refusal {
  const { meaning, advice } = reasonCode(code);
  const more = said === undefined || said === '' ? '' : ` It says: ${shownText(said)}`;
  return new Refusal(`${what}: ${meaning} (${packet} ${shownCode(code)}).${more}`, { rule: `${packet} ${shownCode(code)}`, advice, code });
}

/** This side closed the connection. */
export function closedByUs(): ConnectionEnd {
  const { code, advice } = closeCode(0);
  return {
    why: new Refusal('This workbench closed the connection.', { rule: 'closed normally', advice, code }),
    code,
    wanted: true,
    byUs: true,
  };
}

/** What arrived is not MQTT, or breaks its rules in such a way that reading on makes no sense. */
export function closedForGarbage(cause: Error): ConnectionEnd {
  return { why: new Refusal(`What the other side sends is not MQTT: ${shownText(cause.message)}.`, notMqtt, { cause }), byUs: true };
}

/** What arrives is more than this side is willing to keep. */
export function closedForSize(bytes: number): ConnectionEnd {
  const [size, most] = [bytes, mostPacketBytes].map((number) => number.toLocaleString('en'));
  return {
    why: new Refusal(`The other side began a packet of ${size} bytes; this workbench reads ${most} at most.`, {
      rule: 'a packet of the platform is much smaller: its payloads are limited',
      advice: 'Subscribe to fewer topics, or find out who publishes messages of that size on this server.',
    }),
    byUs: true,
  };
}

/** CONNACK of MQTT 5 leaves no room for any message. */
export function closedForNoRoom(): ConnectionEnd {
  return {
    why: new Refusal('The server accepted the connection and takes no message: its Receive Maximum is 0.', {
      rule: 'MQTT 5: a Receive Maximum of 0 is a protocol error',
      advice: 'Report it to whoever runs the server, or connect with MQTT 3.1.1.',
    }),
    byUs: true,
  };
}

/** PINGREQ got no answer: the other side is gone, though nothing closed the connection. */
export function closedForSilence(cause: Error): ConnectionEnd {
  return {
    why: new Refusal('The other side stopped answering: no PINGRESP came within the keepalive time.', silent, { cause }),
    byUs: true,
  };
}

/**
 * The connection ended without a word. MQTT 3.1.1 has no way for a server to say why it closes, so the packet that
 * came just before is the only hint.
 */
export function closedByOther(open: boolean, last: LastPacket, cause?: Error): ConnectionEnd {
  if (!open) return { why: new Refusal('The other side closed the connection without a CONNACK.', noConnack, { cause }) };
  if (last !== undefined && last.ms <= answerMs) {
    return {
      why: new Refusal(`The other side closed the connection right after ${last.packet}.`, notAllowed, { cause }),
      after: last.packet,
    };
  }
  if (cause !== undefined) return { why: new Refusal(`The connection broke: ${cause.message}.`, broken, { cause }) };
  return { why: new Refusal('The other side closed the connection and did not say why.', broken), unexplained: true };
}

/** The same end with the reason that the platform itself gave for it. */
export function explained(end: ConnectionEnd, { kind, reason, advice, code }: ConnectionEvent): ConnectionEnd {
  if (reason === undefined) return end;
  const number = code ?? end.code;
  const { rule } = end.why;
  const details = { rule, advice: advice ?? end.why.advice };
  const { unexplained: _, ...known } = end;
  if (number === undefined) return { ...known, why: new Refusal(reason, details, { cause: end.why }) };
  const isConnack = kind === 'connection.refused' && number <= 5;
  const text = `${reason.replace(/\.$/, '')} (${isConnack ? 'CONNACK' : 'close code'} ${number}).`;
  return { ...known, why: new Refusal(text, { ...details, code: number }, { cause: end.why }), code: number };
}

/** The same for the log. */
export function endEvent({ why, code }: ConnectionEnd, wasOpen: boolean, peer: string): ConnectionEvent {
  return {
    kind: wasOpen ? 'connection.closed' : 'connection.refused',
    peer,
    reason: why.message,
    advice: why.advice,
    ...(code === undefined ? {} : { code }),
  };
}

const noConnack = {
  rule: 'a server answers CONNECT with CONNACK',
  advice:
    'Check that the port speaks MQTT in the version that the connection asks for, and whether it wants TLS or a WebSocket: ' +
    'a port of another kind closes like this, too.',
};

const notAllowed = {
  rule: 'the platform closes the connection for a topic that is not allowed (276) or a payload that is too large (287)',
  advice: 'Check the topic and the size, and whether another client uses the same client ID.',
};

const broken = {
  rule: 'MQTT 3.1.1 closes without a reason',
  advice: 'Check the network, and whether another client uses the same client ID and takes the connection over.',
};

const notMqtt = {
  rule: 'both sides keep to the packets of MQTT',
  advice: 'Check that the port speaks MQTT in the version that the connection asks for, and that nothing on the way changes its bytes.',
};

const silent = {
  rule: 'a server answers PINGREQ within the keepalive time',
  advice: 'Check the network; a firewall may have forgotten the connection. A shorter keepalive notices it sooner.',
};
