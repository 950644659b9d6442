/** All names by which people may mean a check: ids, those of other linters, and the codes of errors. */
import type { LintRule } from './define-rule.ts';
import { errorCodes } from './error-codes.ts';
import { nearest } from './nearest.ts';
import { pipelineCodes } from './pipeline-codes.ts';

export interface CheckNames {
  /** Ids of lint rules and codes of errors that a name stands for; empty when it is none. */
  idsOf(name: string): readonly string[];
  /** The name that a person most likely meant. */
  nearest(name: string): string | undefined;
  /** All names that lead to an id, itself included. */
  namesOf(id: string): readonly string[];
}

const known = new WeakMap<readonly LintRule[], CheckNames>();

/** The names are collected once for each list of rules. */
export function checkNamesOf(rules: readonly LintRule[]): CheckNames {
  const before = known.get(rules);
  if (before) return before;
  const made = collectNames(rules);
  known.set(rules, made);
  return made;
}

function collectNames(rules: readonly LintRule[]): CheckNames {
  const ids = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  const add = (name: string, id: string) => {
    ids.set(name, [...(ids.get(name) ?? []), id]);
    names.set(id, [...(names.get(id) ?? []), name]);
  };
  for (const { id, aliases = [] } of rules) for (const name of [id, ...aliases]) add(name, id);
  for (const { code, aliases } of errorCodes) for (const name of [code, ...aliases]) add(name, code);
  for (const { code } of pipelineCodes) add(code, code);
  return {
    idsOf: (name) => ids.get(name) ?? [],
    nearest: (name) => nearest(name, [...ids.keys()]),
    namesOf: (id) => names.get(id) ?? [id],
  };
}
