import { fileName } from '../../../workspace/file-uri.ts';
import { headOf } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqFilenameConvention = defineSigmahqRule({
  id: 'sigmahq_filename_convention',
  severity: 'medium',
  summary: 'A file name against the convention of SigmaHQ.',
  visit: {
    any(rule, { path, report }) {
      if (path === undefined) return;
      const name = fileName(path);
      if (/^[a-z0-9_]{10,90}\.yml/.test(name) && name.includes('_')) return;
      report({
        span: headOf(rule),
        message: `The file name '${name}' is not of SigmaHQ's form: 10 to 90 lower-case letters, digits and underscores, among them an underscore, and '.yml'.`,
      });
    },
  },
});
