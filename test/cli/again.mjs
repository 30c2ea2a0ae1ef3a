import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/*
 * Runs the built command again and again, in one process: the code of main.cjs runs from its first line each time, so
 * that no run knows of the one before. Only what Node and V8 need to start is not done anew. Told of a run by a message
 * with arguments, a working directory and an environment, it answers with a message of how that ended. It ends when nobody
 * is left to tell it more.
 */
const [, , path] = process.argv;
const home = process.cwd();
const source = fs.readFileSync(path, 'latin1');
const start = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
  filename: path,
}).runInThisContext();

/** Keeps what is written to a stream, and gives what reads it and sets the stream free. */
function kept(stream) {
  const { write } = stream;
  const chunks = [];
  stream.write = (chunk, encoding) => {
    chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    return true;
  };
  return () => {
    stream.write = write;
    stream.removeAllListeners('error');
    return Buffer.concat(chunks).toString('utf8');
  };
}

async function run({ args, cwd, env }) {
  process.chdir(cwd);
  process.env = env;
  process.argv = [process.execPath, path, ...args];
  process.exitCode = undefined;
  const before = process.cpuUsage();
  const [stdout, stderr] = [kept(process.stdout), kept(process.stderr)];
  const module = { exports: {} };
  start(module.exports, createRequire(path), module, path, dirname(path));
  await module.exports.done;
  // relative directories mean the same for each run, and none is held that a test wants to remove
  process.chdir(home);
  const { user, system } = process.cpuUsage(before);
  const code = process.exitCode ?? 0;
  process.exitCode = 0;
  return { code, stdout: stdout(), stderr: stderr(), milliseconds: (user + system) / 1000 };
}

process.on('message', (message) => void run(message).then((outcome) => process.send(outcome)));
