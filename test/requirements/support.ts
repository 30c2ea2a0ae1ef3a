import { formats, type Format } from '../../src/cli/output.js';
import { elasticlint, folder, type Outcome } from '../cli/command.js';

/** Every format that the command knows. */
export const allFormats: readonly Format[] = formats;

export const clean = 'cluster.name: logs\n';
/** Does not parse. */
export const broken = 'cluster.name: [\n';
/** A comment that names no rule is a warning in any file. */
export const fishy = '# elasticlint-disable-line no/such-rule\ncluster.name: logs\n';
/** A link without an address: an error with a setting, and a mode that it does not need. */
export const linked =
  'cluster.name: logs\ncluster.remote.two.mode: proxy\ncluster.remote.two.seeds: ["es.example.com:9300"]\n';

/** Runs the command in a new folder. */
export function run(
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return elasticlint(args, { cwd: folder(files), env });
}

/** The part of a SARIF log that these tests look at. */
export interface Log {
  readonly runs: readonly {
    readonly automationDetails?: { readonly id: string };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly Location[];
      readonly relatedLocations?: readonly Location[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly { readonly kind: string; readonly justification?: string }[];
    }[];
    readonly tool: {
      readonly driver: {
        readonly rules: readonly {
          readonly shortDescription: { readonly text: string };
          readonly fullDescription: { readonly text: string };
          readonly help: { readonly text: string; readonly markdown: string };
          readonly properties: { readonly tags: readonly string[] };
        }[];
      };
    };
  }[];
}

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region: Readonly<
      Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>
    >;
  };
}

/** The only run of a log that the command printed. */
export const runOf = ({ stdout }: Outcome): Log['runs'][number] =>
  (JSON.parse(stdout) as Log).runs[0]!;
