import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** One published distribution of every minor that can be asked, oldest first. */
export const KNOWN_DISTRIBUTIONS: readonly string[] = [
  '7.17.28',
  ...['8.0.0', '8.1.1', '8.2.3', '8.3.3', '8.4.3', '8.5.0', '8.6.2', '8.7.1', '8.8.2', '8.9.0'],
  ...['8.10.2', '8.11.3', '8.12.2', '8.13.4', '8.14.3', '8.15.0', '8.16.0', '8.17.4', '8.18.0'],
  '8.19.21',
  ...['9.0.0', '9.1.10', '9.2.8', '9.3.2', '9.4.3', '9.5.3'],
];

/** An unzipped Elasticsearch and the JDK that runs it. */
export interface Distribution {
  version: string;
  home: string;
  jdk: string;
}

const GROUP = 'org.elasticsearch.distribution.integ-test-zip';
/** The coordinates of a version's distribution on Maven Central. */
export const artifactOf = (version: string): string => `${GROUP}:elasticsearch:${version}:zip`;

const JVM_FOLDER = '/usr/lib/jvm';

/** Where distributions and compiled classes are kept between runs. */
export function cacheFolder(): string {
  const given = process.env.ELASTICLINT_CACHE;
  if (given) return given;
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'elasticlint');
}

/** Gives the distribution of a version; downloads and unzips it the first time. */
export function distribution(version: string): Distribution {
  const jdk = findJdk(version);
  const folder = join(cacheFolder(), 'distributions');
  const home = join(folder, `elasticsearch-${version}`);
  if (!existsSync(home)) {
    const zip = download(version);
    mkdirSync(folder, { recursive: true });
    const unpacking = mkdtempSync(join(folder, '.unpacking-'));
    execFileSync(join(jdk, 'bin', 'jar'), ['xf', zip], { cwd: unpacking });
    if (!existsSync(home)) renameSync(join(unpacking, `elasticsearch-${version}`), home);
    rmSync(unpacking, { recursive: true });
  }
  return { version, home, jdk };
}

/** All jars of a distribution, its modules included, as a class path. */
export function classPath(home: string): string {
  const jars = [join(home, 'lib'), ...moduleFolders(home)].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jar'))
      .sort()
      .map((name) => join(folder, name)),
  );
  return jars.join(':');
}

/** The class names of the plugins that the distribution brings as modules. */
export function pluginClasses(home: string): string[] {
  return moduleFolders(home).flatMap((folder) => {
    const descriptor = readFileSync(join(folder, 'plugin-descriptor.properties'), 'utf8');
    return /^classname=(.+)$/m.exec(descriptor)?.[1]?.trim() ?? [];
  });
}

function moduleFolders(home: string): string[] {
  const modules = join(home, 'modules');
  return readdirSync(modules)
    .sort()
    .map((name) => join(modules, name));
}

function download(version: string): string {
  const artifact = artifactOf(version);
  const maven = (...args: string[]): string =>
    execFileSync('mvn', ['-q', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  maven('dependency:get', `-Dartifact=${artifact}`, '-Dtransitive=false');
  const repository = maven(
    'help:evaluate',
    '-Dexpression=settings.localRepository',
    '-DforceStdout',
  );
  const path = stripColours(repository).trim() || join(homedir(), '.m2', 'repository');
  const zip = join(
    path,
    ...GROUP.split('.'),
    'elasticsearch',
    version,
    `elasticsearch-${version}.zip`,
  );
  if (!existsSync(zip)) throw new Error(`Maven brought no ${zip}`);
  return zip;
}

function stripColours(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}

/** 7.17 runs on 17; everything newer on any JDK from 21 on, of which the newest is taken. */
const findJdk = (version: string): string =>
  version.startsWith('7.')
    ? jdkOf(version, '17', (major) => major === 17)
    : jdkOf(version, '21 or newer', (major) => major >= 21);

/** The JDK of a node that lives: before 9.0 it needs what JDK 24 has removed, so 17; later ones as their classes. */
export const nodeJdk = (version: string): string =>
  Number.parseInt(version) < 9 ? jdkOf(version, '17', (major) => major === 17) : findJdk(version);

function jdkOf(version: string, wanted: string, fits: (major: number) => boolean): string {
  const folders = existsSync(JVM_FOLDER) ? readdirSync(JVM_FOLDER).sort() : [];
  const candidates = [
    process.env.ES_JAVA_HOME,
    process.env.JAVA_HOME,
    ...folders.map((name) => join(JVM_FOLDER, name)),
  ].flatMap((home) => {
    const major = home === undefined ? undefined : jdkMajor(home);
    return home === undefined || major === undefined ? [] : { home, major };
  });
  const fitting = candidates.filter(({ major }) => fits(major));
  const [best] = fitting.sort((a, b) => b.major - a.major);
  if (!best) {
    throw new Error(
      `Elasticsearch ${version} needs a JDK ${wanted}; ` +
        `none in ES_JAVA_HOME, JAVA_HOME or ${JVM_FOLDER}`,
    );
  }
  return best.home;
}

function jdkMajor(home: string): number | undefined {
  const release = join(home, 'release');
  if (!existsSync(release) || !existsSync(join(home, 'bin', 'javac'))) return undefined;
  const major = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1];
  return major === undefined ? undefined : Number(major);
}
