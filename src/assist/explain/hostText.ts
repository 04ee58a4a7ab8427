import type { HostReading } from '../../wiotp/hosts.ts';
import { ports, type Port } from '../../wiotp/ports.ts';
import { printable } from '../../wiotp/printable.ts';
import { table } from '../../wiotp/table.ts';

/** A host for people: what it is, on which ports it listens, and what is wrong with it. */
export function hostText(host: string, reading: HostReading, problem: string | undefined): string {
  const parts = [`${printable(host)}\n${whatItIs(reading)}`];
  const open = reading.use === 'messaging' && reading.home !== 'custom' ? ports[reading.home] : [];
  if (open.length > 0) parts.push(`Ports\n${table(open.map(portRow))}`);
  if (problem !== undefined) parts.push(printable(problem));
  return parts.join('\n\n');
}

function whatItIs(reading: HostReading): string {
  switch (reading.use) {
    case 'messaging':
      return `The MQTT host of the organisation ${reading.org}: ${homes[reading.home]}.`;
    case 'regional':
      return `An MQTT host of the region ${reading.region} of IBM’s classic service; the organisation comes from the client ID.`;
    case 'rest':
      return `The host of the organisation ${reading.org} for REST and the dashboard.`;
    case 'incomplete':
      return 'An MQTT host without its organisation.';
    case 'other':
      return 'No host of the platform.';
  }
}

const homes: Readonly<Record<Extract<HostReading, { use: 'messaging' }>['home'], string>> = {
  classic: 'IBM’s classic service',
  quickstart: 'IBM’s Quickstart sandbox',
  mas: 'Maximo Application Suite',
  custom: 'a domain of the customer’s own',
};

function portRow({ port, tls, remark }: Port): string[] {
  const cells = [`  ${port}`, tls ? 'TLS' : 'without TLS'];
  return remark === undefined ? cells : [...cells, remark];
}
