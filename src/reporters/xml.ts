/** What XML 1.0 cannot hold, not even escaped. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as XML and HTML may be given it, in elements and in quoted attributes. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, '\uFFFD').replace(/[&<>"']/g, (sign) => escapes[sign]!);
}

/** Attributes of an element; line ends are kept, which a parser would else turn into blanks. */
export function attributes(all: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(all)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const text = escapeXml(String(value)).replace(
        /[\t\r\n]/g,
        (sign) => `&#${sign.charCodeAt(0)};`,
      );
      return [` ${name}="${text}"`];
    })
    .join('');
}
