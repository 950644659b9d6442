import { type AttackTable, loadAttack } from '../../../data/attack.ts';
import { isPlainList, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import { type BackendEnvironment, type BackendOptions, defineBackend } from '../../backend.ts';
import { type ElasticSettings, LuceneBackend } from './backend.ts';
import { luceneDialect } from './dialect.ts';
import { luceneFormats } from './formats.ts';

const defaultIndexNames = [
  'apm-*-transaction*',
  'auditbeat-*',
  'endgame-*',
  'filebeat-*',
  'logs-*',
  'packetbeat-*',
  'traces-apm*',
  'winlogbeat-*',
  '-*elastic-cloud-logs-*',
];

export const elasticOptions = {
  index_names: 'Indices that detection rules search (a list)',
  schedule_interval: 'How often a detection rule runs (5)',
  schedule_interval_unit: 'Unit of the interval (m)',
};

/** The settings that the backends for Elastic share. */
export function elasticSettings(options: BackendOptions, { data }: BackendEnvironment): ElasticSettings {
  const names = options.get('index_names');
  const text = (name: string, otherwise: string) => {
    const value = options.get(name);
    return plainTruth(value) ? plainText(value ?? null) : otherwise;
  };
  const list = typeof names === 'string' ? [names] : isPlainList(names) ? names.map(plainText) : [];
  let table: AttackTable | undefined;
  return {
    indexNames: list.length > 0 ? list : defaultIndexNames,
    scheduleInterval: text('schedule_interval', '5') + text('schedule_interval_unit', 'm'),
    attack() {
      if (!data) throw new Error('This format needs the ATT&CK tables, which were not handed in.');
      table ??= loadAttack(data);
      return table;
    },
  };
}

export const lucene = defineBackend({
  id: 'lucene',
  aliases: [],
  label: 'Elasticsearch (Lucene)',
  name: 'Elasticsearch Lucene',
  language: 'lucene',
  requiresPipeline: true,
  formats: luceneFormats,
  correlationMethods: {},
  options: elasticOptions,
  create: (options, environment) => new LuceneBackend(luceneDialect, elasticSettings(options, environment)),
});
