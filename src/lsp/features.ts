import type {
  ClientCapabilities,
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  Hover,
  Location,
  Position,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { loadCatalogue } from '../settings/catalogue.js';
import { loadDescriptions } from '../settings/descriptions.js';
import { Completion } from './completion/complete.js';
import { definitionsAt } from './definition.js';
import { Hovers } from './hover.js';
import { lensesOf } from './lens.js';
import { symbolsOf } from './symbols.js';
import type { View } from './view.js';

/** What a document is asked for, and in which state of its project. */
export interface Views {
  /** Linted as of now; undefined when the document is not open, or not any more. */
  fresh(uri: string): Promise<View | undefined>;
  /** As the last lint saw it: what is typed must not wait. */
  present(uri: string): Promise<View | undefined>;
}

interface Loaded {
  readonly hovers: Hovers;
  readonly completion: Completion;
}

/** All that a client asks for beside diagnostics and quick fixes. */
export class Features {
  #loading: Promise<Loaded> | undefined;

  constructor(
    readonly views: Views,
    readonly client: ClientCapabilities,
  ) {}

  /** The catalogue is read with the first question. */
  #loaded(): Promise<Loaded> {
    this.#loading ??= Promise.all([loadCatalogue(), loadDescriptions()]).then(
      ([catalogue, descriptions]) => ({
        hovers: new Hovers(this.client, catalogue, descriptions),
        completion: new Completion(this.client, catalogue, descriptions),
      }),
    );
    return this.#loading;
  }

  async hover(uri: string, position: Position): Promise<Hover | undefined> {
    const view = await this.views.fresh(uri);
    return view && (await this.#loaded()).hovers.at(view, position);
  }

  async complete(uri: string, position: Position): Promise<CompletionList | undefined> {
    const { completion } = await this.#loaded();
    const view = await this.views.present(uri);
    return view && completion.at(view, position);
  }

  /** Adds the documentation to a completion that a person looks at. */
  async resolve(item: CompletionItem): Promise<CompletionItem> {
    const { key, uri } = (item.data ?? {}) as { key?: unknown; uri?: unknown };
    if (typeof key !== 'string' || typeof uri !== 'string') return item;
    const { hovers } = await this.#loaded();
    const documentation = hovers.about(await this.views.present(uri), key);
    return { ...item, ...(documentation && { documentation }) };
  }

  async definitions(uri: string, position: Position): Promise<Location[]> {
    const view = await this.views.fresh(uri);
    return view ? definitionsAt(view, position) : [];
  }

  async symbols(uri: string): Promise<DocumentSymbol[] | SymbolInformation[]> {
    const view = await this.views.fresh(uri);
    return view ? symbolsOf(view, this.client) : [];
  }

  async lenses(uri: string): Promise<CodeLens[]> {
    const view = await this.views.fresh(uri);
    return view ? lensesOf(view) : [];
  }

  /** Forgets a file that is not open any more. */
  async closed(path: string): Promise<void> {
    if (this.#loading) (await this.#loaded()).completion.forget(path);
  }
}
