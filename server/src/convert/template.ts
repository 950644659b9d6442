/** Expressions of a dialect such as `{field} IN ({list})`, compiled once and filled with text that keeps its source. */
import { QueryText, type TextLike } from '../pipeline/query-text.ts';

export type TemplateValues = Readonly<Record<string, TextLike>>;

export interface Template {
  readonly source: string;
  readonly names: ReadonlySet<string>;
  fill(values: TemplateValues): QueryText;
}

/**
 * Python's `str.format` without conversions and format specifications: `{name}`, `{{` and `}}`. Names are strings in the result, and
 * what stands between them texts.
 */
function compile(source: string): (QueryText | string)[] {
  const result: (QueryText | string)[] = [];
  let literal = '';
  for (let i = 0; i < source.length; i++) {
    const character = source[i] as string;
    if ((character === '{' || character === '}') && source[i + 1] === character) {
      literal += character;
      i++;
    } else if (character === '{') {
      const end = source.indexOf('}', i);
      if (end < 0)
        throw new Error(`The template ${JSON.stringify(source)} has an opening brace without a closing one.`);
      if (literal !== '') result.push(QueryText.of(literal));
      literal = '';
      result.push(source.slice(i + 1, end));
      i = end;
    } else literal += character;
  }
  if (literal !== '') result.push(QueryText.of(literal));
  return result;
}

/** A template, compiled when it is first used: dialects have many more than a rule needs. An error is a defect of the dialect, not of a rule. */
export function compileTemplate(source: string): Template {
  return new LazyTemplate(source);
}

class LazyTemplate implements Template {
  readonly source: string;
  #parts: readonly (QueryText | string)[] | undefined;
  #names: ReadonlySet<string> | undefined;

  constructor(source: string) {
    this.source = source;
  }

  get names(): ReadonlySet<string> {
    this.#names ??= new Set(this.#compiled().filter((part) => typeof part === 'string'));
    return this.#names;
  }

  fill(values: TemplateValues): QueryText {
    const texts: TextLike[] = [];
    for (const part of this.#compiled()) {
      const text = typeof part === 'string' ? values[part] : part;
      if (text === undefined)
        throw new Error(`The template ${JSON.stringify(this.source)} has no value for ${part.toString()}.`);
      texts.push(text);
    }
    return QueryText.concatAll(texts);
  }

  #compiled(): readonly (QueryText | string)[] {
    this.#parts ??= compile(this.source);
    return this.#parts;
  }
}
