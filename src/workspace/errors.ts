import type { Place } from '../core/text.js';

/** The tool cannot do its work: a wrong option, manifest or file. Exit 2; the message is all that people see. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly place?: Place,
  ) {
    super(message);
  }

  /** `elasticlint.yml:3:5: unknown key 'nodez'` */
  toText(): string {
    if (!this.place) return this.message;
    const { line, column } = this.place.source.position(this.place.range.start);
    return `${this.place.source.path}:${line}:${column}: ${this.message}`;
  }
}
