import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Position } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Service } from '../../src/lsp/service.js';
import { uriOfPath } from '../../src/lsp/uri.js';
import { MemoryVfs } from '../../src/workspace/vfs.js';
import { generateYml, Random } from '../bench/generate.js';

/*
 * Random edits of open files through the language server, as its client makes them, and random questions in between:
 * nothing may throw, take a second, or answer with a place outside of the file.
 */

const manifest = `version: 1
clusters:
  logs: { version: 8.15-8.19, nodes: [elasticsearch.yml], settings: [cluster-settings.json] }
  archive: { version: 9.5, addresses: [archive.example.com] }
links:
  - { from: logs, alias: archive, to: archive, use: [search] }
`;
const payload = `{
  "persistent": {
    "cluster.remote.archive": { "mode": "proxy", "proxy_address": "archive.example.com:9443" },
    "cluster.routing.allocation.disk.watermark.low": "85%"
  }
}
`;
const pieces = [
  ...['x', '.', ':', ': ', '\n', '\r\n', '  ', '- ', '"', "'", '[', ']', '{', '}', ',', '#', '\t'],
  ...['\uFEFF', '\uD800', '\u{1F600}', '\u2028', '|\n', '&a ', '*a', '---\n', '${X}', '{{ x }}'],
  ...[
    'cluster.',
    'cluster:\n',
    'remote',
    'true',
    '30',
    'certs/',
    'null',
    '"persistent": {',
    'rules:\n',
  ],
];

/** A file as the client sees it. */
interface Open {
  readonly path: string;
  readonly start: string;
  document: TextDocument;
}

/** Whether a position is one of the document. */
const isInside = (document: TextDocument, { line, character }: Position): boolean =>
  line >= 0 && line <= document.lineCount && character >= 0;

class Session {
  readonly service: Service;
  readonly problems: string[] = [];
  readonly files: Open[];

  constructor(random: Random) {
    const client = {
      log: (message: string) => void this.problems.push(message),
      warn: () => undefined,
      publish: () => undefined,
      refresh: () => undefined,
      refreshLenses: () => undefined,
    };
    const example = readFileSync(
      join(dirname(import.meta.dirname), 'bench/elasticsearch.yml'),
      'utf8',
    );
    const texts = [
      ['/w/elasticsearch.yml', random.chance(50) ? generateYml(random) : example],
      ['/w/elasticlint.yml', manifest],
      ['/w/cluster-settings.json', payload],
    ] as const;
    // pulling, so that nothing happens that was not asked for
    const capabilities = { textDocument: { diagnostic: {} } };
    this.service = new Service(capabilities, client, Promise.resolve(), new MemoryVfs());
    this.service.setFolders([uriOfPath('/w')]);
    this.files = texts.map(([path, start]) => {
      const document = TextDocument.create(uriOfPath(path), 'yaml', 1, start);
      this.service.open({ uri: document.uri, languageId: 'yaml', version: 1, text: start });
      return { path, start, document };
    });
  }

  /** One edit, and questions about the text it leads to. */
  async step(random: Random): Promise<void> {
    const file = random.pick(this.files);
    const length = file.document.getText().length;
    const isLong = length > 2 * file.start.length + 500;
    const from = random.below(length + 1);
    const to = Math.min(length, from + (isLong ? 500 : random.chance(30) ? random.below(30) : 0));
    const edit = { start: file.document.positionAt(from), end: file.document.positionAt(to) };
    const text = random.chance(85) ? random.pick(pieces) : random.chance(10) ? file.start : '';
    const version = file.document.version + 1;
    const change = [{ range: edit, text }];
    file.document = TextDocument.update(file.document, change, version);
    this.service.change(file.document.uri, version, change);
    await this.ask(random, file, file.document.positionAt(Math.min(from + text.length, length)));
  }

  private async ask(random: Random, { document }: Open, position: Position): Promise<void> {
    const { service } = this;
    const { uri } = document;
    const { features } = service;
    const report = await service.report(uri, undefined);
    const places = report.kind === 'full' ? report.items.map(({ range }) => range) : [];
    if (random.chance(50)) {
      const list = await features.complete(uri, position);
      for (const { textEdit } of list?.items ?? [])
        if (textEdit && 'range' in textEdit) places.push(textEdit.range);
    }
    if (random.chance(30)) {
      const hover = await features.hover(uri, position);
      if (hover?.range) places.push(hover.range);
      if (hover && JSON.stringify(hover).includes('undefined'))
        this.problems.push('a hover says undefined');
    }
    if (random.chance(10)) await features.definitions(uri, position);
    if (random.chance(10)) await features.symbols(uri);
    if (random.chance(10)) await features.lenses(uri);
    if (random.chance(5)) {
      const range = { start: position, end: position };
      await service.actions({ textDocument: { uri }, range, context: { diagnostics: [] } });
    }
    for (const { start, end } of places)
      if (!isInside(document, start) || !isInside(document, end))
        this.problems.push(`a place outside of the file: ${JSON.stringify({ start, end })}`);
  }
}

/** One edit of a session: a session goes on from edit to edit, as that of a person does. */
interface Input {
  readonly session: Session;
  /** Decides what is edited and asked. */
  readonly number: number;
}

/** Edits through the language server; one line in `main.ts` makes it `npm run fuzz -- lsp`. */
export const fuzzer = {
  summary: 'edits and questions through the language server',

  seed: (random: Random): Input => ({
    session: new Session(random),
    number: random.below(2 ** 31),
  }),

  mutate: (random: Random, { session }: Input): Input => ({
    session,
    number: random.below(2 ** 31),
  }),

  /** What is wrong after the edit, if anything; what it throws is wrong, too. */
  async run({ session, number }: Input): Promise<string | undefined> {
    await session.step(new Random(number));
    // patterns of a half-written manifest lead to nothing, which is said in the log
    const said = session.problems.filter((line) => !/no file matches|no such file/.test(line));
    return said.length > 0 ? said.join('; ') : undefined;
  },

  show: ({ session }: Input): string =>
    session.files
      .map(({ path, document }) => `${path}: ${JSON.stringify(document.getText())}`)
      .join('\n'),
};
