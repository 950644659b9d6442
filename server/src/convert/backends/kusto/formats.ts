import { type OutputFormat, plainFormat } from '../../backend.ts';

export const kustoFormats: readonly OutputFormat<unknown>[] = [
  plainFormat('default', 'Kusto Query Language search strings'),
];
