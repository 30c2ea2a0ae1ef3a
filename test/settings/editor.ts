import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import type { JsonSchema } from '../../src/settings/json-schema.js';

/** What an editor shows that has a JSON Schema and yaml-language-server, and knows nothing of us. */
export interface Editor {
  /** The complaints about a file, each as `<line>: <message>`. */
  problems(text: string): Promise<string[]>;
  /** The hover at a place, counted from 0. */
  hover(text: string, line: number, character: number): Promise<string>;
  /** What it proposes at the end of the text. */
  completions(text: string): Promise<string[]>;
}

/** The real yaml-language-server, in this process, as it is configured when nobody configures it. */
export function editorWith(schema: JsonSchema): Editor {
  const service = getLanguageService({
    schemaRequestService: () => Promise.reject(new Error('nothing is fetched')),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  const schemas = [{ fileMatch: ['*'], uri: 'file:///schema.json', schema }];
  service.configure({ validate: true, hover: true, completion: true, schemas });
  const open = (text: string): TextDocument =>
    // the server remembers what it read under a name and version
    TextDocument.create('file:///elasticsearch.yml', 'yaml', ++version, text);
  return {
    async problems(text) {
      const found = await service.doValidation(open(text), false);
      return found.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
    },
    async hover(text, line, character) {
      const found = await service.doHover(open(text), { line, character });
      return found ? (found.contents as { value: string }).value : '';
    },
    async completions(text) {
      const document = open(text);
      const { items } = await service.doComplete(document, document.positionAt(text.length), false);
      return items.map(({ label }) => label);
    },
  };
}

let version = 0;
