import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';

const namespaces: readonly string[] = ['attack', 'car', 'cve', 'd3fend', 'detection', 'stp', 'tlp'];

export const namespaceTag = defineRule({
  id: 'namespace_tag',
  aliases: ['unknown_tag_namespace'],
  severity: 'information',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  options: { allowed_namespaces: 'words' },
  summary: 'A tag in a namespace that Sigma does not have.',
  visit: {
    tag({ namespace, span }, { options, report }) {
      const allowed = Array.isArray(options.allowed_namespaces) ? options.allowed_namespaces : namespaces;
      if (allowed.includes(namespace)) return;
      const guess = nearest(namespace, namespaces);
      const hint = guess ? `Did you mean '${guess}'?` : `Its namespaces are ${namespaces.join(', ')}.`;
      report({ span, message: `Sigma has no tags '${namespace}.…'. ${hint}` });
    },
  },
});
