import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../../node/data-files.ts';
import { loadGold } from './load-gold.ts';
import { indexGold } from './retrieve-gold.ts';

const files = openDataFiles(join(import.meta.dirname, '../../../../corpus'));
const windows = indexGold(loadGold(files, 'windows-sysmon'));

describe('indexGold', () => {
  it('prefers the rule whose words are nearest', () => {
    expect(
      windows.nearest('T1490', 'the recovery of the boot configuration was disabled with bcdedit')?.title,
    ).toContain('Bcdedit');
    expect(windows.nearest('T1490', 'they deleted the backup catalog with wbadmin')?.title).toContain('Wbadmin');
  });

  it('finds rules of sub-techniques, and nothing for techniques without rules', () => {
    expect(windows.nearest('T1053', 'scheduled task')?.techniques).toContain('T1053.005');
    expect(windows.nearest('T1619', 'buckets')).toBeUndefined();
  });
});
