import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { bundle } from './bundle.js';

// dist/: the command and the library, bundled, and the types of the library
rmSync('dist', { recursive: true, force: true });
await bundle('dist');
chmodSync('dist/cli.cjs', 0o755);
const compiler = 'node_modules/typescript/bin/tsc';
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
