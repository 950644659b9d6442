/** From rule files to a SIEM: what the deploy layer needs of the rest of the product. */
import type { Problem } from '../base/problem.ts';
import { departureCode } from '../convert/departures.ts';
import { SiemConverter } from '../convert/siems.ts';
import { type AttackTable, fullTechniqueName, loadAttack, resolveTechnique } from '../data/attack.ts';
import type { DataFiles } from '../data/data-files.ts';
import type { AttackNames, DeployableRule, DeployEnvironment, QueryConversion } from '../deploy/deploy-target.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaCollection, SigmaRule } from '../sigma/rule/sigma-rule.ts';

export interface RuleSource {
  readonly path: string;
  readonly text: string;
}

/** A place in a file where a rule cannot be used. */
export interface RefusedRule {
  readonly path: string;
  /** Empty where there is none. */
  readonly ruleId: string;
  readonly problems: readonly Problem[];
}

/** The rules of files that can be deployed one by one; broken ones, correlations and filters are refused with the reason. */
export function deployableRules(sources: readonly RuleSource[]): {
  readonly rules: DeployableRule[];
  readonly refused: RefusedRule[];
} {
  const rules: DeployableRule[] = [];
  const refused: RefusedRule[] = [];
  for (const { path, text } of sources) {
    const { collection, yaml } = parseSigma(text, { treatAsSigma: true });
    const broken = yaml.documents.flatMap(({ problems }) => problems).find(({ severity }) => severity === 'error');
    if (broken !== undefined) {
      refused.push({ path, ruleId: '', problems: [broken] });
      continue;
    }
    for (const error of collection.errors)
      refused.push({ path, ruleId: '', problems: [problemOf(error.errorClass, error.span, error.message)] });
    for (const rule of collection.rules) {
      if (rule.kind !== 'rule') {
        const message = `A ${rule.kind} cannot be deployed by itself yet. Deploy the rules that it refers to, or convert it and copy the query.`;
        refused.push({
          path,
          ruleId: rule.id?.value ?? '',
          problems: [problemOf(`${rule.kind}-not-deployable`, rule.span, message)],
        });
      } else if (rule.errors.length > 0) {
        refused.push({
          path,
          ruleId: rule.id?.value ?? '',
          problems: rule.errors.map((error) => problemOf(error.errorClass, error.span, error.message)),
        });
      } else rules.push({ path, rule, source: text });
    }
  }
  return { rules, refused };
}

export function deployEnvironment(data: DataFiles): DeployEnvironment {
  const state: { attack?: AttackTable } = {};
  const table = (): AttackTable => {
    state.attack ??= loadAttack(data);
    return state.attack;
  };
  const converter = new SiemConverter(data);
  return { convert: (rule) => convertToLucene(rule, converter), attack: attackNames(table) };
}

function convertToLucene({ rule }: DeployableRule, converter: SiemConverter): QueryConversion {
  const conversion = converter.convert(collectionOf(rule), 'elasticsearch');
  if (conversion.kind === 'unsupported')
    return { queries: undefined, problems: [problemOf('unsupported', rule.span, conversion.message)] };
  const { queries, errors } = conversion.result;
  const failed = errors.map((error) => problemOf(error.errorClass, error.span ?? rule.span, error.message));
  if (failed.length > 0) return { queries: undefined, problems: failed };
  const notices = queries.flatMap((query) => query.notices).filter(({ code }) => code !== departureCode);
  const problems = notices.map(
    ({ code, message, span }): Problem => ({ code, severity: 'warning', span: span ?? rule.span, message }),
  );
  return { queries: queries.map((query) => query.text), problems };
}

/** One rule as a collection of its own. */
function collectionOf(rule: SigmaRule): SigmaCollection {
  return {
    rules: [rule],
    errors: [],
    collectedErrors: [],
    raises: undefined,
    collectRaises: undefined,
    skippedDocuments: [],
  };
}

function attackNames(table: () => AttackTable): AttackNames {
  return {
    tactic: (shortName) => table().tactics.get(shortName),
    technique(id) {
      const resolution = resolveTechnique(table(), id);
      if (resolution.state !== 'current' && resolution.state !== 'replaced') return undefined;
      const { technique } = resolution;
      return { id: technique.id, name: fullTechniqueName(table(), technique), tactics: technique.tactics };
    },
  };
}

function problemOf(code: string, span: Problem['span'], message: string): Problem {
  return { code, severity: 'error', span, message };
}
