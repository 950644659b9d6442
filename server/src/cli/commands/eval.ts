import { resolve, sep } from 'node:path';
import { Command } from 'commander';
import { readEvents } from '../../node/read-events.ts';
import { readText } from '../../node/read-text.ts';
import { describeSystemError } from '../../node/system-error.ts';
import type { Evaluation, NamedRule } from '../../services/evaluate.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { readPipelines } from '../read-pipelines.ts';
import { recordPath } from '../record-path.ts';
import { repeatable } from '../repeatable.ts';
import { findSources, withoutRuleTests } from '../sources.ts';

interface Options {
  readonly json?: boolean;
  readonly rules: readonly string[];
  readonly pipeline?: readonly string[];
}

export function evalCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('eval')
    .description('print which rules match which events')
    .argument(
      '<events...>',
      'files with events (JSON: one object a line, a list, or objects one after the other; Windows EVTX), or - for standard input',
    )
    .requiredOption('--rules <path>', 'a rule file or a folder of rules; may be repeated', repeatable)
    .option(
      '-p, --pipeline <pipeline>',
      'name or file of a processing pipeline that is applied to the rules; may be repeated',
      repeatable,
    )
    .option('--json', 'print one JSON object a line for each match')
    .addHelpText(
      'after',
      '\nThe log source of a rule does not restrict the events. Correlations see all events in the order given.',
    )
    .action(async (events: string[], options: Options) => done(await evaluate(events, options, io)));
}

interface Run {
  readonly evaluation: Evaluation;
  readonly io: CliIo;
  readonly json: boolean;
  readonly troubles: string[];
  readonly counts: { events: number; matches: number };
}

async function evaluate(eventFiles: readonly string[], options: Options, io: CliIo): Promise<ExitCode> {
  const prepared = await prepare(options, io);
  if (prepared === undefined) return 3;
  const { evaluation, troubles, ruleCount } = prepared;
  const run: Run = { evaluation, io, json: options.json === true, troubles, counts: { events: 0, matches: 0 } };
  for (const name of eventFiles) await evaluateFile(name, run);
  if (evaluation.eventsWithoutTime > 0) {
    io.stderr.write(
      `${evaluation.eventsWithoutTime} matching events have no readable time; correlations took them for simultaneous with the event before.\n`,
    );
  }
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  io.stderr.write(`${run.counts.matches} matches in ${run.counts.events} events, ${ruleCount} rules.\n`);
  return troubles.length > 0 ? 3 : 0;
}

async function evaluateFile(name: string, { evaluation, io, json, troubles, counts }: Run): Promise<void> {
  const file = name === '-' ? '-' : recordPath(name, undefined, sep);
  let index = 0;
  try {
    await readEvents(name === '-' ? io.openStdin() : resolve(io.cwd, name), {
      onEvent(event) {
        for (const { rule, matched } of evaluation.match(event)) {
          counts.matches++;
          const record = { event: index, file, rule, matched };
          io.stdout.write(
            json ? `${JSON.stringify(record)}\n` : `${file}: event ${index}: ${rule} (${matched.join(', ')})\n`,
          );
        }
        index++;
      },
      onTrouble: (trouble) => troubles.push(`${file}: ${trouble}`),
      settle: () => io.stdout.settle?.(),
    });
  } catch (error) {
    troubles.push(`${file}: ${describeSystemError(error)}`);
  }
  counts.events += index;
}

interface Prepared {
  readonly evaluation: Evaluation;
  readonly ruleCount: number;
  readonly troubles: string[];
}

/** Only the compiled rules outlive this. `undefined`: told already why not. */
async function prepare({ rules: paths, pipeline = [] }: Options, io: CliIo): Promise<Prepared | undefined> {
  const { Evaluation } = await import('../../services/evaluate.ts');
  const { rules, troubles } = await readRules(paths, io);
  const piped = pipeline.length === 0 ? { rules, refused: [] } : await pipe(rules, pipeline, io);
  if ('trouble' in piped) {
    io.stderr.write(`${piped.trouble}\n`);
    return undefined;
  }
  const evaluation = new Evaluation(piped.rules);
  for (const { path, message } of [...piped.refused, ...evaluation.unusable])
    troubles.push(`${path}: this rule matches nothing: ${message}`);
  return { evaluation, ruleCount: rules.length, troubles };
}

async function readRules(paths: readonly string[], io: CliIo): Promise<{ rules: NamedRule[]; troubles: string[] }> {
  const { parseSigma } = await import('../../sigma/parse-sigma.ts');
  const { withFilters } = await import('../../services/evaluate.ts');
  const sources = withoutRuleTests(findSources(paths, io));
  const troubles = [...sources.troubles];
  const rules: NamedRule[] = [];
  for (const { path, file, named } of sources.files) {
    const read = readText(file);
    if (read.kind !== 'text') {
      troubles.push(`${path}: ${read.message}`);
      continue;
    }
    const { collection, yaml } = parseSigma(read.text, { treatAsSigma: named });
    const isSigma = named || collection.rules.length > 0;
    const errors = yaml.error !== null && isSigma ? [yaml.error] : collection.errors;
    for (const { message } of errors) troubles.push(`${path}: ${message}`);
    rules.push(...collection.rules.map((rule) => ({ rule, path })));
  }
  return { rules: withFilters(rules), troubles };
}

async function pipe(rules: readonly NamedRule[], names: readonly string[], io: CliIo) {
  const read = readPipelines(names, io);
  if ('trouble' in read) return read;
  const { withPipelines } = await import('../../services/evaluate-pipeline.ts');
  const piped = withPipelines(rules, read.sources, io.openData());
  return 'trouble' in piped ? { trouble: piped.trouble.message } : piped;
}
