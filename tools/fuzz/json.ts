import type { Random } from '../bench/generate.js';
import type { Fuzzer } from './fuzzer.js';
import { mutateFiles, runFiles, showFiles, shrinkFiles, type Files } from './files.js';
import { payload, requests, seedFiles } from './seeds.js';

/** Payloads and requests, alone and beside the files of their cluster. */
export const fuzzer: Fuzzer<Files> = {
  summary: 'settings payloads and console requests through the whole linter',
  seed(random: Random): Files {
    const json = { 'cluster-settings.json': payload, 'requests.console': requests };
    const [path, text] = random.pick(Object.entries(json));
    return random.chance(50) ? { [path]: text } : { ...seedFiles(random), ...json };
  },
  mutate: (random, files) => mutateFiles(random, files, /\.(?:json|console)$/),
  run: runFiles,
  shrink: shrinkFiles,
  show: showFiles,
};
