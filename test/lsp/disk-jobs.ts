/** Jobs of the server in this very thread, on files that stand in a map. */
import type { JobRunner, Jobs } from '../../server/src/lsp/jobs.ts';
import { jobs } from '../../server/src/lsp/jobs.ts';

export function jobsOn(disk: ReadonlyMap<string, string>): JobRunner {
  const refuse = () => Promise.reject(new Error('not in this test'));
  const sources = {
    exists: (path: string) => disk.has(path),
    find: (path: string) => [...disk.keys()].filter((file) => file === path || file.startsWith(`${path}/`)),
    readText(path: string) {
      const text = disk.get(path);
      return text === undefined ? { message: 'there is no such file or folder' } : { text };
    },
    readEvents: refuse,
  };
  const run = async (name: keyof Jobs, params: never, token: { readonly isCancellationRequested: boolean }) =>
    jobs[name](params, {
      files: { read: () => '', exists: () => false } as never,
      token,
      today: '2026-01-01',
      now: () => 0,
      progress: () => {},
      openFolder: () => {
        throw new Error('not in this test');
      },
      sources,
    });
  return { run: run as unknown as JobRunner['run'], dispose: () => {} };
}
