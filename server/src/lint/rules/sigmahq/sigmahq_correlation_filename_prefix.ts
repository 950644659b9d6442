import { fileName } from '../../../workspace/file-uri.ts';
import { headOf } from '../../places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqCorrelationFilenamePrefix = defineSigmahqRule({
  id: 'sigmahq_correlation_filename_prefix',
  severity: 'medium',
  summary: 'A file of a correlation whose name does not say so.',
  visit: {
    correlation(rule, { path, report }) {
      if (path === undefined || fileName(path).startsWith('correlation_')) return;
      report({
        span: headOf(rule),
        message: "SigmaHQ's files with correlations begin with 'correlation_'. Rename the file.",
      });
    },
  },
});
