import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { definition } from '../../server/src/ide/navigation/definition.ts';
import { documentLinks } from '../../server/src/ide/navigation/document-links.ts';
import { foldingRanges } from '../../server/src/ide/navigation/folding-ranges.ts';
import { highlights } from '../../server/src/ide/navigation/highlights.ts';
import { occurrencesOf } from '../../server/src/ide/navigation/occurrences.ts';
import type { RuleFile } from '../../server/src/ide/navigation/places.ts';
import { references } from '../../server/src/ide/navigation/references.ts';
import { prepareRename, rename } from '../../server/src/ide/navigation/rename.ts';
import { replaceSpans } from '../../server/src/ide/navigation/rename-edits.ts';
import { selectionRanges } from '../../server/src/ide/navigation/selection-ranges.ts';
import { createLintData } from '../../server/src/lint/lint-data.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { withoutSources } from '../../server/src/pipeline/output-value.ts';
import { createConverter } from '../../server/src/services/convert.ts';
import { parseSigma } from '../../server/src/sigma/parse-sigma.ts';
import { summarizeFile } from '../../server/src/workspace/file-summary.ts';
import { createWorkspaceIndex } from '../../server/src/workspace/workspace-index.ts';
import { hasOracle } from '../harness/oracle.ts';
import { sigmaHqRules } from '../harness/sigmahq-rules.ts';

const files = openDataFiles(join(import.meta.dirname, '../../corpus'));
const data = createLintData(files);

const goldRules = (): Map<string, string> =>
  new Map(
    files.list('gold').flatMap((provider) =>
      files
        .list(`gold/${provider}`)
        .filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml'))
        .map((name) => [`gold/${provider}/${name}`, files.read(`gold/${provider}/${name}`)] as const),
    ),
  );

/** Rules of the project, and those of SigmaHQ where they are at hand: every so manieth. */
function realRules(every: number): [path: string, text: string][] {
  const all = [...goldRules(), ...(hasOracle('sigmahq-rules.tar.gz') ? sigmaHqRules() : [])];
  return all.filter((_, index) => index % every === 0);
}

function fileOf(path: string, text: string): RuleFile {
  const parse = parseSigma(text);
  const index = createWorkspaceIndex();
  const { rules, lineStarts } = summarizeFile(parse);
  index.set(path, rules, lineStarts);
  return { path, parse, index };
}

describe('names in real rules', () => {
  it('stand where they are said to stand', () => {
    for (const [path, text] of realRules(1))
      for (const { span, text: name, key } of occurrencesOf(parseSigma(text))) {
        const words = text.slice(span.start, span.end);
        // Folds and escapes make other characters of those in the text.
        if (!/[\\\n']/.test(words)) expect([path, key, words]).toEqual([path, key, name]);
      }
  });

  it('of selections can be changed without changing the query, or are refused with a reason', () => {
    const made = createConverter({ target: 'lucene' }, files);
    if ('trouble' in made) throw new Error(made.trouble.message);
    const query = (path: string, text: string) =>
      JSON.stringify(withoutSources(made.converter.convert(path, text).output ?? ''));
    const counts = { renamed: 0, refused: 0 };
    for (const [path, text] of realRules(4)) {
      const before = query(path, text);
      const file = fileOf(path, text);
      const names = occurrencesOf(file.parse).filter(({ kind, isDefinition }) => kind === 'selection' && isDefinition);
      for (const { span, text: name } of names)
        for (const newName of ['new_name_of_it', `${name}_x`, `x_${name}`]) {
          const result = rename(file, span.start, newName, () => undefined);
          if (!result || 'refusal' in result) {
            expect(result?.refusal).toMatch(/\w{3}/);
            counts.refused++;
            continue;
          }
          const [edits] = result.files;
          const renamed = replaceSpans(text, edits?.spans ?? [], newName);
          expect([path, name, newName, query(path, renamed)]).toEqual([path, name, newName, before]);
          expect(renamed).not.toBe(text);
          counts.renamed++;
        }
    }
    expect(counts.renamed).toBeGreaterThan(counts.refused / 4);
  }, 120_000);
});

describe('navigation in rules that are cut off anywhere', () => {
  it('gives places within the text, and nothing breaks', () => {
    realRules(12).forEach(([path, whole], number) => {
      for (const part of [0.3, 0.55, 0.8, 0.97]) {
        const text = whole.slice(0, Math.floor(whole.length * part) + (number % 7));
        const file = fileOf(path, text);
        const within = ({ start, end }: { start: number; end: number }) =>
          0 <= start && start <= end && end <= text.length;
        const lines = text.split('\n').length;
        for (const { startLine, endLine } of foldingRanges(file.parse.yaml))
          expect(startLine < endLine && endLine < lines).toBe(true);
        for (const { span } of documentLinks(file, data)) expect(within(span)).toBe(true);
        for (let offset = number % 5; offset <= text.length; offset += 41) {
          const places = [
            ...definition(file, offset).flatMap(({ origin, target, name }) => [origin, target, name]),
            ...references(file, offset, { definitions: true }).map(({ span }) => span),
            ...highlights(file.parse, offset).map(({ span }) => span),
          ];
          expect(places.every(within)).toBe(true);
          prepareRename(file, offset);
          rename(file, offset, 'renamed', () => undefined);
          const grown = selectionRanges(file.parse, offset);
          grown.reduce((inner, outer) => {
            expect(outer.start <= inner.start && inner.end <= outer.end).toBe(true);
            return outer;
          });
        }
      }
    });
  }, 120_000);
});
