/**
 * Validator files of sigma-cli (`validators`, `exclusions`, `config`) as a configuration of ours, so that they work unchanged. Beyond
 * pySigma's names, those of all lint rules and their aliases may be used.
 */
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { parseUuid } from '../sigma/rule/uuid.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { defaultLintConfig, type LintConfig } from './config.ts';
import { entry, isEmptyNode, textOf } from './config-nodes.ts';
import type { LintRule } from './define-rule.ts';
import { nearest } from './nearest.ts';
import { readRuleOptions } from './rule-options.ts';

export interface ValidatorConfigRead {
  readonly value: LintConfig;
  /** pySigma stops at these; without them the rest of the file holds. */
  readonly problems: readonly Problem[];
}

/** Rules that are not listed are off; `all` are the validators of pySigma and SigmaHQ. */
export function readValidatorConfig(text: string, rules: readonly LintRule[]): ValidatorConfigRead {
  const { documents, error } = parseYaml(text);
  const reader = new Reader(rules);
  if (error) reader.report(error.span, `This is no YAML, so nothing of it is used: ${error.message}`);
  const root = error ? null : (documents[0]?.root ?? null);
  // pySigma: validation.py#SigmaValidator.from_yaml – what is not a mapping ends the command, nothing too.
  if (!error && (!root || isEmptyNode(root)))
    reader.report({ start: 0, end: 0 }, "This file is empty. Name the checks in a list below the key 'validators'.");
  else if (root && root.kind !== 'map') reader.report(root.span, "This file is a mapping with the key 'validators'.");
  const map = root?.kind === 'map' ? root : undefined;
  const value = {
    ...defaultLintConfig,
    profile: 'pysigma' as const,
    severities: reader.severities(map),
    exclusions: reader.exclusions(map),
    options: reader.options(map),
  };
  return { value, problems: reader.problems };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #rules: readonly LintRule[];
  readonly #byName: ReadonlyMap<string, LintRule>;

  constructor(rules: readonly LintRule[]) {
    this.#rules = rules;
    this.#byName = new Map(rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])].map((name) => [name, rule])));
  }

  report(span: Span, message: string): void {
    this.problems.push({ code: 'validator-config', severity: 'error', span, message });
  }

  /** What is switched on beyond the profile, and what is off. */
  severities(map: YamlMap | undefined): LintConfig['severities'] {
    const chosen = this.#chosen(entry(map, 'validators'));
    return new Map(
      this.#rules.flatMap((rule): [string, LintRule['severity'] | 'off'][] => {
        const isOfProfile = rule.profiles.includes('pysigma');
        if (chosen.has(rule)) return isOfProfile ? [] : [[rule.id, rule.severity]];
        return isOfProfile ? [[rule.id, 'off']] : [];
      }),
    );
  }

  #chosen(list: YamlNode | undefined): Set<LintRule> {
    const chosen = new Set<LintRule>();
    if (list && list.kind !== 'seq') this.report(list.span, "'validators' is a list: write each name behind a '- '.");
    for (const item of list?.kind === 'seq' ? list.items : []) {
      const name = textOf(item);
      if (name === 'all') {
        chosen.clear();
        for (const rule of this.#rules) if (rule.profiles.includes('pysigma')) chosen.add(rule);
        continue;
      }
      const rule = this.#ruleOf(name.replace(/^-/, ''), item.span);
      if (!rule) continue;
      if (!name.startsWith('-')) chosen.add(rule);
      else if (!chosen.delete(rule))
        this.report(item.span, `'${rule.id}' is taken out, but it is not in before. Begin the list with 'all'.`);
    }
    return chosen;
  }

  exclusions(map: YamlMap | undefined): LintConfig['exclusions'] {
    const exclusions = new Map<string, Set<string>>();
    for (const { key, value } of this.#entries(map, 'exclusions')) {
      const isNull = key.kind === 'scalar' && key.value === null;
      const id = isNull ? '' : parseUuid(textOf(key));
      if (id === undefined) {
        this.report(key.span, `'${textOf(key)}' is no UUID. Exclusions stand below the id of a rule.`);
        continue;
      }
      const names = exclusions.get(id) ?? new Set<string>();
      for (const item of value.kind === 'seq' ? value.items : [value]) {
        const rule = this.#ruleOf(textOf(item), item.span);
        if (rule) names.add(rule.id);
      }
      exclusions.set(id, names);
    }
    return exclusions;
  }

  options(map: YamlMap | undefined): LintConfig['options'] {
    const options = new Map<string, Readonly<Record<string, unknown>>>();
    for (const { key, value } of this.#entries(map, 'config')) {
      const rule = this.#ruleOf(textOf(key), key.span);
      if (value.kind !== 'map') this.report(value.span, `The configuration of '${textOf(key)}' is a mapping.`);
      else if (rule)
        options.set(
          rule.id,
          readRuleOptions(value, rule, (span, message) => this.report(span, message)),
        );
    }
    return options;
  }

  #entries(map: YamlMap | undefined, key: string): YamlMap['entries'] {
    const node = entry(map, key);
    if (node === undefined || (node.kind === 'scalar' && node.value === null)) return [];
    if (node.kind === 'map') return node.entries;
    this.report(node.span, `'${key}' is a mapping.`);
    return [];
  }

  #ruleOf(name: string, span: Span): LintRule | undefined {
    const rule = this.#byName.get(name);
    if (rule) return rule;
    const guess = nearest(name, [...this.#byName.keys()]);
    this.report(span, `There is no validator '${name}'.${guess === undefined ? '' : ` Did you mean '${guess}'?`}`);
    return undefined;
  }
}
