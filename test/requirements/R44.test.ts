import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { chooseServer, ownedBy, patterns } from '../../editors/vscode/src/choose-server.js';

const folder = join(import.meta.dirname, '../../editors/vscode');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  readonly capabilities: {
    readonly untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
  };
  readonly contributes: {
    readonly configuration: { readonly properties: Record<string, unknown> };
  };
};

describe('R44: the VS Code client', () => {
  const own = { bundled: '/b.js', configured: '/c.js', project: '/p.js' };

  it('runs the server that it comes with, and another one only in a trusted workspace', () => {
    expect(chooseServer({ ...own, trusted: false })).toEqual({
      module: '/b.js',
      origin: 'bundled',
    });
    expect(chooseServer({ ...own, trusted: true }).module).toBe('/c.js');
    expect(chooseServer({ ...own, configured: undefined, trusted: true }).module).toBe('/p.js');
    const nothing = { ...own, configured: undefined, project: undefined, trusted: true };
    expect(chooseServer(nothing).module).toBe('/b.js');
  });

  it('works in Restricted Mode, where VS Code keeps the settings back that start other code', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe('limited');
    expect(restrictedConfigurations).toEqual(['elasticlint.path', 'elasticlint.projectCopy']);
    const known = Object.keys(manifest.contributes.configuration.properties);
    expect(known).toEqual(expect.arrayContaining(restrictedConfigurations));
  });

  it('says nothing when it starts, and has its version in the status item', () => {
    const source = readFileSync(join(folder, 'src/extension.ts'), 'utf8');
    expect(source).not.toMatch(/show(?:Information|Warning|Error)Message/);
    expect(source).toMatch(/createLanguageStatusItem[\s\S]*serverInfo\?\.version/);
  });

  it('attaches to files by name and beside a manifest only', () => {
    const isOurs = picomatch([...patterns, ownedBy('/w/es')]);
    const ours = [
      '/w/elasticsearch.yml',
      '/w/x/my-elasticsearch.yaml',
      '/w/elasticlint.yml',
      '/w/es/settings/01.json',
    ];
    const others = [
      '/w/docker-compose.yml',
      '/w/k8s/deployment.yaml',
      '/w/package.json',
      '/w/settings.json',
    ];
    expect(ours.filter((path) => !isOurs(path))).toEqual([]);
    expect(others.filter((path) => isOurs(path))).toEqual([]);
  });
});
