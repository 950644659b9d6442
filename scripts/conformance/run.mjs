/** Compares the engine with records of the real pySigma: node scripts/conformance/run.mjs FOLDER… */
import { importTypeScript, root } from '../import-typescript.mjs';

const { main } = await importTypeScript("export * from './scripts/conformance/main.ts';");
process.exitCode = main(process.argv.slice(2), root);
