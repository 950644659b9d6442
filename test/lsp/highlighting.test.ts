/** Highlighting by VS Code's own engine and YAML grammar, where the end-to-end tests have installed them. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const vscode = join(root, 'test/e2e/node_modules/code-server/lib/vscode');
const engine = join(vscode, 'node_modules/vscode-textmate');
const yaml = join(vscode, 'extensions/yaml');
const require = createRequire(import.meta.url);

interface GrammarContribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

interface Grammar {
  tokenizeLine(
    line: string,
    state: unknown,
  ): { tokens: { startIndex: number; endIndex: number; scopes: string[] }[]; ruleStack: unknown };
}

const contributed = (folder: string): readonly (GrammarContribution & { readonly folder: string })[] => {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return manifest.contributes.grammars.map((grammar: GrammarContribution) => ({ ...grammar, folder }));
};

async function loadGrammar(scope: string): Promise<Grammar> {
  const textmate = require(engine);
  const oniguruma = require(join(vscode, 'node_modules/vscode-oniguruma'));
  await oniguruma.loadWASM(readFileSync(join(vscode, 'node_modules/vscode-oniguruma/release/onig.wasm')).buffer);
  const all = [...contributed(root), ...contributed(yaml)];
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (name: string) => {
      const found = all.find(({ scopeName }) => scopeName === name);
      const path = found && join(found.folder, found.path);
      return path ? textmate.parseRawGrammar(readFileSync(path, 'utf8'), path) : null;
    },
    getInjections: (name: string) =>
      all.filter(({ injectTo }) => injectTo?.includes(name)).map(({ scopeName }) => scopeName),
  });
  return registry.loadGrammar(scope);
}

/** The tokens whose innermost scope ends in one of ours, as `words scope`. */
async function highlighted(scope: string, text: string, own: RegExp): Promise<string[]> {
  const grammar = await loadGrammar(scope);
  const found: string[] = [];
  let state: unknown = null;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const innermost = scopes.at(-1) ?? '';
      if (own.test(innermost))
        found.push(`${line.slice(startIndex, endIndex)} ${innermost.split('.').slice(0, 3).join('.')}`);
    }
  }
  return found;
}

const rule = `title: Not * a wildcard
detection:
    selection:
        Image|endswith|bogus: 'a*\\*b'
    condition: selection and not 1 of filter_* # *
level: high
tags:
    - attack.*
`;

describe.runIf(existsSync(engine))('highlighting', () => {
  it.each(['source.yaml', 'source.sigma'])('of Sigma in %s touches the detection alone', async (scope) => {
    expect(await highlighted(scope, rule, /^(?!meta\.).*\.sigma$/)).toEqual([
      'detection keyword.other.section',
      '| keyword.operator.modifier',
      'endswith support.function.modifier',
      '| keyword.operator.modifier',
      'bogus invalid.illegal.modifier',
      '* keyword.control.wildcard',
      '\\* constant.character.escape',
      'condition keyword.other.condition',
      'selection entity.name.function',
      'and keyword.control.logical',
      'not keyword.control.logical',
      '1 keyword.control.quantifier',
      'of keyword.control.word',
      'filter_ entity.name.function',
      '* keyword.control.wildcard',
    ]);
  });

  it('of Splunk queries', async () => {
    expect(await highlighted('source.spl', 'index=aws a IN ("x*") NOT b=1 | stats count() by c', /\.spl$/)).toEqual(
      expect.arrayContaining([
        'index support.type.property-name',
        'IN keyword.control.logical',
        '* keyword.control.wildcard',
        'NOT keyword.control.logical',
        '1 constant.numeric.spl',
        'stats keyword.control.command',
        'count support.function.spl',
        'by keyword.control.clause',
      ]),
    );
  });

  it('of Lucene queries', async () => {
    const query = 'event.action:(A OR B*) AND NOT user.name:/a.*/ AND x:[1 TO *]';
    expect(await highlighted('source.lucene', query, /\.lucene$/)).toEqual(
      expect.arrayContaining([
        'event.action support.type.property-name',
        'OR keyword.control.logical',
        '* keyword.control.wildcard',
        'a.* string.regexp.lucene',
        'TO keyword.control.range',
      ]),
    );
  });
});
