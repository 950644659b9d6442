import type { Span } from '../../../base/span.ts';
import { type AttackTables, loadAttackTables } from '../../attack-tables.ts';
import type { Fix } from '../../define-rule.ts';
import { defineRule } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';

function isKnown(name: string, { tactics, techniques, others }: AttackTables): boolean {
  return tactics.has(name) || techniques.has(name) || others.has(name);
}

function dashed(name: string): string {
  return name.replaceAll('_', '-');
}

function replacedBy(name: string, successors: readonly string[], span: Span, { version, techniques }: AttackTables) {
  const named = successors.map((id) => (techniques.has(id) ? `'${id}' (${techniques.get(id)})` : `'${id}'`));
  return {
    message: `'${name}' is not in ATT&CK ${version} any more. ${named.length === 0 ? 'Nothing took its place; choose another technique.' : `Use ${named.join(' or ')}.`}`,
    fixes: successors.map((successor) => replaceFix(successor, span)),
  };
}

function replaceFix(successor: string, span: Span): Fix {
  return {
    title: `Use 'attack.${successor}'`,
    kind: 'suggestion',
    edits: [{ span, newText: `attack.${successor}` }],
  };
}

function guessFor(name: string, { tactics, techniques }: AttackTables): string | undefined {
  const lower = dashed(name.toLowerCase());
  if (tactics.has(lower) || techniques.has(lower)) return lower;
  const parent = lower.split('.')[0] as string;
  if (/^t\d{4}\./.test(lower)) return techniques.has(parent) ? parent : undefined;
  return /^t\d/.test(lower) ? undefined : nearest(lower, [...tactics]);
}

export const attacktag = defineRule({
  id: 'attacktag',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A tag that names no tactic or technique of MITRE ATT&CK.',
  visit: {
    tag({ namespace, name, span }, { data, report }) {
      if (namespace !== 'attack') return;
      const tables = data.table(loadAttackTables);
      if (!tables || isKnown(name, tables)) return;
      const successors = tables.replaced.get(dashed(name));
      if (successors) {
        report({ span, severity: 'information', tag: 'deprecated', ...replacedBy(name, successors, span, tables) });
        return;
      }
      const guess = guessFor(name, tables);
      report({
        span,
        message: `ATT&CK ${tables.version} has no '${name}'. ${guess ? `Did you mean '${guess}'?` : 'Look the technique up at attack.mitre.org.'}`,
        ...(guess ? { fixes: [replaceFix(guess, span)] } : {}),
      });
    },
  },
});
