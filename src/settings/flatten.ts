import { isSecretSetting, type Place, type Range, type SourceText } from '../core/index.js';
import type { Problem } from '../documents/document.js';
import type { Spot } from '../documents/edit.js';
import { isTemplated } from '../documents/template.js';
import { itemsOf, type Mapping, type Scalar, type Sequence, type Tree } from '../documents/tree.js';
import type { Layer, SettingEntry, Value } from './entry.js';

const trueWords = new Set(['true', 'yes', 'on']);

/** Text of a value outside lists: unquoted YAML 1.1 booleans become `true` and `false`. */
function normalised(scalar: Scalar): Value {
  if (scalar.type === 'null') return null;
  if (scalar.type === 'boolean') return trueWords.has(scalar.text.toLowerCase()) ? 'true' : 'false';
  return scalar.text;
}

const isUnknown = (text: string): boolean =>
  (text.includes('${') && /\$\{[^}]*\}/.test(text)) || isTemplated(text);

/** The last spelling of a key, which collects those that lose. */
type Winner = SettingEntry & { readonly shadows: SettingEntry[] };

/** Most settings have neither items nor aliases. */
const none: readonly never[] = [];

/** The settings of one mapping, and what Elasticsearch's own reader refuses in it. */
export interface Flattened {
  /** In the order of the file; of several with one key only the last, which knows those it shadows. */
  readonly entries: readonly SettingEntry[];
  readonly problems: readonly Problem[];
}

class Flattener {
  readonly byKey = new Map<string, Winner>();
  readonly problems: Problem[] = [];

  constructor(
    readonly source: SourceText,
    readonly layer: Layer,
  ) {}

  private place(tree: Tree): Place {
    return { source: this.source, range: tree.range };
  }

  mapping(mapping: Mapping, prefix: string, above: readonly Spot[]): void {
    for (const pair of mapping.pairs) {
      if (pair.key.templated || isUnknown(pair.key.text)) continue;
      const key = prefix + pair.key.text;
      const spots = [...above, { source: this.source, mapping, pair }];
      if (pair.value.kind === 'mapping') this.mapping(pair.value, `${key}.`, spots);
      else this.value(key, pair.value, spots);
    }
  }

  private value(key: string, tree: Scalar | Sequence, spots: readonly Spot[]): void {
    const items = tree.kind === 'sequence' ? this.items(key, tree) : none;
    const texts = tree.kind === 'sequence' ? items.map((item) => item.text) : [tree.text];
    const value = tree.kind === 'sequence' ? texts : normalised(tree);
    const earlier = this.byKey.get(key);
    // one list for all spellings of a key, which the winner hands on: copies of it would be quadratic
    const shadows = earlier?.shadows ?? [];
    const keyPlace = this.place(spots.at(-1)!.pair.key);
    if (texts.some((text) => isSecretSetting(key, text))) this.source.markSecret(tree.range);
    const entry: Winner = {
      key,
      value,
      layer: this.layer,
      source: this.source,
      keyPlace,
      valuePlace: this.place(tree),
      items,
      spots,
      unknown: texts.some(isUnknown),
      aliases: this.aliases(tree),
      shadows,
    };
    if (earlier && this.layer !== 'yml' && earlier.spots.length < spots.length) {
      // of a request body the flat spelling was seen to win, wherever it stands
      shadows.push({ ...entry, shadows: [] });
      return;
    }
    // twice in one mapping is a duplicate, which is refused, and no shadow
    if (earlier && earlier.spots.at(-1)!.mapping !== spots.at(-1)!.mapping) {
      shadows.push({ ...earlier, shadows: [] });
    }
    if (earlier) this.byKey.delete(key);
    this.byKey.set(key, entry);
  }

  private aliases(tree: Scalar | Sequence): SettingEntry['aliases'] {
    if (tree.kind === 'scalar' && !tree.alias) return none;
    return itemsOf(tree).flatMap((item) =>
      item.kind === 'scalar' && item.alias ? [{ ...this.place(item), name: item.text }] : [],
    );
  }

  private items(key: string, sequence: Sequence): SettingEntry['items'] {
    return sequence.items.flatMap((item) => {
      if (item.kind === 'scalar' && item.type !== 'null')
        return [{ ...this.place(item), text: item.text }];
      const what = item.kind === 'scalar' ? 'null' : item.kind === 'mapping' ? 'a map' : 'a list';
      this.problems.push({
        code: 'bad-list-item',
        source: this.source,
        range: written(item),
        text: `an item of ${key} is ${what}; lists hold only plain values`,
      });
      return [];
    });
  }

  private setTwice(key: string, item: SettingEntry, whole: SettingEntry): void {
    this.problems.push({
      code: 'duplicate-key',
      ...item.keyPlace,
      text: `'${key}' is set as a whole and item by item`,
      related: [{ ...whole.keyPlace, message: 'set as a whole here' }],
    });
  }

  /** Elasticsearch drops a value of elasticsearch.yml that is an empty text: it is as if it had not been set. */
  dropEmpty(): void {
    if (this.layer !== 'yml') return;
    for (const [key, entry] of this.byKey) if (entry.value === '') this.byKey.delete(key);
  }

  /** `key.0`, `key.1` … are one list, counted from 0 without a gap. */
  collapseLists(): void {
    for (const zero of [...this.byKey.keys()].filter((key) => key.endsWith('.0'))) {
      const first = this.byKey.get(zero)!;
      const key = zero.slice(0, -2);
      const whole = this.byKey.get(key);
      if (whole) this.setTwice(key, first, whole);
      const parts: SettingEntry[] = [];
      for (
        let part: SettingEntry | undefined = first;
        part;
        part = this.byKey.get(`${key}.${parts.length}`)
      ) {
        parts.push(part);
        this.byKey.delete(`${key}.${parts.length - 1}`);
      }
      const items = parts.map((part) => ({ ...part.valuePlace, text: String(part.value) }));
      this.byKey.set(key, {
        ...first,
        key,
        value: items.map((item) => item.text),
        items,
        unknown: parts.some((part) => part.unknown),
      });
    }
  }
}

/** The range of a value without the line end that a block mapping takes along. */
function written(tree: Tree): Range {
  const last = tree.kind === 'mapping' ? tree.pairs.at(-1) : undefined;
  return last ? { start: tree.range.start, end: last.range.end } : tree.range;
}

/** Makes flat settings of a mapping: nested, dotted and mixed spellings meet under one key, the last wins. */
export function flatten(
  source: SourceText,
  mapping: Mapping,
  layer: Layer,
  above: readonly Spot[] = [],
): Flattened {
  const flattener = new Flattener(source, layer);
  flattener.mapping(mapping, '', above);
  flattener.collapseLists();
  flattener.dropEmpty();
  return { entries: [...flattener.byKey.values()], problems: flattener.problems };
}
