/** What other repositories use of this one, the hooks of pre-commit and the action, names commands and options that exist. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CliIo } from '../server/src/cli/cli-io.ts';
import { commands } from '../server/src/cli/commands/index.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => parse(readFileSync(join(root, name), 'utf8'));

async function command(name: string): Promise<Command> {
  const load = commands[name];
  if (!load) throw new Error(`there is no command ${name}`);
  return (await load())({} as CliIo, () => undefined);
}

/** Options of a command line that its command does not know. */
async function unknownOptions([name = '', ...words]: readonly string[]): Promise<string[]> {
  const known = (await command(name)).options.flatMap(({ short, long }) => [short, long]);
  return words.filter((word) => word.startsWith('-') && word !== '--' && !known.includes(word.replace(/=.*$/, '')));
}

describe('the hooks of pre-commit', () => {
  const hooks = read('.pre-commit-hooks.yaml') as Record<string, unknown>[];

  it.each(hooks.map((hook) => [hook.id as string, hook] as const))('%s runs a command that exists', async (_, hook) => {
    expect(hook).toMatchObject({ id: expect.any(String), name: expect.any(String), language: 'node', types: ['yaml'] });
    const [program, ...argv] = (hook.entry as string).split(' ');
    expect(program).toBe('sigmasmith');
    expect(await unknownOptions(argv)).toEqual([]);
  });

  it('find the program in the package', () => {
    const { bin, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(bin.sigmasmith).toBe('dist/cli/cli.js');
    expect(scripts.prepack).toBe('node scripts/build.mjs cli');
  });
});

describe('the action', () => {
  const action = read('action.yml');
  const steps = action.runs.steps as { run?: string; env?: Record<string, string> }[];
  const script = steps.map(({ run = '' }) => run).join('\n');

  it('runs commands and options that exist', async () => {
    const lines = [...script.matchAll(/node "\$SIGMASMITH" ([^>|\n]*)/g)].map(([, line]) => line!);
    expect(lines).toHaveLength(3);
    const extra = [...script.matchAll(/options\+=\("(--[\w-]+)=/g)].map(([, option]) => option!);
    for (const line of lines) {
      const words = line.split(/\s+/).map((word) => word.replace(/^"|"$/g, ''));
      const more = words[0] === 'check' ? extra : [];
      expect(await unknownOptions([...words, ...more])).toEqual([]);
    }
  });

  it('hands inputs over as variables only, and each of them', () => {
    expect(script).not.toContain('${{');
    const env = steps.flatMap((step) => Object.values(step.env ?? {})).join();
    for (const input of Object.keys(action.inputs)) expect(env).toContain(`\${{ inputs.${input} }}`);
    for (const name of steps.flatMap((step) => Object.keys(step.env ?? {}))) expect(script).toContain(`$${name}`);
  });
});
