import type { Place, SourceText } from '../core/index.js';
import { isSecretSetting } from '../core/index.js';
import type { Spot } from '../documents/edit.js';

/** Where a setting comes from, weakest first. */
export type Layer = 'yml' | 'persistent' | 'transient';

/** A value as Elasticsearch has it: text, a list of texts, or null. */
export type Value = string | readonly string[] | null;

/** One setting as written somewhere, under its flat key. */
export interface SettingEntry {
  readonly key: string;
  readonly value: Value;
  readonly layer: Layer;
  readonly source: SourceText;
  readonly keyPlace: Place;
  readonly valuePlace: Place;
  /** The single items of a list written as a sequence or as `key.0`, `key.1`; empty for other values. */
  readonly items: readonly (Place & { readonly text: string })[];
  /** The mappings and pairs that lead to it, outermost first; what edits work on. */
  readonly spots: readonly Spot[];
  /** The value holds `${VAR}` or a template expression: it is not known. */
  readonly unknown: boolean;
  /** YAML aliases in the value, which Elasticsearch does not resolve. */
  readonly aliases: readonly (Place & { readonly name: string })[];
  /** Entries with the same key in another notation in the same file, which lose. */
  readonly shadows: readonly SettingEntry[];
}

/** The single text of an entry, undefined when it is a list, null, not known or absent. */
export function textValue(entry: SettingEntry | undefined): string | undefined {
  return entry && !entry.unknown && typeof entry.value === 'string' ? entry.value : undefined;
}

/** The texts of a list setting with their places: sequences item by item, comma texts split and trimmed. */
export function listValue(entry: SettingEntry): readonly (Place & { readonly text: string })[] {
  if (entry.items.length > 0) return entry.items;
  if (typeof entry.value !== 'string') return [];
  const { source, range } = entry.valuePlace;
  const written = source.slice(range);
  const parts = entry.value.split(',').map((part) => part.trim());
  let from = 0;
  return parts
    .filter((text) => text !== '')
    .map((text) => {
      const at = written.indexOf(text, from);
      if (at < 0) return { source, range, text };
      from = at + text.length;
      return { source, range: { start: range.start + at, end: range.start + from }, text };
    });
}

/** The value as one text, by which `[a, b]` and `a, b` are the same. */
export function comparable(entry: SettingEntry): string {
  const { value } = entry;
  if (value === null) return '';
  return typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .join()
    : value.join();
}

/** A value as it may be shown in a message: never a secret, never longer than a line. */
export function shownValue(entry: SettingEntry): string {
  const text = Array.isArray(entry.value) ? entry.value.join(', ') : String(entry.value);
  if (isSecretSetting(entry.key, text)) return '(hidden)';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
