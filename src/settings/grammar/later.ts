import type { Setting } from '../setting.js';
import { splitList, type BadValue } from './judge.js';
import { greatestInt, javaWhole } from './numbers.js';

const portKeys =
  /^(?:http|transport)\.port$|^transport\.tcp\.port$|^transport\.profiles\.\*\.port$/;
const highestPort = 65535n;

const requiredClaim = /\.required_claims\.([^.]+)$/;
const checkedClaims = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat'];

/**
 * What a version accepts when it reads its settings and a node fails on when it uses them: ranges of ports that are no
 * ranges, claims that a JWT realm cannot require.
 *
 * @param setting as `Catalogue.find` gives it
 * @param value a text, a list of texts or null
 */
export function failsLater(
  setting: Setting,
  value: string | readonly string[] | null,
): BadValue | undefined {
  const claim = requiredClaim.exec(setting.asked)?.[1];
  if (claim !== undefined && value !== null) return badClaim(claim, value);
  if (typeof value !== 'string' || !portKeys.test(setting.key)) return undefined;
  const problem = badPorts(value);
  if (problem === undefined) return undefined;
  return {
    problem,
    allowed:
      'a port from 0 to 65535, a range such as 9200-9300, or several with commas between them',
  };
}

function badClaim(claim: string, value: string | readonly string[]): BadValue | undefined {
  const allowed = 'a list of at least one value that the claim may have';
  if (checkedClaims.includes(claim))
    return { problem: 'names a claim that the realm checks itself', allowed: 'another claim' };
  const items = typeof value === 'string' ? splitList(value) : value;
  return items.length > 0 ? undefined : { problem: 'is empty', allowed };
}

/** PortsRange, which binds the first free port of those named: what stands behind a port that is free is never read. */
function badPorts(text: string): string | undefined {
  const [token] = text.split(',').filter((one) => one !== '');
  if (token === undefined) return 'names no port';
  const dash = token.indexOf('-');
  const ends = dash < 0 ? [token] : [token.slice(0, dash), token.slice(dash + 1)];
  const [from, to = from] = ends.map((end) => javaWhole(end.trim()));
  if (from === undefined || to === undefined || from > greatestInt || to > greatestInt)
    return 'is no port or range of ports';
  if (to < from) return 'has a range that ends before it begins';
  return from > highestPort ? 'has a port above 65535' : undefined;
}
