import { decodeUtf8 } from '../../yaml/utf8.ts';
import { fail, type SigmaFailure } from '../types/sigma-failure.ts';
import { byteOrderMark, plainPart, sigmaStringOfParts, sigmaStringToPlain } from '../types/sigma-string.ts';
import type { SigmaString, SigmaStringPart } from '../types/sigma-type.ts';
import { encodeUtf16, hasLoneSurrogate } from '../types/text-encoding.ts';
import { foreignString } from './base64.ts';
import { type ValueModifier, valueModifier } from './modifier.ts';

interface Encoding {
  readonly order: 'le' | 'be';
  readonly prefix: readonly SigmaStringPart[];
  /** How pySigma names the modifier and what it wants in its message. */
  readonly refusal: string;
}

/** Each literal part as UTF-16 bytes that are read as UTF-8 again: the text that Base64 encodes byte for byte. */
function encode(value: SigmaString, encoding: Encoding): SigmaString | SigmaFailure {
  const parts: SigmaStringPart[] = [...encoding.prefix];
  for (const part of value.parts) {
    if (part.kind !== 'plain' || value.foreign !== undefined) {
      parts.push(part);
      continue;
    }
    if (hasLoneSurrogate(part.text)) {
      return fail(
        'UnicodeEncodeError',
        `'utf-16-${encoding.order}' codec can't encode a character: surrogates not allowed`,
      );
    }
    const decoded = decodeUtf8(encodeUtf16(part.text, encoding.order));
    if ('error' in decoded) return refuse(value, encoding);
    parts.push(plainPart(decoded.text));
  }
  return { ...sigmaStringOfParts(parts, { span: value.span }), ...(value.foreign && { foreign: value.foreign }) };
}

function refuse(value: SigmaString, encoding: Encoding): SigmaFailure {
  if (value.foreign !== undefined) return foreignString();
  const text = sigmaStringToPlain(value);
  return fail('SigmaValueError', `${encoding.refusal} strings, input string '${text}' isn't one`);
}

function utf16Modifier(
  id: string,
  className: string,
  summary: string,
  encoding: Encoding,
  extra: Pick<ValueModifier, 'extension'> = {},
): ValueModifier {
  const modify = (value: SigmaString) => encode(value, encoding);
  return valueModifier({ ids: [id], className, summary, accepts: ['string'], modify, ...extra });
}

const ascii = { order: 'le', prefix: [], refusal: 'Wide modifier only allowed for ascii' } as const;

export const wide = utf16Modifier(
  'wide',
  'SigmaWideModifier',
  'The value in UTF-16 (little endian), for Base64.',
  ascii,
);

export const utf16le = utf16Modifier(
  'utf16le',
  'SigmaUTF16LEModifier',
  'The value in UTF-16 (little endian), for Base64; the same as wide.',
  { ...ascii, refusal: 'UTF-16LE modifier only allowed for ascii' },
  { extension: 'utf16le-modifier' },
);

export const utf16be = utf16Modifier(
  'utf16be',
  'SigmaUTF16BEModifier',
  'The value in UTF-16 (big endian), for Base64.',
  { order: 'be', prefix: [], refusal: 'UTF-16BE modifier only allowed for valid Unicode' },
);

export const utf16 = utf16Modifier(
  'utf16',
  'SigmaUTF16Modifier',
  'The value in UTF-16 with a byte order mark before it, for Base64.',
  { order: 'le', prefix: [byteOrderMark], refusal: 'UTF-16 modifier only allowed for valid Unicode' },
);
