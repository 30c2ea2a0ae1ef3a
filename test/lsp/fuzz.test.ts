import { expect, it } from 'vitest';
import { Random } from '../../tools/bench/generate.js';
import { fuzzer } from '../../tools/fuzz/lsp.js';

it('random edits and questions bring nothing to fall', async () => {
  const random = new Random(11);
  for (let session = 0; session < 4; session++) {
    let input = fuzzer.seed(random);
    for (let step = 0; step < 60; step++) {
      expect(await fuzzer.run(input), fuzzer.show(input)).toBeUndefined();
      input = fuzzer.mutate(random, input);
    }
  }
});
