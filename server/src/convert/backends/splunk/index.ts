import { isPlainMap, type PlainValue, plainText } from '../../../pipeline/plain-value.ts';
import { defineBackend } from '../../backend.ts';
import { SplunkBackend } from './backend.ts';
import { splunkDialect } from './dialect.ts';
import { splunkFormats } from './formats.ts';

const settingsOf = (value: PlainValue | undefined) =>
  new Map(isPlainMap(value) ? [...value].map(([name, item]) => [plainText(name), plainText(item)]) : []);

export const splunk = defineBackend({
  id: 'splunk',
  aliases: [],
  label: 'Splunk',
  name: 'Splunk SPL & tstats data model queries',
  language: 'spl',
  requiresPipeline: true,
  formats: splunkFormats,
  correlationMethods: splunkDialect.options.correlation?.methods ?? {},
  options: {
    min_time: 'Earliest time of saved searches (-30d)',
    max_time: 'Latest time of saved searches (now)',
    query_settings: 'Settings of every saved search (a mapping)',
    output_settings: 'Settings of the default stanza of saved searches (a mapping)',
  },
  create: (options, { compat }) =>
    new SplunkBackend({
      compat,
      minTime: plainText(options.get('min_time') ?? '-30d'),
      maxTime: plainText(options.get('max_time') ?? 'now'),
      query: settingsOf(options.get('query_settings')),
      output: settingsOf(options.get('output_settings')),
    }),
});
