/** The table of language features, each with the tests that prove it, beside what other editors' tools for Sigma have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test as `path: words of its title`. */
export type TestPlace = string;

export interface Feature {
  readonly area: string;
  readonly feature: string;
  /** Text in, text out, through the protocol. */
  readonly test: TestPlace;
  /** In a real VS Code. */
  readonly endToEnd: TestPlace;
  /** Whether the peers have it, and how far. */
  readonly rsigma: string;
  readonly vscodeSigma: string;
}

export function readFeatures(root: string): readonly Feature[] {
  return JSON.parse(readFileSync(join(root, 'test/features.json'), 'utf8')) as Feature[];
}

const head = `<!-- Made by \`npm run docs\` from test/features.json; changes belong there. -->

# Language features

What the editor does in rules, correlations, filters and processing pipelines. Every row has a test through the language server's protocol and one in a
real VS Code; both are linked. The columns on the right say what [rsigma](https://github.com/timescale/rsigma)'s language server (0.24) and
[vscode-sigma](https://github.com/humpalum/vscode-sigma) (1.7.5) do, as far as their sources show.

| | feature | tests | rsigma | vscode-sigma |
|---|---|---|---|---|
`;

export function featuresPage(root: string): string {
  let area = '';
  const rows = readFeatures(root).map((row) => {
    const first = row.area === area ? '' : row.area;
    area = row.area;
    const tests = `[protocol](../${pathOf(row.test)}), [VS Code](../${pathOf(row.endToEnd)})`;
    return `| ${[first, row.feature, tests, row.rsigma, row.vscodeSigma].join(' | ')} |`;
  });
  return `${head}${rows.join('\n')}\n`;
}

function pathOf(place: TestPlace): string {
  return place.slice(0, place.indexOf(': '));
}
