import type { SigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import type { YamlNode } from '../../../yaml/nodes.ts';
import type { Fix, LintContext, Report } from '../../define-rule.ts';
import { guessLogSource, loadLogSourceNames, logSourceKeyNames } from '../../logsource-guess.ts';
import { keyOf } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';
import { loadTaxonomy, logSourceKey } from '../../sigmahq-tables.ts';

interface Misspelling extends Report {
  readonly question: string;
}

/** What is misspelled in the log source. */
function misspellings({ logsource }: SigmaRule, { data }: LintContext): Misspelling[] {
  const names = data.table(loadLogSourceNames);
  if (!names || !logsource) return [];
  return logSourceKeyNames.flatMap((key): Misspelling[] => {
    const written = logsource[key];
    const guess = written === undefined ? undefined : guessLogSource(key, written, names);
    if (!guess || (guess.key !== key && logsource[guess.key] !== undefined)) return [];
    const pair = logsource.node.entries.find((one) => one.key.kind === 'scalar' && one.key.text === key);
    const isKey = guess.key !== key;
    const question = `Did you mean '${isKey ? `${guess.key}: ` : ''}${guess.name}'?`;
    const fix = replace(isKey ? pair?.key : pair?.value, isKey ? guess.key : guess.name);
    return [
      {
        span: pair?.value.span ?? logsource.span,
        message: `No known log source has the ${key} '${written}', so pipelines do not know where to look. ${question}`,
        question,
        fixes: fix,
      },
    ];
  });
}

function replace(node: YamlNode | undefined, newText: string): readonly Fix[] {
  if (node?.kind !== 'scalar') return [];
  return [{ title: `Write '${newText}'`, kind: 'suggestion', edits: [{ span: node.span, newText }] }];
}

export const sigmahqLogsourceUnknown = defineSigmahqRule({
  id: 'sigmahq_logsource_unknown',
  severity: 'high',
  defaultSeverity: 'warning',
  summary: 'A log source that SigmaHQ does not know.',
  visit: {
    rule(rule, context) {
      const { data, profile, report } = context;
      const taxonomy = data.table(loadTaxonomy);
      if (!taxonomy || !rule.logsource || taxonomy.has(logSourceKey(rule.logsource))) return;
      const found = misspellings(rule, context);
      // Elsewhere there are log sources that SigmaHQ does not have; a misspelled one is still worth a word.
      if (profile === 'default') {
        for (const { question: _, ...finding } of found) report(finding);
        return;
      }
      const { product, category, service } = rule.logsource;
      const parts = Object.entries({ product, category, service }).flatMap(([key, part]) =>
        part === undefined ? [] : [`${key} '${part}'`],
      );
      const fixes = found.flatMap((one) => one.fixes ?? []);
      report({
        span: keyOf(rule, 'logsource') ?? rule.logsource.span,
        message: `SigmaHQ's taxonomy has no log source with ${parts.join(', ')} alone. Pipelines may not know where to look; ${found.length > 0 ? 'correct the spelling' : 'use a log source of the taxonomy'}.${found.map(({ question }) => ` ${question}`).join('')}`,
        ...(fixes.length > 0 ? { fixes } : {}),
      });
    },
  },
});
