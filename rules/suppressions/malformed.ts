import { defineRule } from '../../src/topology/rule.js';

/** Reported by the suppression pass of the engine, which reads the comments. */
export default defineRule({
  id: 'suppressions/malformed',
  severity: 'warning',
  summary:
    'a suppression comment that names no known rule, has expired or is misspelt, and so silences nothing',
  messages: {
    unknownDirective: {
      text: '{written} is no directive',
      why: 'It silences nothing.',
      advice:
        'Use elasticlint-disable-next-line, elasticlint-disable-line, elasticlint-disable … elasticlint-enable or elasticlint-disable-file.',
    },
    unknownRule: {
      text: 'no rule is called {written}',
      why: 'It silences nothing.',
      advice: '`elasticlint rules` lists the ids; a reason goes behind ` -- `.',
    },
    noRule: {
      text: '{directive} names no rule',
      why: 'It silences nothing.',
      advice: 'Name the rules: `# elasticlint-disable-next-line <rule> -- <reason>`.',
    },
    badDate: {
      text: 'until={written} is no date',
      why: 'A suppression whose date cannot be read counts as expired.',
      advice: 'Write it as until=YYYY-MM-DD.',
    },
    noReason: {
      text: '{directive} gives no reason',
      why: 'The manifest has require-reason: without one it silences nothing.',
      advice: 'Say why behind ` -- `.',
    },
    expired: {
      text: 'this suppression ended on {until}',
      why: 'What it silenced is reported again.',
      advice: 'Cure the finding, or set a later date.',
    },
  },
  on: {},
});
