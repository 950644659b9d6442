import { defineBackend } from '../../backend.ts';
import { elasticSettings } from '../../elastic-backend.ts';
import { ElastalertBackend, elastalertDialect } from './backend.ts';
import { elastalertRule } from './formats.ts';

export const elastalert = defineBackend({
  id: 'elastalert',
  aliases: [],
  label: 'Elastalert',
  name: 'Elasticsearch Elastalert',
  language: 'lucene',
  requiresPipeline: true,
  formats: [elastalertRule],
  correlationMethods: elastalertDialect.options.correlation?.methods ?? {},
  options: {},
  create: (options, environment) => new ElastalertBackend(elasticSettings(options, environment)),
});
