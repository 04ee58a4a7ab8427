import { shownText } from '../../../wiotp/shownText.ts';

/** Why an address is none that an image is fetched from, as full sentences. */
export interface UrlFault {
  readonly fault: string;
}

/** The address of an image; only http and https are fetched. A message never shows a password that stands in it. */
export function imageUrl(uri: string): URL | UrlFault {
  if (!URL.canParse(uri)) return { fault: 'The uri is no address.' };
  const url = new URL(uri);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  return { fault: `The uri begins with "${shownText(url.protocol)}"; images are fetched over http and https only.` };
}
