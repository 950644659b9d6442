/** All backends, one line each. */
export { elastalert } from './elastalert/index.ts';
export { eql } from './eql/index.ts';
export { esql } from './esql/index.ts';
export { kusto } from './kusto/index.ts';
export { logscale } from './logscale/index.ts';
export { lucene } from './lucene/index.ts';
export { openSearchLucene } from './opensearch-lucene/index.ts';
export { openSearchPpl } from './opensearch-ppl/index.ts';
export { secops } from './secops/index.ts';
export { splunk } from './splunk/index.ts';
export { splunkSpl2 } from './splunk-spl2/index.ts';
