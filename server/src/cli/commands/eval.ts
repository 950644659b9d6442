import { resolve, sep } from 'node:path';
import { Command } from 'commander';
import { readEvents } from '../../node/read-events.ts';
import { readText } from '../../node/read-text.ts';
import { describeSystemError } from '../../node/system-error.ts';
import type { NamedRule } from '../../services/evaluate.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { recordPath } from '../record-path.ts';
import { repeatable } from '../repeatable.ts';
import { findSources, withoutRuleTests } from '../sources.ts';

interface Options {
  readonly json?: boolean;
  readonly rules: readonly string[];
}

export function evalCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('eval')
    .description('print which rules match which events')
    .argument(
      '<events...>',
      'files with events (JSON: one object a line, a list, or objects one after the other), or - for standard input',
    )
    .requiredOption('--rules <path>', 'a rule file or a folder of rules; may be repeated', repeatable)
    .option('--json', 'print one JSON object a line for each match')
    .addHelpText(
      'after',
      '\nThe log source of a rule does not restrict the events. Correlations see all events in the order given.',
    )
    .action(async (events: string[], options: Options) => done(await evaluate(events, options, io)));
}

async function evaluate(eventFiles: readonly string[], options: Options, io: CliIo): Promise<ExitCode> {
  const { Evaluation } = await import('../../services/evaluate.ts');
  const { rules, troubles } = await readRules(options.rules, io);
  const evaluation = new Evaluation(rules);
  for (const { path, message } of evaluation.unusable) troubles.push(`${path}: this rule matches nothing: ${message}`);
  const counts = { events: 0, matches: 0 };
  for (const name of eventFiles) {
    const file = name === '-' ? '-' : recordPath(name, undefined, sep);
    let index = 0;
    const source = name === '-' ? io.openStdin() : resolve(io.cwd, name);
    try {
      await readEvents(
        source,
        (event) => {
          for (const { rule, matched } of evaluation.match(event)) {
            counts.matches++;
            const record = { event: index, file, rule, matched };
            io.stdout.write(
              options.json
                ? `${JSON.stringify(record)}\n`
                : `${file}: event ${index}: ${rule} (${matched.join(', ')})\n`,
            );
          }
          index++;
        },
        (trouble) => troubles.push(`${file}: ${trouble}`),
      );
    } catch (error) {
      troubles.push(`${file}: ${describeSystemError(error)}`);
    }
    counts.events += index;
  }
  if (evaluation.eventsWithoutTime > 0) {
    io.stderr.write(
      `${evaluation.eventsWithoutTime} matching events have no readable time; correlations took them for simultaneous with the event before.\n`,
    );
  }
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  io.stderr.write(`${counts.matches} matches in ${counts.events} events, ${rules.length} rules.\n`);
  return troubles.length > 0 ? 3 : 0;
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
    const { collection } = parseSigma(read.text, { treatAsSigma: named });
    for (const error of collection.errors) troubles.push(`${path}: ${error.message}`);
    rules.push(...collection.rules.map((rule) => ({ rule, path })));
  }
  return { rules: withFilters(rules), troubles };
}
