import type { SourceText } from '../core/text.js';

const windowSize = 100;
const base = 37n;
const endOfFile = 0xffff;
const [tab, lineFeed, carriageReturn, blank] = [9, 10, 13, 32];

/**
 * The characters that count for line hashes, and where in them each line begins: blanks and tabs are left out, every
 * line end is one line feed, and behind the end mark stand enough zeros for the last window.
 */
function significant(text: string): { codes: number[]; starts: number[] } {
  const codes: number[] = [];
  const starts = [0];
  let previous = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const secondHalf = code === lineFeed && previous === carriageReturn;
    previous = code;
    if (code === blank || code === tab || secondHalf) continue;
    const isEnd = code === lineFeed || code === carriageReturn;
    codes.push(isEnd ? lineFeed : code);
    if (isEnd) starts.push(codes.length);
  }
  codes.push(endOfFile, ...Array<number>(windowSize).fill(0));
  return { codes, starts };
}

/**
 * GitHub's fingerprint of each line of a file: what its code scanning action computes when it is given none, and what
 * it compares a given `primaryLocationLineHash` with. A polynomial over the next hundred characters from the start of
 * the line on, modulo 2^64, with a count among equals behind it.
 *
 * @returns hashes by line, the first line at index 0; there is one more after the last line end
 */
export function lineHashes(source: SourceText): string[] {
  const { codes, starts } = significant((source.hadBom ? '\uFEFF' : '') + source.text);
  const leaving = base ** BigInt(windowSize);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  for (let end = 0; hashes.length < starts.length; end++) {
    const start = end - windowSize;
    if (start >= 0 && start === starts[hashes.length]) {
      const text = hash.toString(16);
      counts.set(text, (counts.get(text) ?? 0) + 1);
      hashes.push(`${text}:${counts.get(text)}`);
    }
    const gone = start >= 0 ? BigInt(codes[start]!) * leaving : 0n;
    hash = BigInt.asUintN(64, hash * base + BigInt(codes[end] ?? 0) - gone);
  }
  return hashes;
}
