import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError, neverCancelled } from '../../server/src/base/cancellation.ts';
import { loadAttack, resolveTechnique } from '../../server/src/data/attack.ts';
import { loadAttackNames } from '../../server/src/data/attack-names.ts';
import { loadAttackTables } from '../../server/src/lint/attack-tables.ts';
import { saveAttack, withFetchedAttack } from '../../server/src/node/attack-store.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { pageOptions } from '../../server/src/node/page-options.ts';
import { updateAttack } from '../../server/src/services/update-attack.ts';
import { type AttackServer, serveText } from '../harness/attack-server.ts';
import { stixBundle } from '../harness/standins/stix-bundle.ts';

const builtin = openDataFiles(join(import.meta.dirname, '../../corpus'));
const newer = {
  version: '99.1',
  revoked: [['T1059.001', 'T9001', 'Shell of Power']],
  deprecated: ['T1056.001'],
} as const;

const collection = (name: string) =>
  JSON.stringify({ type: 'bundle', objects: [{ type: 'x-mitre-collection', name, x_mitre_version: '99.0' }] });

let folder: string;
let file: string;
let server: AttackServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sigmasmith-attack-'));
  file = join(folder, 'storage', 'attack.json');
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.stop();
  server = undefined;
});

async function update(text: string, { status = 200, token = neverCancelled } = {}) {
  server = await serveText(text, status);
  const world = {
    files: withFetchedAttack(builtin, file),
    page: pageOptions([server.host], {}),
    save: (content: string) => saveAttack(file, content),
    progress: () => {},
  };
  return updateAttack(server.url, world, token);
}

describe('newer ATT&CK data', () => {
  it('are fetched, kept and used from the next start on', async () => {
    const result = await update(stixBundle(builtin, newer));
    const before = loadAttack(builtin);
    expect(result).toEqual({
      version: '99.1',
      before: before.version,
      changed: true,
      techniques: before.techniques.size - 1,
    });
    expect(readdirSync(join(folder, 'storage'))).toEqual(['attack.json']);
    const files = withFetchedAttack(builtin, file);
    const table = loadAttack(files);
    expect(table.version).toBe('99.1');
    expect(resolveTechnique(table, 'T1059.001')).toMatchObject({
      state: 'replaced',
      technique: { id: 'T9001', name: 'Shell of Power' },
    });
    expect(resolveTechnique(table, 'T1056.001').state).toBe('withdrawn');
    expect(resolveTechnique(table, 'T1086')).toMatchObject({ state: 'replaced', technique: { id: 'T9001' } });
    expect(table.techniques.get('T1003.001')).toEqual(before.techniques.get('T1003.001'));
    expect(loadAttackNames(files)).toEqual(loadAttackNames(builtin));
    expect(loadAttackTables(files).replaced.get('defense-evasion')).toEqual(['stealth', 'defense-impairment']);
  });

  it('are the same as ours when they are made from ours', async () => {
    await update(stixBundle(builtin, { version: '99.0' }));
    const table = loadAttack(withFetchedAttack(builtin, file));
    expect(table).toEqual({ ...loadAttack(builtin), version: '99.0' });
  });

  it('change nothing when they are not newer', async () => {
    const { version } = loadAttack(builtin);
    expect(await update(stixBundle(builtin, { version }))).toMatchObject({ version, changed: false });
    expect(existsSync(file)).toBe(false);
  });
});

describe('what is no ATT&CK', () => {
  it.each([
    ['no JSON', '{"objects": [', /no JSON/],
    ['no bundle', '{"objects": []}', /no STIX bundle/],
    ['no version', '{"type": "bundle", "objects": [{"type": "malware"}]}', /version/],
    ['a page', '<html><body>Sign in</body></html>', /no JSON/],
    ['too little', collection('Enterprise ATT&CK'), /0 techniques/],
    ['another matrix', collection('Mobile ATT&CK'), /"Mobile ATT&CK" and not/],
  ])('is refused: %s', async (_, text, message) => {
    await expect(update(text)).rejects.toThrow(message);
    expect(existsSync(file)).toBe(false);
  });

  it('is left out piece by piece', async () => {
    const more = [
      null,
      7,
      [],
      { type: 'attack-pattern' },
      { type: 'attack-pattern', id: 'attack-pattern--x', name: 'X', external_references: [{ external_id: 'T1; rm' }] },
      {
        type: 'intrusion-set',
        id: 'intrusion-set--y',
        name: 'Evil\n\u202e[x](command:y)',
        external_references: [{ external_id: 'G9999' }],
      },
    ];
    await update(stixBundle(builtin, { version: '99.2', more }));
    const files = withFetchedAttack(builtin, file);
    expect(loadAttack(files).techniques.size).toBe(loadAttack(builtin).techniques.size);
    expect(loadAttackNames(files).get('G9999')?.name).toBe('Evil [x](command:y)');
  });

  it('on the disk is passed over', () => {
    for (const text of ['', '{', '{"version":"99.0"}', 'null']) {
      saveAttack(file, text);
      expect(loadAttack(withFetchedAttack(builtin, file)).version).toBe(loadAttack(builtin).version);
    }
    writeFileSync(file, ' '.repeat(10_000_001));
    expect(loadAttack(withFetchedAttack(builtin, file)).version).toBe(loadAttack(builtin).version);
  });

  it('on the disk is passed over when ours are as new', async () => {
    await update(stixBundle(builtin, { version: '99.0' }));
    const stored = readFileSync(file, 'utf8').replaceAll('"99.0"', '"1.0"');
    saveAttack(file, stored);
    expect(loadAttack(withFetchedAttack(builtin, file)).version).toBe(loadAttack(builtin).version);
  });
});

describe('when the world is broken', () => {
  it('says so in plain words, and what is there stays', async () => {
    await expect(update('nothing', { status: 404 })).rejects.toThrow(/404/);
    const { url, host } = server as AttackServer;
    await server?.stop();
    server = undefined;
    const world = { files: builtin, page: pageOptions([host], {}), save: () => {}, progress: () => {} };
    await expect(updateAttack(url, world, neverCancelled)).rejects.toThrow(
      /^ATT&CK could not be fetched: The connection to .* failed .* The tables that are there stay in use\.$/,
    );
  });

  it('reads no private address unless it is configured', async () => {
    server = await serveText('{}');
    const world = { files: builtin, page: pageOptions([], {}), save: () => {}, progress: () => {} };
    await expect(updateAttack(server.url, world, neverCancelled)).rejects.toThrow(/https/);
    await expect(updateAttack('https://127.0.0.1/x', world, neverCancelled)).rejects.toThrow();
  });

  it('stops when it is cancelled', async () => {
    const bundle = stixBundle(builtin, newer);
    await expect(update(bundle, { token: { isCancellationRequested: true } })).rejects.toThrow(CancelledError);
    expect(existsSync(file)).toBe(false);
  });
});
