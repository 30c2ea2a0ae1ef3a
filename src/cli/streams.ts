import { fstatSync, writeSync } from 'node:fs';
import { exitCodes } from './exit.js';

/**
 * Standard output or standard error. Files and pipes are written to directly: for a short report Node's streams take
 * longer to make than to use.
 */
class Output {
  /** Whether what is written is for nobody. */
  isMuted = false;
  #direct: boolean | undefined;
  #stream: NodeJS.WriteStream | undefined;

  constructor(
    readonly fd: 1 | 2,
    private readonly makeStream: () => NodeJS.WriteStream,
  ) {}

  /** All that was written has left this process. */
  get isWritten(): boolean {
    return this.#stream === undefined;
  }

  get isTerminal(): boolean {
    return !this.#isDirect && this.#asStream.isTTY === true;
  }

  /** How many columns a terminal has. */
  get columns(): number | undefined {
    return this.isTerminal ? this.#asStream.columns : undefined;
  }

  /** Writes all of it. A reader that went away (`| head`) or a full disk ends the program. */
  write(text: string | Uint8Array): void {
    if (this.isMuted) return;
    let rest = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      while (this.#isDirect && rest.length > 0) rest = rest.subarray(writeSync(this.fd, rest));
    } catch (error) {
      // whoever made the pipe wants nobody to wait in it, which only a stream knows how to do
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') this.#direct = false;
      else this.#giveUp(error as NodeJS.ErrnoException);
    }
    if (rest.length > 0) this.#asStream.write(rest);
  }

  get #isDirect(): boolean {
    if (this.#direct === undefined)
      try {
        const kind = fstatSync(this.fd);
        this.#direct = kind.isFile() || kind.isFIFO() || kind.isSocket();
      } catch {
        this.#direct = false;
      }
    return this.#direct;
  }

  get #asStream(): NodeJS.WriteStream {
    this.#stream ??= this.makeStream().on('error', (error: NodeJS.ErrnoException) =>
      this.#giveUp(error),
    );
    return this.#stream;
  }

  #giveUp(error: NodeJS.ErrnoException): never {
    if (error.code === 'EPIPE') process.exit();
    if (this.fd === 1) tell(`elasticlint: the output cannot be written: ${error.message}`);
    process.exit(exitCodes.failed);
  }
}

export const stdout = new Output(1, () => process.stdout);
export const stderr = new Output(2, () => process.stderr);

/** Does something of whose output nobody shall hear. */
export async function muted(work: () => Promise<unknown>): Promise<void> {
  stdout.isMuted = stderr.isMuted = true;
  try {
    await work();
  } finally {
    stdout.isMuted = stderr.isMuted = false;
  }
}

/** Says a line to people: on standard error. */
export const tell = (line: string): void => stderr.write(`${line}\n`);
