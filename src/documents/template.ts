/** Stands for each character of a template expression: of the private use area, so no real file has it. */
const filler = '\uE000';

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
const fill = (text: string): string => text.replace(/[^\r\n]/g, filler).replace(/[\r\n]+/g, (end) => ' '.repeat(end.length));

interface Engine {
  readonly name: string;
  readonly statement: RegExp;
  readonly expression: RegExp;
}

const goAction = String.raw`(?:if|else|end|range|with|define|template|include|block|break|continue|/\*|-?\s*\$\w+\s*:?=)`;

const engines: readonly Engine[] = [
  { name: 'ERB', statement: /<%(?!=)[\s\S]*?%>/g, expression: /<%=[\s\S]*?%>/g },
  {
    name: 'Helm (Go template)',
    statement: new RegExp(String.raw`\{\{-?\s*${goAction}(?:(?!\}\})[\s\S])*\}\}`, 'g'),
    expression: /\{\{(?:(?!\}\})[\s\S])*\}\}/g,
  },
  { name: 'Jinja', statement: /\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g, expression: /\{\{(?:(?!\}\})[\s\S])*\}\}/g },
];

/** `{{ … }}` alone is Jinja or Helm: fields that begin with a dot and `.Values` are Go's. */
function engineOf(text: string): Engine | undefined {
  if (text.includes('<%') && text.includes('%>')) return engines[0];
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  if (text.includes('{%') || text.includes('{#')) return engines[2];
  const go = new RegExp(String.raw`\{\{-?\s*(?:\.[A-Z$]|\$|${goAction}\b)`).test(text);
  return go ? engines[1] : engines[2];
}

/** Masks the expressions and statements of a template; undefined when the text is no template. */
export function maskTemplate(text: string): Masked | undefined {
  const engine = engineOf(text);
  if (!engine) return undefined;
  const statements = text.replace(engine.statement, blank);
  const masked = statements.replace(engine.expression, fill);
  if (masked === text) return undefined;
  return { text: masked, engine: engine.name, conditional: statements !== text };
}
