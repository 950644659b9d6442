/** Correlations of ES|QL: which groups of events the queries find. */
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { createConverter } from '../../server/src/services/convert.ts';
import { request } from './engine-client.ts';

const engines = inject('engines');
const index = 'correlations';

const rules = `title: Success
name: ra
logsource: {category: test}
detection:
  sel: {EventID: 1}
  condition: sel
---
title: Elevated
name: rb
logsource: {category: test}
detection:
  sel: {EventID: 1, Status: x}
  other: {EventID: 2}
  condition: [sel, other]
---
title: Both
correlation:
  type: temporal
  rules: [ra, rb]
  group-by: [User]
  timespan: 5m
`;

const at = '2026-01-01T00:00:01Z';

const events = [
  { '@timestamp': at, User: 'one event of both', EventID: 1, Status: 'x' },
  { '@timestamp': at, User: 'each by its own', EventID: 1, Status: 'y' },
  { '@timestamp': at, User: 'each by its own', EventID: 2 },
  { '@timestamp': at, User: 'first only', EventID: 1 },
  { '@timestamp': at, User: 'second only', EventID: 2 },
  { '@timestamp': at, User: 'too late', EventID: 1 },
  { '@timestamp': '2026-01-01T01:00:00Z', User: 'too late', EventID: 2 },
];

function converted(compat: boolean): string {
  const corpus = openDataFiles(join(import.meta.dirname, '..', '..', 'corpus'));
  const made = createConverter({ target: 'esql', compat, pipelines: [] }, corpus);
  if ('trouble' in made) throw new Error('There is no converter.');
  return String(made.converter.convert('rules.yml', rules).queries[0]?.text);
}

describe.skipIf('missing' in engines)('temporal correlations', () => {
  if ('missing' in engines) return;
  const { elasticsearch } = engines;

  beforeAll(async () => {
    const keyword = { type: 'keyword' };
    const properties = { '@timestamp': { type: 'date' }, EventID: { type: 'long' }, User: keyword, Status: keyword };
    await request(elasticsearch, 'PUT', `/${index}`, { mappings: { properties } });
    const lines = events.flatMap((event) => ['{"index":{}}', JSON.stringify(event)]);
    await request(elasticsearch, 'POST', `/${index}/_bulk?refresh=true`, `${lines.join('\n')}\n`);
  });

  async function users(query: string): Promise<unknown> {
    const { json } = await request(elasticsearch, 'POST', '/_query', {
      query: `${query.replace('from *', `from ${index}`)} | keep User | sort User`,
    });
    return (json as { values?: unknown[][] }).values?.flat() ?? json;
  }

  it('find rules that match the same event', async () => {
    expect(await users(converted(false))).toEqual(['each by its own', 'one event of both']);
  });

  it('miss them as pySigma writes them', async () => {
    expect(await users(converted(true))).toEqual(['each by its own']);
  });
});
