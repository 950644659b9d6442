import type { Span } from '../../base/span.ts';
import { type AttackTable, loadAttack, resolveTechnique } from '../../data/attack.ts';
import { loadAttackNames } from '../../data/attack-names.ts';
import { loadD3fendTables } from '../../lint/attack-tables.ts';
import type { LintData } from '../../lint/lint-data.ts';
import type { AnySigmaRule } from '../../sigma/rule/sigma-rule.ts';
import { ruleMentions, scalarContent } from '../../workspace/rule-mentions.ts';
import { asSeq, entryOf } from '../../yaml/node-access.ts';
import type { YamlScalar } from '../../yaml/nodes.ts';
import { d3fendPage, describeFate } from '../technique-docs.ts';
import type { Place, RuleFile } from './places.ts';

export interface DocumentLink {
  readonly span: Span;
  /** An address on the web, or a rule of the workspace. */
  readonly target: string | Place;
  readonly tooltip?: string;
}

/** References, tags of ATT&CK, D3FEND, CAR and CVE, and mentions of other rules. Only addresses with http and https are links. */
export function documentLinks(file: RuleFile, data: LintData): DocumentLink[] {
  const { text, collection } = file.parse;
  const links = collection.rules.flatMap((rule) => [
    ...texts(rule, 'references').flatMap((scalar) => linkOf(text, scalar, webPage(scalar.text))),
    ...texts(rule, 'tags').flatMap((scalar) => linkOf(text, scalar, tagPage(scalar.text, data))),
    ...ruleLinks(file, rule),
  ]);
  return [...new Map(links.map((link) => [link.span.start, link])).values()];
}

function texts(rule: AnySigmaRule, key: string): YamlScalar[] {
  const items = asSeq(entryOf(rule.node, key)?.value)?.items ?? [];
  return items.filter((item) => item.kind === 'scalar');
}

/** A page on the web, and what to know about it before one goes there. */
type Page = Omit<DocumentLink, 'span' | 'target'> & { readonly target: string };

function linkOf(text: string, scalar: YamlScalar, page: Page | undefined): DocumentLink[] {
  return page === undefined ? [] : [{ span: scalarContent(text, scalar), ...page }];
}

function ruleLinks({ index, parse }: RuleFile, rule: AnySigmaRule): DocumentLink[] {
  return ruleMentions(parse.text, rule).flatMap(({ reference, span }) => {
    const [found] = index.referredBy(reference);
    if (!found) return [];
    const { path, rule: other } = found;
    const target = { path, span: other.title?.span ?? { start: other.span.start, end: other.span.start } };
    return [{ span, target, ...(other.title && { tooltip: other.title.value }) }];
  });
}

function webPage(text: string): Page | undefined {
  if (!/^https?:\/\/[^\s/]/i.test(text) || /\s/.test(text)) return undefined;
  try {
    return { target: new URL(text).href };
  } catch {
    return undefined;
  }
}

function tagPage(tag: string, data: LintData): Page | undefined {
  const [namespace, name] = split(tag.toLowerCase());
  if (namespace === 'cve' && /^\d{4}[.-]\d{4,}$/.test(name))
    return { target: `https://nvd.nist.gov/vuln/detail/CVE-${name.replace('.', '-')}` };
  if (namespace === 'car' && /^\d{4}-\d\d-\d{3}$/.test(name))
    return { target: `https://car.mitre.org/analytics/CAR-${name}/` };
  if (namespace === 'd3fend') {
    const technique = data.table(loadD3fendTables)?.techniques.get(name);
    return technique === undefined ? undefined : { target: d3fendPage(technique) };
  }
  return namespace === 'attack' ? attackPage(name, data) : undefined;
}

const attack = 'https://attack.mitre.org';
const attackFolders = { g: 'groups', s: 'software', c: 'campaigns' } as const;

/** The page of what a tag means today; none for what is not known to have one. */
function attackPage(name: string, data: LintData): Page | undefined {
  const id = name.toUpperCase();
  if (/^t\d{4}(?:\.\d{3})?$/.test(name)) return techniquePage(id, data.table(loadAttack));
  const [, kind] = /^([gsc])\d{4}$/.exec(name) ?? [];
  if (kind === undefined) {
    const tactic = tacticId(name, data.table(loadAttack));
    return tactic === undefined ? undefined : { target: `${attack}/tactics/${tactic}/` };
  }
  const names = kind === 'c' ? undefined : data.table(loadAttackNames);
  if (names && !names.has(id)) return undefined;
  return { target: `${attack}/${attackFolders[kind as keyof typeof attackFolders]}/${id}/` };
}

function techniquePage(id: string, table: AttackTable | undefined): Page | undefined {
  const found = table && resolveTechnique(table, id);
  if (found?.state === 'unknown') return undefined;
  const current = found && 'technique' in found ? found.technique.id : id;
  const tooltip = found && describeFate(id, found);
  return { target: `${attack}/techniques/${current.replace('.', '/')}/`, ...(tooltip && { tooltip }) };
}

function split(tag: string): [namespace: string, name: string] {
  const dot = tag.indexOf('.');
  return [tag.slice(0, Math.max(0, dot)), tag.slice(dot + 1)];
}

function tacticId(name: string, table: AttackTable | undefined): string | undefined {
  if (!table) return undefined;
  if (!/^ta\d{4}$/.test(name)) return table.tactics.get(name.replaceAll('_', '-'))?.id;
  const id = name.toUpperCase();
  return [...table.tactics.values()].some((tactic) => tactic.id === id) ? id : undefined;
}
