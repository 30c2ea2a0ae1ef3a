import { DER, damagedDer, derChildren, hex, objectIdentifier, readDer, type Der } from './der.js';

/**
 * Distinguished names as Elasticsearch sees them.
 *
 * A cross-cluster API key's `certificate_identity` is matched against
 * `X500Principal.getName(X500Principal.RFC2253)` of the signing certificate, so the text must be
 * the JDK's, character by character. Everything here was learnt by running JDK 17 and 25 on the
 * names in `fixtures/oracle/distinguished-names.json`.
 */

/** The attribute types that the JDK writes with a keyword; every other one becomes `OID=#hex`. */
const KEYWORDS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
};

const TAG_UTF8 = 0x0c;
const TAG_BMP = 0x1e;
/** PrintableString, T61String, IA5String and GeneralString: one byte a character in JDK 25. */
const LATIN1_TAGS: ReadonlySet<number> = new Set([0x13, 0x14, 0x16, 0x1b]);

/**
 * Writes an X.501 Name the way Java's `X500Principal.getName(X500Principal.RFC2253)` does.
 *
 * Takes the DER of the Name (the outer SEQUENCE included) and gives the text: last RDN first,
 * `,` without a blank, the attributes of a multi-valued RDN joined by `+` in their encoded order.
 * JDKs from 17 to 25 agree except for BMPString, and for T61String and the like with bytes above
 * 0x7f, which JDK 17 reads as UTF-8; this follows JDK 25, on which the verdicts of the Elasticsearch
 * versions that know `certificate_identity` (9.3 and later) were recorded.
 *
 * @throws Error when the bytes are not the strict DER of exactly one Name.
 */
export function rfc2253(name: Uint8Array): string {
  const outer = readDer(name);
  if (outer.tag !== DER.sequence) throw damagedDer();
  return derChildren(outer).map(relativeName).reverse().join(',');
}

function relativeName(rdn: Der): string {
  if (rdn.tag !== DER.set) throw damagedDer();
  return derChildren(rdn).map(attribute).join('+');
}

function attribute(pair: Der): string {
  const [type, value, ...rest] = derChildren(pair);
  if (pair.tag !== DER.sequence || type?.tag !== DER.oid || !value || rest.length > 0) {
    throw damagedDer();
  }
  const oid = objectIdentifier(type.content);
  const keyword = KEYWORDS[oid];
  const text = keyword === undefined ? undefined : derText(value);
  return text === undefined
    ? `${keyword ?? oid}=#${hex(value.bytes)}`
    : `${keyword}=${escape(text)}`;
}

/**
 * Gives the text of an ASN.1 string as JDK 25 reads it, or undefined for a type that it writes as
 * `#hex` in a name.
 *
 * @throws Error for a BMPString with a surrogate pair, which that JDK refuses.
 */
export function derText(value: Der): string | undefined {
  // The JDK keeps a byte order mark and puts U+FFFD in place of damaged parts.
  if (value.tag === TAG_UTF8) {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(value.content);
  }
  if (value.tag === TAG_BMP) return decodeBmp(value.content);
  if (!LATIN1_TAGS.has(value.tag)) return undefined;
  return Array.from(value.content, (byte) => String.fromCharCode(byte)).join('');
}

/** JDK 25 refuses surrogate pairs here; a lone high surrogate swallows the character behind it. */
function decodeBmp(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const unit = unitAt(bytes, at);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = unitAt(bytes, at + 2);
      if (next >= 0xdc00 && next < 0xe000) throw damagedDer();
      at += 2;
    }
    text += unit >= 0xd800 && unit < 0xe000 ? '\ufffd' : String.fromCharCode(unit);
  }
  return text;
}

function unitAt(bytes: Uint8Array, at: number): number {
  const [high, low] = bytes.subarray(at, at + 2);
  return high === undefined || low === undefined ? 0xfffd : high * 256 + low;
}

/**
 * The JDK escapes `=` and every `#` too, which RFC 2253 does not ask for; of the control characters
 * only NUL is escaped, and a carriage return at either end counts as a blank.
 */
function escape(text: string): string {
  const escaped = text.replace(/[,=+<>#;"\\]/g, '\\$&').replaceAll('\0', '\\00');
  const start = escaped.search(/[^ \r]/);
  if (start < 0) return escaped.replace(/./gs, '\\$&');
  let end = escaped.length;
  while (escaped[end - 1] === ' ' || escaped[end - 1] === '\r') end -= 1;
  const ends = (blanks: string) => blanks.replace(/./gs, '\\$&');
  return ends(escaped.slice(0, start)) + escaped.slice(start, end) + ends(escaped.slice(end));
}
