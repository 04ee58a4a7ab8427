import { connectionUsage } from '../connection/connectionUsage.ts';

/** What `wiotp publish --help` shows. */
export const publishUsage = `Usage: wiotp publish --event ID [options] (--payload TEXT | --file FILE | -)

Connects, publishes an event or, as an application, a command, and ends. Whoever is connected with
the same client ID, such as the real device, is pushed out by that.

What to publish:
  --event ID            an event
  --command ID          a command for --device; applications only
  --device TYPE:ID      the device that it is from or for; a gateway's own unless given
  --format FORMAT       json, xml, txt, csv, text, bin or any other (default json)
  --payload TEXT, --file FILE, -
                        the payload: this text, the content of a file, or standard input
  --raw                 send the payload as it is. Otherwise \${now}, \${uuid}, \${counter} and
                        \${random:lo:hi} in it are filled in; $\${ is a literal \${
  --env NAME            let the payload use \${env:NAME}; may be repeated
  --qos 0|1|2           (default 0)
  --every MS            publish again and again, every so many milliseconds; how many messages there
                        have been is told once a second
  --count N             how often in all (default once, and with --every until a signal)
  --anyway              publish although the check of the payload finds errors
  --json                print what was published as JSON; with --every the progress as well, line
                        by line
  --help                show this text

${connectionUsage}

Exit codes: 0 published; 1 errors in the payload, or not everything was delivered, also because a
signal came before --count was reached; 2 wrong usage, something could not be read, no connection
came about, or it was ended before anything was published.`;
