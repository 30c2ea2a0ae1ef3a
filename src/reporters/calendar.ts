/** A day to remember. */
export interface CalendarEvent {
  /** Stays the same from run to run, so that a calendar replaces the event and does not add it again. */
  readonly uid: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
}

const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');

/** A content line in pieces of at most 75 octets, none of which ends within a character (RFC 5545, 3.1). */
function folded(line: string): string {
  const pieces: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > 75) {
      pieces.push('');
      // the blank in front of each further piece counts, too
      octets = 1;
    }
    pieces[pieces.length - 1] += character;
    octets += more;
  }
  return pieces.join('\r\n ');
}

/**
 * A calendar as RFC 5545 describes it: an event of a whole day each, with an alarm.
 *
 * @param options `today` is when the calendar was made, `YYYY-MM-DD`; the alarm rings `alarmDays` before each event
 */
export function calendar(
  events: readonly CalendarEvent[],
  options: { readonly today: string; readonly alarmDays: number },
): string {
  const compact = (day: string): string => day.replaceAll('-', '');
  const lines = events.flatMap(({ uid, day, summary, description }) => [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${compact(options.today)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:-P${options.alarmDays}D`,
    'END:VALARM',
    'END:VEVENT',
  ]);
  const begin = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//elasticlint//certificates//EN'];
  return [...begin, ...lines, 'END:VCALENDAR', ''].map(folded).join('\r\n');
}
