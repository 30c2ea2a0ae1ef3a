/** Whether the block style of YAML alone nests so deep: by indentation, or by `- ` and `? ` in one line. */
function blocksDeeperThan(text: string, limit: number): boolean {
  const indents: number[] = [];
  for (const [line] of text.matchAll(/^[ ?-]*[^\s?-]/gm)) {
    for (const { index } of line.matchAll(/[?-](?= )|[^ ?-]/g)) {
      while (indents.length > 0 && indents.at(-1)! >= index) indents.pop();
      if (indents.push(index) > limit) return true;
    }
  }
  return false;
}

/**
 * Whether a text opens more brackets, or in YAML indents more often, than a parser's stack bears. Parsers that run
 * out of it cannot be trusted to recover: near its end the engine ends the whole process.
 *
 * @param limit how many levels are allowed
 */
export function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let prefix = 0;
  let inPrefix = true;
  let longest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
    if (code === 0x0a || code === 0x0d) {
      inPrefix = true;
      prefix = 0;
    } else if (inPrefix && (code === 0x20 || code === 0x2d || code === 0x3f))
      longest = Math.max(longest, ++prefix);
    else inPrefix = false;
  }
  return longest >= limit && blocksDeeperThan(text, limit);
}
