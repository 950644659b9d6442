import { fileName } from '../../../workspace/file-uri.ts';
import { defineRule } from '../../define-rule.ts';
import { relatedRules } from '../../places.ts';

export const duplicateFilename = defineRule({
  id: 'duplicate_filename',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'Several files with one name.',
  workspace(index, { report }) {
    for (const [path, rules] of index.files()) {
      const [rule] = rules;
      const others = index.withFileName(fileName(path)).filter((other) => other.path !== path);
      if (!rule || others.length === 0) continue;
      report(
        { path, rule },
        {
          span: rule.title?.span ?? { start: rule.span.start, end: rule.span.start },
          message: `${others[0]?.path} has the same file name. Tools that collect rules in one folder keep only one of them; rename this file.`,
          related: relatedRules(others),
        },
      );
    }
  },
});
