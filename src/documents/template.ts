/** Stands for each character of a template expression: of the private use area, so no real file has it. */
const filler = '\uE000';

/** A value of which nothing is known. */
export const unknownText = filler;

/** A text in which template expressions are masked by characters of the same number, so that offsets stay true. */
export interface Masked {
  readonly text: string;
  /** The template language, as people call it. */
  readonly engine: string;
  /** Statements such as `{% if %}` were found: parts of the file are conditional. */
  readonly conditional: boolean;
}

/** Whether a text holds part of a template expression. */
export const isTemplated = (text: string): boolean => text.includes(filler);

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
const fill = (text: string): string =>
  text.replace(/[^\r\n]/g, filler).replace(/[\r\n]+/g, (end) => ' '.repeat(end.length));

interface Engine {
  readonly name: string;
  /** What its parts begin and end with. */
  readonly parts: readonly (readonly [open: string, close: string])[];
  /** Parts that stand for nothing by themselves: conditions, loops, comments. */
  readonly statement: RegExp;
}

const goAction =
  /^\{\{-?\s*(?:(?:if|else|end|range|with|define|template|include|block|break|continue)\b|\/\*|\$\w+\s*:?=)/;
/** Fields that begin with a dot, variables and actions are Go's; the rest may be Jinja, too. */
const goPart = /^\{\{-?\s*(?:\$|(?:[^}]*[\s(])?\.[A-Za-z$])/;

const erb: Engine = { name: 'ERB', parts: [['<%', '%>']], statement: /^<%(?!=)/ };
const helm: Engine = { name: 'Helm (Go template)', parts: [['{{', '}}']], statement: goAction };
const jinja: Engine = {
  name: 'Jinja',
  parts: [
    ['{%', '%}'],
    ['{#', '#}'],
    ['{{', '}}'],
  ],
  statement: /^\{[%#]/,
};

/** A text with each part from `open` to the next `close` replaced; what is not closed stays. */
function replaceParts(
  text: string,
  [open, close]: readonly [string, string],
  by: (part: string) => string,
): string {
  let result = '';
  let done = 0;
  for (;;) {
    const start = text.indexOf(open, done);
    const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
    if (end < 0) return result + text.slice(done);
    result += text.slice(done, start) + by(text.slice(start, end + close.length));
    done = end + close.length;
  }
}

function engineOf(text: string): Engine | undefined {
  if (text.includes('<%') && text.includes('%>')) return erb;
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  if (text.includes('{%') || text.includes('{#')) return jinja;
  let go = false;
  replaceParts(text, ['{{', '}}'], (part) => {
    go ||= goAction.test(part) || goPart.test(part);
    return part;
  });
  return go ? helm : jinja;
}

const engineEndings: readonly (readonly [RegExp, Engine])[] = [
  [/\.(?:j2|jinja2?)$/i, jinja],
  [/\.(?:erb|epp)$/i, erb],
  [/\.(?:tpl|tmpl|gotmpl)$/i, helm],
];

/** The engine of a template by the ending of its name, where something in it begins and may not end. */
export function engineByName(path: string, text: string): string | undefined {
  const engine = engineEndings.find(([ending]) => ending.test(path))?.[1];
  return engine?.parts.some(([open]) => text.includes(open)) ? engine.name : undefined;
}

/** Masks the expressions and statements of a template; undefined when the text is no template. */
export function maskTemplate(text: string): Masked | undefined {
  const engine = engineOf(text);
  if (!engine) return undefined;
  let conditional = false;
  const mask = (part: string): string => {
    if (!engine.statement.test(part)) return fill(part);
    conditional = true;
    return blank(part);
  };
  const masked = engine.parts.reduce((inner, ends) => replaceParts(inner, ends, mask), text);
  return masked === text ? undefined : { text: masked, engine: engine.name, conditional };
}

/** Masks `${VAR}`, which Elasticsearch replaces before it parses. */
export const maskPlaceholders = (text: string): string => text.replace(/\$\{[^{}\s]*\}/g, fill);
