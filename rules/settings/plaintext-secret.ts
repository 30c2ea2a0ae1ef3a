import { holdsSecret, isSecretSetting } from '../../src/core/index.js';
import { defineRule } from '../../src/topology/rule.js';
import type { SettingSubject } from '../../src/topology/setting.js';

const secretKey = /(?:password|passphrase|secret|token|api_key|access_key|credentials)$/;

/** A value that is a secret by its setting's name, or by its looks. */
function isSecret({ entry, key }: SettingSubject): boolean {
  const text = Array.isArray(entry.value) ? entry.value.join(' ') : String(entry.value);
  if (entry.unknown || entry.value === null || text === '') return false;
  return (secretKey.test(key) && isSecretSetting(key, text)) || holdsSecret(text);
}

export default defineRule({
  id: 'settings/plaintext-secret',
  severity: 'warning',
  summary: 'a password, token or key in clear text',
  messages: {
    secret: {
      text: 'the value of {key} is a secret in clear text',
      why: 'Whoever can read this file, its backups or its history in a repository knows it.',
      advice:
        'Change the secret, and keep the new one in the keystore (elasticsearch-keystore add) or in an environment variable: ${NAME}.',
    },
  },
  on: {
    setting(subject, { report }) {
      const { entry, key } = subject;
      // of secure settings settings/secure-in-file speaks
      if (!isSecret(subject) || subject.firstWhere((setting) => setting.secure)) return;
      report({ ...entry.valuePlace, message: 'secret', data: { key }, setting: entry });
    },
  },
});
