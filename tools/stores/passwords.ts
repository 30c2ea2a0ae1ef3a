/**
 * Makes the elasticsearch.keystore files of the fixtures that have stores: one with the right passwords of all of them,
 * one with wrong ones. They are kept once they are there.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPath, distribution } from '../oracle/distributions.js';
import { compile, ENVIRONMENT, run } from '../oracle/judge.js';
import { KEY_PASSWORD, PASSWORD } from './table.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Its keystores open quickly: later versions take many more rounds. */
const VERSION = '7.17.28';
const transport = 'xpack.security.transport.ssl';

const keystores = {
  right: [PASSWORD, KEY_PASSWORD],
  wrong: ['another-store-42', 'another-key-42'],
} as const;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const requests = Object.entries(keystores).flatMap(([name, [store, key]]) => {
  const path = here(`../../fixtures/stores/${name}.keystore`);
  const entries = [
    `${transport}.keystore.secure_password=${store}`,
    `${transport}.truststore.secure_password=${store}`,
    `${transport}.secure_key_passphrase=${key}`,
  ];
  if (existsSync(path)) return [];
  return [['make', base64(path), '', entries.map(base64).join(' ')].join('\t')];
});
if (requests.length > 0) {
  const asked = distribution(VERSION);
  const sources = [
    '../keystores/java/Keystores.java',
    '../oracle/java/Json.java',
    '../oracle/java/Messages.java',
  ];
  const classes = compile(asked, sources.map(here));
  const work = mkdtempSync(join(tmpdir(), 'elasticlint-passwords-'));
  const args = ['-cp', `${classes}:${classPath(asked.home)}`, 'Keystores', work];
  console.log(
    await run(join(asked.jdk, 'bin', 'java'), args, `${requests.join('\n')}\n`, {
      env: ENVIRONMENT,
    }),
  );
  rmSync(work, { recursive: true });
}
