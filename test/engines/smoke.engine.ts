import { expect, inject, it } from 'vitest';
const engines = inject('engines');
it.skipIf('missing' in engines)('answers', async () => {
  if ('missing' in engines) return;
  for (const url of [engines.openSearch, engines.elasticsearch]) {
    const r = await fetch(`${url}/_cluster/health`);
    expect(r.status).toBe(200);
  }
});
