import { DER, damagedDer, derChildren, hex, objectIdentifier, readDer, type Der } from './der.js';
import { derText, rfc2253 } from './distinguished-name.js';

/** One entry of the subject alternative names, or of the subtrees of name constraints. */
export interface X509Name {
  type: 'dns' | 'ip' | 'other' | 'email' | 'uri' | 'directory';
  /** An IPv6 address is compressed; a subtree of addresses ends in `/` and its mask; a value that is no text is `#` and hexadecimal digits. */
  value: string;
  /** The type of an `otherName`: 2.5.4.3 is what `trust_restrictions` looks at by default. */
  oid?: string;
}

const NAME_TYPES: Readonly<Record<number, 'email' | 'dns' | 'uri'>> = {
  0x81: 'email',
  0x82: 'dns',
  0x86: 'uri',
};
const OTHER_NAME = 0xa0;
const DIRECTORY_NAME = 0xa4;
const IP_ADDRESS = 0x87;

/** A general name. @throws Error when its content is not DER. */
export function alternativeName(name: Der): X509Name {
  if (name.tag === OTHER_NAME) return otherName(name);
  if (name.tag === IP_ADDRESS) return { type: 'ip', value: address(name.content) };
  if (name.tag === DIRECTORY_NAME) return directoryName(name);
  const type = NAME_TYPES[name.tag];
  if (!type) return { type: 'other', value: `#${hex(name.bytes)}` };
  return { type, value: Buffer.from(name.content).toString('latin1') };
}

/** Java passes over one that it cannot read. */
function directoryName(name: Der): X509Name {
  try {
    return { type: 'directory', value: rfc2253(name.content) };
  } catch {
    return { type: 'other', value: `#${hex(name.bytes)}` };
  }
}

function otherName(name: Der): X509Name {
  const [type, wrapped] = derChildren(name);
  if (type?.tag !== DER.oid || !wrapped) throw damagedDer();
  const value = readDer(wrapped.content);
  return {
    type: 'other',
    value: derText(value) ?? `#${hex(value.bytes)}`,
    oid: objectIdentifier(type.content),
  };
}

function address(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length === 8 || bytes.length === 32) {
    const half = bytes.length / 2;
    return `${address(bytes.subarray(0, half))}/${address(bytes.subarray(half))}`;
  }
  if (bytes.length !== 16) return `#${hex(bytes)}`;
  const groups = hex(bytes).match(/.{4}/g) ?? [];
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
