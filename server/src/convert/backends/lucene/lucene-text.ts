/** Names, numbers and terms as the syntax of Lucene's query string has them. */
import { sigmaNumberToText } from '../../../sigma/types/sigma-number.ts';
import type { SigmaNumber } from '../../../sigma/types/sigma-type.ts';
import { pythonSpace } from '../../python-classes.ts';

/** What ends a term besides the space. */
export const wordBreaks = '\t\n\r\u3000';

const nameBreaks = new RegExp(`^[+-]|[${pythonSpace}!():^[\\]"{}~*?\\\\/]`, 'gu');

export const isOperator = (text: string) => text === 'AND' || text === 'OR' || text === 'NOT';

/** A field; signs matter at its start only. */
export function luceneName(field: string): string {
  const escaped = field.replace(nameBreaks, '\\$&');
  return isOperator(field) || /^(&&|\|\|)$/.test(field) ? `\\${escaped}` : escaped;
}

/** A number, whose sign would else mean that what follows must not be found. */
export function luceneNumber(number: SigmaNumber): string {
  return sigmaNumberToText(number).replace(/^-/, '\\-');
}
