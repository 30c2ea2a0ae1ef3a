import { describe, expect, it } from 'vitest';
import { html } from '../../src/reporters/html.js';
import { findingAt, placeOf, reportOf, ymlSource } from './fixtures/findings.js';

const odd = `<script>alert(1)</script><img src=x onerror=alert(1)> " ' & </style> \u202E\u0007`;
const source = ymlSource(
  `${odd.replaceAll('/', ':')}.yml`,
  `cluster.name: "${odd}"\ncluster.remote: x\n${'a'.repeat(1_000_000)}: 1\n`,
);
const found = findingAt(placeOf(source, 'name'), {
  text: odd,
  why: odd,
  advice: odd,
  related: [{ ...placeOf(source, 'remote'), message: odd }],
  fix: { safe: true, title: odd, edits: [] },
});
const report = reportOf([found, findingAt(placeOf(source, 'aaa'), { severity: 'warning' })], {
  suppressed: [{ finding: found, reason: odd }],
  crashes: [{ rule: odd, error: odd }],
});
const page = html(report, {
  today: '2026-11-22',
  diagram: {
    clusters: [
      {
        id: 'c1',
        name: odd,
        external: false,
        nodes: 1,
        interfaces: [odd],
        findings: { error: 1, warning: 0, info: 0 },
      },
    ],
    links: [
      {
        from: 'c1',
        to: 'c1',
        alias: odd,
        mode: odd,
        ports: [1],
        use: [odd],
        findings: { error: 0, warning: 0, info: 0 },
      },
    ],
  },
});

describe('the page', () => {
  it('needs nothing from elsewhere, and says so to the browser', () => {
    expect(page).toContain("default-src 'none'");
    expect(page.match(/(?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
    expect(page).not.toMatch(/url\((?!#)|@import|https?:\/\/(?!www\.w3\.org)/);
  });

  it('shows whatever stands in files as text, and keeps its direction to itself', () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<\/style>(?!\n<\/head>)/);
    for (const sign of ['\u202E', '\u0007'])
      expect(page.replace(/data-\w+="[^"]*"|value="[^"]*"/g, '')).not.toContain(sign);
    expect(page).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('is short, however long a line is', () => {
    expect(page.length).toBeLessThan(60_000);
  });

  it('can be read by programs for those who do not see it', () => {
    expect(page).toContain('<html lang="en">');
    expect(page).toMatch(/<svg[^>]* role="img" aria-labelledby="diagram-title diagram-words"/);
    expect(page).toContain('<output aria-live="polite">');
    for (const [control] of page.matchAll(/<(?:select|input)[^>]*>/g)) {
      const before = page.slice(0, page.indexOf(control));
      expect(before.lastIndexOf('<label>'), control).toBeGreaterThan(
        before.lastIndexOf('</label>'),
      );
    }
  });

  it('has a findable article for each finding, with its severity as a word', () => {
    const articles = [
      ...page.matchAll(/<article class="(\w+)" tabindex="-1" data-severity="(\w+)"/g),
    ];
    expect(articles.map(([, name, severity]) => [name, severity])).toEqual([
      ['error', 'error'],
      ['warning', 'warning'],
    ]);
    expect(page).toContain('<span class="severity">warning</span>');
    expect(page).toContain('2 new, 0 baselined, 1 suppressed');
  });
});
