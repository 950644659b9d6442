import { fileName } from '../../../workspace/file-uri.ts';
import { headOf } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { loadFilenamePrefixes, logSourceKey } from '../../sigmahq-tables.ts';

/** Whether a rule file holds rules with a correlation of them. Its rules may have several log sources. */
function isCombined(path: string, text: string): boolean {
  const hasSeparator = text.includes('\n---\n') || text.startsWith('---\n');
  return hasSeparator && /\.ya?ml$/.test(path) && text.includes('correlation:') && text.includes('logsource:');
}

export const sigmahqFilenamePrefix = defineSigmahqRule({
  id: 'sigmahq_filename_prefix',
  severity: 'medium',
  summary: 'A file name without the prefix of its log source.',
  visit: {
    rule(rule, { path, text, data, report }) {
      if (path === undefined || !rule.logsource || isCombined(path, text)) return;
      const prefixes = data.table(loadFilenamePrefixes);
      const { product } = rule.logsource;
      const byProduct = product
        ? prefixes?.get(logSourceKey({ product, category: undefined, service: undefined }))
        : undefined;
      const prefix = prefixes?.get(logSourceKey(rule.logsource)) ?? byProduct;
      if (prefix === undefined || fileName(path).startsWith(prefix)) return;
      report({
        span: headOf(rule),
        message: `SigmaHQ's files for this log source begin with '${prefix}'. Rename '${fileName(path)}'.`,
      });
    },
  },
});
