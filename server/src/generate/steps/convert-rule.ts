/** Queries of generated rules for the SIEMs asked for, with the field names of their usual installations. */
import { findBackend } from '../../convert/backends/index.ts';
import type { ConversionResult, PreparedConversion } from '../../convert/convert.ts';
import { prepareUsualConversion } from '../../convert/usual-conversion.ts';
import type { DataFiles } from '../../data/data-files.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import { siems } from '../providers.ts';
import type { PipelineNotice } from '../types.ts';
import type { RuleDraft } from './rule-draft.ts';

/** Query by SIEM; a SIEM that cannot express the rule is left out, and a notice says why. */
export type RuleConversion = (yaml: string, draft: RuleDraft) => Record<string, string>;

type Siem = (typeof siems)[number];

export interface ConversionTargets {
  readonly siems: readonly string[];
  /** SIEMs that nobody named are left out without a notice when they have no backend. */
  readonly asked: boolean;
}

export function createRuleConversion(
  targets: ConversionTargets,
  files: DataFiles,
  notices: PipelineNotice[],
): RuleConversion {
  const chosen = siems.filter(({ id }) => targets.siems.includes(id));
  const usable = chosen.filter(({ target }) => findBackend(target) !== undefined);
  for (const { id } of chosen) {
    if (!targets.asked || usable.some((siem) => siem.id === id)) continue;
    notices.push({
      code: 'siem_without_backend',
      message: `There is no backend for ${id} yet, so no queries were written for it.`,
    });
  }
  const prepared = new Map<string, PreparedConversion>();
  const told = new Set<string>();
  const tell = (code: string, message: string) => {
    if (!told.has(message)) notices.push({ code, message });
    told.add(message);
  };
  return (yaml, draft) => {
    const { collection } = parseSigma(yaml, { treatAsSigma: true });
    const conversions: Record<string, string> = {};
    for (const siem of usable) {
      const key = `${siem.id} ${draft.provider}`;
      const conversion = prepared.get(key) ?? prepare(siem, draft, files);
      prepared.set(key, conversion);
      const result = conversion.convert(collection);
      for (const { code, message } of result.queries.flatMap(({ notices: own }) => own))
        tell(code, `${siem.id}: ${message}`);
      const query = queryOf(result);
      if (query === undefined) tell('conversion_failed', failure(siem, draft, result));
      else conversions[siem.id] = query;
    }
    return conversions;
  };
}

function prepare({ target, format }: Siem, draft: RuleDraft, data: DataFiles): PreparedConversion {
  return prepareUsualConversion(
    { target, format, product: draft.logsource.product ?? '', service: draft.logsource.service },
    data,
  );
}

function queryOf({ queries, errors }: ConversionResult): string | undefined {
  const text = queries.map((query) => query.text).join('\n');
  return errors.length === 0 && text !== '' ? text : undefined;
}

function failure({ id }: Siem, { title }: RuleDraft, { errors }: ConversionResult): string {
  return `The rule "${title}" cannot be written for ${id}: ${errors[0]?.message ?? 'it gives no query'}`;
}
