import { replaceText } from '../../src/documents/edit.js';
import { defineRule } from '../../src/topology/rule.js';

export default defineRule({
  id: 'roles/payload',
  severity: 'error',
  summary: 'a role that Elasticsearch refuses',
  messages: {
    refused: {
      text: '{problem}',
      why: 'Elasticsearch refuses the request; from roles.yml it leaves the role out and goes on, with a line in the log.',
      advice: '{advice}',
    },
  },
  evidence: [
    {
      message:
        'failed to parse remote indices privileges for role [logs-reader]. missing required [clusters] field',
      versions: '9.5.3',
    },
    { message: 'failed to parse role [r]. unexpected field', versions: '7.17.28 to 9.5.3' },
    {
      message: 'failed to parse indices privileges for role [r]. missing required [names] field',
      versions: '7.17.28 to 9.5.3',
    },
    { message: 'unknown cluster privilege', versions: '7.17.28 to 9.5.3' },
    { message: 'unknown index privilege', versions: '7.17.28 to 9.5.3' },
    { message: 'invalid regular expression pattern', versions: '8.19.21, 9.1.10 to 9.5.3' },
  ],
  fix: 'safe',
  on: {
    role({ problems, body }, { report }) {
      const { source } = body;
      for (const { range, text, advice = '', instead } of problems) {
        const fix =
          instead === undefined
            ? undefined
            : {
                safe: true,
                title: `write ${instead}`,
                edits: [replaceText(source, range, instead)],
              };
        report({ source, range, message: 'refused', data: { problem: text, advice }, fix });
      }
    },
  },
});
