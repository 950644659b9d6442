import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { type LogSource, loadLogSources } from './log-sources.ts';

const files = openDataFiles(join(import.meta.dirname, '../../../corpus'));
const table = loadLogSources(files);
const label = ({ product, category, service }: LogSource) => [product, category, service].filter(Boolean).join(' ');
const labels = (keys: Parameters<typeof table.matching>[0]) => table.matching(keys).map(label);

describe('the catalogue of log sources', () => {
  it('describes every source and every field, once', () => {
    const seen = new Set<string>();
    for (const source of table.sources) {
      expect(seen).not.toContain(label(source));
      seen.add(label(source));
      expect(source.description, label(source)).toMatch(/^\S.*[.…]$/);
      for (const { name, description } of source.fields.values()) {
        expect(description, `${label(source)}: ${name}`).toMatch(/^\S.*[.…]$/);
      }
    }
  });

  it('names the fields of events among the fields of their source', () => {
    for (const source of table.sources)
      for (const event of source.events.values()) {
        expect(event.title, `${label(source)} ${event.id}`).not.toBe('');
        for (const name of event.fields) expect([...source.fields.keys()]).toContain(name);
      }
  });

  it('covers the log sources and fields that SigmaHQ keeps a list of', () => {
    const { logsources } = JSON.parse(files.read('lint/sigmahq-taxonomy.json')) as {
      logsources: Record<string, [string, string, string]>;
    };
    const missing = Object.entries(logsources).flatMap(([key, [fields, added]]) => {
      const [product, category, service] = key.split('|').map((part) => part || undefined);
      const found = table.matching({ product, category, service });
      if (found.length === 0) return [key];
      const known = new Set(found.flatMap((source) => [...source.fields.keys()]));
      const names = `${fields} ${added}`
        .split(/[ ,]/)
        .filter((name) => name && !isLength(name) && name !== 'Security_UserID');
      return names.filter((name) => !known.has(name)).map((name) => `${key} ${name}`);
    });
    expect(missing).toEqual([]);
  });
});

/** Sizes of other fields: nobody writes rules on them. */
function isLength(name: string): boolean {
  return /(?:Length|HashSize)$/.test(name);
}

describe('matching', () => {
  it('finds the closest source first', () => {
    expect(labels({ product: 'windows', category: 'process_creation' })).toEqual(['windows process_creation']);
    expect(labels({ product: 'windows', category: 'process_creation', service: 'sysmon' })).toEqual([
      'windows process_creation',
      'windows sysmon',
    ]);
    expect(labels({ product: 'kubernetes', category: 'application', service: 'audit' })).toEqual(['kubernetes audit']);
    expect(labels({ product: 'linux', category: 'webserver' })).toEqual(['webserver']);
  });

  it('takes narrower sources when a rule says little', () => {
    expect(labels({ category: 'process_creation' })).toEqual([
      'linux process_creation',
      'macos process_creation',
      'windows process_creation',
    ]);
    expect(labels({ product: 'aws' })).toEqual(['aws cloudtrail', 'aws waf']);
  });

  it('finds nothing for what it does not know', () => {
    expect(labels({ product: 'acme' })).toEqual([]);
    expect(labels({})).toEqual([]);
  });
});

describe('events', () => {
  const security = table.matching({ product: 'windows', service: 'security' })[0];

  it('know their fields', () => {
    expect(security?.events.get('4624')?.fields).toContain('LogonType');
    expect(security?.events.get('5145')?.fields).toContain('RelativeTargetName');
    expect(security?.events.get('4624')?.fields).not.toContain('RelativeTargetName');
    expect(security?.common).toContain('EventID');
  });

  it('of Sysmon are those of its categories', () => {
    const sysmon = table.matching({ product: 'windows', service: 'sysmon' })[0];
    expect(sysmon?.events.get('1')?.fields).toContain('CommandLine');
    expect(sysmon?.events.get('22')?.fields).toContain('QueryName');
  });

  it('of auditd are kinds of records', () => {
    const auditd = table.matching({ product: 'linux', service: 'auditd' })[0];
    expect(auditd?.eventField).toBe('type');
    expect(auditd?.events.get('EXECVE')?.fields).toContain('a0');
  });
});
