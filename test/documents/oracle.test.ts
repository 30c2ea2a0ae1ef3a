import { describe, expect, it } from 'vitest';
import {
  compareYaml,
  DIFFERING_YAML,
  readYaml,
  YAML_VERSIONS,
  yamlVerdicts,
} from '../../tools/oracle/agreement-yaml.js';

const newest = YAML_VERSIONS.at(-1)!;
const cases = yamlVerdicts(newest);

describe(`elasticsearch.yml as Elasticsearch ${newest} reads it`, () => {
  it.each(cases.filter(([name]) => !(name in DIFFERING_YAML)))('%s', (name, verdict) => {
    const { ours, theirs } = compareYaml(name, verdict);
    expect(ours).toEqual(theirs);
  });

  it.each(cases.filter(([name]) => name in DIFFERING_YAML))(
    '%s: differs on purpose',
    (name, verdict) => {
      const { ours, theirs } = compareYaml(name, verdict);
      expect(ours, `no longer differs (${DIFFERING_YAML[name]}): take it off the list`).not.toEqual(
        theirs,
      );
    },
  );

  it('lists no file that is not recorded', () => {
    expect(
      Object.keys(DIFFERING_YAML).filter((name) => !cases.some(([one]) => one === name)),
    ).toEqual([]);
  });

  const duplicates = cases.filter(([, verdict]) =>
    /Duplicate field/.test(verdict.refused?.message ?? ''),
  );
  it.each(duplicates)(
    '%s: the duplicate is found where Elasticsearch finds it',
    (name, verdict) => {
      const { problems } = readYaml(name);
      const duplicate = problems.find((problem) => problem.code === 'duplicate-key');
      expect(duplicate).toBeDefined();
      const [, line] = /\[(\d+):\d+\] Duplicate field/.exec(verdict.refused!.message) ?? [];
      expect(duplicate!.source.position(duplicate!.range.start).line).toBe(Number(line));
    },
  );
});
