import { type JunitCase, junitReport } from '../junit.ts';
import type { CheckResult } from './shown-finding.ts';

/** A suite for each file: a failed case for each finding that makes the command fail, and one that passed where there is none. */
export function checkJunit({ findings, files, fails }: CheckResult): string {
  const failing = findings.filter(({ severity }) => fails(severity));
  const bad = new Set(failing.map(({ shownPath }) => shownPath));
  const failed = failing.map(({ shownPath, range, code, severity, message }): JunitCase => {
    const place = `line ${range.start.line + 1}, column ${range.start.character + 1}`;
    return {
      suite: shownPath,
      name: `${code}, ${place}`,
      failure: `${message}\n${severity} ${code}, ${shownPath}, ${place}`,
    };
  });
  const passed = files
    .filter((file) => !bad.has(file))
    .map((file) => ({ suite: file, name: 'check', failure: undefined }));
  return junitReport('sigmasmith check', [...failed, ...passed]);
}
