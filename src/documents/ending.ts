/** What follows the last dot of a path, in small letters: `yml`. Where no dot is, something that is no ending. */
export const endingOf = (path: string): string =>
  path.slice(path.lastIndexOf('.') + 1).toLowerCase();
