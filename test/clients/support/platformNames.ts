/**
 * Loaded before a client library, which stays as it is: names below `localhost` lead to this machine, which not every system does by
 * itself, and the ports that the libraries know lead to those that the platform under test has.
 */
import dns from 'node:dns';
import { Socket, type SocketConnectOpts } from 'node:net';

const ports = JSON.parse(process.env['PLATFORM_PORTS'] ?? '{}') as Record<string, number>;

const { lookup } = dns;
const lookHere = (name: string, ...rest: unknown[]): void => {
  const host = name === 'localhost' || name.endsWith('.localhost') ? '127.0.0.1' : name;
  (lookup as (...args: unknown[]) => void)(host, ...rest);
};
dns.lookup = lookHere as typeof lookup;

// eslint-disable-next-line typescript/unbound-method -- it is called with the socket below
const { connect } = Socket.prototype;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const [first] = args;
  const options = (Array.isArray(first) ? first[0] : first) as SocketConnectOpts | undefined;
  if (typeof options === 'object' && 'port' in options) options.port = ports[String(options.port)] ?? options.port;
  return (connect as (...args: unknown[]) => Socket).apply(this, args);
};
