// Texts made to be expensive: parsing, checking and compiling each, the shortest of several runs.
import { importTypeScript } from '../import-typescript.mjs';

const source = `
import { compileRule } from './server/src/evaluate/compile-rule.ts';
import { lintSigma } from './server/src/lint/linter.ts';
import { parseSigma } from './server/src/sigma/parse-sigma.ts';
export { bombs } from './test/harness/expensive.ts';
export const steps = {
  parse: (text) => void parseSigma(text, { treatAsSigma: true }),
  check: (text) => void lintSigma(parseSigma(text, { treatAsSigma: true })),
  compile(text) {
    for (const rule of parseSigma(text, { treatAsSigma: true }).collection.rules) if (rule.kind === 'rule') compileRule(rule);
  },
};`;

function shortest(work) {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}

export default async function bench() {
  const { bombs, steps } = await importTypeScript(source);
  return Object.entries(bombs).map(([name, { text }]) => {
    const value = Math.max(...Object.values(steps).map((step) => shortest(() => step(text))));
    return { name, value, unit: 'ms', limit: 100 };
  });
}
