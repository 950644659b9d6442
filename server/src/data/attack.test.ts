import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { fullTechniqueName, loadAttack, primaryTactic, resolveTechnique } from './attack.ts';

const table = loadAttack(openDataFiles(join(import.meta.dirname, '../../../corpus')));

describe('resolveTechnique', () => {
  it('knows current ids', () => {
    expect(resolveTechnique(table, 't1098.001')).toMatchObject({ state: 'current', technique: { id: 'T1098.001' } });
  });

  it.each([
    ['T1562.001', 'T1685'],
    ['T1562.008', 'T1685.002'],
    ['T1070.001', 'T1685.005'],
    ['T1574.002', 'T1574.001'],
    ['T1086', 'T1059.001'],
  ])('knows what replaced %s', (former, current) => {
    expect(resolveTechnique(table, former)).toMatchObject({
      state: 'replaced',
      former: { id: former },
      technique: { id: current },
    });
  });

  it('knows what was withdrawn and what never was', () => {
    expect(resolveTechnique(table, 'T1043').state).toBe('withdrawn');
    expect(resolveTechnique(table, 'T9999').state).toBe('unknown');
  });
});

describe('techniques', () => {
  const technique = (id: string) => table.techniques.get(id)!;

  it('have a full name', () => {
    expect(fullTechniqueName(table, technique('T1098.001'))).toBe('Account Manipulation: Additional Cloud Credentials');
    expect(fullTechniqueName(table, technique('T1098'))).toBe('Account Manipulation');
  });

  it.each([
    ['T1078', 'Initial Access'],
    ['T1055', 'Stealth'],
    ['T1574.001', 'Stealth'],
    ['T1053.005', 'Execution'],
    ['T1685', 'Defense Impairment'],
  ])('%s mostly serves %s', (id, tactic) => {
    expect(primaryTactic(table, technique(id))?.name).toBe(tactic);
  });

  it('all have a tactic of the table', () => {
    for (const { tactics } of table.techniques.values()) {
      expect(tactics.length).toBeGreaterThan(0);
      for (const tactic of tactics) expect(table.tactics.has(tactic)).toBe(true);
    }
  });
});
