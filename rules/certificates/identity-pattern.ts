import { defineRule } from '../../src/topology/rule.js';

/** A dot between word characters that is meant as a dot. */
const bareDot = /(?<!\\)(?:\\\\)*[\w-]\.(?=[A-Za-z]{2,})/;

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
      text: '“{pattern}” begins with {first}, as openssl prints names',
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
      const say = (
        message: 'invalid' | 'undecided' | 'everything' | 'dot' | 'blank' | 'case' | 'order',
        data = {},
      ): void =>
        report({
          source: identity.source,
          range: identity.range,
          message,
          data: { pattern: text, ...data },
        });
      if (!pattern.ok) say(pattern.reason, { reason: pattern.message });
      if (!pattern.ok && pattern.reason === 'invalid') return;
      const first = /^\^?(C|O|OU|ST|L|DC)=.*,\s*CN=/.exec(text)?.[1];
      if (/^\^?\.[*+]\$?$/.test(text)) say('everything');
      if (bareDot.test(text)) say('dot');
      if (/,(?: |\\s[+*]?)(?=[A-Z]+=)/.test(text)) say('blank');
      const attribute = text.includes('(?i')
        ? undefined
        : /(?:^\^?|,)(cn|ou|o|c|l|st|street|dc|uid)=/.exec(text)?.[1];
      if (attribute) say('case', { attribute, upper: attribute.toUpperCase() });
      if (first) say('order', { first: `${first}=` });
    },
  },
});
