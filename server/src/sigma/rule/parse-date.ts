import type { YamlDate } from '../../yaml/nodes.ts';
import type { Mapping } from './document.ts';
import { pythonStr } from './python-value.ts';
import type { RuleErrors } from './rule-errors.ts';
import type { Spanned } from './sigma-rule.ts';

const accepted = [/^([1-3][0-9]{3})-([01][0-9])-([0-3][0-9])$/, /^([1-3][0-9]{3})\/([01]?[0-9])\/([0-3]?[0-9])$/];

/** `date` or `modified`: a YAML date, or a text in one of two forms that names a day of the calendar. */
export function parseRuleDate(
  map: Mapping,
  key: 'date' | 'modified',
  errorClass: string,
  errors: RuleErrors,
): Spanned<YamlDate> | undefined {
  const node = map.given(key);
  if (node === undefined) return undefined;
  const value = node.kind === 'scalar' ? node.value : null;
  if (value !== null && typeof value === 'object' && value.kind === 'date') return { value, span: node.span };
  if (value !== null && typeof value === 'object' && value.kind === 'datetime') {
    const date = dateOf(/^(\d+)-(\d+)-(\d+)/.exec(value.text));
    return date && { value: date, span: node.span };
  }
  const text = pythonStr(node);
  for (const form of accepted) {
    const date = dateOf(form.exec(text));
    if (date !== undefined) return { value: date, span: node.span };
  }
  errors.add(errorClass, `Rule ${key} '${text}' is invalid, use yyyy-mm-dd`, node.span);
  return undefined;
}

function dateOf(match: RegExpExecArray | null): YamlDate | undefined {
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return undefined;
  return { kind: 'date', year, month, day };
}
