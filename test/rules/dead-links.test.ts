import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.js';

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'));

/** Everything that people read, but the workspaces of fixtures. */
const pages = [
  ...readdirSync('.').filter((path) => path.endsWith('.md')),
  ...['docs', 'rules', 'examples', 'tools'].flatMap(below),
  ...below('fixtures').filter((path) => path.endsWith('README.md')),
].sort();

/** A page without its code, in which nothing is a link. */
const prose = (text: string): string =>
  text.replace(/^(`{3,})[^]*?^\1/gm, '').replace(/(`+)[^`][^]*?\1/g, 'code');

const linksOf = (text: string): string[] =>
  [...prose(text).matchAll(/\]\(<?([^)>\s]+)>?\)/g)].map((match) => match[1]!);

/** The anchors that a page has, as GitHub makes them from its headings. */
function anchorsOf(text: string): string[] {
  const headings = text.replace(/^(`{3,})[^]*?^\1/gm, '').matchAll(/^#+ (.+)$/gm);
  return [...headings].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** What is wrong with a link of a page; undefined when it leads somewhere. */
function dead(page: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link))
    return /^https:\/\/[\w.-]+/.test(link) ? undefined : `${link}: no https`;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(target)) return `${link}: no such file`;
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  return anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
    ? undefined
    : `${link}: no such heading`;
}

describe('R40: no link is dead', () => {
  it.each(pages)('%s', (page) => {
    const links = linksOf(readFileSync(page, 'utf8'));
    expect(links.flatMap((link) => dead(page, link) ?? [])).toEqual([]);
  });

  it('would be seen', () => {
    expect(linksOf('[a](b.md) `[c](d.md)`\n```\n[e](f.md)\n```\n[g](<h.md>)')).toEqual([
      'b.md',
      'h.md',
    ]);
    expect(dead('README.md', 'docs/rules.md#certificates')).toBeUndefined();
    expect(dead('README.md', 'docs/rules.md#nothing')).toContain('no such heading');
    expect(dead('README.md', 'docs/nothing.md')).toContain('no such file');
    expect(dead('docs/rules.md', '../README.md')).toBeUndefined();
  });

  it('of a rule to further reading', () => {
    const known = /^https:\/\/(?:www\.elastic\.co|github\.com\/elastic)\/[\w/.#-]+$/;
    const links = rules.flatMap((rule) => rule.links ?? []);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !known.test(link))).toEqual([]);
  });

  it('of a page to a rule that there is not', () => {
    const ids = new Set(rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
    const areas = new Set([...ids].map((id) => id.split('/')[0]));
    const named = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\[([a-z-]+\/[a-z-]+)\]\(/g)].map(
        (match) => match[1]!,
      ),
    );
    const unknown = named.filter((id) => areas.has(id.split('/')[0]) && !ids.has(id));
    expect(unknown).toEqual([]);
  });
});
