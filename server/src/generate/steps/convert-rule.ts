/** Queries of generated rules for the SIEMs asked for, with the field names of their usual installations. */
import { findBackend } from '../../convert/backends/index.ts';
import type { ConversionResult } from '../../convert/convert.ts';
import { departureCode } from '../../convert/departures.ts';
import { SiemConverter, siems } from '../../convert/siems.ts';
import type { DataFiles } from '../../data/data-files.ts';
import { parseSigma } from '../../sigma/parse-sigma.ts';
import type { PipelineNotice } from '../types.ts';
import type { RuleDraft } from './rule-draft.ts';

/** Query by SIEM; a SIEM that cannot express the rule is left out, and a notice says why. */
export type RuleConversion = (yaml: string, draft: RuleDraft) => Record<string, string>;

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
  const converter = new SiemConverter(files);
  const usable = usableSiems(targets, notices);
  const told = new Set<string>();
  const tell = (code: string, message: string) => {
    if (!told.has(message)) notices.push({ code, message });
    told.add(message);
  };
  return (yaml, draft) => {
    const { collection } = parseSigma(yaml, { treatAsSigma: true });
    const conversions: Record<string, string> = {};
    for (const id of usable) {
      const converted = converter.convert(collection, id);
      if (converted.kind === 'unsupported') {
        tell('siem_without_backend', converted.message);
        continue;
      }
      // What pySigma would have made of it is of no interest here.
      for (const { code, message } of converted.result.queries.flatMap(({ notices: own }) => own))
        if (code !== departureCode) tell(code, `${converted.siem.label}: ${message}`);
      const query = queryOf(converted.result);
      if (query === undefined) tell('conversion_failed', failure(converted.siem.label, draft, converted.result));
      else conversions[id] = query;
    }
    return conversions;
  };
}

function usableSiems(targets: ConversionTargets, notices: PipelineNotice[]): string[] {
  const chosen = siems.filter(({ id }) => targets.siems.includes(id));
  const missing = chosen.filter(({ target }) => findBackend(target) === undefined);
  if (targets.asked) {
    for (const { id } of missing) {
      const message = `There is no backend for ${id} yet, so no queries were written for it.`;
      notices.push({ code: 'siem_without_backend', message });
    }
  }
  return chosen.filter((siem) => !missing.includes(siem)).map(({ id }) => id);
}

function queryOf({ queries, errors }: ConversionResult): string | undefined {
  const text = queries.map((query) => query.text).join('\n');
  return errors.length === 0 && text !== '' ? text : undefined;
}

function failure(label: string, { title }: RuleDraft, { errors }: ConversionResult): string {
  return `The rule "${title}" cannot be written for ${label}: ${errors[0]?.message ?? 'it gives no query'}`;
}
