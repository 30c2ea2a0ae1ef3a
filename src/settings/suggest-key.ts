import { distance } from 'fastest-levenshtein';
import type { Catalogue } from './catalogue.js';

/** Words that people put for others in keys. */
const synonyms: Readonly<Record<string, string>> = {
  hosts: 'host',
  seed: 'seeds',
  username: 'user',
};

/** A pattern of the catalogue with the names of a key in place of its star: `cluster.remote.*.seeds` → `cluster.remote.one.seeds`. */
function concrete(registered: string, key: string): string | undefined {
  const star = registered.indexOf('*');
  if (star < 0) return registered;
  const prefix = registered.slice(0, star);
  if (!key.startsWith(prefix) || registered.endsWith('*')) return undefined;
  const name = /^[-\w]+/.exec(key.slice(prefix.length))?.[0];
  return name && prefix + name + registered.slice(star + 1);
}

/** Spelling without what people get wrong most: case, `_` for `.`, `-` for `_`. */
const plain = (key: string): string => key.toLowerCase().replace(/[_-]/g, '.');

/** Two neighbouring letters in the wrong order: the commonest slip of all. */
function isSwapped(part: string, meant: string): boolean {
  const at = [...part].findIndex((letter, index) => letter !== meant[index]);
  return meant === part.slice(0, at) + part.charAt(at + 1) + part.charAt(at) + part.slice(at + 2);
}

/** How far two parts between dots are apart; short ones must nearly be the same, else another setting is meant. */
function partFarness(part: string, meant: string): number {
  if (part === meant) return 0;
  if (synonyms[part] === meant || synonyms[meant] === part) return 1;
  const far = isSwapped(part, meant) ? 1 : distance(part, meant);
  const most = Math.max(1, Math.floor(Math.max(part.length, meant.length) / 3));
  return Math.min(part.length, meant.length) > 2 && far <= most ? far : Infinity;
}

/** How far two keys are apart: 0 for the same words in another notation, else part by part. */
function farness(key: string, candidate: string): number {
  if (plain(key) === plain(candidate)) return 0;
  const [parts, meant] = [key.split('.'), candidate.split('.')];
  if (parts.length !== meant.length) return Infinity;
  return parts.reduce((sum, part, index) => sum + partFarness(part, meant[index]!), 0);
}

/** The keys of a version nearest to an unknown one, the best first, at most three; empty when none is near. */
export function nearestKeys(catalogue: Catalogue, key: string, version: string): string[] {
  const limit = Math.max(2, Math.min(5, Math.floor(key.length / 4)));
  const near = catalogue.keys.flatMap((registered) => {
    const candidate = concrete(registered, key);
    if (candidate === undefined || Math.abs(candidate.length - key.length) > limit + 1) return [];
    const far = farness(key, candidate);
    return far <= limit && catalogue.registers(registered, version) ? [{ candidate, far }] : [];
  });
  near.sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1));
  return near
    .filter(({ far }) => far <= near[0]!.far + 1)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Whether every part of a key is that of the pattern; a star takes any name. */
const isBelow = (pattern: readonly string[], key: readonly string[]): boolean =>
  pattern.length > key.length &&
  key.every((part, index) => part === pattern[index] || pattern[index] === '*');

/** The settings of a version below a key that is none itself, sorted: of `http.cors` all that begin with `http.cors.`. */
export function keysBelow(catalogue: Catalogue, key: string, version: string): string[] {
  const parts = key.split('.');
  return catalogue.keys
    .filter(
      (pattern) => isBelow(pattern.split('.'), parts) && catalogue.registers(pattern, version),
    )
    .sort();
}
