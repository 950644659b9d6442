import type { Span } from '../../../base/span.ts';
import type { AnySigmaRule } from '../../../sigma/rule/sigma-rule.ts';
import { type AttackTables, loadAttackTables } from '../../attack-tables.ts';
import { defineRule, type Fix, type TextEdit } from '../../define-rule.ts';
import { nearest } from '../../nearest.ts';
import { addLineAfter, removeLines } from '../../scalar-places.ts';

function isKnown(name: string, { tactics, techniques, others }: AttackTables): boolean {
  return tactics.has(name) || techniques.has(name) || others.has(name);
}

function dashed(name: string): string {
  return name.replaceAll('_', '-');
}

/** A tag whose name ATT&CK has given up. */
interface Former {
  readonly name: string;
  readonly span: Span;
  readonly rule: AnySigmaRule;
  readonly text: string;
  readonly tables: AttackTables;
}

function replacedBy(former: Former, successors: readonly string[]) {
  const { name, tables } = former;
  const chosen = tables.tactics.has(successors[0] ?? '') ? tacticsOfRule(former, successors) : [];
  const named = (chosen.length > 0 ? chosen : successors).map((id) => inWords(id, tables));
  const why = chosen.length > 0 && successors.length > 1 ? ", as the rule's techniques do" : '';
  return {
    message: `'${name}' is not in ATT&CK ${tables.version} any more. ${named.length === 0 ? 'Nothing took its place; choose another technique.' : `Use ${named.join(chosen.length > 0 ? ' and ' : ' or ')}${why}.`}`,
    fixes: fixesFor(former, successors, chosen),
  };
}

/** The successors that MITRE names are safe; where there are several, the techniques of the rule decide. */
function fixesFor(former: Former, successors: readonly string[], chosen: readonly string[]): readonly Fix[] {
  const certain = chosen.length > 0 ? chosen : successors.length === 1 ? successors : [];
  const edits = certain.length > 0 ? editsFor(former, certain) : undefined;
  if (edits) return [{ title: `Use ${certain.map((id) => `'attack.${id}'`).join(' and ')}`, kind: 'safe', edits }];
  return successors.map((successor) => replaceFix(successor, former.span));
}

/** Writes what the rule does not have yet in the place of the tag. */
function editsFor({ rule, span, text }: Former, successors: readonly string[]): readonly TextEdit[] | undefined {
  const present = new Set(rule.tags.filter(({ namespace }) => namespace === 'attack').map(({ name }) => name));
  const [first, ...more] = successors.filter((id) => !present.has(id));
  if (first === undefined) {
    const edit = removeLines(text, span);
    return edit && [edit];
  }
  const others = more.map((id) => addLineAfter(text, span, `attack.${id}`));
  if (!others.every((edit) => edit !== undefined) || /^['"&!]/.test(text.slice(span.start))) return undefined;
  return [{ span, newText: `attack.${first}` }, ...others];
}

/** Of the tactics that one was split into those that the rule's techniques have. */
function tacticsOfRule({ rule, tables }: Former, tactics: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const { namespace, name } of rule.tags) {
    if (namespace !== 'attack') continue;
    const [current = name] = tables.replaced.get(name) ?? [];
    for (const tactic of tables.tacticsOf.get(current) ?? []) found.add(tactic);
  }
  return tactics.filter((tactic) => found.has(tactic));
}

function inWords(id: string, { techniques }: AttackTables): string {
  return techniques.has(id) ? `'${id}' (${techniques.get(id)})` : `'${id}'`;
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
    tag({ namespace, name, span }, { rule, text, data, report }) {
      if (namespace !== 'attack') return;
      const tables = data.table(loadAttackTables);
      if (!tables || isKnown(name, tables)) return;
      const successors = tables.replaced.get(dashed(name));
      if (successors) {
        const former = { name, span, rule, text, tables };
        report({ span, severity: 'information', tag: 'deprecated', ...replacedBy(former, successors) });
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
