import { defineRule } from '../../src/topology/rule.js';

/** Reported by the suppression pass of the engine, which alone knows what was silenced. */
export default defineRule({
  id: 'suppressions/unused',
  severity: 'warning',
  summary: 'a suppression comment that silences nothing',
  messages: {
    unused: {
      text: 'this comment silences nothing: no finding of {rules} is here',
      why: 'A comment left behind hides the next real finding at this place.',
      advice: 'Remove it.',
    },
  },
  fix: 'safe',
  on: {},
});
