import { defineBackend } from '../../backend.ts';
import { elasticOptions, elasticSettings } from '../../elastic-backend.ts';
import { LuceneBackend } from './backend.ts';
import { luceneFormats } from './formats.ts';

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
  create: (options, environment) => new LuceneBackend(elasticSettings(options, environment)),
});
