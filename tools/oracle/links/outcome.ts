/** What became of a request: accepted, or the messages with which it was refused, the innermost last. */
export type Reply = 'accepted' | { readonly refused: string };

/** What became of one workspace on real nodes; see fixtures/oracle/README.md. */
export interface Outcome {
  /** Both nodes started, every body was accepted, and what was searched for was found. */
  readonly works: boolean;
  readonly remote: 'started' | { readonly refused: string };
  readonly local?: 'started' | { readonly refused: string };
  /** By path in the workspace. */
  readonly bodies?: Readonly<Record<string, Reply>>;
  /** Of `GET _remote/info`. */
  readonly connected?: boolean;
  readonly link?: Readonly<Record<string, unknown>>;
  /** The status of a search for the three documents over the link, and how many it gave. */
  readonly status?: number;
  readonly found?: number;
  /** The first search found less: a second one, two seconds later, gave this. */
  readonly atSecond?: true;
  /** Messages in the answer to the search, the innermost last. */
  readonly said?: string;
  /** What the nodes warned of meanwhile. */
  readonly logged?: { readonly local?: readonly string[]; readonly remote?: readonly string[] };
}

interface Chained {
  readonly reason?: unknown;
  readonly caused_by?: Chained;
  readonly root_cause?: readonly Chained[];
}

/** Takes out what differs from run to run: ids, ports that the system chose, times, paths of this machine. */
export function normalised(text: string): string {
  return (
    text
      .replaceAll(/\{([^{}]+)\}\{[\w-]{22}\}\{[\w-]{22}\}/g, '{$1}{<id>}{<id>}')
      .replaceAll(/(?<=\d+\.\d+\.\d+\.\d+:)(?:3[2-9]|[4-6]\d)\d{3}\b/g, '<port>')
      .replaceAll(/id: 0x[\da-f]+/g, 'id: <id>')
      .replaceAll(/(?<=API key (?:id )?\[|id:\[|id=)[\w-]{20}(?=\W|$)/gi, '<id>')
      .replaceAll(/\[[\w-]{20}\](?= is invalid)/g, '[<id>]')
      .replaceAll(/\[\d+(?:\.\d+)?m?s\]|\b\d+ms\b|\[\d+\]ms/g, '<time>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.,]+Z?/g, '<time>')
      .replaceAll(/\/tmp\/elasticlint-\w+-\w+/g, '')
      .replaceAll(/\d+(?=\/\w+#\d)/g, '<n>')
      // the console's pattern puts the exception right behind the message
      .replaceAll(
        /:?\s*(?:org\.(?:elasticsearch|apache)|javax?|io\.netty|sun)\.[\w.$]+(?:Exception|Error): /g,
        ' <- ',
      )
      .replaceAll(/(?: ?<- )+/g, ' <- ')
      .replace(/^ <- /, '')
      .trim()
  );
}

const joined = (messages: readonly string[]): string => {
  const short = messages.map((message) => normalised(message).split('\n')[0]!);
  return short
    .filter(
      (message, i) => message !== '' && !short.slice(0, i).some((one) => one.includes(message)),
    )
    .join(' <- ');
};

const reasonsOf = (error: Chained | undefined): string[] =>
  error === undefined || typeof error !== 'object'
    ? []
    : [...(typeof error.reason === 'string' ? [error.reason] : []), ...reasonsOf(error.caused_by)];

interface SearchBody {
  readonly error?: Chained | string;
  readonly hits?: { readonly hits?: readonly unknown[] };
  readonly _clusters?: {
    readonly details?: Readonly<Record<string, { failures?: readonly { reason?: Chained }[] }>>;
  };
}

/** The messages of an answer that says that something failed, the innermost last; empty where it says nothing. */
export function messagesOf(body: unknown): string {
  if (typeof body === 'string') return joined([body]);
  if (typeof body !== 'object' || body === null) return '';
  const { error, _clusters: clusters } = body as SearchBody;
  if (typeof error === 'string') return joined([error]);
  const failures = Object.values(clusters?.details ?? {}).flatMap((one) => one.failures ?? []);
  return joined([...reasonsOf(error), ...failures.flatMap(({ reason }) => reasonsOf(reason))]);
}

/** How many documents a search gave. */
export const foundIn = (body: unknown): number =>
  (body as SearchBody | null)?.hits?.hits?.length ?? 0;

const entry = /^\[[^\]]*\]\[(?:WARN|ERROR|DEBUG) *\]\[([\w.$]+) *\] \[[^\]]*\] (.*)$/;
/** The parts of the server that have to do with links. */
const concerned = /^o\.e\.(?:t\.|x\.s\.(?:t|a|s)|x\.c\.(?:s|ssl)|c\.s)/;
const thrown = /^(?:Caused by: )?(?:[a-z]\w*\.)+\w*(?:Exception|Error): (.*)$/;
/** Says nothing of a cause, and comes when it likes. */
const noise = /^Transport response handler not found/;
const LONGEST = 8;

/** What a log says of links that went wrong, each once, with what they were caused by. */
export function warningsIn(log: string): string[] {
  const found: string[][] = [];
  let current: string[] | undefined;
  for (const line of log.split('\n')) {
    const [, logger, message] = entry.exec(line) ?? [];
    if (logger !== undefined) {
      current = concerned.test(logger) && !noise.test(message!) ? [message!] : undefined;
      if (current) found.push(current);
    } else if (line.startsWith('[')) current = undefined;
    else {
      const [, cause] = thrown.exec(line) ?? [];
      if (cause !== undefined) current?.push(cause);
    }
  }
  return [...new Set(found.map(joined))].slice(0, LONGEST);
}

/** Everything that the nodes said in a case. */
export const messagesIn = ({
  remote,
  local,
  bodies = {},
  said = '',
  logged = {},
}: Outcome): string[] =>
  [remote, local, ...Object.values(bodies), said, ...(logged.local ?? []), ...(logged.remote ?? [])]
    .map((one) => (typeof one === 'object' ? one.refused : (one ?? '')))
    .filter((text) => text !== '');
