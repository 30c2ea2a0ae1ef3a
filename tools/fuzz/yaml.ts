import type { Fuzzer } from './fuzzer.js';
import { mutateFiles, runFiles, showFiles, shrinkFiles, type Files } from './files.js';
import { seedFiles } from './seeds.js';

/** elasticsearch.yml, alone and beside the other files of its cluster; now and then one of those is damaged. */
export const fuzzer: Fuzzer<Files> = {
  summary: 'elasticsearch.yml and manifests through the whole linter',
  seed: seedFiles,
  mutate: (random, files) => mutateFiles(random, files, random.chance(80) ? /\.yml$/ : /./),
  run: runFiles,
  shrink: shrinkFiles,
  show: showFiles,
};
