import {
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  type Position,
} from 'vscode-languageserver/node';
import { writeValue } from '../../documents/edit.js';
import { detectKind } from '../../documents/parse.js';
import type { Catalogue } from '../../settings/catalogue.js';
import type { Layer } from '../../settings/entry.js';
import type { Descriptions } from '../../settings/descriptions.js';
import { typeName } from '../hover-text.js';
import { listedAliases, manifestTree } from '../manifest-tree.js';
import type { View } from '../view.js';
import { candidatesFor, placeholder, type Candidate } from './candidates.js';
import { manifestKeys, manifestValues } from './manifest.js';
import { PresentKeys } from './present.js';
import { requestAt, typingInJson } from './typing-json.js';
import { typingInYml, type Typing } from './typing.js';
import { filesOfSetting, valuesFor, type ValueChoice } from './values.js';

/** More than a person looks through; the rest comes when more is typed. */
const most = 200;

/** A place where settings are written: its layer, and the keys of the mappings around it. */
interface Where {
  readonly layer: Layer;
  readonly parents: readonly string[];
}

/** Where among settings something is being written; undefined where no settings stand. */
function whereOf(kind: string, { parents, json }: Typing): Where | undefined {
  if (kind === 'eck') {
    const at = parents.indexOf('config', Math.max(parents.indexOf('nodeSets'), 0));
    return at < 0 ? undefined : { layer: 'yml', parents: parents.slice(at + 1) };
  }
  if (!json) return kind === 'elasticsearch-yml' ? { layer: 'yml', parents } : undefined;
  const [layer, ...rest] = parents;
  return layer === 'persistent' || layer === 'transient' ? { layer, parents: rest } : undefined;
}

const kinds: Readonly<Record<ValueChoice['what'], CompletionItemKind>> = {
  word: CompletionItemKind.EnumMember,
  default: CompletionItemKind.Value,
  unit: CompletionItemKind.Unit,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
};

/** Completion of keys and values, whatever state the text is in. */
export class Completion {
  readonly #present = new PresentKeys();
  readonly #snippets: boolean;
  readonly #tags: boolean;

  constructor(
    client: ClientCapabilities,
    readonly catalogue: Catalogue,
    readonly descriptions: Descriptions,
  ) {
    const item = client.textDocument?.completion?.completionItem;
    this.#snippets = item?.snippetSupport === true;
    this.#tags = item?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) === true;
  }

  /** Forgets a file that is not open any more. */
  forget(path: string): void {
    this.#present.forget(path);
  }

  /** What may be written at a position. */
  at(view: View, position: Position): CompletionList {
    const none = { isIncomplete: false, items: [] };
    const { text, path } = view;
    const offset = view.offsetAt(position);
    if (path === view.project.manifest) {
      const typing = typingInYml(text, offset);
      return typing ? { ...none, items: this.#manifest(view, typing) } : none;
    }
    const kind = view.parsed?.kind ?? detectKind(path, text);
    const typing = typingOf(kind, text, offset);
    if (!typing) return none;
    if (typing.json && typing.what === 'key' && typing.parents.length === 0) {
      const layers = ['persistent', 'transient'].map((key) => ({ key }));
      return { ...none, items: layers.map((one) => this.#plainKey(view, typing, one)) };
    }
    const where = whereOf(kind, typing);
    if (!where) return none;
    return typing.what === 'key'
      ? this.#keys(view, typing, where, offset)
      : { ...none, items: this.#values(view, typing, where) };
  }

  #keys(view: View, typing: Typing, { layer, parents }: Where, offset: number): CompletionList {
    const prefix = parents.map((parent) => `${parent}.`).join('');
    const present = this.#present.at(view.path, view.text, offset, layer);
    const names = (before: string): readonly string[] => this.#names(view, before, present);
    const written = { prefix, typed: typing.typed };
    const all = candidatesFor(written, layer, view.versions, this.catalogue, names).filter(
      ({ key, open }) => open || !present.has(key),
    );
    const ranked = all
      .map((candidate) => ({ candidate, rank: this.#rank(candidate, prefix + typing.typed) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
    const range = view.rangeOf(typing.start, typing.end);
    const items = ranked.slice(0, most).map(({ candidate, rank }): CompletionItem => {
      const { key, setting, open } = candidate;
      const rest = key.slice(prefix.length);
      const snippet = this.#snippets && open;
      const written = snippet ? rest.replace(placeholder, `\${1:${placeholder}}`) : rest;
      return {
        label: open ? rest.replace(placeholder, `<${placeholder}>`) : rest,
        kind: CompletionItemKind.Property,
        detail: typeName(setting.type) + (setting.default ? `, default ${setting.default}` : ''),
        filterText: `${typing.json ? '"' : typing.quote}${rest}`,
        sortText: rank,
        ...(setting.deprecated && this.#tags && { tags: [CompletionItemTag.Deprecated] }),
        ...(snippet && { insertTextFormat: InsertTextFormat.Snippet }),
        textEdit: { range, newText: keyText(written, typing) },
        data: { key, uri: view.document.uri },
      };
    });
    return { isIncomplete: ranked.length > most, items };
  }

  /** What begins as typed comes first, then what people use, deprecated settings last. */
  #rank({ key, setting }: Candidate, written: string): string {
    const begins = key.startsWith(written) ? '0' : '1';
    const usual = this.descriptions.of(setting.key) ? '0' : '1';
    return `${setting.deprecated ? '1' : '0'}${begins}${usual}${key}`;
  }

  /** The names that may stand behind a prefix: aliases of the workspace, and what the file has already. */
  #names(view: View, before: string, present: ReadonlySet<string>): readonly string[] {
    const names = new Set<string>();
    for (const key of present) {
      const name = key.startsWith(before) && /^[\w-]+(?=\.)/.exec(key.slice(before.length))?.[0];
      if (name) names.add(name);
    }
    if (before !== 'cluster.remote.') return [...names];
    names.delete('signing');
    for (const cluster of view.project.outcome.clusters) {
      for (const { alias } of cluster.links) names.add(alias);
      for (const alias of cluster.credentials.keys()) names.add(alias);
    }
    const { tree } = manifestTree(view.documents.files, view.project.manifest) ?? {};
    for (const alias of listedAliases(tree)) names.add(alias);
    return [...names].sort();
  }

  #values(view: View, typing: Typing, { parents }: Where): CompletionItem[] {
    const key = [...parents, typing.key].join('.');
    const version = view.versions.newest;
    const setting = this.catalogue.find(key, version);
    if (!setting) return [];
    const choices = [
      ...filesOfSetting(view.documents.files, view.path, key, typing.typed),
      ...valuesFor(setting, typing.typed, typing.isItem, version),
    ];
    return choices.map((choice, index) => this.#value(view, typing, choice, index));
  }

  #value(view: View, typing: Typing, { text, what }: ValueChoice, index: number): CompletionItem {
    const bare = /^(?:true|false)$/.test(text) || (typing.json && /^-?\d+$/.test(text));
    const quoted = typing.json ? JSON.stringify(text) : writeValue(text, false);
    const newText =
      !typing.json && typing.quote ? `${typing.quote}${text}${typing.quote}` : bare ? text : quoted;
    return {
      label: text,
      kind: kinds[what],
      ...(what === 'default' && { detail: 'default' }),
      filterText: `${typing.quote}${text}`,
      sortText: String(index).padStart(3, '0'),
      textEdit: { range: view.rangeOf(typing.start, typing.end), newText },
    };
  }

  #manifest(view: View, typing: Typing): CompletionItem[] {
    const { files } = view.documents;
    if (typing.what === 'value') {
      const choices = manifestValues(typing, files, view.path);
      return choices.map((choice, index) => this.#value(view, typing, choice, index));
    }
    return manifestKeys(typing).map((one) => this.#plainKey(view, typing, one));
  }

  #plainKey(
    view: View,
    typing: Typing,
    { key, about }: { readonly key: string; readonly about?: string },
  ): CompletionItem {
    return {
      label: key,
      kind: CompletionItemKind.Property,
      ...(about !== undefined && { documentation: about }),
      filterText: `${typing.json ? '"' : typing.quote}${key}`,
      textEdit: {
        range: view.rangeOf(typing.start, typing.end),
        newText: keyText(key, typing),
      },
    };
  }
}

function typingOf(kind: string, text: string, offset: number): Typing | undefined {
  if (kind === 'elasticsearch-yml' || kind === 'eck') return typingInYml(text, offset);
  if (kind === 'cluster-settings' || kind === 'json') return typingInJson(text, offset);
  if (kind !== 'console') return undefined;
  const request = requestAt(text, offset);
  const isSettings = request && /_cluster\/settings(?:$|[?#\s])/.test(request.line);
  return isSettings ? typingInJson(text, offset, request) : undefined;
}

/** A key as it is written: with its quotes, and with the colon unless there is one. */
function keyText(key: string, { json, quote, hasColon }: Typing): string {
  const written = json ? `"${key}"` : `${quote}${key}${quote}`;
  return hasColon ? written : `${written}: `;
}
