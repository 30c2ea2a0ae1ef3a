import { textValue, type SettingEntry } from '../../src/settings/entry.js';
import { realmsOf, realmTypes, type Realm } from '../../src/topology/realm.js';
import { defineRule } from '../../src/topology/rule.js';

/** `realms.<name>.type`, as it was up to 6.x. */
const oldShape = /^xpack\.security\.authc\.realms\.([^.]+)\.type$/;
/** Of these a node has one. */
const internal = ['file', 'native'];

export default defineRule({
  id: 'security/realm-order',
  severity: 'error',
  summary:
    'authentication realms without an order, with one order or name twice, or of the shape of 6.x',
  messages: {
    missing: {
      text: 'realm {realm} has no order',
      why: 'Each configured realm needs one: the node does not start.',
      advice: 'Set xpack.security.authc.realms.{realm}.order; lower numbers are asked first.',
    },
    missingOld: {
      severity: 'warning',
      text: 'realm {realm} has no order',
      why: 'It is asked last; from 8.0 on the node does not start.',
      advice: 'Set xpack.security.authc.realms.{realm}.order; lower numbers are asked first.',
    },
    duplicate: {
      text: 'realm {realm} has order {order}, as {other} has',
      why: 'Orders are unique: the node does not start.',
      advice: 'Give each realm an order of its own; lower numbers are asked first.',
    },
    duplicateOld: {
      severity: 'warning',
      text: 'realm {realm} has order {order}, as {other} has',
      why: 'Which is asked first is not certain; from 8.0 on the node does not start.',
      advice: 'Give each realm an order of its own; lower numbers are asked first.',
    },
    name: {
      text: "realm {realm} has the name '{name}', as {other} has",
      why: 'Names are unique over all types: the node does not start.',
      advice: 'Give each realm a name of its own.',
    },
    second: {
      text: 'realm {realm} is a second one of type {type}, beside {other}',
      why: 'Of this type a node has one: the node does not start.',
      advice: 'Keep one of them.',
    },
    shape: {
      insteadOf: 'unknown setting',
      text: '{setting} is the shape of 6.x: the type of a realm stands before its name',
      why: 'A setting that is not known stops the node at start.',
      advice: 'Write xpack.security.authc.realms.{type}.{name}.<setting>, and drop .type.',
    },
  },
  evidence: [
    { message: "'order' is a mandatory parameter for realm config", versions: '8.19.21, 9.5.3' },
    {
      message: 'Found multiple realms configured with the same order: 0',
      versions: '8.19.21, 9.5.3',
    },
    {
      message: 'Found multiple realms configured with the same name: r1',
      versions: '8.19.21, 9.5.3',
    },
    {
      message:
        '[file] is an internal realm and therefore there can only be one such realm configured',
      versions: '8.19.21, 9.5.3',
    },
    { message: 'Incorrect realm settings found', versions: '8.19.21, 9.5.3' },
  ],
  links: [
    'https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/authentication-realms',
  ],
  on: {
    node({ settings, cluster }, { report }) {
      if (cluster.managed) return;
      const old = cluster.versions.allBelow('8.0');
      for (const entry of settings) {
        const [, name] = oldShape.exec(entry.key) ?? [];
        if (name === undefined || realmTypes.includes(name)) continue;
        const data = { setting: entry.key, type: textValue(entry) ?? '<type>', name };
        const whole = settings.withPrefix(entry.key.slice(0, -'type'.length));
        const also = whole.map(({ key }) => key);
        report({ ...entry.keyPlace, message: 'shape', data, setting: entry, also });
      }
      if (settings.flag('xpack.security.enabled') === false) return;
      const realms = realmsOf(settings);
      realms.forEach((realm, index) => {
        const { id: own, name, type, order, first } = realm;
        const before = realms.slice(0, index);
        const said = (
          message: 'duplicate' | 'duplicateOld' | 'name' | 'second',
          other: Realm,
          [here, there]: readonly [SettingEntry, SettingEntry],
        ): void => {
          const data = { realm: own, name, type, order: String(order?.value), other: other.id };
          const related = [{ ...there.keyPlace, message: `${other.id} is set here` }];
          report({ ...here.keyPlace, message, data, setting: here, related });
        };
        if (!order) {
          const message = old ? 'missingOld' : 'missing';
          report({ ...first.keyPlace, message, data: { realm: own }, setting: first });
        }
        const text = textValue(order);
        const same = before.find((other) => text !== undefined && textValue(other.order) === text);
        if (same) said(old ? 'duplicateOld' : 'duplicate', same, [order!, same.order!]);
        const twin = before.find((other) => other.type === type && internal.includes(type));
        const namesake = before.find((other) => other.name === name);
        if (twin) said('second', twin, [first, twin.first]);
        else if (namesake) said('name', namesake, [first, namesake.first]);
      });
    },
  },
});
