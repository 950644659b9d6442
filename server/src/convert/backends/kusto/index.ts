import { defineBackend } from '../../backend.ts';
import { KustoBackend } from './backend.ts';
import { kustoFormats } from './formats.ts';

export const kusto = defineBackend({
  id: 'kusto',
  aliases: [],
  label: 'Microsoft Sentinel and Defender (KQL)',
  name: 'Kusto backend',
  language: 'kql',
  requiresPipeline: false,
  formats: kustoFormats,
  correlationMethods: {},
  options: {},
  create: (_options, mode) => new KustoBackend(mode),
});
