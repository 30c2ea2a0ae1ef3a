import { doubtsAbout } from '../../src/topology/identity-pattern.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'certificates/identity-pattern',
  severity: 'warning',
  summary:
    'a certificate_identity that is no Java regular expression, or matches other names than it seems to',
  messages: {
    invalid: {
      severity: 'error',
      text: 'certificate_identity “{pattern}” is no Java regular expression',
      why: '{reason} Elasticsearch refuses to create the key.',
      advice: 'Escape literal characters with a backslash (two of them inside JSON).',
    },
    undecided: {
      severity: 'info',
      text: 'certificate_identity “{pattern}” was not checked against any certificate',
      why: '{reason}',
      advice: 'A plain pattern such as CN=name,O=company can be checked, and is easier to read.',
    },
    everything: {
      text: 'certificate_identity “{pattern}” matches every certificate',
      why: 'Whoever holds the API key and any certificate of the trusted CA is let in.',
      advice: 'Name the subject: CN=<name>,OU=<unit>,O=<organisation>',
    },
    dot: {
      text: 'a dot in “{pattern}” stands for any character',
      why: 'Certificates with other names match, too: example.com also means exampleXcom.',
      advice: 'Escape it: \\\\. inside JSON.',
    },
    blank: {
      text: '“{pattern}” has blanks behind commas',
      why: 'Elasticsearch matches the name as RFC 2253 writes it, without blanks, so the pattern never matches and every request gets 401. Bites: at the first search.',
      advice: 'Remove the blanks behind the commas.',
    },
    case: {
      text: '“{pattern}” writes {attribute}= in lower case',
      why: 'Elasticsearch writes attribute names in capitals and minds the case, so the pattern never matches and every request gets 401. Bites: at the first search.',
      advice: 'Write {upper}=, or begin the pattern with (?i).',
    },
    order: {
      text: '“{pattern}” begins with {attribute}=, as openssl prints names',
      why: 'Elasticsearch matches the name as RFC 2253 writes it, the most specific part first: CN=…,OU=…,O=…,C=…. The pattern never matches a name that was written the other way round.',
      advice:
        'Reverse the order of the parts; openssl x509 -subject -nameopt RFC2253 prints the name as it is matched.',
    },
  },
  evidence: [
    {
      message: 'Invalid certificate_identity format: [CN=(]. Must be a valid regex.',
      versions: '9.5.3',
    },
    { message: 'does not match API Key certificate identity pattern', versions: '9.5.3' },
  ],
  on: {
    apiKey({ identity }, { report }) {
      if (!identity) return;
      const { text, pattern } = identity;
      const place = { source: identity.source, range: identity.range };
      if (!pattern.ok) {
        const data = { pattern: text, reason: pattern.message };
        report({ ...place, message: pattern.reason, data });
        if (pattern.reason === 'invalid') return;
      }
      for (const { kind, attribute = '' } of doubtsAbout(text)) {
        const data = { pattern: text, attribute, upper: attribute.toUpperCase() };
        report({ ...place, message: kind, data });
      }
    },
  },
});
