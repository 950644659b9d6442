import { fileName } from '../../../workspace/file-uri.ts';
import { defineRule } from '../../define-rule.ts';

export const duplicateFilename = defineRule({
  id: 'duplicate_filename',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'Several files with one name.',
  workspace(index, { report }) {
    const byName = new Map<string, string[]>();
    for (const [path, rules] of index.files()) {
      if (rules.length === 0) continue;
      const name = fileName(path);
      byName.set(name, [...(byName.get(name) ?? []), path]);
    }
    for (const [path, rules] of index.files()) {
      const [rule] = rules;
      const others = (byName.get(fileName(path)) ?? []).filter((other) => other !== path);
      if (!rule || others.length === 0) continue;
      report(
        { path, rule },
        {
          span: rule.title?.span ?? { start: rule.span.start, end: rule.span.start },
          message: `${others[0]} has the same file name. Tools that collect rules in one folder keep only one of them; rename this file.`,
        },
      );
    }
  },
});
