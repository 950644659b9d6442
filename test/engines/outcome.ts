/** What became of the rules of one target: how often the query and the evaluator agree, and why they do not where they do not. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { type ConvertedFile, createConverter } from '../../server/src/services/convert.ts';
import { type Deviation, deviations, explain, refusals } from './deviations.ts';
import type { Found } from './engine-client.ts';
import { type IndexPlan, logsourceOf, type RuleCase } from './rule-cases.ts';

const root = join(import.meta.dirname, '..', '..');

interface Disagreement {
  readonly path: string;
  readonly aim: string;
  readonly event: unknown;
  readonly rule: boolean;
  readonly query: string;
}

export interface Outcome {
  readonly rules: number;
  readonly events: number;
  readonly sources: number;
  readonly notConverted: string[];
  readonly refused: { readonly path: string; readonly reason: string; readonly query: string }[];
  readonly explained: Map<string, number>;
  /** Rules whose deviation no notice of the conversion tells. */
  readonly untold: string[];
  readonly unexplained: Disagreement[];
}

/** A rule, what it was converted to, and the index with its events. */
export interface Question {
  readonly plan: IndexPlan;
  readonly given: RuleCase;
  readonly converted: ConvertedFile;
  readonly text: string;
}

export interface Asked {
  readonly questions: readonly Question[];
  readonly notConverted: string[];
}

export type NamedPipeline = { readonly name: string; readonly text?: string };

/** Converts the rules of all indices for a target. */
export function ask(
  plans: readonly IndexPlan[],
  target: string,
  format: string,
  pipelines = (_plan: IndexPlan): NamedPipeline[] => [],
): Asked {
  const data = openDataFiles(join(root, 'corpus'));
  const notConverted: string[] = [];
  const questions = plans.flatMap((plan) => {
    const made = createConverter({ target, format, pipelines: pipelines(plan), anyBackend: true }, data);
    if ('trouble' in made) throw new Error(made.trouble.message);
    return plan.cases.flatMap((given) => {
      const converted = made.converter.convert(given.path, given.text);
      if (!converted.record.ok) {
        notConverted.push(`${given.path}: ${converted.record.error_class}`);
        return [];
      }
      return [{ plan, given, converted, text: converted.queries.map(({ text }) => text).join('\n') }];
    });
  });
  return { questions, notConverted };
}

/** The answers stand in the order of the questions. */
export function judge(
  { questions, notConverted }: Asked,
  answers: readonly Found[],
  allowed: readonly Deviation[] = deviations,
): Outcome {
  const outcome: Outcome = {
    rules: 0,
    events: 0,
    sources: new Set(questions.map(({ given }) => logsourceOf(given.rule))).size,
    notConverted,
    refused: [],
    explained: new Map(),
    untold: [],
    unexplained: [],
  };
  let [rules, events] = [0, 0];
  for (const [index, question] of questions.entries()) {
    const { given, converted, text } = question;
    const answer = answers[index] as Found;
    const told = new Set(converted.queries.flatMap(({ notices }) => notices.map(({ code }) => code)));
    if ('refused' in answer) {
      const known = refusals.find((refusal) => refusal.answer.test(answer.refused) && told.has(refusal.notice));
      if (known) count(outcome, `refused (${known.id})`);
      else outcome.refused.push({ path: given.path, reason: answer.refused.slice(0, 500), query: text.slice(0, 500) });
      continue;
    }
    rules++;
    events += given.events.length;
    judgeRule(question, answer.numbers, told, allowed, outcome);
  }
  return { ...outcome, rules, events };
}

function judgeRule(
  { plan, given, text }: Question,
  numbers: ReadonlySet<number>,
  told: ReadonlySet<string>,
  allowed: readonly Deviation[],
  outcome: Outcome,
): void {
  for (const [number, { aim, event }] of given.events.entries()) {
    const found = numbers.has(number);
    const expected = given.expected[number] as boolean;
    if (found === expected) continue;
    const reasons = told.has('regex_unsupported') ? [] : explain(given, number, found, plan, allowed);
    if (!reasons) {
      outcome.unexplained.push({ path: given.path, aim, event, rule: expected, query: text });
      continue;
    }
    count(outcome, reasons.map(({ id }) => id).join(' and ') || 'regex');
    const missing = reasons.find(({ notice }) => notice !== undefined && !told.has(notice));
    if (missing) outcome.untold.push(`${given.path}: ${missing.notice}`);
  }
}

function count({ explained }: Outcome, reason: string): void {
  explained.set(reason, (explained.get(reason) ?? 0) + 1);
}

/** Prints the figures, keeps the whole in a file, and holds the outcome to its promise. */
export function expectAgreement(name: string, outcome: Outcome): void {
  const { rules, events, sources, notConverted, refused, explained, untold, unexplained } = outcome;
  const folder = join(root, 'artifacts', 'reports', 'engines');
  mkdirSync(folder, { recursive: true });
  const plain = { ...outcome, explained: Object.fromEntries(explained) };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(plain, null, 1));
  const reasons = [...explained].map(([reason, count]) => `${reason} ${count}`).join(', ');
  console.log(
    `${name}: ${rules} rules of ${sources} log sources, ${events} events; deviations: ${reasons || 'none'}; ` +
      `${notConverted.length} not converted, ${refused.length} refused, ${untold.length} untold, ${unexplained.length} unexplained`,
  );
  expect(refused).toEqual([]);
  expect(unexplained).toEqual([]);
  expect(untold).toEqual([]);
  expect(rules).toBeGreaterThan(0);
}
