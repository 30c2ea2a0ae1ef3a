import type { ValueType } from './grammar/type.js';
import type { Setting } from './setting.js';

/** What a set of properties says of the settings that have it. */
export type SettingProperties = Pick<
  Setting,
  | 'properties'
  | 'dynamic'
  | 'operatorDynamic'
  | 'final'
  | 'filtered'
  | 'secure'
  | 'list'
  | 'group'
  | 'scope'
  | 'deprecated'
>;

/** Reads a set of properties as the catalogue has it: `list Dynamic NodeScope`. */
export function propertiesOf(text: string): SettingProperties {
  const words = text.split(' ');
  const has = (word: string): boolean => words.includes(word);
  const deprecated = words.find((word) => word.includes('Deprecated'));
  return {
    properties: words.filter((word) => /^[A-Z]/.test(word)),
    dynamic: has('Dynamic'),
    operatorDynamic: has('OperatorDynamic'),
    final: has('Final'),
    filtered: has('Filtered'),
    secure: has('secure'),
    list: has('list'),
    group: has('group'),
    scope: has('IndexScope')
      ? 'index'
      : has('ProjectScope') && !has('NodeScope')
        ? 'project'
        : 'node',
    ...(deprecated
      ? { deprecated: deprecated === 'DeprecatedWarning' ? 'warning' : 'critical' }
      : {}),
  };
}

/** A setting as it was found: a hundred are made for a file, so what its properties say is not copied. */
export class FoundSetting implements Setting {
  namespace: string | undefined;
  rest: string | undefined;
  default: string | undefined;
  computedDefault = false;
  fallback: string | undefined;
  names: readonly string[] | undefined;
  measured = true;
  uncertain = false;

  constructor(
    readonly key: string,
    readonly asked: string,
    readonly version: string,
    readonly type: ValueType,
    readonly module: string,
    private readonly known: SettingProperties,
  ) {}

  get properties(): readonly string[] {
    return this.known.properties;
  }
  get dynamic(): boolean {
    return this.known.dynamic;
  }
  get operatorDynamic(): boolean {
    return this.known.operatorDynamic;
  }
  get final(): boolean {
    return this.known.final;
  }
  get filtered(): boolean {
    return this.known.filtered;
  }
  get secure(): boolean {
    return this.known.secure;
  }
  get list(): boolean {
    return this.known.list;
  }
  get group(): boolean {
    return this.known.group;
  }
  get scope(): Setting['scope'] {
    return this.known.scope;
  }
  get deprecated(): Setting['deprecated'] {
    return this.known.deprecated;
  }
}
