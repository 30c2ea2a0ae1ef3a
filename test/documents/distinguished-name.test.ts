import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfc2253 } from '../../src/documents/distinguished-name.js';

interface Recorded {
  /** Hexadecimal. */
  readonly der: string;
  /** What the newest recorded JDK writes; null when it refuses the bytes. */
  readonly text: string | null;
}

const recording = new URL('../../fixtures/oracle/distinguished-names.json', import.meta.url);
const { names } = JSON.parse(readFileSync(recording, 'utf8')) as { names: Recorded[] };

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

describe('rfc2253', () => {
  it('has a recording worth the name', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(names.some(({ text }) => text === null)).toBe(true);
  });

  it.each(names)('writes $text as the JDK does ($der)', ({ der, text }) => {
    if (text === null) expect(() => rfc2253(bytes(der))).toThrow('not valid DER');
    else expect(rfc2253(bytes(der))).toBe(text);
  });

  it.each([
    ['nothing', ''],
    ['a lone tag', '30'],
    ['something behind the name', '300000'],
    ['a content that is cut short', '3005310330'],
    ['a name that is no sequence', '3100'],
    ['a part that is no set', '30023000'],
    ['a pair without its value', '3009310730050603550403'],
    ['a pair of three', '300f310d300b06035504030c01610c0162'],
    ['a type that is no identifier', '300c310a300802035504030c0161'],
    ['an identifier that does not end', '300c310a300806035504830c0161'],
    ['an identifier with a useless byte', '300c310a300806035580030c0161'],
    ['an indefinite length', '30800000'],
    ['a long length of a short name', '30810c310a300806035504030c0161'],
    ['a length with a useless byte', `30820080317e307c06035504030c75${'61'.repeat(117)}`],
    ['a length beyond the bytes', '3084ffffffff'],
  ])('refuses %s', (_, der) => {
    expect(() => rfc2253(bytes(der))).toThrow('The bytes are not valid DER.');
  });

  it('throws nothing but that one error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (content) => {
        try {
          expect(typeof rfc2253(content)).toBe('string');
        } catch (error) {
          expect((error as Error).message).toBe('The bytes are not valid DER.');
        }
      }),
    );
  });

  it('survives any one damaged byte of a real name', () => {
    const whole = names.find(({ text }) => text?.includes('many\\, parts'));
    const der = bytes(whole?.der ?? '');
    expect(der.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = der.with(at, byte);
        try {
          expect(typeof rfc2253(damaged)).toBe('string');
        } catch (error) {
          expect((error as Error).message).toBe('The bytes are not valid DER.');
        }
      }),
    );
  });
});
