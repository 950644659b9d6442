#!/usr/bin/env node
/**
 * What the program starts with. Commands that are to be quick are bundled once more, each by itself and with its compiled code;
 * the others, and these too where that bundle is missing, are found in the bundle of all commands.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

interface Bundle {
  main(argv: readonly string[], dist: string): Promise<void>;
}

/** Of each quick command the name of its files, and the flags of V8 it was compiled with; the build puts them in. */
declare const SIGMASMITH_QUICK: Readonly<Record<string, { readonly name: string; readonly flags: readonly string[] }>>;

const here = __dirname;

/** The code compiled by another version of Node.js, or with other flags, is refused by this one, which then compiles the source. */
function quickBundle(command: string): Bundle | undefined {
  const quick = Object.hasOwn(SIGMASMITH_QUICK, command) ? SIGMASMITH_QUICK[command] : undefined;
  if (!quick) return undefined;
  const file = join(here, 'quick', `${quick.name}.cjs`);
  const source = read(file)?.toString('latin1');
  if (source === undefined) return undefined;
  quick.flags.forEach(setFlagsFromString);
  const cachedData = read(file.replace(/cjs$/, 'code'));
  const script = new Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  script.runInThisContext()(module, module.exports, createRequire(file));
  return module.exports as Bundle;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

async function start(argv: readonly string[]): Promise<void> {
  const all = './main.mjs';
  const bundle = quickBundle(argv[0] ?? '') ?? ((await import(all)) as Bundle);
  await bundle.main(argv, dirname(here));
}

void start(process.argv.slice(2));
