/** All modifiers by identifier, in pySigma's order; what the specification has beyond pySigma stands at the end. */
import { base64, base64offset } from './base64.ts';
import { cased } from './cased.ts';
import { cidr } from './cidr.ts';
import { gt, gte, lt, lte } from './compare.ts';
import { contains, endswith, startswith } from './contains.ts';
import { exists } from './exists.ts';
import { expand } from './expand.ts';
import { fieldref } from './fieldref.ts';
import { all, neq } from './linking.ts';
import type { SigmaModifier } from './modifier.ts';
import { re } from './re.ts';
import { dotall, ignorecase, multiline } from './regex-flags.ts';
import { day, hour, minute, month, week, year } from './timestamp.ts';
import { utf16, utf16be, utf16le, wide } from './utf16.ts';
import { windash } from './windash.ts';

const list: readonly SigmaModifier[] = [
  all,
  neq,
  base64,
  base64offset,
  cased,
  cidr,
  contains,
  day,
  dotall,
  endswith,
  exists,
  expand,
  fieldref,
  gt,
  gte,
  hour,
  ignorecase,
  lt,
  lte,
  minute,
  month,
  multiline,
  re,
  utf16,
  utf16be,
  startswith,
  week,
  wide,
  windash,
  year,
  utf16le,
];

export const modifiers: ReadonlyMap<string, SigmaModifier> = new Map(
  list.flatMap((modifier) => modifier.ids.map((id) => [id, modifier])),
);

/** The identifier that pySigma writes for a modifier, whichever was read (`i` becomes `ignorecase`). */
export function plainModifierId(id: string): string {
  return modifiers.get(id)?.ids.at(-1) ?? id;
}
