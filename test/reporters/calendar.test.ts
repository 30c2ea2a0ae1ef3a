import { describe, expect, it } from 'vitest';
import { calendar } from '../../src/reporters/calendar.js';

const event = { uid: 'a1@elasticlint', day: '2026-12-10', summary: 'x', description: 'y' };
const options = { today: '2026-11-22', alarmDays: 30 };

/** The content lines as a reader of calendars sees them. */
const unfolded = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar', () => {
  it('has an event of a whole day with an alarm', () => {
    expect(unfolded(calendar([event], options))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//elasticlint//certificates//EN',
      'BEGIN:VEVENT',
      'UID:a1@elasticlint',
      'DTSTAMP:20261122T000000Z',
      'DTSTART;VALUE=DATE:20261210',
      'SUMMARY:x',
      'DESCRIPTION:y',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:x',
      'TRIGGER:-P30D',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('escapes what has a meaning, also line ends, which would begin another property', () => {
    const text = calendar([{ ...event, summary: 'CN=a,O=b;c\\d\r\nATTENDEE:x\ny' }], options);
    expect(unfolded(text)).toContain('SUMMARY:CN=a\\,O=b\\;c\\\\d\\nATTENDEE:x\\ny');
  });

  it.each(['a', 'ü', '証', '🔑'])('folds long lines of %s, never within a character', (letter) => {
    for (let length = 60; length < 90; length++) {
      const summary = letter.repeat(length);
      const text = calendar([{ ...event, summary }], options);
      const octets = text.split('\r\n').map((line) => Buffer.byteLength(line));
      expect(Math.max(...octets)).toBeLessThanOrEqual(75);
      expect(unfolded(text)).toContain(`SUMMARY:${summary}`);
    }
  });
});
