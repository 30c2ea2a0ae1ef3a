import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import type { YmlDocument } from '../../src/documents/document.js';
import { maskPlaceholders, maskTemplate } from '../../src/documents/template.js';
import { parseYml } from '../../src/documents/yaml.js';
import { flatten } from '../../src/settings/flatten.js';

const parse = (text: string): YmlDocument => parseYml(new SourceText('elasticsearch.yml.j2', text));

/** The settings of a template: a value that is not known is `?`. */
function settingsOf(text: string): Record<string, unknown> {
  const { source, tree } = parse(text);
  const entries = tree ? flatten(source, tree, 'yml').entries : [];
  return Object.fromEntries(entries.map((entry) => [entry.key, entry.unknown ? '?' : entry.value]));
}

describe('templates', () => {
  it('of Jinja have values that are not known and keys that are', () => {
    const text = [
      '{# managed by Ansible #}',
      'cluster.name: {{ cluster_name }}',
      'node.name: "{{ inventory_hostname }}-1"',
      '{% if tls %}',
      'xpack.security.enabled: true',
      '{% else %}',
      'xpack.security.enabled: false',
      '{% endif %}',
      'discovery.seed_hosts: [{{ hosts | join(",") }}]',
      '',
    ].join('\n');
    expect(parse(text)).toMatchObject({ template: 'Jinja', conditional: true, problems: [] });
    expect(settingsOf(text)).toEqual({
      'cluster.name': '?',
      'node.name': '?',
      'xpack.security.enabled': 'false',
      'discovery.seed_hosts': '?',
    });
  });

  it('of ERB', () => {
    const text = '<% if @name -%>\ncluster.name: <%= @name %>\n<% end -%>\nnode.attr.rack: r1\n';
    expect(parse(text)).toMatchObject({ template: 'ERB', conditional: true, problems: [] });
    expect(settingsOf(text)).toEqual({ 'cluster.name': '?', 'node.attr.rack': 'r1' });
  });

  it.each([
    'cluster.name: {{ .Values.name | quote }}\n',
    'cluster.name: {{ quote .Values.name }}\n',
    '{{- with .Values.x }}\ncluster.name: {{ . }}\n{{- end }}\n',
    'cluster.name: {{ $name }}\n',
  ])('of Helm: %j', (text) => {
    expect(parse(text)).toMatchObject({ template: 'Helm (Go template)', problems: [] });
    expect(settingsOf(text)).toEqual({ 'cluster.name': '?' });
  });

  it('may have keys that are not known', () => {
    expect(settingsOf('node.attr.{{ x }}: a\nnode.attr.{{ y }}: b\nnode.name: c\n')).toEqual({
      'node.name': 'c',
    });
  });

  it('that are no YAML are one problem, which names the engine and the line', () => {
    for (const [text, words] of [
      [
        'a: 1\n{{ toYaml .Values.config }}\n',
        'this Helm (Go template) template is no YAML before it is rendered (line 2)',
      ],
      ['a: 1\n<%= @all %>\nb: [\n', 'this ERB template is no YAML'],
      [
        '{% for h in hosts %}\n  - {{ h }}\n{% endfor %}\na: b: c\n"\n',
        'this Jinja template is no YAML',
      ],
    ] as const) {
      const { problems, tree } = parse(text);
      expect(tree).toBeUndefined();
      expect(problems.map(({ code }) => code)).toEqual(['template']);
      expect(problems[0]!.text).toContain(words);
    }
  });

  it('are told apart from files that only look a little like them', () => {
    for (const text of ['a: "{{"\n', 'a: "<% b"\n', 'a: {b: {c: 1}}\n', 'a: "100%"\n']) {
      expect(maskTemplate(text)).toBeUndefined();
    }
  });

  it('keep every character at its place', () => {
    const parts = fc.array(
      fc.constantFrom(
        '{{',
        '}}',
        '{%',
        '%}',
        '{#',
        '#}',
        '<%',
        '<%=',
        '%>',
        ' if ',
        '.x',
        '\n',
        '\r\n',
        'a',
      ),
    );
    fc.assert(
      fc.property(
        parts.map((all) => all.join('')),
        (text) => {
          const masked = maskTemplate(text)?.text ?? text;
          expect(masked).toHaveLength(text.length);
          expect(maskPlaceholders(text)).toHaveLength(text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
