import { isPlainList, type PlainValue, plainText, plainTruth } from '../../../pipeline/plain-value.ts';
import type { BackendEnvironment, BackendOptions } from '../../backend.ts';
import { elasticSettings } from '../../elastic-backend.ts';
import { LuceneBackend } from '../lucene/backend.ts';

/** What a monitor needs besides the query. */
export interface MonitorSettings {
  readonly indexNames: readonly string[];
  readonly interval: number | string;
  readonly unit: string;
}

export const openSearchOptions = {
  index_names: 'Indices that monitors search (a list)',
  monitor_interval: 'How often a monitor runs (5)',
  monitor_interval_unit: 'Unit of the interval (MINUTES)',
};

function monitorSettings(options: BackendOptions): MonitorSettings {
  const names = options.get('index_names');
  const list = typeof names === 'string' ? [names] : isPlainList(names) ? names.map(plainText) : [];
  return {
    indexNames: list.length > 0 ? list : ['beats-*'],
    interval: intervalOf(options.get('monitor_interval')),
    unit: textOr(options.get('monitor_interval_unit'), 'MINUTES'),
  };
}

const textOr = (value: PlainValue | undefined, otherwise: string) =>
  plainTruth(value) ? plainText(value ?? null) : otherwise;

function intervalOf(value: PlainValue | undefined): number | string {
  const text = textOr(value, '5');
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

export class OpenSearchLuceneBackend extends LuceneBackend {
  readonly monitor: MonitorSettings;

  constructor(options: BackendOptions, environment: BackendEnvironment) {
    super(elasticSettings(options, environment));
    this.monitor = monitorSettings(options);
  }
}
