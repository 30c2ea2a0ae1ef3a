import { DidChangeConfigurationNotification, type Connection } from 'vscode-languageserver/node';
import { defaults, readSettings, section, type ClientSettings } from './settings.js';

/** How long a client may take to say what was chosen, in milliseconds; after that the defaults hold. */
const patience = 2_000;

/** What a client can do about settings. */
export interface ConfigurationAbilities {
  /** It answers `workspace/configuration`. */
  readonly asked: boolean;
  /** It tells of changes only when that is registered for. */
  readonly registered: boolean;
}

/** Settings by the URI of a workspace folder; undefined for all other files. */
export type SettingsByFolder = ReadonlyMap<string | undefined, ClientSettings>;

/** What the person chose in the editor: asked for, or told. */
export class Configuration {
  /** Kept once the settings are known, or the client does not say. */
  readonly known: Promise<void>;
  #initial: ClientSettings = defaults;
  #isKnown!: () => void;
  #last = '';
  #complained = '';

  /**
   * @param initial what the client said when it started the server
   * @param warn shows a message to the person
   */
  constructor(
    readonly connection: Connection,
    readonly abilities: ConfigurationAbilities,
    readonly initial: unknown,
    readonly folders: () => readonly string[],
    readonly apply: (settings: SettingsByFolder) => void,
    readonly warn: (message: string) => void,
  ) {
    this.known = new Promise((resolve) => (this.#isKnown = resolve));
  }

  /** Asks for the settings, and to be told of changes. */
  async start(): Promise<void> {
    const { connection, abilities } = this;
    if (abilities.registered)
      connection.client
        .register(DidChangeConfigurationNotification.type, { section })
        .catch(() => undefined);
    const timer = setTimeout(this.#isKnown, patience);
    try {
      await this.refresh();
    } finally {
      clearTimeout(timer);
      this.#isKnown();
    }
  }

  /** Reads the settings again. `told` is what the client said along with a change, for clients that are not asked. */
  async refresh(told?: unknown): Promise<void> {
    const problems = new Set<string>();
    const take = (line: string): void => void problems.add(line);
    this.#initial = await readSettings(this.initial, take);
    const own = (told as Readonly<Record<string, unknown>> | null | undefined)?.[section];
    const folders = this.folders();
    const given = this.abilities.asked ? await this.#ask(folders) : [own];
    const read = async (one: unknown): Promise<ClientSettings> =>
      typeof one === 'object' && one !== null ? readSettings(one, take) : this.#initial;
    const all = await Promise.all(given.map(read));
    const settings = new Map<string | undefined, ClientSettings>();
    settings.set(undefined, all[0] ?? this.#initial);
    folders.forEach((uri, index) => settings.set(uri, all[index + 1] ?? settings.get(undefined)!));
    this.#complain([...problems]);
    const text = JSON.stringify([...settings]);
    if (text !== this.#last) this.apply(settings);
    this.#last = text;
  }

  async #ask(folders: readonly string[]): Promise<unknown[]> {
    const items = [{ section }, ...folders.map((scopeUri) => ({ scopeUri, section }))];
    try {
      return (await this.connection.workspace.getConfiguration(items)) as unknown[];
    } catch {
      // a client that promised to answer and does not: what it said at the start holds
      return [];
    }
  }

  /** One message for the same mistakes. */
  #complain(problems: readonly string[]): void {
    const text = problems.join('; ');
    if (text !== '' && text !== this.#complained) this.warn(text);
    this.#complained = text;
  }
}
