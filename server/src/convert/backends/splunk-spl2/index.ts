import { plainText } from '../../../pipeline/plain-value.ts';
import { defineBackend } from '../../backend.ts';
import { SplunkSpl2Backend } from './backend.ts';
import { spl2Formats } from './formats.ts';

export const splunkSpl2 = defineBackend({
  id: 'splunk_spl2',
  aliases: ['spl2', 'splunk_spl_2'],
  label: 'Splunk (SPL2)',
  name: 'Splunk SPL2 queries',
  language: 'spl2',
  requiresPipeline: true,
  formats: spl2Formats,
  correlationMethods: {},
  options: { dataset: 'Data set that queries read (main)' },
  create: (options, environment) => new SplunkSpl2Backend(plainText(options.get('dataset') ?? 'main'), environment),
});
