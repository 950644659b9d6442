import type { OutputValue } from '../../../pipeline/output-value.ts';
import { pythonJson } from '../../../pipeline/python-json.ts';
import type { QueryText } from '../../../pipeline/query-text.ts';
import { type FinalizeContext, type OutputFormat, plainFormat } from '../../backend.ts';
import { riskScores, ruleTexts, ruleThreat } from '../../elastic-rule.ts';
import type { LuceneBackend } from './backend.ts';

const asList = (_backend: unknown, queries: readonly OutputValue[]): OutputValue => queries;

export const dslLucene: OutputFormat<unknown> = {
  id: 'dsl_lucene',
  description: 'Elasticsearch query DSL with embedded Lucene queries',
  finalizeQuery: (_backend, query) => ({
    query: { bool: { must: [{ query_string: { query, analyze_wildcard: true } }] } },
  }),
  finalizeOutput: asList,
};

export function savedSearch(id: string, description: string): OutputFormat<unknown> {
  return {
    id,
    description,
    finalizeQuery: (_backend, query, context) => savedSearchObject(query, context),
    finalizeOutput: asList,
  };
}

function savedSearchObject(query: QueryText, { rule }: FinalizeContext): OutputValue {
  const texts = ruleTexts(rule);
  const index = 'beats-*';
  const searchSource = {
    index,
    filter: [],
    highlight: {
      pre_tags: ['@kibana-highlighted-field@'],
      post_tags: ['@/kibana-highlighted-field@'],
      fields: { '*': {} },
      require_field_match: false,
      fragment_size: 2147483647,
    },
    query: { query_string: { query, analyze_wildcard: true } },
  };
  return {
    id: texts.id,
    type: 'search',
    attributes: {
      title: texts.name,
      description: texts.description,
      hits: 0,
      columns: [],
      sort: ['@timestamp', 'desc'],
      version: 1,
      kibanaSavedObjectMeta: { searchSourceJSON: pythonJson(searchSource) },
    },
    references: [{ id: index, name: 'kibanaSavedObjectMeta.searchSourceJSON.index', type: 'index-pattern' }],
  };
}

const siemRule: OutputFormat<LuceneBackend> = {
  id: 'siem_rule',
  description: 'Elasticsearch query DSL as SIEM Rules in JSON Format',
  finalizeQuery: siemRuleObject,
  finalizeOutput: asList,
};

function siemRuleObject({ settings }: LuceneBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const texts = ruleTexts(context.rule);
  const { threat, tags } = ruleThreat(context, settings.attack);
  const isInformational = texts.level === 'informational';
  return {
    name: texts.name,
    consumer: 'siem',
    enabled: true,
    throttle: null,
    schedule: { interval: settings.scheduleInterval },
    params: {
      author: texts.author,
      description: texts.description ?? 'No description',
      ruleId: texts.id,
      falsePositives: texts.falsePositives,
      from: `now-${settings.scheduleInterval}`,
      immutable: false,
      license: texts.license,
      outputIndex: '',
      meta: { from: '1m' },
      maxSignals: 100,
      riskScore: isInformational ? 0 : (riskScores[texts.level ?? 'low'] as number),
      riskScoreMapping: [],
      severity: isInformational ? 'low' : (texts.level ?? 'low'),
      severityMapping: [],
      threat,
      to: 'now',
      references: texts.references,
      version: 1,
      exceptionsList: [],
      relatedIntegrations: [],
      requiredFields: [],
      setup: '',
      type: 'query',
      language: 'lucene',
      index: settings.indexNames,
      query,
      filters: [],
    },
    rule_type_id: 'siem.queryRule',
    tags,
    notify_when: 'onActiveAlert',
    actions: [],
  };
}

const siemRuleNdjson: OutputFormat<LuceneBackend> = {
  id: 'siem_rule_ndjson',
  description: 'Elasticsearch query DSL as SIEM Rules in NDJSON Format',
  finalizeQuery: siemRuleNdjsonObject,
  finalizeOutput: asList,
};

function siemRuleNdjsonObject({ settings }: LuceneBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const texts = ruleTexts(context.rule);
  const { threat, tags } = ruleThreat(context, settings.attack);
  return {
    id: texts.id,
    name: texts.name,
    enabled: true,
    throttle: 'no_actions',
    interval: settings.scheduleInterval,
    author: texts.author,
    description: texts.description ?? 'No description',
    rule_id: texts.id,
    false_positives: texts.falsePositives,
    from: `now-${settings.scheduleInterval}`,
    immutable: false,
    license: texts.license,
    output_index: '',
    meta: { from: '1m' },
    max_signals: 100,
    risk_score: riskScores[texts.level ?? 'low'] as number,
    risk_score_mapping: [],
    severity: texts.level ?? 'low',
    severity_mapping: [],
    threat,
    tags,
    to: 'now',
    references: texts.references,
    version: 1,
    exceptions_list: [],
    related_integrations: [],
    required_fields: [],
    setup: '',
    type: 'query',
    language: 'lucene',
    index: settings.indexNames,
    query,
    filters: [],
    actions: [],
  };
}

export const luceneFormats: readonly OutputFormat<LuceneBackend>[] = [
  plainFormat('default', 'Plain Elasticsearch Lucene queries'),
  savedSearch('kibana_ndjson', 'Kibana NDJSON import file with Lucene queries'),
  dslLucene,
  siemRule,
  siemRuleNdjson,
];
