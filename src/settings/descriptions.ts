/** What a setting is for, in one sentence, and the public page that says more. */
export interface Description {
  readonly text: string;
  readonly url: string;
}

interface DescriptionFile {
  readonly pages: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, readonly string[]>>;
  readonly endings: Readonly<Record<string, readonly string[]>>;
}

/** The descriptions of the settings that people use most. */
export class Descriptions {
  constructor(readonly file: DescriptionFile) {}

  /**
   * @param key as registered, with stars: the `key` of what `Catalogue.find` gives
   */
  of(key: string): Description | undefined {
    const ending = /\.ssl\..+$/.exec(key)?.[0] ?? '';
    const [page, text] = this.file.settings[key] ?? this.file.endings[ending] ?? [];
    return page === undefined || text === undefined
      ? undefined
      : { text, url: this.file.pages[page]! };
  }
}

let loading: Promise<Descriptions> | undefined;

/** The descriptions, read on first use. */
export function loadDescriptions(): Promise<Descriptions> {
  loading ??= import('../../schemas/settings-descriptions.json', { with: { type: 'json' } }).then(
    ({ default: file }) => new Descriptions(file),
  );
  return loading;
}
