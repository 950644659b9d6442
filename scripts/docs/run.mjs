/** Writes the generated documentation: npm run docs. */
import { importTypeScript, root } from '../import-typescript.mjs';

const { main } = await importTypeScript("export * from './scripts/docs/main.ts';");
main(root);
