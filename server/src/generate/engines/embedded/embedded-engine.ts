/** The engine that needs no model: technique ids, technique names, and the phrases by which reports describe a technique. */
import { throwIfCancelled } from '../../../base/cancellation.ts';
import { type AttackTable, resolveTechnique } from '../../../data/attack.ts';
import type { DataFiles } from '../../../data/data-files.ts';
import type { Report } from '../../steps/read-report.ts';
import type { Confidence, PipelineNotice, TechniqueProposal } from '../../types.ts';
import type { EngineInput, EngineResult, GenerationEngine } from '../engine.ts';

export const embeddedEngine: GenerationEngine = {
  id: 'embedded',
  propose(input) {
    const notices: PipelineNotice[] = [];
    const proposals = [
      ...explicitIds(input, notices),
      ...techniqueNames(input.report, input.attack),
      ...phrases(input),
    ];
    return Promise.resolve<EngineResult>({ proposals, notices });
  },
};

function* explicitIds({ report, attack }: EngineInput, notices: PipelineNotice[]): Generator<TechniqueProposal> {
  const told = new Set<string>();
  for (const match of report.text.matchAll(/(?<![\w.-])T(\d{4})(?:\.(\d{3}))?(?![\w-]|\.\d)/g)) {
    const resolution = resolveTechnique(attack, match[0]);
    const first = !told.has(match[0]);
    told.add(match[0]);
    if (resolution.state === 'current' || resolution.state === 'replaced') {
      const evidence = [report.originalSpan(match.index, match.index + match[0].length)];
      yield { techniqueId: resolution.technique.id, confidence: 'high', evidence };
    }
    const notice = first ? noticeOf(match[0], resolution) : undefined;
    if (notice) notices.push(notice);
  }
}

function noticeOf(id: string, resolution: ReturnType<typeof resolveTechnique>): PipelineNotice | undefined {
  if (resolution.state === 'replaced') {
    const { former, technique } = resolution;
    return {
      code: 'technique_replaced',
      message: `The report names ${former.id} (${former.name}), which ATT&CK has replaced by ${technique.id} (${technique.name}). The rules use ${technique.id}.`,
    };
  }
  if (resolution.state === 'withdrawn') {
    return {
      code: 'technique_withdrawn',
      message: `The report names ${resolution.former.id} (${resolution.former.name}), which ATT&CK has withdrawn without a successor. It was left out.`,
    };
  }
  if (resolution.state === 'unknown') {
    return { code: 'technique_unknown', message: `${id} is no technique of ATT&CK Enterprise. It was left out.` };
  }
  return undefined;
}

/** Names of several words that belong to one technique only; the others mean too much else. */
function* techniqueNames(report: Report, attack: AttackTable): Generator<TechniqueProposal> {
  const byName = new Map<string, string | undefined>();
  for (const { id, name } of attack.techniques.values()) {
    if (!/[a-z][ /-]/i.test(name) || everydayNames.test(name)) continue;
    const key = name.toLowerCase();
    byName.set(key, byName.has(key) ? undefined : id);
  }
  const names = [...byName]
    .filter(([, id]) => id !== undefined)
    .map(([name]) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`\\b(?:${names.sort((a, b) => b.length - a.length).join('|')})\\b`, 'gi');
  for (const match of report.text.matchAll(pattern)) {
    const id = byName.get(match[0].toLowerCase());
    if (!id || report.sentenceAt(match.index)?.role === 'advice') continue;
    const evidence = [report.originalSpan(match.index, match.index + match[0].length)];
    yield { techniqueId: id, confidence: /^[A-Z]/.test(match[0]) ? 'medium' : 'low', evidence };
  }
}

const everydayNames =
  /^(?:Code Repositories|Social Media|Email Accounts|Domain Properties|Search Engines|Network Devices|Web Services|Web Protocols|Mail Protocols|Local Accounts|Cloud Accounts|Social Media Accounts|Security Software|Business Relationships|Digital Certificates|Default Accounts|Data from Local System|IP Addresses|Employee Names|Email Addresses|Physical Locations|Identify Roles|Client Configurations|Network Topology|Virtual Private Server|Malicious File|Malicious Link|Windows Service|Login Items|Domain Accounts|Cloud Services|Remote Services|Local Account|Domain Account|Cloud Account|Private Keys|System Checks|File Deletion|Command and Scripting Interpreter)$/i;

interface PhrasesFile {
  readonly phrases: readonly (readonly [string, Confidence, string])[];
}

function* phrases({ report, files, token }: EngineInput): Generator<TechniqueProposal> {
  for (const { techniqueId, confidence, pattern } of readPhrases(files)) {
    throwIfCancelled(token);
    const evidence = [];
    for (const match of report.text.matchAll(pattern)) {
      if (match[0] === '' || report.sentenceAt(match.index)?.role !== 'account') continue;
      evidence.push(report.originalSpan(match.index, match.index + match[0].length));
      if (evidence.length >= 5) break;
    }
    if (evidence.length > 0) yield { techniqueId, confidence, evidence };
  }
}

function readPhrases(files: DataFiles): { techniqueId: string; confidence: Confidence; pattern: RegExp }[] {
  const { phrases: rows } = JSON.parse(files.read('attack/phrases.json')) as PhrasesFile;
  return rows.map(([techniqueId, confidence, source]) => ({
    techniqueId,
    confidence,
    pattern: new RegExp(bounded(source), 'gi'),
  }));
}

/** Words of a phrase have an end: without one, a text of a single long word would be searched again from each of its letters. */
function bounded(pattern: string): string {
  return pattern.replaceAll('\\w*', '\\w{0,24}').replaceAll('\\w+', '\\w{1,32}');
}
