import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, classPath, distribution, pluginClasses } from '../oracle/distributions.js';
import type { Distribution } from '../oracle/distributions.js';
import { run } from '../oracle/judge.js';
import { BATTERY } from './battery.js';
import type { BatteryValue } from './battery.js';

/** One setting as a distribution's own code describes it. */
export interface DumpedSetting {
  key: string;
  module: string;
  properties: string[];
  prefix?: string;
  suffix?: string;
  fallbackPrefix?: string;
  group?: 'true';
  list?: 'true';
  secure?: 'true';
  /** The only names that may stand for the star. */
  names?: string[];
  fallback?: string;
  default?: string | null;
  defaultError?: string;
  /** A digit for each value of the battery: 1 accepted, 0 refused. Absent for secure settings. */
  verdicts?: string;
  unit?: string;
  bounds?: string[];
  /** What its parser makes of accepted values. */
  classes?: string[];
  messages?: string[];
  /** Verdicts on values that only this setting is asked: around its bounds, its constants in several spellings. */
  own?: Record<string, string>;
}

/** What one distribution says on one imagined machine. */
export interface Dump {
  version: string;
  settings: DumpedSetting[];
}

/** Two machines that differ in all that defaults and bounds are computed from; verdicts are taken on the big one. */
const MACHINES = {
  big: { HOSTNAME: 'big', options: ['-XX:ActiveProcessorCount=4096', '-Xmx1g', '-Duser.name=big'] },
  small: {
    HOSTNAME: 'small',
    options: ['-XX:ActiveProcessorCount=6', '-Xmx600m', '-Duser.name=small'],
  },
} as const;
export type Machine = keyof typeof MACHINES;

const SOURCES = [
  ...['SettingsDump', 'SettingFacts', 'ValueVerdicts'].map(
    (name) => new URL(`java/${name}.java`, import.meta.url),
  ),
  ...['RegisteredSettings', 'Json'].map(
    (name) => new URL(`../oracle/java/${name}.java`, import.meta.url),
  ),
].map((url) => fileURLToPath(url));

/**
 * What a version registers, asked on one of two imagined machines. Answers are kept in the cache folder until the Java
 * sources or the battery change.
 *
 * @throws where the distribution cannot be had or its code fails
 */
export async function dump(version: string, machine: Machine): Promise<Dump> {
  const asked = distribution(version);
  const state = createHash('sha256').update(JSON.stringify([BATTERY, MACHINES]));
  for (const source of SOURCES) state.update(readFileSync(source));
  const hash = state.digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), 'catalogue');
  const kept = join(folder, `${version}-${machine}-${hash}.jsonl`);
  if (!existsSync(kept)) {
    mkdirSync(folder, { recursive: true });
    const text = await ask(asked, compile(asked, hash), machine);
    writeFileSync(`${kept}.${process.pid}`, text);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  const lines = readFileSync(kept, 'utf8').split('\n');
  return {
    version,
    settings: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as DumpedSetting),
  };
}

function compile({ version, home, jdk }: Distribution, hash: string): string {
  const folder = join(cacheFolder(), 'classes');
  const classes = join(folder, `${version}-catalogue-${hash}`);
  if (existsSync(classes)) return classes;
  mkdirSync(folder, { recursive: true });
  const compiling = mkdtempSync(join(folder, '.compiling-'));
  const options = ['-nowarn', '-proc:none', '-Xlint:none', '-encoding', 'UTF-8', '-d', compiling];
  execFileSync(join(jdk, 'bin', 'javac'), [...options, '-cp', classPath(home), ...SOURCES], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  if (existsSync(classes) && readdirSync(classes).length > 0)
    rmSync(compiling, { recursive: true });
  else renameSync(compiling, classes);
  return classes;
}

function ask({ home, jdk }: Distribution, classes: string, machine: Machine): Promise<string> {
  const { HOSTNAME, options } = MACHINES[machine];
  const args = [
    ...options,
    '-XX:+UseSerialGC',
    '-Dfile.encoding=UTF-8',
    '-Dlog4j2.disable.jmx=true',
    '-Dorg.apache.logging.log4j.level=OFF',
    `-Des.path.home=${home}`,
    ...['-cp', `${classes}:${classPath(home)}`],
    'SettingsDump',
    ...pluginClasses(home),
  ];
  const input = battery(machine).map((value) => `${written(value)}\n`);
  return run(join(jdk, 'bin', 'java'), args, input.join(''), {
    env: { HOSTNAME, LC_ALL: 'C.UTF-8' },
    cwd: mkdtempSync(join(tmpdir(), 'elasticlint-catalogue-')),
  });
}

/** The small machine is asked for defaults and bounds only. */
const battery = (machine: Machine): readonly BatteryValue[] =>
  machine === 'big' ? BATTERY : ['1', '1s', '1b'];

/** A value of the battery as SettingsDump reads it. */
function written(value: BatteryValue): string {
  const items = typeof value === 'string' ? ['S', value] : ['L', ...value];
  return items
    .map((item, i) => (i === 0 ? item : item.replace(/[^ -~]|\\(?=u)/g, (part) => escaped(part))))
    .join('\t');
}

const escaped = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
