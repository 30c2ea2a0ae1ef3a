import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// npm runs this in a clone after its install. Where the package is installed globally from git, as pre-commit does it,
// npm 11 hands "global" down to that install, and the tools of the build are missing: they are fetched here.
const shell = process.platform === 'win32';
const npm = (...args) => execFileSync('npm', args, { stdio: 'inherit', shell });

if (!existsSync('node_modules/esbuild')) {
  npm('ci', '--global=false', '--include=dev', '--ignore-scripts');
}
npm('exec', '--global=false', '--', 'tsx', 'tools/build.ts');
