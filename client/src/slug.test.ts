import { describe, expect, it } from 'vitest';
import { slug } from './slug.ts';

describe('slug', () => {
  it.each([
    ['AWS IAM: Access Key Created', 'aws-iam-access-key-created'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Größe – Änderung', 'große-anderung'],
    ['C:\\Windows\\x.exe', 'c-windows-x-exe'],
    ['…', 'sigma-rule'],
    ['', 'sigma-rule'],
  ])('%s → %s', (title, name) => expect(slug(title)).toBe(name));

  it('is short and does not end with a dash', () => {
    const name = slug('word '.repeat(50));
    expect(name.length).toBeLessThanOrEqual(80);
    expect(name).not.toMatch(/-$/);
  });
});
