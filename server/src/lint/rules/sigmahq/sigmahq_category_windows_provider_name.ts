import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaType } from '../../../sigma/types/sigma-type.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { loadWindowsCategories } from '../../sigmahq-tables.ts';
import { itemsOf } from '../../visit-rule.ts';

function isNumeric({ type }: SigmaType): boolean {
  return type === 'number' || type === 'bool' || type === 'timestamp-part';
}

function isOneOf(value: SigmaType, names: ReadonlySet<string>): boolean {
  const [part, ...others] = value.type === 'string' ? value.parts : [];
  return part?.kind === 'plain' && others.length === 0 && names.has(part.text);
}

export const sigmahqCategoryWindowsProviderName = defineSigmahqRule({
  id: 'sigmahq_category_windows_provider_name',
  severity: 'medium',
  summary: 'A provider name where the category says it already.',
  visit: {
    rule(rule, { data, report }) {
      const { product, category } = rule.logsource ?? {};
      if (product !== 'windows' || category === undefined) return;
      const providers = data.table(loadWindowsCategories)?.providers.get(category);
      if (!providers) return;
      const found: SigmaDetectionItem[] = [];
      for (const item of itemsOf(rule)) {
        if (item.field !== 'Provider_Name') continue;
        const named = item.value.find((value) => isNumeric(value) || isOneOf(value, providers));
        if (!named) continue;
        // pySigma: validators/sigmahq/detection.py – comparing a number or a boolean with a name fails, and the rule has no issue.
        if (isNumeric(named)) return;
        found.push(item);
      }
      for (const { fieldSpan } of found)
        report({
          span: fieldSpan,
          tag: 'unnecessary',
          message: `The category '${category}' implies this provider. Remove 'Provider_Name', so that the rule also works with other sources of these events.`,
        });
    },
  },
});
