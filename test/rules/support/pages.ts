import type { Files } from './cases.js';
import { expand } from './cases.js';

/** The code blocks under one heading that carry file names: a workspace that can be linted. */
export interface Example {
  /** `Bad`, or `Bad, with a proxy` where a `###` heading stands between. */
  readonly title: string;
  readonly files: Files;
  readonly esVersion: string | undefined;
}

/** A rule's page, as far as tests look at it. */
export interface Page {
  /** The `##` headings in their order. */
  readonly headings: readonly string[];
  /** The examples under `## Bad` and `## Good`. */
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  /** Targets of the links that lead to other files. */
  readonly links: readonly string[];
}

interface Section {
  readonly heading: string;
  readonly title: string;
  readonly files: Record<string, Uint8Array>;
  esVersion: string | undefined;
}

const fence = /^```(\w+)[ \t]+(\S+)(?:[ \t]+es-version=(\S+))?[ \t]*$/;

/** Takes a page apart; code blocks without a file name are no examples. */
export function readPage(text: string): Page {
  const sections: Section[] = [];
  const links: string[] = [];
  const start = (heading: string, title: string): void =>
    void sections.push({ heading, title, files: {}, esVersion: undefined });
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const [, level, title] = /^(##|###) (.*)$/.exec(line) ?? [];
    const above = sections.at(-1)?.heading ?? '';
    if (level === '##') start(title!, title!);
    if (level === '###') start(above, `${above}, ${title}`);
    if (!line.startsWith('```')) {
      for (const link of line.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)) links.push(link[1]!);
      continue;
    }
    const end = lines.indexOf('```', i + 1);
    const [, , path, esVersion] = fence.exec(line) ?? [];
    const section = sections.at(-1);
    if (path !== undefined && section) {
      const content = lines.slice(i + 1, end).map((inner) => `${inner}\n`);
      section.files[path] = expand(new TextEncoder().encode(content.join('')));
      section.esVersion ??= esVersion;
    }
    i = end < 0 ? lines.length : end;
  }
  const examples = (heading: string): Example[] =>
    sections.filter(
      (section) => section.heading === heading && Object.keys(section.files).length > 0,
    );
  const headings = sections
    .filter(({ heading, title }) => heading === title)
    .map(({ heading }) => heading);
  return { headings, bad: examples('Bad'), good: examples('Good'), links };
}
