import { Command } from 'commander';
import { type CheckPage, checkPages, findCheckPages } from '../../lint/check-page.ts';
import { whyRefused } from '../../lint/refused-checks.ts';
import { severityColours } from '../check/format-text.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createPaint, type Paint } from '../colours.ts';

interface Options {
  readonly list?: boolean;
  readonly json?: boolean;
}

export function explainCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .description('tell what a check finds, why, and what to do; without ids list all checks')
    .argument('[id...]', 'ids of checks, also those of other linters, and codes of errors')
    .option('--list', 'list the checks, one a line')
    .option('--json', 'print one JSON object a line')
    .action((ids: string[], options: Options) => {
      const isList = options.list === true || ids.length === 0;
      done(isList ? list(ids, options, io) : explain(ids, options, io));
    });
}

/** All checks, or those that the ids stand for. */
function list(ids: readonly string[], { json }: Options, io: CliIo): ExitCode {
  const found = ids.length === 0 ? { pages: checkPages(), code: 0 as ExitCode } : lookUp(ids, io);
  const paint = createPaint(io.stdout, io.env);
  const width = Math.max(0, ...found.pages.map(({ id }) => id.length));
  for (const page of found.pages) io.stdout.write(json ? jsonLine(page) : listLine(page, width, paint));
  return found.code;
}

function explain(ids: readonly string[], { json }: Options, io: CliIo): ExitCode {
  const { pages, code } = lookUp(ids, io);
  const paint = createPaint(io.stdout, io.env);
  const texts = pages.map((page) =>
    json ? jsonLine(page, io.checkDocs(page.id)) : pageText(page, io.checkDocs(page.id), paint),
  );
  io.stdout.write(texts.join(json ? '' : '\n'));
  return code;
}

function lookUp(ids: readonly string[], io: CliIo): { pages: readonly CheckPage[]; code: ExitCode } {
  const pages = new Map<string, CheckPage>();
  const result: { code: ExitCode } = { code: 0 };
  for (const id of ids) {
    const found = findCheckPages(id);
    for (const page of found.pages) pages.set(page.id, page);
    if (found.pages.length > 0) continue;
    const near =
      found.nearest === undefined ? '"sigmasmith explain" lists them all.' : `Did you mean "${found.nearest}"?`;
    io.stderr.write(`There is no check "${id}". ${whyRefused(id) ?? near}\n`);
    result.code = 2;
  }
  return { pages: [...pages.values()], code: result.code };
}

function jsonLine(page: CheckPage, documentation?: string): string {
  return `${JSON.stringify({ ...page, ...(documentation !== undefined && { documentation }) })}\n`;
}

function listLine({ id, severity, summary }: CheckPage, width: number, paint: Paint): string {
  return `${paint('cyan', id.padEnd(width))}  ${paint(severityColours[severity], severity.padEnd(11))}  ${summary}\n`;
}

function pageText(page: CheckPage, markdown: string | undefined, paint: Paint): string {
  const { id, severity, profiles, aliases, url, summary } = page;
  const facts = [
    `${paint(severityColours[severity], severity)}; ${profiles.length > 0 ? `in the profiles ${profiles.join(', ')}` : 'in every profile'}`,
    ...(aliases.length > 0 ? [`also known as ${aliases.join(', ')}`] : []),
  ];
  const body = markdown === undefined ? summary : rendered(markdown, paint);
  return `${paint('bold', id)} (${facts.join('; ')})\n\n${body.trim()}\n\n${paint('dim', url)}\n`;
}

const fences: Readonly<Record<string, string>> = { invalid: 'Reported:', fixed: 'Fixed:', valid: 'Not reported:' };

/** Markdown for a terminal: titles stand out, examples are indented and named. */
function rendered(markdown: string, paint: Paint): string {
  const state = { inCode: false };
  const lines = markdown.split('\n').flatMap((line) => {
    const fence = /^```(?:\w+ (\w+))?/.exec(line);
    if (fence) {
      state.inCode = !state.inCode;
      const name = fences[fence[1] ?? ''];
      return state.inCode && name !== undefined ? [paint('bold', name), ''] : [];
    }
    if (state.inCode) return [`    ${line}`];
    if (line.startsWith('# ')) return [];
    return [line.startsWith('## ') ? paint('bold', line.slice(3)) : line];
  });
  return lines.join('\n').replace(/\n{3,}/g, '\n\n');
}
