import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elasticlint, folder, useCommand } from '../cli/command.js';
import { allFormats } from './support.js';

useCommand();

const canary = 'hunter2canary';
const token = 'Xk29fQzL7rTbW4mNpV8sJd3hYc6eGu1a';

/** Secrets in settings, comments, addresses, requests and keys, each beside something that is found. */
const files = {
  'elasticlint.yml': `version: 1
clusters:
  here: { version: 9.5.3, nodes: here/elasticsearch.yml, settings: here/*.json }
  "https://elastic:${canary}@there": { version: 9.5.3, nodes: there/elasticsearch.yml }
`,
  'here/elasticsearch.yml': `# elasticlint-disable-line no/such-rule -- password: ${canary}
xpack.security.transport.ssl.keystore.password: ${canary}
xpack.security.transport.ssl.keystore.passwords: ${token}
cluster.remote.two.mode: proxy
cluster.remote.two.seeds: ["https://elastic:${canary}@es.example.com:9300"]
bootstrap.password: ${canary}
bootstrap.password: ${token}
network.host: https://x:${canary}@y   # token ${token}
# elasticlint-disable-next-line settings/unknown -- credentials=${canary}
no.such.secret_key: ${token}
`,
  'here/settings.json': `{ "persistent": { "cluster.remote.two.credentials": "${token}", "s3.client.default.secret_key": "${canary}", } }`,
  'there/elasticsearch.yml': `bootstrap.password: ${canary}\ncluster.name: [\n`,
  'loose/elasticsearch.yml': `node.attr.password: "${canary}"\n# elasticlint-disable-line no/such-rule\n`,
};

const without = (text: string): void => {
  for (const line of text.split('\n').filter((one) => one.includes(canary) || one.includes(token)))
    expect.fail(`a secret is in: ${line}`);
};

describe('R4: secrets', () => {
  it.each(allFormats)('are not in --format %s, nor in the baseline', async (format) => {
    const cwd = folder(files);
    const args = ['--format', format, '--pedantic', '--coverage', '--sarif-suppressed'];
    for (const more of [
      [],
      ['--baseline', 'known.json', '--update-baseline'],
      ['--baseline', 'known.json'],
    ]) {
      const { code, stdout, stderr } = await elasticlint([...args, ...more, '.'], { cwd });
      expect(code, stderr).toBeLessThan(2);
      without(stdout + stderr);
    }
    without(readFileSync(join(cwd, 'known.json'), 'utf8'));
  });

  it('are not in the summary of a job', async () => {
    const cwd = folder(files);
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    await elasticlint(['--format', 'github', '.'], { cwd, env });
    expect(existsSync(env.GITHUB_STEP_SUMMARY)).toBe(true);
    without(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'));
  });

  it.each([['--diff'], ['--diff', '--fix-unsafe']])('are not in %s %s', async (...options) => {
    const cwd = folder({
      'elasticsearch.yml': `bootstrap.password: ${canary}\ndiscovery.zen.minimum_master_nodes: 2\n# elasticlint-disable-line settings/unknown\nsecret_token: ${token}\n`,
    });
    const { stdout, stderr } = await elasticlint([...options, '--pedantic', '.'], { cwd });
    expect(stdout).toContain('@@');
    expect(stdout).toContain('•');
    expect(stderr).toContain('secrets are dots');
    without(stdout + stderr);
  });

  it.each(['mermaid', 'dot', 'svg'])('are not in graph --format %s', async (format) => {
    const { code, stdout, stderr } = await elasticlint(['graph', '--format', format, '.'], {
      cwd: folder(files),
    });
    expect(code).toBe(0);
    without(stdout + stderr);
  });
});
