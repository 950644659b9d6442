import type { SigmaDetectionItem, SigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import type { YamlScalar } from '../../../yaml/nodes.ts';
import { defineRule, type Fix, type TextEdit } from '../../define-rule.ts';
import { isOnWindows, isProgramPath } from '../../path-fields.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

/** What stands in these fields for processes without a file. */
const noFiles = /^(?:system|registry|mem ?compression|memory compression|secure system|idle|unknown|n\/?a|vmmem.*)$/i;

/** How a value is compared with which no path begins, and which none equals. */
function comparisonWith({ text, value }: YamlScalar, fromStart: boolean): 'equal' | 'start' | undefined {
  if (typeof value !== 'string' || noFiles.test(text)) return undefined;
  if (fromStart || text.endsWith('*')) return /^\w[\w.-]{2,}\*?$/.test(text) ? 'start' : undefined;
  return /^\w[\w .-]*\.[a-z]\w{1,3}$/i.test(text) ? 'equal' : undefined;
}

function isPlain({ modifiers }: SigmaDetectionItem): boolean {
  return !modifiers.some((modifier) => modifier === 'endswith' || modifier === 'contains');
}

/** What stands before a file's name in its path. */
function separatorOf(rule: SigmaRule): string | undefined {
  if (isOnWindows(rule)) return '\\';
  return rule.logsource?.product === 'linux' || rule.logsource?.product === 'macos' ? '/' : undefined;
}

function askForEnd(
  item: SigmaDetectionItem,
  scalars: readonly YamlScalar[],
  separator: string | undefined,
  text: string,
): readonly Fix[] {
  const isAlone = item.modifiers.length === 0 && scalars.length === item.originalValue.length;
  if (!isAlone || separator === undefined) return [];
  const at = item.fieldSpan.end;
  const edits: TextEdit[] = [{ span: { start: at, end: at }, newText: '|endswith' }];
  for (const scalar of scalars) {
    if (!plainContent(text, scalar) || /['\\]/.test(scalar.text)) return [];
    edits.push({ span: scalar.span, newText: `'${separator}${scalar.text}'` });
  }
  return [{ title: "Use 'endswith'", kind: 'suggestion', edits }];
}

export const fileNameAsPath = defineRule({
  id: 'file_name_as_path',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict'],
  summary: 'A path that is compared with the mere name of a file.',
  visit: {
    item(item, { rule, text, report }) {
      if (rule.kind !== 'rule' || !isProgramPath(item) || !isPlain(item)) return;
      const fromStart = item.modifiers.includes('startswith');
      const scalars = scalarsOf(item);
      const separator = separatorOf(rule);
      const fixes = scalars.every((scalar) => comparisonWith(scalar, fromStart) === 'equal')
        ? askForEnd(item, scalars, separator, text)
        : [];
      for (const scalar of scalars) {
        const comparison = comparisonWith(scalar, fromStart);
        if (comparison === undefined) continue;
        const name = scalar.text.replace(/\*$/, '');
        const [never, modifier] = comparison === 'start' ? ['begins with', 'contains'] : ['is', 'endswith'];
        report({
          span: scalar.span,
          message: `'${item.field}' holds a full path, which never ${never} '${name}'. Use '${item.field}|${modifier}: ${separator ?? '\\'}${name}'.`,
          fixes,
        });
      }
    },
  },
});
