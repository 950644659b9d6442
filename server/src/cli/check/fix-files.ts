/** `--fix` and `--diff`: mends files as far as their findings bring fixes. */

import type { LintConfig } from '../../lint/config.ts';
import { createLintData } from '../../lint/lint-data.ts';
import { lintSigma } from '../../lint/linter.ts';
import { replaceFile } from '../../node/replace-file.ts';
import { today } from '../../node/today.ts';
import { type FixedText, fixText, isSafeFix } from '../../services/fix.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { normalizePath } from '../../workspace/file-uri.ts';
import type { CliIo } from '../cli-io.ts';

export interface FixRequest {
  readonly path: string;
  readonly text: string;
  readonly named: boolean;
  readonly config: LintConfig;
}

export interface Fixer {
  /** The text with its fixes. */
  fix(request: FixRequest): FixedText;
}

export async function createFixer(io: Pick<CliIo, 'openData' | 'env'>, withSuggestions: boolean): Promise<Fixer> {
  const { keepsMatches } = await import('../../services/keeps-matches.ts');
  const data = createLintData(io.openData(), today(io.env));
  return {
    fix({ path, text, named, config }) {
      const extensions = config.profile !== 'pysigma';
      const lint = (content: string) =>
        lintSigma(parseSigma(content, { treatAsSigma: named, extensions }), { data, config, path });
      return fixText(text, {
        lint,
        isSame: keepsMatches,
        ...(withSuggestions ? { accept: () => true } : { accept: isSafeFix }),
      });
    },
  };
}

/** Writes a fixed text; `undefined`, or why not, in words. */
export function writeFixed(file: string, before: string, after: string): string | undefined {
  try {
    replaceFile(file, before, after);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The changes as a patch that `git apply` and `patch` take. */
export async function patchOf(path: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const name = normalizePath(path);
  const isAbsolute = name.startsWith('/') || /^[A-Za-z]:/.test(name);
  const [from, to] = isAbsolute ? [name, name] : [`a/${name}`, `b/${name}`];
  const patch = createTwoFilesPatch(from, to, before, after, '', '', { context: 3 });
  return patch.replace(/^=+\n/, '').replace(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2');
}
