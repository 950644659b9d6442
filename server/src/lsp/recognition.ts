import { isPipelineDocument } from '../ide/pipeline/is-pipeline.ts';
import { mayBePipeline } from '../ide/pipeline/may-be-pipeline.ts';
import { isSigmaDocument } from '../sigma/is-sigma-document.ts';
import type { SigmaParse } from '../sigma/parse-sigma.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';

/** A file that is Sigma, wholly or in some of its YAML documents. */
export interface Recognised {
  readonly parse: SigmaParse;
  /** Indices of the YAML documents that are Sigma, now or earlier in this editing session. */
  readonly documents: ReadonlySet<number>;
}

/**
 * Reads a text as Sigma, or says that it is none. What was recognised once (`previous`) stays Sigma while it is edited: a rule that
 * is just losing its `detection` is a broken rule, not another kind of file. `always` is for documents that say so themselves.
 */
export function recognise(text: string, always: boolean, previous: Recognised | null): Recognised | null {
  if (always) return everyDocument(text);
  if (!previous && !mayBeSigma(text)) return null;
  const parse = parseSigma(text);
  const now = sigmaDocuments(parse);
  if (!previous) {
    if (now.size > 0) return { parse, documents: now };
    return isBeyondLimits(parse) && looksLikeSigma(text) ? everyDocument(text) : null;
  }
  const sameShape = previous.parse.yaml.documents.length === parse.yaml.documents.length;
  const documents = sameShape ? new Set([...now, ...previous.documents]) : now;
  if (documents.size === 0) return everyDocument(text);
  if (documents.size === now.size) return { parse, documents };
  return { parse: parseSigma(text, { treatAsSigma: true }), documents };
}

/**
 * Reads a text as a processing pipeline, or says that it is none. `isKnown`: it was one before, or somebody says so; then it stays one
 * while it is edited, unless it becomes Sigma.
 */
export function recognisePipeline(text: string, isKnown: boolean): YamlStream | null {
  if (!isKnown && !mayBePipeline(text)) return null;
  const stream = parseYaml(text);
  if (isKnown) return stream.documents.some(({ root }) => isSigmaDocument(root)) ? null : stream;
  return isPipelineDocument(stream.documents[0]?.root ?? null) ? stream : null;
}

function sigmaDocuments({ yaml, collection }: SigmaParse): Set<number> {
  const documents = new Set(yaml.documents.keys());
  for (const index of collection.skippedDocuments) documents.delete(index);
  return documents;
}

function everyDocument(text: string): Recognised {
  const parse = parseSigma(text, { treatAsSigma: true });
  return { parse, documents: new Set(parse.yaml.documents.keys()) };
}

/** A text that is not read because of its size or its aliases: nobody can see what it is. */
function isBeyondLimits({ yaml }: SigmaParse): boolean {
  return yaml.error?.errorClass === 'YamlLimit';
}

function looksLikeSigma(text: string): boolean {
  return /^(?:detection|correlation|filter|logsource):/m.test(text);
}

/** Cheap and never wrong about plain keys: spares large unrelated YAML the parse. */
export function mayBeSigma(text: string): boolean {
  return /detection|correlation|filter|logsource|\\[uUx]/.test(text);
}
