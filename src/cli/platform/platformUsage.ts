/** What `wiotp platform --help` shows. */
export const platformUsage = `Usage: wiotp platform [options]

Runs the embedded platform until a signal ends it: MQTT 3.1 and 3.1.1, MQTT over WebSocket and HTTP
with the topics, rules, Device Management and REST interface of Watson IoT Platform and Maximo.
Without a registry and without data it creates one device and one API key and shows their tokens
once.

One platform serves this user: where one runs already, this command shows what happens there and
leaves it running. --data, --registry, --host, --port or --tls-port ask for one of its own, which
no window and no other command finds.

Where it listens:
  --host HOST           listen on this address (default 127.0.0.1)
  --port PORT           listen on this port, 0 for any; it must be free
                        (default 1883, or another one when that is taken)
  --tls-port PORT       the same with TLS (default 8883)
  --no-tls              no TLS at all
  --https-port PORT     one more port with TLS, such as 443 for libraries that know no other
  --certificate-name NAME
                        a name or an address that the server's certificate is for, besides the
                        usual ones; may be repeated
  --quickstart-port PORT
                        the Quickstart sandbox on this port of loopback, 0 for any
  --quickstart-drops always|sometimes|never
                        what becomes of Quickstart messages over one per second (default always)

What it serves:
  --data DIR            keep the organisation, devices, sessions and messages in this folder
  --registry FILE       register the device types, devices, gateways and API keys of this file,
                        or of standard input for -
  --quota off|lite|standard
                        slow clients down to the rates of this plan (default off)
  --tolerant            accept in Device Management what real devices send although it is wrong

How it is seen:
  --attach              let windows of other machines attach; the address and the key are shown once
  --json                print the state, and then what happens, as one JSON object per line
  --help                show this text

For the extension:
  --control FILE        write the address of the private control socket to FILE
  --linger SECONDS      end this long after the last control connection went
  --keep-running        do not, until that is taken back
  --prefer-port PORT, --prefer-tls-port PORT
                        like --port and --tls-port, but take another one when it is taken`;
