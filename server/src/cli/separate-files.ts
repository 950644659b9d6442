/** `convert --output-dir`: a file for each query, named by a template as in sigma-cli. */
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join, parse, posix, relative, resolve, sep } from 'node:path';
import { makeFolder } from '../node/make-folder.ts';
import { describeSystemError } from '../node/system-error.ts';
import type { SeparateQuery } from '../services/convert.ts';
import { outputText } from '../services/output-text.ts';
import type { CliIo } from './cli-io.ts';
import { encodeText } from './encode-text.ts';

export interface SeparateFiles {
  readonly folder: string;
  /** With `{path}`, `{stem}` and `{index}`. */
  readonly template: string;
  readonly encoding: string;
  readonly jsonIndent: number | undefined;
  /** Paths of the command line: `{path}` is relative to the first, or to its folder. */
  readonly inputs: readonly string[];
}

/** What is wrong with a template, in words. */
export function templateTrouble(template: string): string | undefined {
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name).find((name) => !isVariable(name));
  if (unknown === undefined) return undefined;
  return `The template of file names knows {path}, {stem} and {index}, not {${unknown}}.`;
}

const isVariable = (name: string | undefined) => name === 'path' || name === 'stem' || name === 'index';

/** Writes the queries; answers with what could not be written. Queries with the same file name stand in it one after another. */
export function writeSeparateFiles(
  queries: readonly SeparateQuery[],
  { folder, template, encoding, jsonIndent, inputs }: SeparateFiles,
  io: Pick<CliIo, 'cwd' | 'stderr'>,
): string[] {
  const base = baseFolder(inputs[0], io);
  const ofRule = new Map<SeparateQuery['rule'], SeparateQuery[]>();
  for (const query of queries) ofRule.set(query.rule, [...(ofRule.get(query.rule) ?? []), query]);
  const texts = new Map<string, string[]>();
  for (const [rule, own] of ofRule)
    for (const [index, { path, output }] of own.entries()) {
      const source =
        path === undefined || path === '-' ? `${(rule.id ?? rule.title)?.value ?? 'rule'}.yml` : resolve(io.cwd, path);
      const name = fileName(template, source, base, own.length > 1 ? String(index + 1) : '');
      texts.set(name, [...(texts.get(name) ?? []), outputText(output, jsonIndent)]);
    }
  for (const [name, parts] of texts) {
    const trouble = write(join(resolve(io.cwd, folder), name), parts.join('\n\n'), encoding);
    if (trouble !== undefined) return [`${join(folder, name)}: ${trouble}`];
  }
  io.stderr.write(`Wrote ${texts.size} file(s) to ${folder}\n`);
  return [];
}

function baseFolder(input: string | undefined, { cwd }: Pick<CliIo, 'cwd'>): string {
  if (input === undefined || input === '-') return cwd;
  const path = resolve(cwd, input);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

/** Never leads out of the folder, whatever the rule is called and wherever it lies. */
function fileName(template: string, source: string, base: string, index: string): string {
  const below = relative(base, resolve(base, source));
  const { dir } = parse(below);
  const variables: Record<string, string> = { path: dir.replaceAll(sep, '/'), stem: parse(source).name, index };
  const name = template.replace(/\{(path|stem|index)\}/g, (_, variable: string) => variables[variable] ?? '');
  return posix
    .normalize(name)
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
}

function write(file: string, text: string, encoding: string): string | undefined {
  const bytes = encodeText(text, encoding);
  if ('trouble' in bytes) return bytes.trouble;
  try {
    makeFolder(dirname(file));
    writeFileSync(file, bytes);
    return undefined;
  } catch (error) {
    return describeSystemError(error);
  }
}
