/** How media types and formats go together [D-http]. */
const formats: readonly (readonly [mediaType: string, format: string])[] = [
  ['text/plain', 'text'],
  ['application/json', 'json'],
  ['application/xml', 'xml'],
  ['application/octet-stream', 'bin'],
];

/** The format of a body; `undefined` for a media type that has none. */
export function formatOf(mediaType: string): string | undefined {
  return formats.find(([known]) => known === mediaType)?.[1];
}

/** The media type of a message; anything unknown is bytes. */
export function mediaTypeOf(format: string): string {
  return formats.find(([, known]) => known === format)?.[0] ?? 'application/octet-stream';
}

/** The media types that have a format. */
export const knownMediaTypes = formats.map(([mediaType]) => mediaType);
