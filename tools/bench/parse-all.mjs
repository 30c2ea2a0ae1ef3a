// What the throughput is measured against: a process that parses the same files and does nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

const [directory] = process.argv.slice(2);
for (const name of readdirSync(directory))
  parseDocument(readFileSync(join(directory, name), 'utf8'));
