import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..');
const lockFiles = ['package-lock.json', 'test/e2e/package-lock.json', 'test/e2e/oldest/package-lock.json'];

describe.each(lockFiles)('%s', (file) => {
  const { packages } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const locked = Object.entries(packages).filter(([path]) => path !== '');

  it('pins every package by its content, and none by an address', () => {
    expect(locked.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('holds the packages of every platform, so that a clean install works on all of them', () => {
    const optional = locked.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
    const isLocked = (name: string) => locked.some(([path]) => path.endsWith(`node_modules/${name}`));
    expect(optional.filter((name) => !isLocked(name))).toEqual([]);
  });
});
