import { describe, expect, it } from 'vitest';
import { Failure } from '../../server/src/base/failure.ts';
import type { JobRunner } from '../../server/src/lsp/jobs.ts';
import { type AttackUpdate, updateAttackRequest } from '../../server/src/protocol/attack.ts';
import { connectInMemory } from './editor.ts';

const params = { url: 'https://mitre.example/attack.json', allowedHosts: [] };
const update: AttackUpdate = { version: '99.1', before: '19.0', changed: true, techniques: 700 };

function jobsThat(answer: () => AttackUpdate): { readonly jobs: JobRunner; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const run = async (name: string, job: unknown, _: unknown, progress: (step: { message: string }) => void) => {
    asked.push([name, job]);
    progress({ message: 'Downloading ATT&CK' });
    return answer();
  };
  return { asked, jobs: { run: run as JobRunner['run'], dispose: () => {} } };
}

async function request(trusted: boolean, jobs: JobRunner) {
  const { editor } = connectInMemory({ jobs });
  await editor.initialize({ trusted });
  return editor.connection.sendRequest(updateAttackRequest.method, params);
}

describe('updating ATT&CK data', () => {
  it('is a job off the connection’s thread', async () => {
    const { jobs, asked } = jobsThat(() => update);
    expect(await request(true, jobs)).toEqual({ ok: true, value: update });
    expect(asked).toContainEqual(['updateAttack', params]);
  });

  it('tells why it failed', async () => {
    const { jobs } = jobsThat(() => {
      throw new Failure('ConnectionFailed', 'mitre.example cannot be found.');
    });
    const error = { code: 'ConnectionFailed', message: 'mitre.example cannot be found.' };
    expect(await request(true, jobs)).toEqual({ ok: false, error });
  });

  it('is refused in an untrusted workspace', async () => {
    const { jobs, asked } = jobsThat(() => update);
    expect(await request(false, jobs)).toMatchObject({ ok: false, error: { code: 'UntrustedWorkspace' } });
    expect(asked.flat()).not.toContain('updateAttack');
  });
});
