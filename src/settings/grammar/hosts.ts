import { parseJavaPattern } from '../java-pattern-parser.js';
import { InvalidPattern } from '../java-pattern-scanner.js';
import { greatestInt, javaWhole } from './numbers.js';
import { refuse, type Refusal } from './refusal.js';

/** Whether Java's Pattern.compile takes a pattern. */
export function isJavaPattern(text: string): boolean {
  try {
    parseJavaPattern(text);
    return true;
  } catch (error) {
    return !(error instanceof InvalidPattern);
  }
}

/** RemoteConnectionStrategy.parsePort: what follows the last colon is a port above 0; the host is not looked at. */
export function checkHostPort(text: string): Refusal | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return refuse('has no port', text === '' ? undefined : `${text}:9300`);
  const port = javaWhole(text.slice(colon + 1));
  if (port === undefined || port > greatestInt || port < -greatestInt - 1n)
    return refuse('has no number as its port');
  return port > 0n ? undefined : refuse('has a port that is not above 0');
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** An IP address without brackets, as InetAddresses.forString of Elasticsearch takes it. */
export function isIp(text: string): boolean {
  if (!text.includes(':')) return ipv4.test(text);
  const plain = text.replace(/%.+$/s, '');
  const lastColon = plain.lastIndexOf(':');
  const tail = plain.slice(lastColon + 1);
  const hex = tail.includes('.')
    ? ipv4.test(tail)
      ? `${plain.slice(0, lastColon)}:0:0`
      : 'x'
    : plain;
  if (!/^[\da-fA-F:]+$/.test(hex) || hex.split('::').length > 2) return false;
  const groups = hex.split(':');
  if (groups.some((group) => group.length > 4)) return false;
  if (!hex.includes('::')) return groups.length === 8 && groups.every((group) => group !== '');
  return groups.filter((group) => group !== '').length < 8 && !/^:[^:]|[^:]:$/.test(hex);
}

/** One rule of an IP filter: `_all`, an address with a mask, or a name with wildcards that becomes a regular expression. */
export function checkFilterRule(text: string): Refusal | undefined {
  if (text.includes('/')) return checkSubnet(text);
  const rules = text
    .split(',')
    .map((rule) => rule.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.'));
  return rules.every((rule) => isJavaPattern(`(${rule})`))
    ? undefined
    : refuse('is no address, host name or pattern');
}

function checkSubnet(text: string): Refusal | undefined {
  const slash = text.indexOf('/');
  const [address, mask] = [text.slice(0, slash), text.slice(slash + 1)];
  if (!isIp(address) && !isShortIp(address)) return refuse('is no address with a mask');
  if (address.includes(':') || !mask.includes('.')) {
    const bits = javaWhole(mask);
    const most = address.includes(':') ? 128n : 32n;
    return bits !== undefined && bits >= 0n && bits <= most
      ? undefined
      : refuse(`has a mask that is not between 0 and ${most}`);
  }
  return isIp(mask) || isShortIp(mask.replace(/\.$/, ''))
    ? undefined
    : refuse('is no address with a mask');
}

/** IPv4 with less than four parts, of which the last fills what is left: `10.1`, `1`. */
function isShortIp(text: string): boolean {
  if (!/^\d{1,10}(?:\.\d{1,10}){0,2}$/.test(text)) return false;
  const parts = text.split('.').map(Number);
  const last = parts.pop()!;
  return parts.every((part) => part <= 255) && last < 256 ** (4 - parts.length);
}
