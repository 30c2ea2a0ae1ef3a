import { describe, expect, it } from 'vitest';
import {
  compareYaml,
  DIFFERING_YAML,
  readYaml,
  sameYaml,
  YAML_VERSIONS,
  yamlReason,
  yamlVerdicts,
} from '../../tools/oracle/agreement-yaml.js';

const newest = YAML_VERSIONS.at(-1)!;
const cases = yamlVerdicts(newest);

describe(`elasticsearch.yml as Elasticsearch ${newest} reads it`, () => {
  it.each(cases.filter(([name]) => yamlReason(name, newest) === undefined))(
    '%s',
    (name, verdict) => {
      const { ours, theirs } = compareYaml(name, verdict);
      expect(ours).toEqual(theirs);
    },
  );

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

describe('differences on purpose', () => {
  const differing = YAML_VERSIONS.flatMap((version) =>
    yamlVerdicts(version)
      .filter(([name, verdict]) => !sameYaml(name, verdict))
      .map(([name]) => ({ name, version })),
  );

  it('are all that there are, on every version', () => {
    const unexplained = differing.filter(({ name, version }) => !yamlReason(name, version));
    expect(unexplained).toEqual([]);
  });

  it.each(DIFFERING_YAML)('%s: still differs; else take it off the list', (name) => {
    expect(differing.map((one) => one.name)).toContain(name);
  });
});
