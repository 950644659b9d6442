import type { OutputValue } from '../../../pipeline/output-value.ts';
import { isPlainList, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import type { FinalizeContext, OutputFormat } from '../../backend.ts';
import { riskScores, ruleTexts, ruleThreat } from '../../elastic-rule.ts';
import type { EqlBackend } from './backend.ts';

const asList = (_backend: unknown, queries: readonly OutputValue[]): OutputValue => queries;

/** The condition of an event as a whole query; sequences are whole already. */
function eventQuery(query: QueryText, { rule }: FinalizeContext): QueryText {
  return rule.kind === 'rule' ? QueryText.concat('any where ', query) : query;
}

const indexKey = 'eql_index_names';

/** The indices that the pipeline names, else those of the backend's options. */
function indexNames({ settings }: EqlBackend, { state }: FinalizeContext): readonly OutputValue[] {
  // pySigma: elasticsearch_eql.py#finalize_query_siem_rule – keeps the indices of the last rule that named some.
  const leaked = state.reproduces('eql-index-leak') ? state.shared.get(indexKey) : undefined;
  const index = state.processingState.get('index');
  if (!plainTruth(index)) return Array.isArray(leaked) ? leaked : settings.indexNames;
  const names = (isPlainList(index) ? index : [index ?? null]).map(plainText);
  state.shared.set(indexKey, names);
  return names;
}

const siemRule: OutputFormat<EqlBackend> = {
  id: 'siem_rule',
  description: 'Elasticsearch EQL queries as SIEM Rule.',
  finalizeQuery: siemRuleObject,
  finalizeOutput: asList,
};

function siemRuleObject(backend: EqlBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const { settings } = backend;
  const texts = ruleTexts(context.rule);
  const index = indexNames(backend, context);
  const { threat, tags } = ruleThreat(context, settings.attack);
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
      riskScore: riskScores[texts.level ?? 'low'] as number,
      riskScoreMapping: [],
      severity: texts.level ?? 'low',
      severityMapping: [],
      threat,
      to: 'now',
      references: texts.references,
      version: 1,
      exceptionsList: [],
      relatedIntegrations: [],
      requiredFields: [],
      setup: '',
      type: 'eql',
      language: 'eql',
      index,
      query: ruleQuery(query, context),
      filters: [],
    },
    rule_type_id: 'siem.queryRule',
    notify_when: 'onActiveAlert',
    tags,
    actions: [],
  };
}

// pySigma: elasticsearch_eql.py#finalize_query_siem_rule – puts "any where" before sequences, too.
function ruleQuery(query: QueryText, context: FinalizeContext): QueryText {
  return context.state.reproduces('eql-sequence-in-rule')
    ? QueryText.concat('any where ', query)
    : eventQuery(query, context);
}

const siemRuleNdjson: OutputFormat<EqlBackend> = {
  id: 'siem_rule_ndjson',
  description: 'Elasticsearch EQL Query as SIEM Rules in NDJSON Format.',
  finalizeQuery: siemRuleNdjsonObject,
  finalizeOutput: asList,
};

function siemRuleNdjsonObject(backend: EqlBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const { settings } = backend;
  const texts = ruleTexts(context.rule);
  const index = indexNames(backend, context);
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
    severity: texts.level === undefined || texts.level === 'informational' ? 'low' : texts.level,
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
    type: 'eql',
    language: 'eql',
    index,
    query: ruleQuery(query, context),
    filters: [],
    actions: [],
  };
}

export const eqlFormats: readonly OutputFormat<EqlBackend>[] = [
  {
    id: 'default',
    description: 'Plain Elasticsearch EQL queries.',
    finalizeQuery: (_backend, query, context) => eventQuery(query, context),
    finalizeOutput: asList,
  },
  {
    id: 'eqlapi',
    description: "Plain EQL queries ready for '/_eql/search' API endpoint.",
    finalizeQuery: (_backend, query, context) => ({ query: eventQuery(query, context) }),
    finalizeOutput: asList,
  },
  siemRule,
  siemRuleNdjson,
];
