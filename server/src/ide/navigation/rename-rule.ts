import { parseSigma, type SigmaParse } from '../../sigma/parse-sigma.ts';
import { parseUuid } from '../../sigma/rule/uuid.ts';
import { referenceKey } from '../../workspace/rule-mentions.ts';
import type { WorkspaceIndex } from '../../workspace/workspace-index.ts';
import { occurrencesOf, ruleKey } from './occurrences.ts';
import type { RuleFile } from './places.ts';
import { distinctSpans, type FileEdits, type LoadFile, type Renaming, replaceSpans } from './rename-edits.ts';

/** Gives the rule with this id or name another one, and tells everything that mentions it. */
export function renameRule(file: RuleFile, from: string, to: string, load: LoadFile): Renaming {
  const why = refusalOfNewName(from, to, file.index);
  if (why !== undefined) return { refusal: why };
  const mentioned = [...file.index.referredBy(from), ...file.index.referringTo(from)].map(({ path }) => path);
  const files: FileEdits[] = [];
  for (const path of new Set([file.path, ...mentioned])) {
    const parse = path === file.path ? file.parse : load(path);
    if (!parse) return { refusal: `${path} mentions the rule and cannot be read, so nothing was renamed.` };
    const found = editsIn(path, parse, from, to);
    if ('refusal' in found) return found;
    if (found.spans.length > 0) files.push(found);
  }
  return { files };
}

function refusalOfNewName(from: string, to: string, index: WorkspaceIndex): string | undefined {
  const isId = parseUuid(from) !== undefined;
  if (isId && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(to))
    return `'${to}' is no UUID, and ids of rules have to be. Use one such as 5d2f6b1e-8a56-4d0b-9f0a-2f6f6f1f5a11.`;
  if (!isId && parseUuid(to) !== undefined) return 'A UUID is an id, not a name: references to it would look for ids.';
  if (!isId && !/^[A-Za-z_][\w.-]*$/.test(to))
    return `'${to}' is no good name for a rule: begin with a letter or '_', go on with letters, digits, '_', '.' or '-'.`;
  if (!isId && ['and', 'or', 'not', 'any'].includes(to.toLowerCase()))
    return `'${to}' has a meaning of its own where rules are mentioned. Choose another name.`;
  const [taken] = index.referredBy(to);
  if (taken && referenceKey(to) !== referenceKey(from))
    return `'${taken.rule.title?.value ?? taken.path}' has this ${isId ? 'id' : 'name'} already. Choose another one.`;
  const [mentioning] = taken ? [] : index.referringTo(to);
  return mentioning && `${mentioning.path} mentions '${to}' already and would then mean this rule. Choose another one.`;
}

/** Where a file names the rule; refused when the new name would not be read as one there. */
function editsIn(path: string, parse: SigmaParse, from: string, to: string): FileEdits | { readonly refusal: string } {
  const key = ruleKey(from);
  const count = (all: SigmaParse, wanted: string) => occurrencesOf(all).filter((each) => each.key === wanted);
  const same = count(parse, key);
  const spans = distinctSpans(same.map(({ span }) => span));
  if (spans.length === 0) return { path, spans };
  const after = parseSigma(replaceSpans(parse.text, spans, to), { treatAsSigma: true });
  if (count(after, ruleKey(to)).length === same.length) return { path, spans };
  return {
    refusal: `'${to}' would not be read as a name everywhere in ${path}. Choose one of letters, digits and '_'.`,
  };
}
