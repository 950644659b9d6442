import { extendsBy } from '../extensions.ts';
import { fail, type SigmaFailure } from '../types/sigma-failure.ts';
import { containsSpecial, sigmaString, sigmaStringLength, sigmaStringToPlain } from '../types/sigma-string.ts';
import type { SigmaString, SigmaStringPart } from '../types/sigma-type.ts';
import { encodeBase64, encodeUtf8, hasLoneSurrogate } from '../types/text-encoding.ts';
import { type ModifierContext, type ValueModifier, valueModifier } from './modifier.ts';

type PlainPart = Extract<SigmaStringPart, { kind: 'plain' }>;

function bytesOf(value: SigmaString, { extensions }: ModifierContext): Uint8Array | SigmaFailure {
  if (containsSpecial(value))
    return fail('SigmaValueError', 'Base64 encoding of strings with wildcards is not allowed');
  if (value.foreign !== undefined) return foreignString();
  const text = sigmaStringToPlain(value);
  if (hasLoneSurrogate(text))
    return fail('UnicodeEncodeError', "'utf-8' codec can't encode a character: surrogates not allowed");
  // pySigma: types.py#SigmaString.__bytes__ – of `str()`: a literal `*` is encoded as `\*`, and the byte order mark as UTF-8.
  if (!extendsBy(extensions, 'base64-bytes')) return encodeUtf8(text);
  return Uint8Array.from(value.parts.flatMap((part) => (part.kind === 'plain' ? bytesOfPart(part) : [])));
}

const bytesOfPart = ({ text, bytes }: PlainPart): readonly number[] => bytes ?? [...encodeUtf8(text)];

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
  modify(value, context) {
    const bytes = bytesOf(value, context);
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
  modify(value, context) {
    const bytes = bytesOf(value, context);
    if (!(bytes instanceof Uint8Array)) return bytes;
    // pySigma: modifiers.py#SigmaBase64OffsetModifier – counts characters where the end depends on bytes; wrong beyond ASCII.
    const countsBytes = extendsBy(context.extensions, 'base64-bytes');
    const length = countsBytes ? bytes.length : sigmaStringLength(value);
    const values = startOffsets.map((start, offset) => {
      const padded = new Uint8Array(offset + bytes.length).fill(0x20, 0, offset);
      padded.set(bytes, offset);
      return sigmaString(encodeBase64(padded).slice(start, endOffsets[(length + offset) % 3]), value.span);
    });
    return { type: 'expansion', values, ...(value.span && { span: value.span }) };
  },
});
