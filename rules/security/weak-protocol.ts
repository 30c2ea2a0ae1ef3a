import { listValue } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';

const weakProtocol = /^(?:SSLv2(?:Hello)?|SSLv3|TLSv1|TLSv1\.1)$/;
const knownProtocol = /^(?:SSLv2(?:Hello)?|SSLv3|TLSv1(?:\.[123])?)$/;
/** Broken or without any secrecy; current Java refuses them whatever is configured. */
const weakCipher = /_(?:RC4|DES|DES40|3DES|NULL|EXPORT|anon)_|_NULL$|_MD5$/;

export default defineRule({
  id: 'security/weak-protocol',
  severity: 'warning',
  summary: 'TLS protocols or cipher suites that are broken, or that Java refuses',
  messages: {
    protocol: {
      text: '{value} in {setting} is broken, and switched off in current Java',
      why: 'Where Java still allows it, connections can be read; else clients that know nothing newer fail.',
      advice: 'Keep TLSv1.3 and TLSv1.2, or remove the setting, which leaves the default.',
    },
    only: {
      text: '{setting} holds nothing but protocols that are broken, and switched off in current Java',
      why: 'The node starts, and every handshake fails.',
      advice: 'Use TLSv1.3 and TLSv1.2, or remove the setting, which leaves the default.',
    },
    onlyLink: {
      severity: 'error',
      text: '{setting} holds nothing but protocols that are broken, and switched off in current Java, and alias {alias} connects there',
      why: 'The node starts, and every handshake fails. Bites: at the first connect.',
      advice: 'Use TLSv1.3 and TLSv1.2, or remove the setting, which leaves the default.',
    },
    unknown: {
      text: '{value} in {setting} is no TLS protocol',
      why: 'The node starts, and Java refuses the name with every connection.',
      advice: 'Protocols are TLSv1.3 and TLSv1.2, written exactly so.',
    },
    noProtocol: {
      severity: 'error',
      text: '{setting} holds no TLS protocol',
      why: 'The node does not start.',
      advice: 'Protocols are TLSv1.3 and TLSv1.2, written exactly so.',
    },
    cipher: {
      text: '{value} in {setting} is broken, and switched off in current Java',
      why: 'Where Java still allows it, connections can be read; else it does nothing.',
      advice: 'Remove it, or the setting, which leaves the default.',
    },
    noCipher: {
      severity: 'error',
      text: '{setting} holds nothing but suites that Java refuses',
      why: 'The node does not start.',
      advice: 'Use suites that begin with TLS_ECDHE_ or TLS_AES_, or remove the setting.',
    },
    staticKey: {
      text: '{value} in {setting} is switched off from Java 24 on',
      why: 'Clients that know nothing else can then no longer connect; and whoever gets the key can read what was recorded before.',
      advice: 'Use suites that begin with TLS_ECDHE_ or TLS_AES_, or remove the setting.',
    },
  },
  evidence: [
    {
      message:
        'no supported SSL/TLS protocol was found in the configured supported protocols: [TLSv1.4]',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'No appropriate protocol (protocol is disabled', versions: '9.5.3' },
    {
      message:
        'none of the ciphers [TLS_RSA_WITH_RC4_128_MD5, SSL_RSA_WITH_3DES_EDE_CBC_SHA] are supported by this JVM',
      versions: '8.19.21, 9.5.3',
    },
  ],
  links: [
    'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings',
  ],
  on: {
    tls(context, { report }) {
      if (context.cluster.managed) return;
      const protocols = context.get('supported_protocols');
      const ciphers = context.get('cipher_suites');
      const items = protocols && !protocols.unknown ? listValue(protocols) : [];
      const every = (test: (text: string) => boolean): boolean =>
        items.length > 0 && items.every(({ text }) => test(text));
      const all = every((text) => weakProtocol.test(text))
        ? 'only'
        : every((text) => !knownProtocol.test(text))
          ? 'noProtocol'
          : undefined;
      if (all) {
        const link = all === 'only' ? context.dialledBy : undefined;
        const data = { setting: protocols!.key, alias: link?.alias ?? '' };
        const message = link ? 'onlyLink' : all;
        report({ ...protocols!.valuePlace, message, data, setting: protocols! });
      }
      for (const { source, range, text } of all ? [] : items) {
        const weak = weakProtocol.test(text);
        if (!weak && knownProtocol.test(text)) continue;
        const data = { value: text, setting: protocols!.key };
        report({
          source,
          range,
          message: weak ? 'protocol' : 'unknown',
          data,
          setting: protocols!,
        });
      }
      const suites = ciphers && !ciphers.unknown ? listValue(ciphers) : [];
      if (suites.length > 0 && suites.every(({ text }) => weakCipher.test(text))) {
        const data = { setting: ciphers!.key };
        report({ ...ciphers!.valuePlace, message: 'noCipher', data, setting: ciphers! });
        return;
      }
      for (const { source, range, text } of suites) {
        const message = weakCipher.test(text) ? 'cipher' : 'staticKey';
        if (message === 'staticKey' && !text.startsWith('TLS_RSA_')) continue;
        const data = { value: text, setting: ciphers!.key };
        report({ source, range, message, data, setting: ciphers! });
      }
    },
  },
});
