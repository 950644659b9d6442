import type { SigmaStringPart, SigmaType } from '../../../sigma/types/sigma-type.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

const lengths = new Map([
  ['MD5', 32],
  ['SHA1', 40],
  ['SHA256', 64],
  ['IMPHASH', 32],
]);

/** Nearly all hashes, decided at once: lists of thousands are usual. */
const right = /^(?:MD5=[\da-fA-F]{32}|SHA1=[\da-fA-F]{40}|SHA256=[\da-fA-F]{64}|IMPHASH=[\da-fA-F]{32})$/;
const nothing: readonly string[] = [];

/** What is wrong with a literal part of a value. */
function wrongHash(part: SigmaStringPart): readonly string[] {
  if (part.kind !== 'plain' || right.test(part.text)) return nothing;
  const [type = '', digits, ...more] = part.text.split('=');
  if (digits === undefined || more.length > 0) return [`'${part.text}' is not of the form TYPE=VALUE.`];
  const length = lengths.get(type);
  if (length === undefined) return [`'${type}' is no type of hash.`];
  const isRight = /^[a-fA-F0-9]+\n?$/.test(digits) && digits.replace(/\n$/, '').length === length;
  return isRight ? [] : [`'${digits}' is no ${type}, which has ${length} hexadecimal digits.`];
}

/** `IMPHASH=` with nothing behind it asks whether there is one. */
function endsWithType(value: SigmaType): boolean {
  return value.type === 'string' && value.parts.every((part) => part.kind !== 'plain' || /^[A-Z\d]+=$/.test(part.text));
}

export const sigmahqInvalidHashKv = defineSigmahqRule({
  id: 'sigmahq_invalid_hash_kv',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'A hash that is not written as TYPE=VALUE.',
  visit: {
    item(item, { profile, report }) {
      if (item.field !== 'Hashes' && item.field !== 'Hash') return;
      for (const value of item.value) {
        const wrong = value.type === 'string' ? value.parts.flatMap(wrongHash) : ['A hash is a text.'];
        for (const message of profile === 'default' && endsWithType(value) ? [] : wrong)
          report({
            span: value.span ?? item.fieldSpan,
            message: `${message} Sysmon writes hashes as MD5=…, SHA1=…, SHA256=… and IMPHASH=….`,
          });
      }
    },
  },
});
