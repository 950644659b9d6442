import { defineBackend, plainFormat } from '../../backend.ts';
import { LogscaleBackend } from './backend.ts';

export const logscale = defineBackend({
  id: 'log_scale',
  aliases: ['logscale', 'crowdstrike'],
  label: 'CrowdStrike LogScale',
  name: 'CrowdStrike LogScale backend',
  language: 'logscale',
  requiresPipeline: true,
  formats: [plainFormat('default', 'CrowdStrike LogScale queries')],
  correlationMethods: {},
  options: {},
  create: (_options, mode) => new LogscaleBackend(mode),
});
