/** What `wiotp platform --help` shows. */
export const platformUsage = `Usage: wiotp platform [options]

Runs the embedded platform: MQTT 3.1 and 3.1.1 with the topics, rules and Device Management of
Watson IoT Platform and Maximo. Without a registry and without data it creates one device and one
API key and shows their tokens once.

Options:
  --host HOST        listen on this address (default 127.0.0.1)
  --port PORT        listen on this port, 0 for any; it must be free
                     (default 1883, or another one when that is taken)
  --prefer-port PORT like --port, but take another one when it is taken
  --data DIR         keep the organisation, devices and API keys in this folder
  --registry FILE    register the devices and API keys of this file
  --json             print the state, and then what happens, as one JSON object per line
  --control FILE     serve the private control socket and write its address to FILE
  --linger SECONDS   end this long after the last control connection went
  --help             show this text`;
