/**
 * Compares the engine with the real thing, or makes expectations with it.
 *
 *   node scripts/oracle/run.mjs yaml [--seed N] [--count N] [--jobs N] FOLDER_OR_FILE…
 *   node scripts/oracle/run.mjs pysigma --out OUT [--name SET] [--jobs PATTERN…] [--validate] [--unit KIND=FILE]… RULES…
 *   node scripts/oracle/run.mjs texts FILE…
 *   node scripts/oracle/run.mjs regex [--seed N] [--count N] [--save FILE] [RULES…]
 *
 * A sub-command is a module in this folder with `run(arguments): Promise<exit code>`.
 */
const commands = {
  pysigma: () => import('./pysigma.mjs'),
  yaml: () => import('./yaml.mjs'),
  texts: () => import('./texts.mjs'),
  regex: () => import('./regex.mjs'),
};

const [name, ...rest] = process.argv.slice(2);
const load = commands[name ?? ''];
if (load === undefined) {
  console.error(`usage: node scripts/oracle/run.mjs ${Object.keys(commands).join('|')} …`);
  process.exitCode = 2;
} else {
  const { run } = await load();
  process.exitCode = await run(rest);
}
