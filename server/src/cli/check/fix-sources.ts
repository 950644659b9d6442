import { readText } from '../../node/read-text.ts';
import type { PlacedFix } from '../../services/check.ts';
import type { CliIo } from '../cli-io.ts';
import type { Source } from '../sources.ts';
import { createFixer, patchOf, writeFixed } from './fix-files.ts';
import type { CheckedSourceFile, CheckOptions } from './run-check.ts';

export interface FixedSources {
  readonly files: number;
  readonly fixes: number;
  readonly troubles: readonly string[];
}

/** Fixes the files among those that were checked which have something to fix; with `--diff` their changes are only printed. */
export async function fixSources(
  checked: readonly CheckedSourceFile[],
  options: CheckOptions,
  isWanted: (source: Source) => boolean,
  io: CliIo,
): Promise<FixedSources> {
  const withSuggestions = options.unsafeFixes === true;
  const isFixable = ({ kind }: PlacedFix) => withSuggestions || kind === 'safe';
  const fixer = await createFixer(io, withSuggestions);
  const result = { files: 0, fixes: 0, troubles: [] as string[] };
  for (const { path, checked: file, config, source } of checked) {
    if (!isWanted(source) || !file.findings.some(({ fixes }) => fixes?.some(isFixable))) continue;
    const read = readText(source.file);
    if (read.kind !== 'text') continue;
    const fixed = fixer.fix({ path, text: read.text, named: source.named, config });
    if (fixed.text === read.text) continue;
    if (options.diff) io.stdout.write(await patchOf(path, read.text, fixed.text));
    const trouble = options.diff ? undefined : writeFixed(source.file, read.text, fixed.text);
    if (trouble !== undefined) result.troubles.push(`${path}: ${trouble}`);
    else {
      result.files++;
      result.fixes += fixed.applied.length;
    }
  }
  return result;
}
