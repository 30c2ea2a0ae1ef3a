import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/index.js';

const corpus = 'fixtures/templates';
const engines = { jinja: 'Jinja', helm: 'Helm (Go template)', erb: 'ERB' } as const;

/** Files that are no YAML before they are rendered. */
const unparsable = [
  'jinja/half-typed.yml.j2',
  'jinja/macro.yml.j2',
  'jinja/only.yml.j2',
  'jinja/to-nice-yaml.yml.j2',
  'helm/define.elasticsearch.yml.tpl',
  'helm/to-yaml.elasticsearch.yml.tpl',
  'erb/broken.yml.erb',
  'erb/whole.yml.erb',
];

const files = ['jinja', 'helm', 'erb', 'shell'].flatMap((folder) =>
  readdirSync(`${corpus}/${folder}`).map((name) => `${folder}/${name}`),
);

/** What is found in a template under the name that people give it, as `severity rule: text`. */
async function found(text: string, ending: string): Promise<string[]> {
  const { findings, crashes } = await lint({ [`elasticsearch.yml${ending}`]: text });
  expect(crashes).toEqual([]);
  return findings.map(({ severity, rule, text: said }) => `${severity} ${rule}: ${said}`);
}

const endingOf = (file: string): string => (file.endsWith('.yml') ? '' : /\.\w+$/.exec(file)![0]);

describe('R24: templates', () => {
  it.each(unparsable)('%s is one piece of advice, which names the engine', async (file) => {
    const said = await found(readFileSync(`${corpus}/${file}`, 'utf8'), endingOf(file));
    const engine = engines[file.split('/')[0] as keyof typeof engines];
    expect(said).toEqual([
      expect.stringContaining(`info files/template: this ${engine} template is no YAML`),
    ]);
  });

  it.each(files.filter((file) => !unparsable.includes(file) && !file.includes('misspelt')))(
    '%s has values that are not known, and no error',
    async (file) => {
      const said = await found(readFileSync(`${corpus}/${file}`, 'utf8'), endingOf(file));
      expect(said.filter((one) => !one.includes('settings/placeholder-default-ignored'))).toEqual(
        [],
      );
    },
  );

  it.each(files.filter((file) => file.includes('misspelt')))(
    '%s: keys are checked all the same',
    async (file) => {
      const said = await found(readFileSync(`${corpus}/${file}`, 'utf8'), endingOf(file));
      expect(said).toEqual([
        'error settings/unknown: no version of Elasticsearch knows the setting cluster.nmae; cluster.name is meant, most likely',
      ]);
    },
  );

  it('no cut of any of them makes more than one finding of syntax, or a crash', async () => {
    for (const file of files) {
      const text = readFileSync(`${corpus}/${file}`, 'utf8');
      for (let end = 0; end < text.length; end += 7) {
        const said = await found(text.slice(0, end), endingOf(file));
        const ofSyntax = said.filter((one) => /(?:yaml|files)\//.test(one));
        expect(ofSyntax.length, `${file} up to ${end}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('of no setting in the catalogue is an unknown value called wrong', async () => {
    const { settings } = JSON.parse(readFileSync('schemas/settings.json', 'utf8')) as {
      settings: Record<string, unknown>;
    };
    const keys = Object.keys(settings).filter((key) => !key.includes('*'));
    expect(keys.length).toBeGreaterThan(900);
    for (const [ending, value] of [
      ['.j2', '{{ v }}'],
      ['.j2', '"a{{ v }}"'],
      ['.erb', '<%= @v %>'],
      ['', '${V}'],
      ['', '"a${V}"'],
    ] as const) {
      const text = keys.map((key) => `${key}: ${value}\n`).join('');
      const { findings } = await lint(
        { [`elasticsearch.yml${ending}`]: text },
        { esVersion: '9.5', pedantic: true },
      );
      const ofValues = findings.filter(({ source, range, setting }) => {
        const { column } = source.position(range.start);
        return setting !== undefined && column > setting.length;
      });
      expect(ofValues.map(({ rule, text: said }) => `${rule}: ${said}`)).toEqual([]);
    }
  });
});
