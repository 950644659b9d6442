import { ConversionError, featureNotSupported } from '../../../pipeline/conversion-error.ts';
import type { OutputValue } from '../../../pipeline/output-value.ts';
import { isPlainList, isPlainMap, type PlainValue, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import type { FinalizeContext, OutputFormat } from '../../backend.ts';
import { pythonSpace, pythonStrip, pythonWord } from '../../python-classes.ts';
import { evaluatedFields, everything, hasEvaluatedFields, quotedName, type SplunkBackend } from './backend.ts';

const searchMarker = '\n| search ';

const defaultFormat: OutputFormat<SplunkBackend> = {
  id: 'default',
  description: 'Plain SPL queries',
  finalizeQuery: (_backend, query, context) =>
    QueryText.concat(searchEarly(query, context), tableOf(context, ' | table ')),
  finalizeOutput: (_backend, queries) => queries,
};

const termWith = (string: string) =>
  new RegExp(`([${pythonWord}.]+)(?:=${string}|=[^${pythonSpace}")]+)[${pythonSpace}]*`, 'uy');

const leadingTerm = termWith('"(?:[^"\\\\]|\\\\.)*"');
// pySigma: splunk.py#finalize_query_default – takes an escaped quote for the end.
const leadingTermOfPySigma = termWith('"[^"]*"');

/** Moves leading comparisons that need no test before the tests, so that Splunk reads fewer events. */
function searchEarly(query: QueryText, { state }: FinalizeContext): QueryText {
  if (!hasEvaluatedFields(state)) return query;
  const { tests, names } = evaluatedFields(state);
  const likePySigma = state.reproduces('splunk-tests');
  const marker = query.text.indexOf(searchMarker);
  if (tests.length === 0 || marker < 0) return query;
  const search = query.slice(marker + searchMarker.length);
  const pattern = likePySigma ? leadingTermOfPySigma : leadingTerm;
  const terms: TextLike[] = [];
  let at = 0;
  while (at < search.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(search.text);
    if (!match || names.has(match[1] as string)) break;
    // pySigma: splunk.py#finalize_query_default – takes comparisons out of an OR, too.
    if (!likePySigma && /^OR\b/.test(search.text.slice(pattern.lastIndex))) break;
    const term = pythonStrip(match[0]);
    terms.push(search.slice(at, at + term.length));
    at = pattern.lastIndex;
  }
  if (terms.length === 0) return query;
  const commands = query.slice(likePySigma ? 0 : everything.length, marker);
  const rest = search.slice(at);
  const isAll = !likePySigma && rest.text === '';
  return QueryText.concat(QueryText.join(terms, ' '), commands, ...(isAll ? [] : [searchMarker, rest]));
}

const plainColumn = new RegExp(`^[-.:@/*{}${pythonWord}]+$`, 'u');

function tableOf({ rule, state }: FinalizeContext, command: string): TextLike {
  if (rule.kind !== 'rule' || rule.fields.length === 0) return '';
  // pySigma: splunk.py#finalize_query_default – takes the names as they are.
  const isPlain = (name: string) => plainColumn.test(name) || state.reproduces('splunk-field-names');
  const column = (name: string) => (isPlain(name) ? name : quotedName(name));
  const fields = rule.fields.map(({ value, span }) => QueryText.of(column(value), span));
  return QueryText.concat(command, QueryText.join(fields, ','));
}

/** `name = value` on a line of its own; a value of several lines is continued with backslashes. */
function setting(name: string, value: TextLike): QueryText {
  return QueryText.concat(
    `\n${name} = `,
    QueryText.from(value).map((text) => text.replaceAll('\n', ' \\\n')),
  );
}

/** Behind a backslash a line would go on: a period ends it. */
function descriptionOf({ rule, state }: FinalizeContext): string {
  const text = pythonStrip(rule.source.description?.value ?? '');
  return text.endsWith('\\') && !state.reproduces('splunk-description') ? `${text}.` : text;
}

const savedSearches: OutputFormat<SplunkBackend> = {
  id: 'savedsearches',
  description: 'Plain SPL in a savedsearches.conf file',
  finalizeQuery({ settings }, query, context) {
    const { title, description } = context.rule.source;
    return QueryText.concat(
      `\n[${(title?.value ?? '').replace(/[[\]]/g, '')}]`,
      ...[...settings.query].map(([name, value]) => setting(name, value)),
      setting('description', QueryText.of(descriptionOf(context), description?.span)),
      setting('search', QueryText.concat(query, tableOf(context, '\n| table '))),
    );
  },
  finalizeOutput({ settings }, queries) {
    const defaults = new Map([
      ['dispatch.earliest_time', settings.minTime],
      ['dispatch.latest_time', settings.maxTime],
      ...settings.output,
    ]);
    const stanza = [...defaults].map(([name, value]) => setting(name, value));
    return QueryText.concat('\n[default]', ...stanza, '\n', QueryText.join(queries.map(asText), '\n'));
  },
};

function asText(query: OutputValue): TextLike {
  if (typeof query === 'string' || query instanceof QueryText) return query;
  throw new ConversionError('TypeError', 'sequence item 0: expected str instance, dict found');
}

const dataModel: OutputFormat<SplunkBackend> = {
  id: 'data_model',
  description: 'Data model queries with tstats',
  finalizeQuery(_backend, query, { rule, state }) {
    if (rule.kind !== 'rule')
      throw new ConversionError('AttributeError', "'SigmaCorrelationRule' object has no attribute 'logsource'");
    const { dataModelSet, dataSet } = dataModelOf(rule.logsource, state.processingState.get('data_model_set'));
    const fields = fieldList(state.processingState.get('fields'));
    const { where, deferred } = splitDeferred(query);
    return QueryText.concat(
      '| tstats summariesonly=false allow_old_summaries=true fillnull_value="null" count min(_time) as firstTime max(_time) as lastTime',
      ` from datamodel=${dataModelSet} where `,
      where,
      ` by ${fields}`,
      deferred,
      `\n| \`drop_dm_object_name(${dataSet})\`\n| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime)`,
      '\n| convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(lastTime)\n',
    ).map((text) => text.replaceAll('\n', ' '));
  },
  finalizeOutput: (_backend, queries) => queries,
};

const dataSets: Readonly<Record<string, string>> = {
  'windows/process_creation': 'Processes',
  'windows/registry_add': 'Registry',
  'windows/registry_delete': 'Registry',
  'windows/registry_event': 'Registry',
  'windows/registry_set': 'Registry',
  'windows/file_event': 'Filesystem',
  'linux/process_creation': 'Processes',
};

function dataModelOf(
  logsource: {
    readonly product: string | undefined;
    readonly category: string | undefined;
    readonly service: string | undefined;
  },
  set: PlainValue | undefined,
): { dataModelSet: string; dataSet: string } {
  if (set === undefined) throw featureNotSupported('No data model specified by processing pipeline');
  if (!plainTruth(set)) throw featureNotSupported('No data set specified by processing pipeline');
  const dataModelSet = plainText(set);
  if (dataModelSet.includes('.')) {
    const [model, dataSet, ...more] = dataModelSet.split('.');
    if (!model || !dataSet || more.length > 0)
      throw featureNotSupported(`Expected format 'data_model.data_set', but got: ${dataModelSet}`);
    return { dataModelSet, dataSet };
  }
  const { product, category, service } = logsource;
  const byProduct = product && category ? dataSets[`${product}/${category}`] : undefined;
  const byCategory = category === 'proxy' ? 'Proxy' : category === 'network' && service === 'dns' ? 'DNS' : undefined;
  return { dataModelSet, dataSet: (product && category ? byProduct : byCategory) ?? 'None' };
}

function fieldList(fields: PlainValue | undefined): string {
  if (fields === undefined) throw featureNotSupported('No fields specified by processing pipeline');
  if (typeof fields === 'string') return [...fields].join(' ');
  if (isPlainMap(fields)) return [...fields.keys()].map(plainText).join(' ');
  if (isPlainList(fields)) return fields.map(plainText).join(' ');
  throw new ConversionError('TypeError', 'can only join an iterable');
}

/** `tstats` takes the search alone; commands before and behind it come after, and the search again where tests ran before it. */
function splitDeferred(query: QueryText): { where: QueryText; deferred: QueryText } {
  const marker = query.text.indexOf(searchMarker);
  let where = marker < 0 ? query : query.slice(marker + searchMarker.length);
  let deferred = marker < 0 ? QueryText.of('') : query.slice(0, marker);
  const pipe = where.text.indexOf('\n| ');
  if (pipe >= 0) {
    deferred = QueryText.concat(deferred, where.slice(pipe));
    where = where.slice(0, pipe);
  }
  return { where, deferred: marker < 0 ? deferred : QueryText.concat(deferred, searchMarker, where) };
}

export const splunkFormats: readonly OutputFormat<SplunkBackend>[] = [defaultFormat, savedSearches, dataModel];
