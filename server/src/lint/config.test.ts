import { describe, expect, it } from 'vitest';
import { activeRules, defaultLintConfig, isExcluded } from './config.ts';
import { defineRule } from './define-rule.ts';

const loud = defineRule({ id: 'loud', severity: 'error', profiles: ['default', 'pysigma'], summary: 'L.' });
const quiet = defineRule({ id: 'quiet', aliases: ['silent'], severity: 'hint', profiles: ['strict'], summary: 'Q.' });
const ids = (config: Partial<typeof defaultLintConfig>) =>
  activeRules([loud, quiet], { ...defaultLintConfig, ...config }).map(({ rule, severity }) => `${rule.id} ${severity}`);

describe('lint configuration', () => {
  it('takes the rules of the profile', () => {
    expect(ids({})).toEqual(['loud error']);
    expect(ids({ profile: 'strict' })).toEqual(['quiet hint']);
  });

  it('lets severities switch rules on and off, by id or alias', () => {
    expect(ids({ severities: new Map([['loud', 'off']]) })).toEqual([]);
    expect(ids({ severities: new Map([['silent', 'warning']]) })).toEqual(['loud error', 'quiet warning']);
  });

  it('silences rules for single Sigma rules', () => {
    const exclusions = new Map([['6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31', new Set(['silent'])]]);
    const config = { ...defaultLintConfig, exclusions };
    expect(isExcluded(quiet, '6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31', config)).toBe(true);
    expect(isExcluded(loud, '6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31', config)).toBe(false);
    expect(isExcluded(quiet, undefined, config)).toBe(false);
  });
});
