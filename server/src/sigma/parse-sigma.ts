/**
 * Text in, rules with spans out. Nothing is thrown at a user: what is wrong stands in the documents' problems and the rules' errors,
 * and whatever could be read is there. Pipelines, backends and lint are unknown here.
 */
import type { YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { Extensions } from './extensions.ts';
import { parseCollection } from './rule/parse-collection.ts';
import type { SigmaCollection } from './rule/sigma-rule.ts';

export interface SigmaParse {
  readonly text: string;
  readonly yaml: YamlStream;
  readonly collection: SigmaCollection;
}

export interface SigmaParseOptions {
  /** Every document is Sigma: the file was named explicitly, or is a Sigma document of our own. */
  readonly treatAsSigma?: boolean;
  /** `false`: rules are read as pySigma 1.5 does. */
  readonly extensions?: Extensions;
}

export function parseSigma(text: string, options: SigmaParseOptions = {}): SigmaParse {
  const yaml = parseYaml(text);
  return { text, yaml, collection: parseCollection(yaml, options) };
}
