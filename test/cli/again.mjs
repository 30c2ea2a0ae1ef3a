import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/*
 * Runs the built command again and again, in one process: the code of main.cjs runs from its first line each time, so
 * that no run knows of the one before. Only what Node and V8 need to start is not done anew. Told of a run by a message
 * with arguments, a working directory and an environment, it answers with a message of how that ended. It ends when nobody
 * is left to tell it more.
 */
const [, , path] = process.argv;
const home = process.cwd();
const directory = dirname(path);
const require = createRequire(path);
const scripts = new Map();

/** Loads a script of the build, as src/cli/start.ts does; each is compiled once. */
function load(name, loaded) {
  if (!name.startsWith('./')) return require(name);
  if (loaded.has(name)) return loaded.get(name).exports;
  const filename = join(directory, name);
  const start =
    scripts.get(name) ??
    new Script(fs.readFileSync(filename, 'latin1'), { filename }).runInThisContext();
  scripts.set(name, start);
  const module = { exports: {} };
  loaded.set(name, module);
  start(module.exports, (other) => load(other, loaded), module, filename, directory);
  return module.exports;
}

/** Keeps what is written to a stream, or directly to its file, and gives what reads it and sets both free. */
function kept(stream) {
  const { write } = stream;
  const { writeSync } = fs;
  const chunks = [];
  stream.write = (chunk, encoding) => {
    chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    return true;
  };
  fs.writeSync = (fd, chunk, ...others) => {
    if (fd !== stream.fd) return writeSync(fd, chunk, ...others);
    stream.write(chunk);
    return chunk.length;
  };
  return () => {
    stream.write = write;
    fs.writeSync = writeSync;
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
  await load('./main.cjs', new Map()).run();
  // relative directories mean the same for each run, and none is held that a test wants to remove
  process.chdir(home);
  const { user, system } = process.cpuUsage(before);
  const code = process.exitCode ?? 0;
  process.exitCode = 0;
  // the other way round: each puts back what it found
  const said = { stderr: stderr(), stdout: stdout() };
  return { code, ...said, milliseconds: (user + system) / 1000 };
}

process.on('message', (message) => void run(message).then((outcome) => process.send(outcome)));
