import { describe, expect, it } from 'vitest';
import { CancelledError } from '../base/cancellation.ts';
import { openDataFiles } from '../node/data-files.ts';
import { convertFolder, type FolderConversion, type FolderFiles, safeFileName } from './convert-folder.ts';

const rule = (value: string, condition = 'selection') =>
  `title: Test\nlogsource:\n    product: windows\ndetection:\n    selection:\n        field: ${value}\n    condition: ${condition}\n`;

const plain = (target: string, name = target): FolderConversion => ({ name, request: { target, pipelines: [] } });

/** A disk in memory; `cancelAfter` files have been read, the person cancels. */
function run(
  files: Readonly<Record<string, string>>,
  conversions: readonly FolderConversion[],
  cancelAfter = Number.POSITIVE_INFINITY,
) {
  const written = new Map<string, string>();
  const reads = { count: 0 };
  const disk: FolderFiles = {
    list: () => ({ files: Object.keys(files), troubles: [] }),
    read(path) {
      reads.count++;
      return { text: files[path] as string };
    },
    write: (path, text) => void written.set(path, text),
  };
  const token = {
    get isCancellationRequested() {
      return reads.count >= cancelAfter;
    },
  };
  const data = openDataFiles(`${import.meta.dirname}/../../../corpus`);
  const convert = () => convertFolder({ conversions, files: disk, data, token, progress: () => {} });
  return { convert, written };
}

describe('convertFolder', () => {
  it('writes a file for each rule and target, and passes over what is no rule', () => {
    const files = {
      'a/b.yml': rule('x'),
      'c.yaml': rule('y'),
      'c.tests.yml': 'tests: []\n',
      'compose.yml': 'services: {}\n',
    };
    const one = run(files, [plain('splunk')]);
    expect(one.convert()).toEqual({ rules: 2, written: 2, failures: [] });
    expect([...one.written]).toEqual([
      ['a/b.spl', 'field="x"\n'],
      ['c.spl', 'field="y"\n'],
    ]);
    const two = run(files, [plain('splunk', 'SOC: main'), plain('lucene', 'soc: main')]);
    two.convert();
    expect([...two.written.keys()].sort()).toEqual([
      'SOC_ main/a/b.spl',
      'SOC_ main/c.spl',
      'soc_ main 2/a/b.lucene',
      'soc_ main 2/c.lucene',
    ]);
  });

  it('gives every query a file of its own', () => {
    const { convert, written } = run({ 'a.yml': rule('1'), 'a.yaml': rule('2'), 'A.yml': rule('3') }, [
      plain('splunk'),
    ]);
    convert();
    expect([...written.keys()]).toEqual(['a.spl', 'a.yaml.spl', 'A.yml.spl']);
  });

  it('names files after what is in them', () => {
    const conversions = ['siem_rule', 'siem_rule_ndjson'].map((format) => ({
      name: format,
      request: { target: 'lucene', format, pipelines: [] },
    }));
    const { convert, written } = run({ 'a.yml': rule('1') }, [...conversions]);
    convert();
    expect([...written.keys()]).toEqual(['siem_rule/a.json', 'siem_rule_ndjson/a.ndjson']);
  });

  it('tells where a rule fails and goes on', () => {
    const { convert, written } = run({ 'a.yml': rule('1', 'missing'), 'b.yml': rule('2') }, [plain('splunk')]);
    expect(convert()).toMatchObject({
      rules: 2,
      written: 1,
      failures: [
        { path: 'a.yml', target: 'splunk', code: 'SigmaConditionError', position: { line: 6, character: 15 } },
      ],
    });
    expect([...written.keys()]).toEqual(['b.spl']);
  });

  it('stops between files when it is cancelled', () => {
    const { convert, written } = run(
      { 'a.yml': rule('1'), 'b.yml': rule('2'), 'c.yml': rule('3') },
      [plain('splunk')],
      2,
    );
    expect(convert).toThrow(CancelledError);
    expect([...written]).toEqual([['a.spl', 'field=1\n']]);
  });
});

it.each([
  ['plain name', 'plain name'],
  ['a/b\\c:d*e?"<>|', 'a_b_c_d_e_____'],
  ['..', '__'],
  ['dots. ', 'dots__'],
  ['CON', '_CON'],
  ['nul.yml', '_nul.yml'],
  ['', '_'],
])('safeFileName(%j)', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});
