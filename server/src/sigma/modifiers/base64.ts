import { fail, type SigmaFailure } from '../types/sigma-failure.ts';
import { containsSpecial, sigmaString, sigmaStringLength, sigmaStringToPlain } from '../types/sigma-string.ts';
import type { SigmaString } from '../types/sigma-type.ts';
import { encodeBase64, encodeUtf8, hasLoneSurrogate } from '../types/text-encoding.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

/** The bytes to encode. pySigma: types.py#SigmaString.__bytes__ – of `str()`, so that a literal `*` is encoded as `\*`. */
function bytesOf(value: SigmaString): Uint8Array | SigmaFailure {
  if (containsSpecial(value))
    return fail('SigmaValueError', 'Base64 encoding of strings with wildcards is not allowed');
  if (value.foreign !== undefined) return foreignString();
  const text = sigmaStringToPlain(value);
  return hasLoneSurrogate(text)
    ? fail('UnicodeEncodeError', "'utf-8' codec can't encode a character: surrogates not allowed")
    : encodeUtf8(text);
}

/** What printing a value that is no string ends in. */
export function foreignString(): SigmaFailure {
  return fail(
    'TypeError',
    'SigmaString can only consist of plain strings and instances of SpecialChars or Placeholder objects.',
  );
}

export const base64: ValueModifier = valueModifier({
  ids: ['base64'],
  className: 'SigmaBase64Modifier',
  summary: 'The value encoded as Base64.',
  accepts: ['string'],
  modify(value) {
    const bytes = bytesOf(value);
    return bytes instanceof Uint8Array ? sigmaString(encodeBase64(bytes), value.span) : bytes;
  },
});

const startOffsets = [0, 2, 3] as const;
const endOffsets = [undefined, -3, -2] as const;

export const base64offset: ValueModifier = valueModifier({
  ids: ['base64offset'],
  className: 'SigmaBase64OffsetModifier',
  summary: 'The value encoded as Base64 at each of the three offsets that it can have in a longer text.',
  accepts: ['string'],
  modify(value) {
    const bytes = bytesOf(value);
    if (!(bytes instanceof Uint8Array)) return bytes;
    const length = sigmaStringLength(value);
    const values = startOffsets.map((start, offset) => {
      const padded = new Uint8Array(offset + bytes.length).fill(0x20, 0, offset);
      padded.set(bytes, offset);
      // pySigma: modifiers.py#SigmaBase64OffsetModifier – counts characters where the end depends on bytes; wrong beyond ASCII.
      return sigmaString(encodeBase64(padded).slice(start, endOffsets[(length + offset) % 3]), value.span);
    });
    return { type: 'expansion', values, ...(value.span && { span: value.span }) };
  },
});
