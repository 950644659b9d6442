import { fileName } from '../../../workspace/file-uri.ts';
import { defineRule } from '../../define-rule.ts';
import { headOf } from '../../places.ts';

function number(option: unknown, otherwise: number): number {
  return typeof option === 'number' ? option : otherwise;
}

export const filenameLength = defineRule({
  id: 'filename_length',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  options: { min_size: 'number', max_size: 'number' },
  summary: 'A file name that is very short or very long.',
  visit: {
    any(rule, { path, options, report }) {
      if (path === undefined) return;
      const { length } = [...fileName(path)];
      const [shortest, longest] = [number(options.min_size, 10), number(options.max_size, 90)];
      if (length >= shortest && length <= longest) return;
      report({
        span: headOf(rule),
        message: `The file name has ${length} characters. Use ${shortest} to ${longest}, so that it says what the rule is about and fits everywhere.`,
      });
    },
  },
});
