import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/core/text.js';
import { parseKeystoreList } from '../../src/documents/keystore.js';

describe('the output of elasticsearch-keystore list', () => {
  it('is names, one a line, with their places', () => {
    const text =
      'keystore.seed\r\n  cluster.remote.two.credentials  \r\n\r\nxpack.security.http.ssl.keystore.secure_password';
    const { names, problems, source } = parseKeystoreList(new SourceText('keystore.txt', text));
    expect(problems).toEqual([]);
    expect(names.map(({ name }) => name)).toEqual([
      'keystore.seed',
      'cluster.remote.two.credentials',
      'xpack.security.http.ssl.keystore.secure_password',
    ]);
    expect(names.map(({ name, range }) => source.slice(range) === name)).toEqual([
      true,
      true,
      true,
    ]);
    expect(source.position(names[1]!.range.start)).toEqual({ line: 2, column: 3 });
  });

  it('may have warnings of the JVM and questions for a password among them', () => {
    const text =
      'warning: ignoring JAVA_HOME=/x\nEnter password for the elasticsearch keystore : \nkeystore.seed\n';
    const { names } = parseKeystoreList(new SourceText('keystore.txt', text));
    expect(names.map(({ name }) => name)).toEqual(['keystore.seed']);
  });

  it('may be empty', () => {
    expect(parseKeystoreList(new SourceText('keystore.txt', '')).names).toEqual([]);
  });
});
