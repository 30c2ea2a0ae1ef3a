import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import picomatch from 'picomatch';

/** What package.json says, as far as a release is concerned. */
interface PackageJson {
  readonly version: string;
  readonly files: readonly string[];
  readonly [name: string]: unknown;
}

const root = dirname(import.meta.dirname);

/** What a tag has beside what npm gets. */
const forTagsOnly = ['action.yml', 'action/'];

/** All files below a directory, relative to it, sorted. */
export const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(directory, path)).isFile())
    .sort();

/** The files of the repository that a release has, apart from dist/ and package.json. */
function releasedFiles({ files }: PackageJson): string[] {
  const patterns = [...files, 'README.md', 'LICENSE', ...forTagsOnly];
  const matches = picomatch(
    patterns.flatMap((pattern) => [pattern, `${pattern.replace(/\/$/, '')}/**`]),
    { dot: true },
  );
  const tops = new Set(patterns.map((pattern) => pattern.split('/')[0]!));
  return [...tops]
    .filter((top) => top !== 'dist' && existsSync(join(root, top)))
    .flatMap((top) =>
      statSync(join(root, top)).isDirectory()
        ? filesIn(join(root, top)).map((path) => `${top}/${path}`)
        : [top],
    )
    .filter((path) => matches(path));
}

/**
 * Writes the tree of a release: what npm gets and what the tag carries, so that the action, the hooks of pre-commit and
 * the image run what lies in it. The command is built; package.json has neither scripts nor dependencies, so that
 * nobody's npm runs or fetches anything.
 *
 * @param out a directory that is made; what is in it stays
 * @param options `dist` is the built command, `repository` the owner/name on GitHub, which provenance needs
 * @throws Error when dist holds no built command
 */
export function releaseTree(
  out: string,
  options: { readonly dist?: string; readonly repository?: string } = {},
): void {
  const { dist = join(root, 'dist'), repository } = options;
  if (!existsSync(join(dist, 'cli.cjs'))) throw new Error(`no built command is in ${dist}`);
  const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageJson;
  const { scripts: _scripts, devDependencies: _dependencies, ...rest } = packageJson;
  const address = repository === undefined ? undefined : `git+https://github.com/${repository}.git`;
  const released = {
    ...rest,
    ...(address !== undefined && { repository: { type: 'git', url: address } }),
  };
  for (const path of releasedFiles(packageJson)) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    cpSync(join(root, path), join(out, path));
  }
  cpSync(dist, join(out, 'dist'), { recursive: true });
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(released, null, 2)}\n`);
}

/** `tsx tools/release-tree.ts <directory> [owner/name]` */
function main([out, repository]: readonly string[]): void {
  if (out === undefined) throw new Error('name the directory that the tree is written to');
  releaseTree(out, repository === undefined ? {} : { repository });
  const bytes = filesIn(out).reduce((sum, path) => sum + statSync(join(out, path)).size, 0);
  console.log(`${out}: ${(bytes / 1e6).toFixed(1)} MB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
