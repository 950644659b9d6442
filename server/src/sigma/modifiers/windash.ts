import { fail } from '../types/sigma-failure.ts';
import { plainPart } from '../types/sigma-string.ts';
import { replacePlaceholders, replaceWithPlaceholder } from '../types/sigma-string-edit.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

/** Python's `\B[-/]\b`: a dash or slash that no letter, digit or underscore precedes and one follows. */
const dash = /(?<![\p{L}\p{N}_])[-/](?=[\p{L}\p{N}_])/gu;
const name = '_windash';
const dashes = ['-', '/', '\u2013', '\u2014', '\u2015'].map((text) => [plainPart(text)]);

export const windash: ValueModifier = valueModifier({
  ids: ['windash'],
  className: 'SigmaWindowsDashModifier',
  summary: 'The value with every kind of dash that Windows programs take before a parameter.',
  accepts: ['string'],
  modify(value, { expansionLimit }) {
    const marked = replaceWithPlaceholder(value, dash, name);
    const isDash = (part: (typeof marked.parts)[number]) => part.kind === 'placeholder' && part.name === name;
    const count = marked.parts.filter(isDash).length;
    if (dashes.length ** count > expansionLimit) {
      return fail(
        'SigmaExpansionLimitError',
        `The windash modifier makes ${dashes.length ** count} values of this one, because ${count} dashes or slashes in it can each ` +
          `be written in ${dashes.length} ways; at most ${expansionLimit} are allowed. Split the value into shorter ones.`,
      );
    }
    const values = replacePlaceholders(marked, (part) => (part.name === name ? dashes : [[part]]));
    return { type: 'expansion', values, ...(value.span && { span: value.span }) };
  },
});
