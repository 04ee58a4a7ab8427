/** Takes the secrets of a connection out of a text that the other side wrote: it may show what it was sent. */
export type Redact = (foreign: string) => string;

const mark = '•••';

/** Shorter ones stand in too many words; those are only found where they stand alone. */
const shortest = 4;

/**
 * Makes what finds secrets in foreign texts: as they are, as a URL or JSON has them, and as Base64, where the secret may be part of
 * something longer, such as `user:secret`.
 */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const given = [...new Set(secrets.flatMap((secret = '') => [secret, secret.trim()]))].filter((secret) => secret !== '');
  if (given.length === 0) return (foreign) => foreign;
  const whole = given.flatMap(formsOf).toSorted((one, other) => other.length - one.length);
  // The characters around it hold the rest of its bits.
  const within = given.flatMap(base64Forms).map((form) => `[\\w+/-]{0,4}${literal(form)}[\\w+/=-]{0,4}`);
  const pattern = new RegExp([...new Set([...within, ...whole.map(patternOf)])].join('|'), 'giu');
  return (foreign) => foreign.replace(pattern, mark);
}

function formsOf(secret: string): readonly string[] {
  return [
    secret,
    // What UTF-8 cannot carry was not sent like this either.
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    // As the head of an HTTP answer is read.
    Buffer.from(secret).toString('latin1'),
  ];
}

/** The characters of Base64 that come of a secret alone, wherever in a group of three bytes it begins. */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const forms = [0, 1, 2].map((skipped) => bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3)).toString('base64'));
  return forms.filter((form) => form.length >= shortest).flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

function patternOf(form: string): string {
  return form.length < shortest ? String.raw`(?<![\p{L}\p{N}])${literal(form)}(?![\p{L}\p{N}])` : literal(form);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
