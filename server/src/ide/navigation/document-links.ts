import type { Span } from '../../base/span.ts';
import { type AttackTable, loadAttack } from '../../data/attack.ts';
import type { LintData } from '../../lint/lint-data.ts';
import type { AnySigmaRule } from '../../sigma/rule/sigma-rule.ts';
import { ruleMentions, scalarContent } from '../../workspace/rule-mentions.ts';
import { asSeq, entryOf } from '../../yaml/node-access.ts';
import type { YamlScalar } from '../../yaml/nodes.ts';
import type { Place, RuleFile } from './places.ts';

export interface DocumentLink {
  readonly span: Span;
  /** An address on the web, or a rule of the workspace. */
  readonly target: string | Place;
  readonly tooltip?: string;
}

/** References, ATT&CK and CVE tags, and mentions of other rules. Only addresses with http and https are links. */
export function documentLinks(file: RuleFile, data: LintData): DocumentLink[] {
  const { text, collection } = file.parse;
  const links = collection.rules.flatMap((rule) => [
    ...texts(rule, 'references').flatMap((scalar) => linkOf(text, scalar, webAddress(scalar.text))),
    ...texts(rule, 'tags').flatMap((scalar) => linkOf(text, scalar, tagAddress(scalar.text, data))),
    ...ruleLinks(file, rule),
  ]);
  return [...new Map(links.map((link) => [link.span.start, link])).values()];
}

function texts(rule: AnySigmaRule, key: string): YamlScalar[] {
  const items = asSeq(entryOf(rule.node, key)?.value)?.items ?? [];
  return items.filter((item) => item.kind === 'scalar');
}

function linkOf(text: string, scalar: YamlScalar, target: string | undefined): DocumentLink[] {
  return target === undefined ? [] : [{ span: scalarContent(text, scalar), target }];
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

function webAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s/]/i.test(text) || /\s/.test(text)) return undefined;
  try {
    return new URL(text).href;
  } catch {
    return undefined;
  }
}

const attackFolders = { t: 'techniques', g: 'groups', s: 'software', c: 'campaigns', ta: 'tactics' } as const;

function tagAddress(tag: string, data: LintData): string | undefined {
  const [namespace, name] = split(tag.toLowerCase());
  if (namespace === 'cve' && /^\d{4}[.-]\d{4,}$/.test(name))
    return `https://nvd.nist.gov/vuln/detail/CVE-${name.replace('.', '-')}`;
  if (namespace === 'car' && /^\d{4}-\d\d-\d{3}$/.test(name)) return `https://car.mitre.org/analytics/CAR-${name}/`;
  if (namespace !== 'attack') return undefined;
  const [, kind, number, sub] = /^(t|g|s|c|ta)(\d{4})(?:\.(\d{3}))?$/.exec(name) ?? [];
  const id = kind === undefined ? tacticId(name, data.table(loadAttack)) : `${kind.toUpperCase()}${number}`;
  if (id === undefined) return undefined;
  const folder = attackFolders[(kind ?? 'ta') as keyof typeof attackFolders];
  return `https://attack.mitre.org/${folder}/${id}/${sub === undefined ? '' : `${sub}/`}`;
}

function split(tag: string): [namespace: string, name: string] {
  const dot = tag.indexOf('.');
  return [tag.slice(0, Math.max(0, dot)), tag.slice(dot + 1)];
}

function tacticId(name: string, table: AttackTable | undefined): string | undefined {
  return table?.tactics.get(name.replaceAll('_', '-'))?.id;
}
