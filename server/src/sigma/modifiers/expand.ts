import { extendsBy } from '../extensions.ts';
import { fail } from '../types/sigma-failure.ts';
import { checkRegex } from '../types/sigma-regular-expression.ts';
import { insertEscapedPlaceholders, insertPlaceholders } from '../types/sigma-string-edit.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

export const expand: ValueModifier = valueModifier({
  ids: ['expand'],
  className: 'SigmaExpandModifier',
  summary: '`%name%` in the value is a placeholder that a processing pipeline fills.',
  accepts: ['string', 'regex'],
  modify(value, { extensions }) {
    const insert = extendsBy(extensions, 'escaped-placeholders') ? insertPlaceholders : insertEscapedPlaceholders;
    if (value.type === 'string') return value.foreign === undefined ? insert(value) : value;
    const { foreign } = value.regexp;
    if (foreign !== undefined) {
      return fail('AttributeError', `'${foreign}' object has no attribute 'insert_placeholders'`);
    }
    return checkRegex({ ...value, regexp: insert(value.regexp) });
  },
});
