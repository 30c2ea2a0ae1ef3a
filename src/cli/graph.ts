import { currentDay } from '../core/day.js';
import { dot } from '../reporters/diagram/dot.js';
import { mermaid } from '../reporters/diagram/mermaid.js';
import { svg } from '../reporters/diagram/svg.js';
import { diagramOf } from '../topology/diagram.js';
import { openWorkspace } from '../workspace/session.js';
import { exitCode, explainTrouble, settingsOf, type JudgingOptions } from './lint.js';
import { print } from './output.js';

/** The options of `elasticlint graph`, as commander gives them. */
export interface GraphOptions extends JudgingOptions {
  readonly format: 'mermaid' | 'dot' | 'svg';
  readonly output?: string;
}

/**
 * `elasticlint graph [paths]`: draws clusters and links, with what was found of them. Findings do not fail it.
 *
 * @returns the exit code
 * @throws UsageError as linting does
 */
export async function graph(paths: readonly string[], options: GraphOptions): Promise<number> {
  const { format, output, today = currentDay() } = options;
  const result = await openWorkspace(settingsOf(options)).lint(paths.length > 0 ? paths : ['.']);
  explainTrouble(result, paths);
  const code = exitCode(result, { failOn: 'error', exitZero: true }, Infinity);
  if (result.clusters.length === 0) return code;
  const diagram = diagramOf(result.clusters, result.findings);
  const text = { mermaid, dot, svg: () => svg(diagram, { today, alone: true }) }[format](
    diagram,
    today,
  );
  print(text, output);
  return code;
}
