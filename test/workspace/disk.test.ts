import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from '../../src/workspace/disk.js';

let directory = '';
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'elasticlint-disk-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const bytes = new TextEncoder().encode('new\n');

describe('a file that is replaced', () => {
  it('keeps its mode, and nothing else is left in the folder', () => {
    const path = join(directory, 'a.yml');
    writeFileSync(path, 'old\n');
    chmodSync(path, 0o640);
    writeAtomically(path, bytes);
    expect(readFileSync(path, 'utf8')).toBe('new\n');
    expect(statSync(path).mode & 0o7777).toBe(0o640);
    expect(readdirSync(directory)).toEqual(['a.yml']);
  });

  // only root can give files away; all others write their own, and keep the group where they may
  it('keeps its owner and group', () => {
    const path = join(directory, 'a.yml');
    writeFileSync(path, 'old\n');
    const [uid, gid] =
      process.getuid?.() === 0 ? [12345, 23456] : [statSync(path).uid, statSync(path).gid];
    chownSync(path, uid, gid);
    chmodSync(path, 0o4750);
    writeAtomically(path, bytes);
    const after = statSync(path);
    expect([after.uid, after.gid, after.mode & 0o7777]).toEqual([uid, gid, 0o4750]);
    expect(readFileSync(path, 'utf8')).toBe('new\n');
  });

  it('stays behind the links and under all names that lead to it', () => {
    const path = join(directory, 'a.yml');
    writeFileSync(path, 'old\n');
    symlinkSync('a.yml', join(directory, 'link.yml'));
    linkSync(path, join(directory, 'other.yml'));
    writeAtomically(join(directory, 'link.yml'), bytes);
    expect(lstatSync(join(directory, 'link.yml')).isSymbolicLink()).toBe(true);
    for (const name of ['a.yml', 'other.yml'])
      expect(readFileSync(join(directory, name), 'utf8')).toBe('new\n');
    expect(readdirSync(directory)).toHaveLength(3);
  });

  it('a folder is not, and nothing is left behind', () => {
    expect(() => writeAtomically(directory, bytes)).toThrow(/directory|E/);
    expect(readdirSync(directory)).toEqual([]);
  });
});
