import { noColors, type Colors } from '../reporters/pretty.js';
import { stdout } from './streams.js';

/** Colours only for a person at a terminal, unless told otherwise by option, NO_COLOR or FORCE_COLOR. */
export function wantsColor(option: boolean | undefined, toFile: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (option !== undefined) return option;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return !toFile && TERM !== 'dumb' && stdout.isTerminal;
}

/** The colours of a report: those of the terminal, or none. The library looks at the streams, so it is asked only then. */
export async function colorsFor(option: boolean | undefined, toFile: boolean): Promise<Colors> {
  if (!wantsColor(option, toFile)) return noColors;
  return (await import('picocolors')).default.createColors(true);
}
