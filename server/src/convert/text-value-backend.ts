/** Fields and values as a dialect writes them: quoting, escaping, wildcards, regular expressions. */
import type { Span } from '../base/span.ts';
import { ConversionError, notImplemented } from '../pipeline/conversion-error.ts';
import { QueryText } from '../pipeline/query-text.ts';
import { orThrow } from '../pipeline/sigma-value.ts';
import { regexText } from '../sigma/types/sigma-regular-expression.ts';
import { sigmaStringToPlain } from '../sigma/types/sigma-string.ts';
import { sigmaStringToRegexText } from '../sigma/types/sigma-string-edit.ts';
import type { SigmaRegularExpression, SigmaString } from '../sigma/types/sigma-type.ts';
import type { Dialect } from './dialect.ts';

/** How a string is escaped: pySigma's parameters of `SigmaString.convert`. */
export interface StringStyle {
  readonly escapeChar: string | undefined;
  readonly wildcardMulti: string | undefined;
  readonly wildcardSingle: string | undefined;
  readonly escaped: string;
  readonly filterChars: string;
}

/** pySigma: types.py#SigmaString.convert */
export function convertSigmaString(value: SigmaString, style: StringStyle): string {
  const escaped = (style.wildcardMulti ?? '') + (style.wildcardSingle ?? '') + style.escaped;
  let text = '';
  for (const part of value.parts) {
    if (part.kind === 'plain') text += escapeText(part.text, escaped, style);
    else if (part.kind === 'wildcard') text += wildcardText(part.wildcard, style, value.span);
    else
      throw new ConversionError(
        'SigmaPlaceholderError',
        `Attempt to convert unhandled placeholder '${part.name}' into query.`,
        value.span,
      );
  }
  return text;
}

/** Leaves out the characters of `filterChars`, and puts the escape character before those of `escaped`. */
function escapeText(text: string, escaped: string, { filterChars, escapeChar = '' }: StringStyle): string {
  let result = '';
  let taken = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (filterChars.includes(character)) {
      result += text.slice(taken, at);
      taken = at + 1;
    } else if (escaped.includes(character)) {
      result += text.slice(taken, at) + escapeChar;
      taken = at;
    }
  }
  return taken === 0 && result === '' ? text : result + text.slice(taken);
}

function wildcardText(wildcard: '*' | '?', style: StringStyle, span: Span | undefined): string {
  const text = wildcard === '*' ? style.wildcardMulti : style.wildcardSingle;
  if (text !== undefined) return text;
  const name = wildcard === '*' ? 'Multi' : 'Single';
  throw new ConversionError('SigmaValueError', `${name}-character wildcard not specified for conversion`, span);
}

const literalPattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Puts `prefix` before every match. */
export function escapeMatches(text: string, strings: readonly string[], prefix: string): string {
  if (strings.length === 0) return text;
  return text.replace(new RegExp(strings.map(literalPattern).join('|'), 'g'), (match) => prefix + match);
}

/** For regular expressions between slashes; what is escaped stays so. */
export function escapeSlashes(pattern: string): string {
  return pattern.replace(/\\.|\//gs, (part) => (part === '/' ? '\\/' : part));
}

export abstract class TextValueBackend {
  readonly dialect: Dialect;
  readonly #style: StringStyle;
  readonly #reEscape: readonly string[];
  readonly #fieldCache = new Map<string, string>();

  constructor(dialect: Dialect) {
    this.dialect = dialect;
    this.#style = {
      escapeChar: dialect.escapeChar,
      wildcardMulti: dialect.wildcardMulti,
      wildcardSingle: dialect.wildcardSingle,
      escaped: dialect.strQuote + dialect.addEscaped,
      filterChars: dialect.filterChars,
    };
    this.#reEscape = dialect.reEscapeEscapeChar ? [...dialect.reEscape, dialect.reEscapeChar] : dialect.reEscape;
  }

  get stringStyle(): StringStyle {
    return this.#style;
  }

  /** The name as the query needs it; the same for every use. */
  escapeAndQuoteField(field: string): string {
    let text = this.#fieldCache.get(field);
    if (text === undefined) {
      text = this.#quoteField(this.#escapeField(field));
      this.#fieldCache.set(field, text);
    }
    return text;
  }

  #escapeField(field: string): string {
    const { fieldEscape, fieldEscapePattern, fieldEscapeQuote, fieldQuote } = this.dialect;
    if (fieldEscape === undefined) return field;
    const positions = new Set<number>();
    if (fieldEscapePattern) for (const match of field.matchAll(fieldEscapePattern)) positions.add(match.index);
    if (fieldEscapeQuote && fieldQuote)
      for (let at = field.indexOf(fieldQuote); at >= 0; at = field.indexOf(fieldQuote, at + fieldQuote.length))
        positions.add(at);
    if (positions.size === 0) return field;
    const cuts = [0, ...[...positions].sort((a, b) => a - b), field.length];
    return cuts
      .slice(1)
      .map((cut, i) => field.slice(cuts[i], cut))
      .join(fieldEscape);
  }

  #quoteField(field: string): string {
    const { fieldQuote, fieldQuotePattern, fieldQuotePatternNegation } = this.dialect;
    if (fieldQuote === undefined) return field;
    const quote = fieldQuotePattern ? fieldQuotePattern.test(field) !== fieldQuotePatternNegation : true;
    return quote ? fieldQuote + field + fieldQuote : field;
  }

  decideStringQuoting(value: SigmaString): boolean {
    const { strQuote, strQuotePattern, strQuotePatternNegation } = this.dialect;
    if (strQuote === '') return false;
    if (!strQuotePattern) return true;
    return strQuotePattern.test(sigmaStringToPlain(value)) !== strQuotePatternNegation;
  }

  quoteString(text: string): string {
    return this.dialect.strQuote + text + this.dialect.strQuote;
  }

  convertValueStr(value: SigmaString): string {
    const text = convertSigmaString(value, this.#style);
    return this.decideStringQuoting(value) ? this.quoteString(text) : text;
  }

  /** A string as the pattern that matches it, escaped for the query. */
  convertStringAsRegex(value: SigmaString): string {
    const pattern = orThrow(sigmaStringToRegexText(value, this.dialect.addEscapedRe), value.span);
    return this.escapeRegex(pattern);
  }

  escapeRegex(pattern: string): string {
    return escapeMatches(pattern, this.#reEscape, this.dialect.reEscapeChar);
  }

  convertValueRe(value: SigmaRegularExpression): string {
    const flags = this.dialect.reFlagPrefix && value.flags.length > 0 ? `(?${[...value.flags].sort().join('')})` : '';
    return flags + this.escapeRegex(regexText(value));
  }

  /** The `{flag_x}` placeholders of expressions. */
  getFlagTemplate(value: SigmaRegularExpression): Record<string, string> {
    const { reFlags } = this.dialect;
    const names = { i: 'IGNORECASE', m: 'MULTILINE', s: 'DOTALL' } as const;
    const template: Record<string, string> = {};
    for (const flag of ['i', 'm', 's'] as const) {
      const text = reFlags[flag];
      const isSet = value.flags.includes(flag);
      if (isSet && text === undefined)
        throw notImplemented(`Regular expression flag ${names[flag]} not supported by the backend.`, value.span);
      template[`flag_${flag}`] = isSet ? (text as string) : '';
    }
    return template;
  }

  protected text(text: string, span: Span | undefined): QueryText {
    return QueryText.of(text, span);
  }
}
