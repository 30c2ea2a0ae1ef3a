import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { distribution, nodeJdk } from '../distributions.js';
import { readableHome } from '../node.js';

const SOURCE = fileURLToPath(new URL('java/shim/AnalysisShim.java', import.meta.url));

const descriptor = (version: string): string =>
  [
    'name=analysis-shim',
    'description=stands in for analysis-common',
    'version=1',
    `elasticsearch.version=${version}`,
    'java.version=17',
    'classname=shim.AnalysisShim',
    'has.native.controller=false',
    'extended.plugins=',
    '',
  ].join('\n');

/** Compiles the stand-in for a module that the distribution lacks, and puts it among its modules. */
function addShim(home: string, jdk: string, version: string): void {
  const module = join(home, 'modules', 'analysis-shim');
  if (existsSync(module)) return;
  const classes = mkdtempSync(join(tmpdir(), 'elasticlint-shim-'));
  const library = join(home, 'lib');
  const jars = readdirSync(library).filter((name) => name.endsWith('.jar'));
  const path = jars.map((name) => join(library, name)).join(':');
  execFileSync(join(jdk, 'bin', 'javac'), ['-nowarn', '-cp', path, '-d', classes, SOURCE], {
    stdio: 'pipe',
  });
  mkdirSync(module);
  execFileSync(join(jdk, 'bin', 'jar'), [
    'cf',
    join(module, 'analysis-shim.jar'),
    '-C',
    classes,
    '.',
  ]);
  rmSync(classes, { recursive: true });
  writeFileSync(join(module, 'plugin-descriptor.properties'), descriptor(version));
  // where modules run under a security manager, each has a policy
  const policy = join('modules', 'transport-netty4', 'plugin-security.policy');
  if (existsSync(join(home, policy)))
    writeFileSync(join(module, 'plugin-security.policy'), 'grant {};\n');
}

/** A distribution that can keep API keys, users and roles, and the JDK that it runs on. */
export function liveHome(version: string): { home: string; jdk: string } {
  const jdk = nodeJdk(version);
  const home = readableHome(distribution(version));
  addShim(home, jdk, version);
  return { home, jdk };
}
