import { listValue, textValue, type SettingEntry } from '../../src/settings/entry.js';
import { defineRule } from '../../src/topology/rule.js';
import { restrictionFields } from '../../src/topology/trust-restrictions.js';

/** The fields that a setting names and Elasticsearch does not know. */
const unknownFields = (entry: SettingEntry | undefined): ReturnType<typeof listValue> =>
  (entry && !entry.unknown ? listValue(entry) : []).filter(
    ({ text }) => !restrictionFields.some((field) => field.toLowerCase() === text.toLowerCase()),
  );

export default defineRule({
  id: 'certificates/trust-restrictions-file',
  severity: 'error',
  summary: 'a file of trust restrictions that Elasticsearch cannot read, or that lets nobody in',
  messages: {
    syntax: {
      text: 'the file of {setting} cannot be read: {found}',
      why: 'The node does not start.',
      advice: 'Correct {file}, line {line}.',
    },
    star: {
      text: 'the file of {setting} cannot be read: a pattern that begins with * is not quoted',
      why: 'To YAML it is an alias, in the example of Elastic’s own documentation, too: the node does not start.',
      advice: 'Quote it in {file}, line {line}: - "{found}"',
    },
    ending: {
      text: 'the file of {setting} ends neither in .yml, .yaml nor .json',
      why: 'Elasticsearch tells by the name how to read it: the node does not start.',
      advice: 'Rename it.',
    },
    regex: {
      text: '“{found}” in the file of {setting} begins with / and does not end with it',
      why: 'What begins with / is a regular expression and must end with /: the node does not start.',
      advice: 'Write "{found}/" in {file}, line {line}.',
    },
    missing: {
      text: 'the file of {setting} has no trust.subject_name',
      why: 'The node starts, but no name is let in then, not even those of the own nodes. Bites: at the first connect.',
      advice: 'List the names that are let in under trust.subject_name in {file}.',
    },
    field: {
      insteadOf: 'invalid value',
      text: '{setting} names {field}, which is no field of a certificate that can be compared',
      why: 'The node does not start.',
      advice: `Known are ${restrictionFields.join(' and ')}.`,
    },
  },
  evidence: [
    { message: 'while scanning an alias', versions: '7.17.28, 8.19.21, 9.5.3' },
    { message: 'unable to detect content type from resource name', versions: '9.5.3' },
    {
      message:
        "patterns starting with '/' indicate regular expression pattern and therefore must also end with '/'",
      versions: '9.5.3',
    },
    { message: 'does not match the trusted names []', versions: '9.5.3' },
    { message: 'is not a supported x509 field for trust restrictions', versions: '9.5.3' },
  ],
  on: {
    tls(context, { report }) {
      const { node, cluster } = context;
      const entry = context.get('trust_restrictions.path');
      const named = context.get('trust_restrictions.x509_fields');
      if (cluster.managed || context.get('enabled')?.value === 'false' || !entry) return;
      for (const field of unknownFields(named)) {
        const data = { setting: named!.key, field: field.text };
        report({ ...field, message: 'field', data, setting: named! });
      }
      const common = { ...entry.valuePlace, setting: entry };
      const path = textValue(entry);
      if (path !== undefined && !/\.(?:ya?ml|json)$/i.test(path)) {
        report({ ...common, message: 'ending', data: { setting: entry.key } });
        return;
      }
      const { document, fault } = node.restrictions.get(entry.key) ?? {};
      if (!document || !fault) return;
      const { place, kind, text: found } = fault;
      const { line } = place.source.position(place.range.start);
      report({
        ...common,
        message: kind,
        data: { setting: entry.key, file: document.source.path, line, found },
        related: [{ ...place, message: kind === 'missing' ? 'the file' : 'here' }],
      });
    },
  },
});
