/** What Node, browsers and VS Code's hosts all have, for the layers that may use nothing else. */

interface TextDecoder {
  decode(input?: Uint8Array): string;
}
declare const TextDecoder: new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => TextDecoder;

interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare const TextEncoder: new () => TextEncoder;

declare function setTimeout(run: () => void, ms?: number): { readonly __timer: unique symbol };
declare function clearTimeout(timer: ReturnType<typeof setTimeout> | undefined): void;

declare const crypto: { randomUUID(): string };
