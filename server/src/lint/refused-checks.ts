/** Checks of other linters that nothing here answers to, by their ids, and why; the inventory of their checks holds all others. */
const refused: ReadonlyMap<string, string> = new Map([
  [
    'file_read_error',
    'A file that cannot be read has no place for a finding: it is told on standard error with exit code 3.',
  ],
  ['all_with_re', "'|all|re' is valid and means that every pattern matches; taking 'all' away would turn AND into OR."],
  [
    'sigma_version_mismatch',
    'Versions apart from each other are no defect for pySigma, which reads them all alike; a version that does not exist, or is missing where lists are looked into, is reported for the rule itself.',
  ],
  ['INTERNAL001', 'A check that fails is told on standard error and harms no other.'],
]);

export const refusedChecks: readonly string[] = [...refused.keys()];

/** Why there is no such check; `undefined` for ids that no linter is known to have, and for those that are answered. */
export function whyRefused(id: string): string | undefined {
  return refused.get(id);
}
