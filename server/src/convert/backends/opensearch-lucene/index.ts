import { defineBackend } from '../../backend.ts';
import { OpenSearchLuceneBackend, openSearchOptions } from './backend.ts';
import { openSearchLuceneFormats } from './formats.ts';

export const openSearchLucene = defineBackend({
  id: 'opensearch_lucene',
  aliases: ['opensearch'],
  label: 'OpenSearch (Lucene)',
  name: 'OpenSearch Lucene',
  language: 'lucene',
  requiresPipeline: true,
  formats: openSearchLuceneFormats,
  correlationMethods: {},
  options: openSearchOptions,
  create: (options, environment) => new OpenSearchLuceneBackend(options, environment),
});
