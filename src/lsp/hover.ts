import {
  MarkupKind,
  type ClientCapabilities,
  type Hover,
  type Position,
} from 'vscode-languageserver/node';
import { rules } from '../../rules/registry.js';
import { maskSecrets } from '../core/secrets.js';
import type { Catalogue } from '../settings/catalogue.js';
import type { Descriptions } from '../settings/descriptions.js';
import { shownValue, type SettingEntry } from '../settings/entry.js';
import { settingPage } from '../settings/setting-page.js';
import { minorOf } from '../settings/versions.js';
import type { Cluster } from '../topology/cluster.js';
import { aboutManifestKey } from './completion/manifest.js';
import { typingInYml } from './completion/typing.js';
import {
  cut,
  escaped,
  markdown,
  mostLines,
  plainText,
  settingLines,
  type Style,
} from './hover-text.js';
import { linkState } from './link-state.js';
import { manifestTree } from './manifest-tree.js';
import { isAt, pairsAt, settingAt } from './setting-at.js';
import type { View } from './view.js';

/** A stretch of the file that a hover is about, with its lines. */
interface About {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** What is said when the mouse rests on a key, a value or a finding. */
export class Hovers {
  readonly #style: Style;
  readonly #kind: MarkupKind;

  constructor(
    client: ClientCapabilities,
    readonly catalogue: Catalogue,
    readonly descriptions: Descriptions,
  ) {
    const formats = client.textDocument?.hover?.contentFormat ?? [];
    this.#kind = formats[0] === MarkupKind.Markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
    this.#style = this.#kind === MarkupKind.Markdown ? markdown : plainText;
  }

  /** What there is to say of a position. */
  at(view: View, position: Position): Hover | undefined {
    const offset = view.offsetAt(position);
    const about =
      view.path === view.project.manifest
        ? this.#manifest(view, offset)
        : (this.#setting(view, offset) ?? this.#halfTyped(view, offset));
    const findings = this.#findings(view, offset);
    const lines = [...(about?.lines ?? []), ...findings];
    if (lines.length === 0) return undefined;
    return {
      contents: { kind: this.#kind, value: this.#joined(lines, about?.lines.length ?? 0) },
      ...(about && { range: view.rangeOf(about.start, about.end) }),
    };
  }

  /** What is said of a key by itself, for the documentation of a completion. */
  about(view: View | undefined, key: string): { kind: MarkupKind; value: string } | undefined {
    const lines = this.#linesOf(key, view?.versions.newest, view, false);
    return lines && { kind: this.#kind, value: this.#joined(lines, lines.length) };
  }

  /** At most so many lines; of a setting the last one is where to read on, which stays. */
  #joined(lines: readonly string[], own: number): string {
    const room = mostLines - (lines.length - own);
    const kept = own > room ? [...lines.slice(0, Math.max(room, 1)), ...lines.slice(own)] : lines;
    const shown = kept.slice(0, mostLines);
    return maskSecrets(shown.join('\n')).replaceAll('\n', this.#style === markdown ? '  \n' : '\n');
  }

  #setting(view: View, offset: number): About | undefined {
    const at = view.parsed && settingAt(view.parsed, offset);
    if (!at || at.place.source.text !== view.text) return undefined;
    const { range } = at.place;
    const lines =
      this.#linesOf(at.key, view.versions.newest, view, true) ?? this.#alias(view, at.key);
    return lines && { start: range.start, end: range.end, lines };
  }

  /** Where the file cannot be read as it is, the key of the line is still there. */
  #halfTyped(view: View, offset: number): About | undefined {
    const typing = typingInYml(view.text, offset);
    if (!typing) return undefined;
    const { parents, start, end } = typing;
    const word = view.text.slice(start, end).replace(/["']/g, '');
    const key = [...parents, typing.what === 'key' ? word : typing.key].join('.');
    const lines = word === '' ? undefined : this.#linesOf(key, view.versions.newest, view, false);
    return lines && { start, end, lines };
  }

  #linesOf(
    key: string,
    version: string | undefined,
    view: View | undefined,
    effective: boolean,
  ): string[] | undefined {
    const versions = view?.versions;
    const page = settingPage(key, this.catalogue, this.descriptions, versions?.list.map(minorOf));
    if (!page || !versions || version === undefined) return undefined;
    const setting =
      this.catalogue.find(key, version) ?? this.catalogue.find(key, newestOf(page.until, version));
    if (!setting) return undefined;
    const lines = settingLines(key, setting, page, versions, this.#style);
    return [
      ...lines,
      ...(effective && !setting.secure ? this.#effective(view, key, setting.fallback) : []),
      ...(page.url === undefined ? [] : [this.#style.link('Elastic’s page', page.url)]),
    ];
  }

  /** What holds in each cluster that has the file, and where that comes from. */
  #effective(view: View, key: string, fallback: string | undefined): string[] {
    return view.clusters.slice(0, 2).map((cluster) => {
      const holding = holdsIn(view, cluster, key) ?? (fallback && holdsIn(view, cluster, fallback));
      if (!holding) return 'Holds: the default; it is set nowhere';
      const { source, range } = holding.keyPlace;
      const { line } = source.position(range.start);
      const value = this.#style.code(cut(shownValue(holding)));
      const via = holding.key === key ? '' : `, by ${holding.key}`;
      return `Holds: ${value} (${holding.layer}, ${this.#text(source.path)}:${line}${via})`;
    });
  }

  #alias(view: View, key: string): string[] | undefined {
    const alias = /^cluster\.remote\.([-\w]+)$/.exec(key)?.[1];
    const links = view.clusters.flatMap((cluster) => (alias && cluster.link(alias)) || []);
    if (links.length === 0) return undefined;
    const findings = [...view.project.outcome.findings.values()].flat();
    return links.map((link) => this.#text(linkState(link, findings)));
  }

  #manifest(view: View, offset: number): About | undefined {
    const { tree } = manifestTree(view.documents.files, view.path) ?? {};
    const pairs = pairsAt(tree, offset);
    const pair = pairs.at(-1);
    if (!pair || !isAt(pair.key.range, offset)) return undefined;
    const path = pairs.map(({ key }) => key.text);
    const rule = path[0] === 'rules' ? rules.find(({ id }) => id === path[1]) : undefined;
    const said = rule?.summary ?? aboutManifestKey(path);
    const { start, end } = pair.key.range;
    return said === undefined ? undefined : { start, end, lines: [this.#text(said)] };
  }

  /** The help of the rules that found something here, with what Elasticsearch itself says. */
  #findings(view: View, offset: number): string[] {
    const here = (view.project.outcome.findings.get(view.path) ?? []).filter(
      ({ range, source }) => source.text === view.text && isAt(range, offset),
    );
    return here.slice(0, 3).flatMap((finding) => {
      const rule = rules.find(({ id }) => id === finding.rule);
      const said = rule?.evidence?.[0]?.message;
      return [
        `${finding.severity} ${this.#style.code(finding.rule)}: ${this.#text(rule?.summary ?? '')}`,
        ...(said === undefined ? [] : [`Elasticsearch says: ${this.#style.code(cut(said))}`]),
      ];
    });
  }

  #text(text: string): string {
    return this.#style === markdown ? escaped(text) : text;
  }
}

const newestOf = (until: string | undefined, version: string): string => until ?? version;

/** The entry whose value holds: on the node whose file it is, else in the cluster. */
function holdsIn(view: View, cluster: Cluster, key: string): SettingEntry | undefined {
  const { nodes, transient, persistent } = cluster;
  const own = nodes.find(({ document }) => view.project.pathOf(document) === view.path);
  const node = own ?? nodes.find(({ settings }) => settings.get(key));
  return node?.effective(key) ?? transient.get(key) ?? persistent.get(key);
}
