import type { Finding, Related } from '../../core/finding.js';
import type { Place } from '../../core/text.js';
import { oneLine, printable } from '../terminal.js';
import { attributes, escapeXml } from '../xml.js';

/** Lines may be megabytes long; so much is shown on each side of what is meant. */
const around = 160;

const shownText = (text: string): string => escapeXml(printable(text));

/** One line with its number; a part of it may be marked. */
function line(number: number, text: string, from = 0, to = 0): string {
  const start = Math.max(0, from - around);
  const end = Math.min(text.length, Math.max(to, from + 1) + around);
  const before = (start > 0 ? '…' : '') + shownText(text.slice(start, from));
  const marked = to > from ? `<mark>${shownText(text.slice(from, Math.min(to, end)))}</mark>` : '';
  const behind =
    shownText(text.slice(Math.max(from, Math.min(to, end)), end)) + (end < text.length ? '…' : '');
  return `<code><span class="number">${number}</span>${before}${marked}${behind}</code>`;
}

/** The line of a place with two lines on each side, and what is meant marked. */
export function frame({ source, range }: Place): string {
  const start = source.position(range.start);
  const end = source.position(range.end);
  const lines: string[] = [];
  const last = Math.min(source.lineCount, start.line + 2);
  for (let number = Math.max(1, start.line - 2); number <= last; number++) {
    const text = source.shownLine(number);
    const to = end.line === start.line ? end.column - 1 : text.length;
    lines.push(
      number === start.line ? line(number, text, start.column - 1, to) : line(number, text),
    );
  }
  return `<div class="frame" tabindex="0" role="region"${attributes({ 'aria-label': `Lines of ${oneLine(source.path)}` })}>${lines.join('')}</div>`;
}

/** A text of one line that keeps its direction to itself. */
export const phrase = (text: string): string => `<bdi>${escapeXml(oneLine(text))}</bdi>`;

const at = ({ source, range }: Place): string => {
  const { line, column } = source.position(range.start);
  return `${phrase(source.path)}:${line}:${column}`;
};

function also(related: Related): string {
  const text = related.source.text === '' ? '' : frame(related);
  return `<details><summary>see ${at(related)}: ${phrase(related.message)}</summary>${text}</details>`;
}

/** A finding as an article of the page. */
export function article(finding: Finding): string {
  const { severity, rule, source, range, text, why, advice, fix, related } = finding;
  const { line, column } = source.position(range.start);
  const data = {
    class: severity,
    tabindex: -1,
    'data-severity': severity,
    'data-rule': rule,
    'data-file': source.path,
  };
  return [
    `<article${attributes(data)}>`,
    `<h3><span class="severity">${severity}</span> ${phrase(text)}</h3>`,
    `<p class="faint">line ${line}, column ${column} · <span class="rule">${escapeXml(rule)}</span></p>`,
    source.text === '' ? '' : frame(finding),
    why ? `<p>${phrase(why)}</p>` : '',
    advice ? `<p><strong>Fix:</strong> ${phrase(advice)}</p>` : '',
    fix
      ? `<p><code>${fix.safe ? '--fix' : '--fix-unsafe'}</code> does it: ${phrase(fix.title)}</p>`
      : '',
    ...related.map(also),
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}
