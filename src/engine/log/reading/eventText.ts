import type { ConnectionEvent } from '../../../rpc/log/traffic.ts';

/** MQTT's way of saying in a SUBACK that a filter was refused. */
const refusedQos = 0x80;

/** What happened to a connection, as one line. */
export function eventText(event: ConnectionEvent): string {
  switch (event.kind) {
    case 'connection.open':
      return openText(event);
    case 'connection.subscribed':
      return `${event.filter ?? ''} ${event.qos === refusedQos ? 'was refused' : `with QoS ${event.qos ?? 0}`}`;
    case 'connection.closed':
    case 'connection.refused':
      return [event.reason ?? codeText(event), event.advice ?? ''].filter((part) => part !== '').join(' ');
  }
}

function openText(event: ConnectionEvent): string {
  const from = event.peer === undefined ? 'Connected' : `From ${event.peer}`;
  const text = [from, sessionText(event)].filter((part) => part !== '').join(', ');
  return event.reason === undefined ? text : `${text}. ${event.reason}`;
}

function sessionText({ cleanSession, sessionPresent }: ConnectionEvent): string {
  if (sessionPresent === true) return 'earlier session resumed';
  if (cleanSession === undefined) return '';
  return cleanSession ? 'clean session' : 'new lasting session';
}

function codeText({ kind, code }: ConnectionEvent): string {
  const what = kind === 'connection.refused' ? 'Refused' : 'Closed';
  return code === undefined ? what : `${what} with code ${code}`;
}
