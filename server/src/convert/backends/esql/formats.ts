import type { OutputValue } from '../../../pipeline/output-value.ts';
import { plainText } from '../../../pipeline/plain-value.ts';
import { pythonJson } from '../../../pipeline/python-json.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import type { FinalizeContext, OutputFormat } from '../../backend.ts';
import { riskScores, ruleTexts, ruleThreat } from '../../elastic-rule.ts';
import { type EsqlBackend, indexOf } from './backend.ts';

const asList = (_backend: unknown, queries: readonly OutputValue[]): OutputValue => queries;

/** The whole query: source, metadata and condition. */
function wholeQuery({ dialect }: EsqlBackend, query: QueryText, { state }: FinalizeContext): QueryText {
  const metadata = state.processingState.get('metadata');
  const fields = metadata === undefined ? dialect.stateDefaults['metadata'] : plainText(metadata);
  return QueryText.concat(`from ${indexOf(state)} metadata ${fields} | where `, query);
}

const kibana: OutputFormat<EsqlBackend> = {
  id: 'kibana_ndjson',
  description: 'Kibana ES|QL queries in NDJSON Format.',
  finalizeQuery: kibanaObject,
  finalizeOutput: asList,
};

function kibanaObject(backend: EsqlBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const texts = ruleTexts(context.rule);
  const index = indexOf(context.state);
  const searchSource = {
    query: { esql: wholeQuery(backend, query, context) },
    index: {
      title: index,
      timeFieldName: '@timestamp',
      sourceFilters: [],
      type: 'esql',
      fieldFormats: {},
      runtimeFieldMap: {},
      allowNoIndex: false,
      name: index,
      allowHidden: false,
    },
    filter: [],
  };
  return {
    attributes: {
      columns: [],
      description: texts.description ?? 'No description',
      grid: {},
      hideChart: false,
      isTextBasedQuery: true,
      kibanaSavedObjectMeta: { searchSourceJSON: pythonJson(searchSource) },
      sort: [['@timestamp', 'desc']],
      timeRestore: false,
      title: texts.name,
      usesAdHocDataView: false,
    },
    id: texts.id,
    managed: false,
    references: [],
    type: 'search',
    typeMigrationVersion: '10.2.0',
  };
}

const siemRule: OutputFormat<EsqlBackend> = {
  id: 'siem_rule',
  description: 'Elastic Security ES|QL queries as SIEM Rules in JSON Format.',
  finalizeQuery: siemRuleObject,
  finalizeOutput: asList,
};

function siemRuleObject(backend: EsqlBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const { settings } = backend;
  const texts = ruleTexts(context.rule);
  const { threat, allTags } = ruleThreat(context, settings.attack);
  return {
    name: texts.name,
    tags: allTags,
    enabled: true,
    consumer: 'siem',
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
      relatedIntegrations: [],
      requiredFields: [],
      riskScore: riskScores[texts.level ?? 'low'] as number,
      riskScoreMapping: [],
      setup: '',
      severity: texts.level ?? 'low',
      severityMapping: [],
      threat,
      to: 'now',
      references: texts.references,
      version: 1,
      exceptionsList: [],
      type: 'esql',
      language: 'esql',
      query: wholeQuery(backend, query, context),
    },
    rule_type_id: 'siem.esqlRule',
    notify_when: 'onActiveAlert',
    actions: [],
  };
}

const siemRuleNdjson: OutputFormat<EsqlBackend> = {
  id: 'siem_rule_ndjson',
  description: 'Elastic Security ES|QL queries as SIEM Rules in NDJSON Format.',
  finalizeQuery: siemRuleNdjsonObject,
  finalizeOutput: asList,
};

function siemRuleNdjsonObject(backend: EsqlBackend, query: QueryText, context: FinalizeContext): OutputValue {
  const { settings } = backend;
  const texts = ruleTexts(context.rule);
  const { threat, allTags } = ruleThreat(context, settings.attack);
  const isInformational = texts.level === 'informational';
  return {
    id: texts.id,
    name: texts.name,
    tags: allTags,
    interval: settings.scheduleInterval,
    enabled: true,
    description: texts.description ?? 'No description',
    risk_score: isInformational ? 0 : (riskScores[texts.level ?? 'low'] as number),
    severity: isInformational ? 'low' : (texts.level ?? 'low'),
    note: '',
    license: texts.license,
    output_index: '',
    meta: { from: '1m' },
    author: texts.author,
    false_positives: texts.falsePositives,
    from: `now-${settings.scheduleInterval}`,
    rule_id: texts.id,
    max_signals: 100,
    risk_score_mapping: [],
    severity_mapping: [],
    threat,
    to: 'now',
    references: texts.references,
    version: 1,
    exceptions_list: [],
    immutable: false,
    related_integrations: [],
    required_fields: [],
    setup: '',
    type: 'esql',
    language: 'esql',
    query: wholeQuery(backend, query, context),
    actions: [],
  };
}

export const esqlFormats: readonly OutputFormat<EsqlBackend>[] = [
  { id: 'default', description: 'Plain ES|QL queries', finalizeQuery: wholeQuery, finalizeOutput: asList },
  kibana,
  siemRule,
  siemRuleNdjson,
];
