/** Expressions of a dialect such as `{field} IN ({list})`, compiled once and filled with text that keeps its source. */
import { QueryText, type TextLike } from '../pipeline/query-text.ts';

export type TemplateValues = Readonly<Record<string, TextLike>>;

export interface Template {
  readonly source: string;
  readonly names: ReadonlySet<string>;
  fill(values: TemplateValues): QueryText;
}

type Part = { readonly literal: string } | { readonly name: string };

/** Python's `str.format` without conversions and format specifications: `{name}`, `{{` and `}}`. */
function parts(source: string): Part[] {
  const result: Part[] = [];
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
      if (literal !== '') result.push({ literal });
      literal = '';
      result.push({ name: source.slice(i + 1, end) });
      i = end;
    } else literal += character;
  }
  if (literal !== '') result.push({ literal });
  return result;
}

/** Compiles a template. Filling it throws when a name has no value: that is a defect of the dialect, not of a rule. */
export function compileTemplate(source: string): Template {
  const compiled = parts(source);
  return {
    source,
    names: new Set(compiled.flatMap((part) => ('name' in part ? [part.name] : []))),
    fill(values) {
      return QueryText.concat(
        ...compiled.map((part) => {
          if ('literal' in part) return part.literal;
          const value = values[part.name];
          if (value === undefined)
            throw new Error(`The template ${JSON.stringify(source)} has no value for ${part.name}.`);
          return value;
        }),
      );
    },
  };
}
