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
