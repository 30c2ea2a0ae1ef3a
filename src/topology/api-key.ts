import type { Place } from '../core/text.js';
import type { RequestBody } from '../documents/document.js';
import { pairOf, textOf, type Pair } from '../documents/tree.js';
import { compileJavaPattern, type JavaPattern } from '../settings/java-pattern.js';
import type { Cluster } from './cluster.js';

/** A cross-cluster API key, as its creation body describes it. */
export interface ApiKey {
  readonly cluster: Cluster;
  readonly body: RequestBody;
  /** The name in the body; an update has none. */
  readonly name: string | undefined;
  /** The pattern that the distinguished name of the signing certificate must match. */
  readonly identity:
    | (Place & { readonly pair: Pair; readonly text: string; readonly pattern: JavaPattern })
    | undefined;
}

/** Reads what the rules need of a key's body; compiles its `certificate_identity`. */
export async function apiKeyOf(body: RequestBody, cluster: Cluster): Promise<ApiKey> {
  const pair = pairOf(body.tree, 'certificate_identity');
  const text = textOf(pair?.value);
  const identity =
    pair && text !== undefined
      ? {
          source: body.source,
          range: pair.value.range,
          pair,
          text,
          pattern: await compileJavaPattern(text),
        }
      : undefined;
  return { cluster, body, name: textOf(pairOf(body.tree, 'name')?.value), identity };
}
