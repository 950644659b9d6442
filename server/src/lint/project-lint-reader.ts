import type { Problem, Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { parseUuid } from '../sigma/rule/uuid.ts';
import type { ConfigText } from '../workspace/project-config.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { checkNamesOf } from './check-names.ts';
import { type LintConfig, lintProfiles } from './config.ts';
import { entry, isEmptyNode, textOf } from './config-nodes.ts';
import type { LintProfile, LintRule } from './define-rule.ts';
import { nearest } from './nearest.ts';
import { readRuleOptions } from './rule-options.ts';

/** What one part of the section says about checks. */
export interface LintLayer {
  readonly profile: LintProfile | undefined;
  readonly severities: LintConfig['severities'];
  readonly options: LintConfig['options'];
  readonly exclusions: LintConfig['exclusions'];
}

export interface LintOverride extends LintLayer {
  readonly files: readonly string[];
}

export interface LintSection extends LintLayer {
  readonly validators: ConfigText | undefined;
  readonly exclude: readonly string[];
  readonly overrides: readonly LintOverride[];
}

const sectionKeys = ['profile', 'validators', 'rules', 'exclude', 'overrides', 'exclusions'];
const overrideKeys = ['files', 'profile', 'rules'];
const settingKeys = ['severity', 'options'];
const levels: Readonly<Record<string, Severity | 'on' | 'off'>> = {
  error: 'error',
  warning: 'warning',
  warn: 'warning',
  information: 'information',
  info: 'information',
  hint: 'hint',
  on: 'on',
  off: 'off',
};
const levelNames = 'error, warning, information, hint, on or off';

/** Reads the nodes of the section `lint`. */
export class LintSectionReader {
  readonly problems: Problem[] = [];
  readonly #ruleOf: ReadonlyMap<string, LintRule>;
  readonly #names: ReturnType<typeof checkNamesOf>;

  constructor(rules: readonly LintRule[]) {
    this.#ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
    this.#names = checkNamesOf(rules);
  }

  report(span: Span, message: string, severity: Severity = 'error'): void {
    this.problems.push({ code: 'project-config', severity, span, message });
  }

  section(node: YamlNode | undefined): LintSection {
    const map = this.#map(node, '"lint"');
    if (map) this.#unknownKeys(map, sectionKeys);
    const validators = entry(map, 'validators');
    const profile = entry(map, 'profile');
    if (profile && validators && !isEmptyNode(profile) && !isEmptyNode(validators))
      this.report(profile.span, '"profile" and "validators" exclude each other: both say which checks run. Keep one.');
    return {
      ...this.#layer(map),
      exclusions: this.#exclusions(entry(map, 'exclusions')),
      validators: validators && !isEmptyNode(validators) ? this.#text(validators, '"validators"') : undefined,
      exclude: this.#texts(entry(map, 'exclude'), '"exclude"').map(({ text }) => text),
      overrides: this.#overrides(entry(map, 'overrides')),
    };
  }

  #layer(map: YamlMap | undefined): LintLayer {
    return {
      profile: this.#profile(entry(map, 'profile')),
      ...this.#rules(entry(map, 'rules')),
      exclusions: new Map(),
    };
  }

  #profile(node: YamlNode | undefined): LintProfile | undefined {
    const name = node && !isEmptyNode(node) ? this.#text(node, '"profile"') : undefined;
    if (!name) return undefined;
    const profile = lintProfiles.find((known) => known === name.text);
    if (profile) return profile;
    this.report(
      name.span,
      `There is no profile "${name.text}".${guess(nearest(name.text, lintProfiles))} Use one of: ${lintProfiles.join(', ')}.`,
    );
    return undefined;
  }

  #rules(node: YamlNode | undefined): Pick<LintLayer, 'severities' | 'options'> {
    const severities = new Map<string, Severity | 'off'>();
    const options = new Map<string, Readonly<Record<string, unknown>>>();
    for (const { key, value } of this.#map(node, '"rules"')?.entries ?? []) {
      for (const id of this.#check(key)) {
        const setting =
          value.kind === 'map' ? this.#setting(value, id) : { level: this.#level(value), options: undefined };
        const severity = setting.level === 'on' ? (this.#ruleOf.get(id)?.severity ?? 'error') : setting.level;
        if (severity) severities.set(id, severity);
        if (setting.options) options.set(id, setting.options);
      }
    }
    return { severities, options };
  }

  #setting(map: YamlMap, id: string) {
    this.#unknownKeys(map, settingKeys);
    const severity = entry(map, 'severity');
    const options = this.#map(entry(map, 'options'), '"options"');
    return {
      level: severity && !isEmptyNode(severity) ? this.#level(severity) : undefined,
      options:
        options &&
        readRuleOptions(options, this.#ruleOf.get(id) ?? { id }, (span, message) => this.report(span, message)),
    };
  }

  #level(node: YamlNode): Severity | 'on' | 'off' | undefined {
    const word = textOf(node).toLowerCase();
    if (Object.hasOwn(levels, word)) return levels[word];
    this.report(node.span, `"${textOf(node)}" says not how loud this check is. Use ${levelNames}.`);
    return undefined;
  }

  /** A check by id or another name; aliases may stand for several. */
  #check(node: YamlNode): readonly string[] {
    const name = textOf(node);
    const ids = this.#names.idsOf(name);
    if (ids.length === 0)
      this.report(
        node.span,
        `There is no check "${name}".${guess(this.#names.nearest(name))} "sigmasmith explain" lists them all.`,
      );
    return ids;
  }

  #overrides(node: YamlNode | undefined): LintOverride[] {
    if (!node || isEmptyNode(node)) return [];
    if (node.kind !== 'seq') {
      this.report(node.span, '"overrides" is a list: write each with its "files" behind a "- ".');
      return [];
    }
    return node.items.flatMap((item) => {
      if (item.kind !== 'map') {
        this.report(item.span, 'An override is a mapping with "files" and "profile" or "rules".');
        return [];
      }
      this.#unknownKeys(item, overrideKeys);
      const files = this.#texts(entry(item, 'files'), '"files"').map(({ text }) => text);
      if (files.length > 0) return [{ ...this.#layer(item), files }];
      this.report(
        item.pairs[0]?.key.span ?? item.span,
        'This override is for no files. Add "files" with patterns of paths.',
      );
      return [];
    });
  }

  #exclusions(node: YamlNode | undefined): LintConfig['exclusions'] {
    const exclusions = new Map<string, Set<string>>();
    for (const { key, value } of this.#map(node, '"exclusions"')?.entries ?? []) {
      const id = isEmptyNode(key) ? '' : parseUuid(textOf(key));
      if (id === undefined) {
        this.report(key.span, `"${textOf(key)}" is no UUID. Exclusions stand below the id of a Sigma rule.`);
        continue;
      }
      const ids = exclusions.get(id) ?? new Set<string>();
      for (const item of value.kind === 'seq' ? value.items : [value])
        for (const check of this.#check(item)) ids.add(check);
      exclusions.set(id, ids);
    }
    return exclusions;
  }

  #map(node: YamlNode | undefined, what: string): YamlMap | undefined {
    if (!node || isEmptyNode(node)) return undefined;
    if (node.kind === 'map') return node;
    this.report(node.span, `${what} is a mapping.`);
    return undefined;
  }

  #texts(node: YamlNode | undefined, what: string): ConfigText[] {
    if (!node || isEmptyNode(node)) return [];
    if (node.kind === 'map') {
      this.report(node.span, `${what} is a list of patterns of paths.`);
      return [];
    }
    return (node.kind === 'seq' ? node.items : [node]).flatMap((item) => this.#text(item, `An entry of ${what}`) ?? []);
  }

  #text(node: YamlNode, what: string): ConfigText | undefined {
    if (node.kind === 'scalar' && node.text.trim() !== '') return { text: node.text, span: node.span };
    this.report(node.span, `${what} is a single word or text.`);
    return undefined;
  }

  #unknownKeys(map: YamlMap, known: readonly string[]): void {
    for (const { key } of map.pairs) {
      const text = textOf(key);
      if (known.includes(text)) continue;
      this.report(
        key.span,
        `There is no setting "${text}" here.${guess(nearest(text, known))} Use: ${known.join(', ')}.`,
      );
    }
  }
}

function guess(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}
