import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBytes } from '../../src/documents/parse.js';
import { listValue, textValue } from '../../src/settings/entry.js';
import { flatten } from '../../src/settings/flatten.js';
import { Settings } from '../../src/settings/settings.js';

const CERTIFICATES = fileURLToPath(new URL('../../fixtures/certificates', import.meta.url));
const CERTIFICATE = join(CERTIFICATES, 'local-transport.crt');
const KEY = join(CERTIFICATES, 'keys', 'local-transport.key');
const CA = join(CERTIFICATES, 'local-ca.crt');
/** Stands for every password of a store whose settings give none in plain text; protects nothing. */
const PASSWORD = 'throwaway';

const stores = /\.(p12|pfx|pkcs12|jks)$/i;

/** The settings of an elasticsearch.yml as Elasticsearch flattens them; none where it does not parse. */
export function settingsOf(bytes: Uint8Array): Settings {
  const document = parseBytes('elasticsearch.yml', bytes);
  if (document.kind !== 'elasticsearch-yml' || !document.tree) return new Settings();
  return new Settings(flatten(document.source, document.tree, 'yml').entries);
}

function makeStore(jdk: string, key: string, path: string, password: string): void {
  if (key.endsWith('.keystore.path')) {
    const names = ['-in', CERTIFICATE, '-inkey', KEY, '-passout', `pass:${password}`];
    execFileSync('openssl', ['pkcs12', '-export', ...names, '-out', path]);
    return;
  }
  const type = /\.jks$/i.test(path) ? 'JKS' : 'PKCS12';
  const store = ['-keystore', path, '-storetype', type, '-storepass', password];
  const ca = ['-importcert', '-noprompt', '-alias', 'ca', '-file', CA];
  execFileSync(join(jdk, 'bin', 'keytool'), [...ca, ...store], { stdio: 'pipe' });
}

/** Whether stand-ins are put at a path: only within the config directory, and not where the name says that nothing is. */
function standIn(config: string, path: string): string | undefined {
  const whole = join(config, path);
  const inside = !isAbsolute(path) && !normalize(path).startsWith('..');
  return inside && !path.includes('missing') && !existsSync(whole) ? whole : undefined;
}

/**
 * Puts key material of fixtures/certificates at every relative path that the settings name, so that a start fails for
 * what the settings say and not for files that are not there.
 *
 * @returns the secure settings that the stores need, by name
 */
export function placeStandIns(
  settings: Settings,
  config: string,
  jdk: string,
): Map<string, string> {
  const secure = new Map<string, string>();
  for (const entry of settings) {
    if (!/\.(?:certificate|key|certificate_authorities|(?:key|trust)store\.path)$/.test(entry.key))
      continue;
    for (const { text } of listValue(entry)) {
      const path = standIn(config, text);
      if (path === undefined) continue;
      mkdirSync(dirname(path), { recursive: true });
      if (stores.test(text)) {
        const group = entry.key.replace(/\.path$/, '');
        const password = textValue(settings.get(`${group}.password`));
        makeStore(jdk, entry.key, path, password ?? PASSWORD);
        if (password === undefined) secure.set(`${group}.secure_password`, PASSWORD);
      } else if (entry.key.endsWith('.key')) cpSync(KEY, path);
      else cpSync(entry.key.endsWith('.certificate') ? CERTIFICATE : CA, path);
    }
  }
  return secure;
}
