import { defineBackend } from '../../backend.ts';
import { elasticOptions, elasticSettings } from '../../elastic-backend.ts';
import { EqlBackend } from './backend.ts';
import { eqlDialect } from './dialect.ts';
import { eqlFormats } from './formats.ts';

export const eql = defineBackend({
  id: 'eql',
  aliases: [],
  label: 'Elasticsearch (EQL)',
  name: 'Elasticsearch EQL',
  language: 'eql',
  requiresPipeline: true,
  formats: eqlFormats,
  correlationMethods: eqlDialect.options.correlation?.methods ?? {},
  options: elasticOptions,
  create: (options, environment) => new EqlBackend(elasticSettings(options, environment)),
});
