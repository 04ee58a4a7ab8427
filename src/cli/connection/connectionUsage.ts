/** What every command that connects says about its connection. */
export const connectionUsage = `Who connects, one of:
  --type TYPE --id ID [--gateway]
                        a device, or a gateway
  --app ID --api-key KEY
                        an application; the key may be in WIOTP_AUTH_KEY
  --config FILE [--gateway]
                        the device.yaml, gateway.yaml or application.yaml of an SDK
  --env-file FILE [--gateway]
                        a .env file with the WIOTP_* variables of the SDKs
  --profile NAME        a shared profile of the nearest .wiotp/profiles.json upwards
  (none of them)        the WIOTP_* variables of the environment

Where to, one of:
  --platform            the embedded platform that runs for this user
  --domain DOMAIN --org WORKSPACE
                        a Maximo Application Suite
  --host HOST --org ORG any other machine
  --quickstart [--host HOST]
                        Quickstart of the embedded platform, or of another machine

How; what a configuration or profile says about it counts unless it is given here:
  --port PORT           (default 443 for a suite, 8883 with TLS, 1883 without)
  --transport tcp|tls|ws|wss
                        (default tls; tcp for this machine itself, for ports 80 and 1883, for the
                        embedded platform and for Quickstart)
  --path PATH           of a WebSocket (default /mqtt)
  --ca FILE             trust only the authorities in this file
  --cert FILE --key FILE
                        the client's certificate and its private key
  --server-name NAME    the name to ask for, and to find in the certificate
  --insecure-chain      do not verify who signed the server's certificate
  --insecure-host       do not compare the name in it
  --proxy URL           connect through this proxy, http://user@host:port
  --mqtt 3.1.1|5        (default 3.1.1)

Secrets are never arguments. The token is in WIOTP_AUTH_TOKEN, in the configuration, or in the file
that --token-file FILE names; the passphrase of the key in WIOTP_KEY_PASSPHRASE; the password of the
proxy's user in WIOTP_PROXY_PASSWORD.`;
