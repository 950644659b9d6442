/** Starts the engines before the tests and stops them afterwards. */
import type { TestProject } from 'vitest/node';
import { describeHome, elasticsearchHome, openSearchHome } from './artifacts.ts';
import { findJavaTools } from './java.ts';
import { startServer } from './server.ts';

export interface Engines {
  readonly openSearch: string;
  readonly elasticsearch: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses of the engines, or why there are none. */
    engines: Engines | { readonly missing: string };
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const tools = findJavaTools();
  if ('missing' in tools) {
    console.log(`\nSKIPPED: OpenSearch and Elasticsearch do not run here: ${tools.missing}.\n`);
    project.provide('engines', tools);
    return undefined;
  }
  const javaHome = tools.java.home;
  const homes = [openSearchHome(tools), elasticsearchHome(tools)] as const;
  console.log(`Starting ${homes.map(describeHome).join(' and ')} with Java ${tools.java.major}`);
  const began = performance.now();
  const starts = await Promise.allSettled([
    startServer({ home: homes[0], program: 'opensearch', javaHome }),
    startServer({ home: homes[1], program: 'elasticsearch', javaHome, settings: ['xpack.security.enabled: false'] }),
  ]);
  const stopAll = async () => {
    await Promise.all(starts.map((start) => (start.status === 'fulfilled' ? start.value.stop() : undefined)));
  };
  const [openSearch, elasticsearch] = starts;
  if (openSearch.status === 'rejected' || elasticsearch.status === 'rejected') {
    await stopAll();
    throw starts.find((start) => start.status === 'rejected')?.reason;
  }
  console.log(`They are ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  project.provide('engines', { openSearch: openSearch.value.url, elasticsearch: elasticsearch.value.url });
  return stopAll;
}
