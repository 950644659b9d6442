/** The fields of a rule's log source, for checks of their names. */
import type { DataFiles } from '../data/data-files.ts';
import { loadLogSources } from '../data/log-sources.ts';
import type { SigmaLogSource } from '../sigma/rule/sigma-rule.ts';
import { isExact } from './config.ts';
import type { LintContext } from './define-rule.ts';
import { casefold, loadTaxonomy, logSourceKey } from './sigmahq-tables.ts';

export interface KnownFields {
  readonly fields: ReadonlySet<string>;
  /** The spelling of each field by its text without regard to case; the first one where there are several. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Whether fields begin in both cases, as in Azure, whose collectors write `ResultType` or `resultType`. */
  readonly initialsVary: boolean;
  /** Whether the list is SigmaHQ's, so that pipelines map no others; events may well have fields that our own lists lack. */
  readonly isSigmahq: boolean;
}

/** SigmaHQ's lists that are not empty, by `logSourceKey`. */
function loadListedFields(files: DataFiles): ReadonlyMap<string, KnownFields> {
  const listed = [...loadTaxonomy(files)].filter(([, { fields }]) => fields.size > 0);
  return new Map(
    listed.map(([key, { fields, spellings }]) => [key, { fields, spellings, initialsVary: false, isSigmahq: true }]),
  );
}

/** Our own lists, by `logSourceKey`. */
export function loadOwnFields(files: DataFiles): ReadonlyMap<string, KnownFields> {
  return new Map(
    loadLogSources(files).sources.map(({ product, category, service, fields }) => [
      logSourceKey({ product, category, service }),
      ownFields([...fields.keys()]),
    ]),
  );
}

function ownFields(names: readonly string[]): KnownFields {
  const fields = new Set(names);
  const spellings = new Map(names.toReversed().map((name) => [casefold(name), name]));
  const initialsVary = names.some((name) => /^[a-z]/.test(name) && fields.has(name[0]?.toUpperCase() + name.slice(1)));
  return { fields, spellings, initialsVary, isSigmahq: false };
}

/** SigmaHQ's list, else our own, which the profiles that reproduce validators do without. */
export function knownFields(
  logsource: SigmaLogSource,
  { data, profile }: Pick<LintContext, 'data' | 'profile'>,
): KnownFields | undefined {
  const key = logSourceKey(logsource);
  const listed = data.table(loadListedFields)?.get(key);
  return listed ?? (isExact(profile) ? undefined : data.table(loadOwnFields)?.get(key));
}

/** Whether a field lies in an object of which our own list names only some fields, such as `requestParameters`. */
export function isInOpenObject(field: string, { fields, isSigmahq }: KnownFields): boolean {
  if (isSigmahq) return false;
  for (let dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1))
    if (fields.has(field.slice(0, dot))) return true;
  return false;
}
