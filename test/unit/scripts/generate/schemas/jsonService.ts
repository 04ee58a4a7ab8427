import { createRequire } from 'node:module';
import type * as Service from 'vscode-json-languageservice';
import type { AnnotatedSchema } from '../../../../../scripts/generate/schemas/annotatedSchemas.ts';

// Its module for Node exports nothing by name that an import could see.
const service = createRequire(import.meta.url)('vscode-json-languageservice') as typeof Service;

/** What VS Code's own JSON service makes of a text for one of our schemas. */
export class JsonService {
  readonly #service: Service.LanguageService;

  constructor(schema: AnnotatedSchema) {
    this.#service = service.getLanguageService({ clientCapabilities: service.ClientCapabilities.LATEST });
    this.#service.configure({ validate: true, schemas: [{ uri: 'test://schema.json', fileMatch: ['*.json'], schema: schema as object }] });
  }

  /** The suggestions at the place of the `|`. */
  async complete(marked: string): Promise<readonly Service.CompletionItem[]> {
    const { document, offset } = opened(marked);
    const list = await this.#service.doComplete(document, document.positionAt(offset), this.#service.parseJSONDocument(document));
    return list?.items ?? [];
  }

  /** The hover at the place of the `|`, as one text. */
  async hover(marked: string): Promise<string | undefined> {
    const { document, offset } = opened(marked);
    const hover = await this.#service.doHover(document, document.positionAt(offset), this.#service.parseJSONDocument(document));
    return hover === null ? undefined : asText(hover.contents);
  }

  /** The messages of everything that it finds wrong. */
  async problems(text: string): Promise<readonly string[]> {
    const { document } = opened(text);
    return (await this.#service.doValidation(document, this.#service.parseJSONDocument(document))).map(({ message }) => asText(message));
  }
}

function opened(marked: string): { readonly document: Service.TextDocument; readonly offset: number } {
  const offset = marked.indexOf('|');
  const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  return { document: service.TextDocument.create('test://file.json', 'json', 1, text), offset };
}

function asText(contents: Service.Hover['contents'] | Service.Diagnostic['message']): string {
  return (Array.isArray(contents) ? contents : [contents]).map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}
