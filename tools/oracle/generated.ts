/** Files too large or too dull to commit: made in a temporary folder for the run, recorded like the others. */
export const GENERATED_YAML: Readonly<Record<string, () => string>> = {
  'comment-just-under-3-mib.yml': () => commentOf(3 * 1024 * 1024 - 1),
  'comment-just-over-3-mib.yml': () => commentOf(3 * 1024 * 1024 + 1),
  'comment-over-64-mib.yml': () => commentOf(64 * 1024 * 1024),
  'value-of-1-mib.yml': () => `node.attr.long: ${'v'.repeat(1024 * 1024)}\n`,
  'key-of-1023-characters.yml': () => keyOf(1023),
  'key-of-1024-characters.yml': () => keyOf(1024),
  'key-of-1025-characters.yml': () => keyOf(1025),
  'key-of-2000-characters.yml': () => keyOf(2000),
  'explicit-key-of-2000-characters.yml': () => `? ${attribute(2000)}\n: v\n`,
  'key-of-50001-characters.yml': () => `? ${attribute(50_001)}\n: v\n`,
  'number-of-1001-digits.yml': () => `node.attr.long: ${'1'.repeat(1001)}\n`,
  'block-nesting-50.yml': () => blockNesting(50),
  'block-nesting-999.yml': () => blockNesting(999),
  'block-nesting-1000.yml': () => blockNesting(1000),
  'block-nesting-1001.yml': () => blockNesting(1001),
  'block-nesting-5000.yml': () => blockNesting(5000),
  'flow-nesting-50.yml': () => flowNesting(50),
  'flow-nesting-1000.yml': () => flowNesting(1000),
  'flow-nesting-5000.yml': () => flowNesting(5000),
  'list-of-100000-items.yml': () => `discovery.seed_hosts:\n${'  - a\n'.repeat(100_000)}`,
  'settings-10000.yml': () =>
    Array.from({ length: 10_000 }, (_, i) => `node.attr.a${i}: v\n`).join(''),
};

/** The same for bodies of PUT _cluster/settings. */
export const GENERATED_PAYLOADS: Readonly<Record<string, () => string>> = {
  'nesting-1000.json': () => jsonNesting(1000),
  'nesting-1001.json': () => jsonNesting(1001),
  'nesting-5000.json': () => jsonNesting(5000),
  'number-of-1001-digits.json': () =>
    `{"persistent":{"cluster.max_shards_per_node":${'1'.repeat(1001)}}}`,
  'name-of-50001-characters.json': () => `{"persistent":{"${'a'.repeat(50_001)}":1}}`,
};

function commentOf(size: number): string {
  const setting = 'cluster.name: c\n';
  const line = `#${'x'.repeat(98)}\n`;
  const rest = size - setting.length;
  return setting + line.repeat(Math.floor(rest / line.length)) + '#'.repeat(rest % line.length);
}

function attribute(length: number): string {
  return 'node.attr.'.padEnd(length, 'k');
}

function keyOf(length: number): string {
  return `${attribute(length)}: v\n`;
}

function blockNesting(levels: number): string {
  const lines = Array.from({ length: levels - 1 }, (_, level) => `${' '.repeat(level)}a:\n`);
  return `${lines.join('')}${' '.repeat(levels - 1)}a: v\n`;
}

function flowNesting(levels: number): string {
  return `a: ${'{a: '.repeat(levels - 1)}v${'}'.repeat(levels - 1)}\n`;
}

function jsonNesting(levels: number): string {
  return `{"persistent":${'{"a":'.repeat(levels - 1)}1${'}'.repeat(levels - 1)}}`;
}
