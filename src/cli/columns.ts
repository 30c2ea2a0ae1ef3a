import { oneLine } from '../reporters/terminal.js';

/** Where a word that is too long is best cut: behind a mark within it, if that leaves more than a third of the line. */
function cutAt(word: string, width: number): number {
  const mark = Math.max(...['.', '_', '/', '-'].map((one) => word.lastIndexOf(one, width - 1))) + 1;
  return mark > width / 3 ? mark : width;
}

/** A text in lines of at most a width, broken behind blanks and commas where that is possible. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of oneLine(paragraph).split(/(?<=[\s,])/)) {
      if (line !== '' && (line + piece).trimEnd().length > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
      while (line.trimEnd().length > width) {
        const end = cutAt(line, width);
        lines.push(line.slice(0, end));
        line = line.slice(end);
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** How wide columns are that together fit a width: the widest ones give way, down to 10. */
function fitting(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const room = width - 2 * (widths.length - 1);
  const sum = (): number => widths.reduce((all, one) => all + one, 0);
  while (sum() > room) {
    const widest = Math.max(...widths);
    if (widest <= 10) break;
    widths[widths.indexOf(widest)]!--;
  }
  return widths;
}

/** A table whose cells have several lines where the width demands it, or where they hold line ends. */
export function columns(rows: readonly (readonly string[])[], width: number): string[] {
  const longest = (cell: string): number =>
    Math.max(...cell.split('\n').map((line) => line.length));
  const natural = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => longest(row[column]!))),
  );
  const widths = fitting(natural, width);
  return rows.flatMap((row) => {
    const cells = row.map((cell, column) => wrapped(cell, widths[column]!));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, index) =>
      cells
        .map((lines, column) => (lines[index] ?? '').padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
  });
}
