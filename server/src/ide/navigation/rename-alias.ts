import { parseSigma, type SigmaParse } from '../../sigma/parse-sigma.ts';
import { type Occurrence, occurrencesOf } from './occurrences.ts';
import { distinctSpans, replaceSpans } from './rename-edits.ts';

/** Why an alias of a correlation cannot have a name; `undefined` when it is mentioned as before with it. */
export function refusalOfAlias(parse: SigmaParse, same: readonly Occurrence[], to: string): string | undefined {
  if (!/^[A-Za-z_][\w.@-]*$/.test(to))
    return `'${to}' is no good name for an alias: begin with a letter or '_', go on with letters, digits, '_', '.', '@' or '-'.`;
  for (const { rule } of same) {
    if (rule.kind !== 'correlation') continue;
    if (rule.aliases.some(({ alias }) => alias === to))
      return `There is an alias '${to}' already. Choose another name.`;
    if ([...(rule.groupBy ?? []), ...(rule.condition?.fields ?? [])].some(({ value }) => value === to))
      return `The correlation uses a field '${to}', which would become the alias. Choose another name.`;
  }
  const spans = distinctSpans(same.map(({ span }) => span));
  const after = parseSigma(replaceSpans(parse.text, spans, to), { treatAsSigma: true });
  const renamed = occurrencesOf(after).filter(({ kind, text }) => kind === 'alias' && text === to);
  return renamed.length === same.length ? undefined : `'${to}' is no text in YAML. Choose another name.`;
}
