import { defineBackend } from '../../backend.ts';
import { elasticOptions, elasticSettings } from '../../elastic-backend.ts';
import { EsqlBackend } from './backend.ts';
import { esqlDialect } from './dialect.ts';
import { esqlFormats } from './formats.ts';

export const esql = defineBackend({
  id: 'esql',
  aliases: [],
  label: 'Elasticsearch (ES|QL)',
  name: 'ES|QL backend',
  language: 'esql',
  requiresPipeline: true,
  formats: esqlFormats,
  correlationMethods: esqlDialect.options.correlation?.methods ?? {},
  options: elasticOptions,
  create: (options, environment) => new EsqlBackend(elasticSettings(options, environment)),
});
