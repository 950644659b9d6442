import { headOf } from '../../places.ts';
import { keyOf } from '../../scalar-places.ts';
import { defineSigmahqRule, wordsOption } from '../../sigmahq-rule.ts';

export const sigmahqTagsDetection = defineSigmahqRule({
  id: 'sigmahq_tags_detection',
  severity: 'low',
  options: { Folder_tag: 'words' },
  summary: 'A rule of a special folder without its tag.',
  visit: {
    any(rule, { path, options, report }) {
      const folders = wordsOption(options.Folder_tag, ['dfir', 'emerging-threats', 'threat-hunting']);
      const hasTag = (wanted: string) =>
        rule.tags.some(({ namespace, name }) => namespace === 'detection' && name === wanted);
      const missing = folders.find((name) => path?.includes(`rules-${name}`) && !hasTag(name));
      if (missing === undefined) return;
      report({
        span: keyOf(rule, 'tags') ?? headOf(rule),
        message: `Rules in 'rules-${missing}' carry the tag 'detection.${missing}', so that they are known outside the folder too. Add it.`,
      });
    },
  },
});
