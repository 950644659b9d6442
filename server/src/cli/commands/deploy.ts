import { resolve } from 'node:path';
import { Command } from 'commander';
import { neverCancelled } from '../../base/cancellation.ts';
import { Failure } from '../../base/failure.ts';
import { LineIndex } from '../../base/line-index.ts';
import type { Problem } from '../../base/problem.ts';
import type { AppliedRule } from '../../deploy/apply.ts';
import type { FieldChange } from '../../deploy/canonical.ts';
import type { PlannedRule } from '../../deploy/plan.ts';
import { readText } from '../../node/read-text.ts';
import type { RefusedRule, RuleSource } from '../../services/deploy.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint } from '../colours.ts';
import { findSources, withoutRuleTests } from '../sources.ts';

interface Options {
  readonly connection: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

type Verb = 'plan' | 'apply' | 'delete';

const descriptions: Record<Verb, string> = {
  plan: 'say what applying would do; changes nothing',
  apply: 'create and update the rules in the SIEM, and read them back',
  delete: 'delete the rules from the SIEM',
};

export function deployCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('deploy').description('deploy Sigma rules to a SIEM: plan, apply, delete');
  for (const verb of ['plan', 'apply', 'delete'] as const) {
    const sub = command
      .command(verb)
      .description(descriptions[verb])
      .argument('<path...>', 'rule files, or folders with .yml and .yaml files at any depth')
      .requiredOption(
        '--connection <file>',
        'JSON: { "name", "kind": "elastic", "url", "space"? } or { "name", "kind": "sekoia", "region", "alertTypeUuid" }',
      )
      .option('--json', 'print one JSON object a line for each rule')
      .addHelpText('after', '\nThe API key is read from the environment variable SIGMASMITH_API_KEY.');
    if (verb !== 'plan') sub.option('--yes', 'really send it; without it the plan is shown and nothing is sent');
    sub.action(async (paths: string[], options: Options) => done(await deploy(verb, paths, options, io)));
  }
  return command;
}

async function deploy(verb: Verb, paths: readonly string[], options: Options, io: CliIo): Promise<ExitCode> {
  const [{ applyPlan }, { planDeployment, planRemoval }, { deployableRules }] = await Promise.all([
    import('../../deploy/apply.ts'),
    import('../../deploy/plan.ts'),
    import('../../services/deploy.ts'),
  ]);
  const key = io.env.SIGMASMITH_API_KEY?.trim() ?? '';
  if (key === '') {
    io.stderr.write(
      'error: the environment variable SIGMASMITH_API_KEY is not set. Put the API key of the connection into it.\n',
    );
    return 2;
  }
  const target = await openConnection(resolve(io.cwd, options.connection), key, io);
  const { sources, troubles } = readRules(paths, io);
  const { rules, refused } = deployableRules(sources);
  const report = new Report(options.json === true, io, sources);
  for (const item of refused) report.refused(item);
  const planning =
    verb === 'delete' ? planRemoval(rules, target, neverCancelled) : planDeployment(rules, target, neverCancelled);
  const plan = await planning.catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    for (const { path, rule } of rules) report.unplanned(path, rule.id?.value ?? '', error);
    throw error;
  });
  const sends = verb !== 'plan' && options.yes === true;
  if (sends) await applyPlan(plan, target, neverCancelled, (applied) => report.applied(applied));
  else for (const planned of plan) report.planned(planned);
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  io.stderr.write(report.summary(sends));
  const wantsYes = verb !== 'plan' && !sends && plan.some((planned) => planned.action !== 'none');
  if (wantsYes) io.stderr.write('Nothing was sent. Add --yes to send it.\n');
  if (troubles.length > 0) return 3;
  if (report.failures > 0) return 1;
  return wantsYes ? 2 : 0;
}

async function openConnection(file: string, key: string, io: CliIo) {
  const [
    { parseConnection },
    { openTarget },
    { HttpClient },
    { authorizedSend, fetchSend, pause },
    { proxyFetch },
    { deployEnvironment },
  ] = await Promise.all([
    import('../../deploy/connection.ts'),
    import('../../deploy/targets/index.ts'),
    import('../../http/http-client.ts'),
    import('../../node/fetch-send.ts'),
    import('../../node/proxy-fetch.ts'),
    import('../../services/deploy.ts'),
  ]);
  const read = readText(file);
  if (read.kind !== 'text') throw new Failure('InvalidConnection', `${file}: ${read.message}`);
  const connection = parseConnection(parseJson(read.text, file));
  const send = authorizedSend(fetchSend(proxyFetch(io.env)), connection, key);
  return openTarget(connection, new HttpClient({ send, pause, secrets: [key] }), deployEnvironment(io.openData()));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('InvalidConnection', `${file} is no valid JSON. It should hold { "name", "kind", … }.`, {
      cause,
    });
  }
}

function readRules(paths: readonly string[], io: CliIo): { sources: RuleSource[]; troubles: string[] } {
  const found = withoutRuleTests(findSources(paths, io));
  const troubles = [...found.troubles];
  const sources = found.files.flatMap(({ path, file }) => {
    const read = readText(file);
    if (read.kind === 'text') return [{ path, text: read.text }];
    troubles.push(`${path}: ${read.message}`);
    return [];
  });
  return { sources, troubles };
}

/** Prints what is planned and what became of it. */
class Report {
  failures = 0;
  readonly #json: boolean;
  readonly #io: CliIo;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #counts = new Map<string, number>();

  constructor(json: boolean, io: CliIo, sources: readonly RuleSource[]) {
    this.#json = json;
    this.#io = io;
    this.#texts = new Map(sources.map(({ path, text }) => [path, text]));
  }

  refused({ path, ruleId, problems }: RefusedRule): void {
    const error = problems.map((problem) => this.#placed(path, problem)).join(' ');
    this.#print(
      {
        path,
        ruleId,
        action: 'none',
        result: 'failed',
        error: { code: problems[0]?.code ?? 'NotDeployable', message: error },
      },
      [],
    );
  }

  /** The SIEM could not even be asked. */
  unplanned(path: string, ruleId: string, { code, message }: Failure): void {
    if (this.#json) this.#print({ path, ruleId, action: 'none', result: 'failed', error: { code, message } }, []);
  }

  planned({ rule, ruleId, action, changes, failure, problems }: PlannedRule): void {
    const error =
      failure === undefined ? {} : { result: 'failed' as const, error: this.#error(rule.path, failure, problems) };
    this.#print({ path: rule.path, ruleId, action, ...(changes.length > 0 ? { changes } : {}), ...error }, problems);
  }

  applied({ planned, result, failure, link }: AppliedRule): void {
    const { rule, ruleId, action, changes, problems } = planned;
    const error = failure === undefined ? {} : { error: this.#error(rule.path, failure, problems) };
    this.#print(
      {
        path: rule.path,
        ruleId,
        action,
        ...(changes.length > 0 ? { changes } : {}),
        result,
        ...error,
        ...(link === undefined ? {} : { link }),
      },
      problems,
    );
  }

  summary(sent: boolean): string {
    const parts = [...this.#counts].map(([name, count]) => `${count} ${name}`);
    return `${sent ? 'Deployed' : 'Plan'}: ${parts.length === 0 ? 'no rules' : parts.join(', ')}.\n`;
  }

  #print(record: RuleRecord, problems: readonly Problem[]): void {
    const outcome = record.result === 'failed' ? 'failed' : record.action === 'none' ? 'unchanged' : record.action;
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + 1);
    if (record.result === 'failed') this.failures++;
    if (this.#json) {
      this.#io.stdout.write(`${JSON.stringify(record)}\n`);
      return;
    }
    const paint = createPaint(this.#io.stdout, this.#io.env);
    const lines = [
      `${paint(record.result === 'failed' ? 'red' : 'green', outcome)} ${record.path} ${record.ruleId}`.trimEnd(),
    ];
    for (const change of record.changes ?? []) lines.push(...changeLines(change));
    for (const problem of problems)
      if (problem.severity !== 'error') lines.push(`  note: ${this.#placed(record.path, problem)}`);
    if (record.error !== undefined) lines.push(`  ${record.error.message}`);
    if (record.link !== undefined) lines.push(`  ${record.link}`);
    this.#io.stdout.write(`${lines.join('\n')}\n`);
  }

  #error(path: string, failure: Failure, problems: readonly Problem[]): RecordError {
    const errors = problems.filter((problem) => problem.severity === 'error');
    const message =
      errors.length === 0 ? failure.message : errors.map((problem) => this.#placed(path, problem)).join(' ');
    return { code: failure.code, message };
  }

  #placed(path: string, problem: Problem): string {
    const { line, character } = new LineIndex(this.#texts.get(path) ?? '').positionAt(problem.span.start);
    return `${path}:${line + 1}:${character + 1}: ${problem.message}`;
  }
}

interface RecordError {
  readonly code: string;
  readonly message: string;
}

interface RuleRecord {
  readonly path: string;
  readonly ruleId: string;
  readonly action: PlannedRule['action'];
  readonly changes?: readonly FieldChange[];
  readonly result?: 'done' | 'failed';
  readonly error?: RecordError;
  readonly link?: string;
}

function changeLines({ field, before, after }: FieldChange): string[] {
  const text = (value: FieldChange['before']) =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? '(nothing)');
  return [`  ${field}:`, `    - ${text(before)}`, `    + ${text(after)}`];
}
