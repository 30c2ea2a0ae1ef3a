/** The settings of a keystore whose values are needed: they open key files and stores. */
const needed = /\.ssl\.|^cluster\.remote\.(?:[\w-]+\.)?signing\./;
const passwordName = /\.(?:secure_password|secure_key_password|secure_key_passphrase)$/;

/** Passwords by setting. They are held so that no printer of objects comes across them, and nothing shows them. */
export class Passwords {
  readonly #texts: ReadonlyMap<string, string>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  /** Whether the value of a setting is to be kept. */
  static needs(setting: string): boolean {
    return needed.test(setting) && passwordName.test(setting);
  }

  /** The password under a setting; undefined where it is not known. */
  get(setting: string): string | undefined {
    return this.#texts.get(setting);
  }
}
