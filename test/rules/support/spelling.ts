import type { Files } from './cases.js';

/** A text as it may also be written, or undefined for files that are left as they are. */
type Respell = (text: string, path: string) => string | undefined;

const isKeyMaterial = (path: string): boolean =>
  /\.(?:pem|crt|cer|key|p12|pfx|jks|keystore)$/i.test(path);

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    // a fixture that is no text on purpose has no other spelling
    return undefined;
  }
}

/** The files of a workspace, each respelt where that is possible; key material stays as it is. */
export function respell(files: Files, how: Respell): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => {
      const text = isKeyMaterial(path) ? undefined : decodeText(bytes);
      const respelt = text === undefined ? undefined : how(text, path);
      return [path, respelt === undefined ? bytes : new TextEncoder().encode(respelt)];
    }),
  );
}

/** Line ends as on Windows. */
export const withCrlf: Respell = (text) => text.replace(/\r?\n/g, '\r\n');

/** A byte order mark in front, where there is none. */
export const withBom: Respell = (text) => (text.startsWith('\uFEFF') ? undefined : `\uFEFF${text}`);

/** One line more on top: a comment where the format has comments, else a blank line. */
export const withLineOnTop: Respell = (text, path) => {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const line = /\.(?:ya?ml|console)$/.test(path) ? '# a comment on top' : '';
  return `${bom}${line}\n${text.slice(bom.length)}`;
};

/** A line put above the line with the given number (from 1) of one file. */
export function withLineAbove(files: Files, path: string, line: number, added: string): Files {
  return respell(files, (text, name) => {
    if (name !== path) return undefined;
    const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
    return [...lines.slice(0, line - 1), `${added}\n`, ...lines.slice(line - 1)].join('');
  });
}
