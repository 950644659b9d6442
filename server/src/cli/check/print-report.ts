import type { CliIo } from '../cli-io.ts';
import { jsonLine, textLine } from './format-text.ts';
import type { CheckResult } from './shown-finding.ts';

/** Writes the findings to standard output. */
export async function printReport(result: CheckResult, format: string, io: CliIo): Promise<void> {
  if (format === 'sarif') io.stdout.write((await import('./format-sarif.ts')).sarifReport(result));
  else if (format === 'github') io.stdout.write((await import('./format-github.ts')).githubReport(result));
  else if (format === 'junit') io.stdout.write((await import('./format-junit.ts')).checkJunit(result));
  else
    for (const finding of result.findings)
      io.stdout.write(format === 'json' ? jsonLine(finding) : textLine(finding, io));
}
