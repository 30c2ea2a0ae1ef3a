import { currentDay } from '../../core/day.js';
import { plural } from '../../reporters/summary.js';
import type { LintResult, WorkspaceOptions } from '../../workspace/session.js';
import { prove } from './prove.js';
import { tell } from '../streams.js';

/**
 * `--prove`: says on standard error how the handshakes ended. One that ends in another way than the rules say, and not
 * because Java and OpenSSL are known to differ, is an internal error like a rule that fails.
 */
export async function proven(
  result: LintResult,
  { today = currentDay() }: Pick<WorkspaceOptions, 'today'>,
): Promise<LintResult> {
  const { agreed, identities, open, disagreements } = await prove(result.clusters, today);
  tell(`elasticlint: proof: ${plural(agreed, 'handshake')} ended as the rules say`);
  if (identities > 0)
    tell(`elasticlint: proof: ${plural(identities, 'signer')} matched as the rules say`);
  for (const line of open) tell(`elasticlint: proof: left open: ${line}`);
  const crashes = disagreements.map((error) => ({ rule: 'the proof of handshakes', error }));
  return { ...result, crashes: [...result.crashes, ...crashes] };
}
