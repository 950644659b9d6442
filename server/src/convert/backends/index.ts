/** All backends, one line each. */
import type { AnyBackendDefinition } from '../backend.ts';
import { elastalert } from './elastalert/index.ts';
import { eql } from './eql/index.ts';
import { esql } from './esql/index.ts';
import { kusto } from './kusto/index.ts';
import { logscale } from './logscale/index.ts';
import { lucene } from './lucene/index.ts';
import { openSearchLucene } from './opensearch-lucene/index.ts';
import { openSearchPpl } from './opensearch-ppl/index.ts';
import { secops } from './secops/index.ts';
import { splunk } from './splunk/index.ts';
import { splunkSpl2 } from './splunk-spl2/index.ts';

export const backends: readonly AnyBackendDefinition[] = [
  elastalert,
  eql,
  esql,
  kusto,
  logscale,
  lucene,
  openSearchLucene,
  openSearchPpl,
  secops,
  splunk,
  splunkSpl2,
];

const byName = new Map(backends.flatMap((backend) => [backend.id, ...backend.aliases].map((name) => [name, backend])));

/** A backend by its id or an alias. */
export function findBackend(name: string): AnyBackendDefinition | undefined {
  return byName.get(name);
}
