import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..', '..'),
    include: ['test/engines/*.engine.ts'],
    globalSetup: ['test/engines/global-setup.ts'],
    pool: 'forks',
    poolOptions: { forks: { maxForks: 2 } },
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
