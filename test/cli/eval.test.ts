import { afterEach, describe, expect, it } from 'vitest';
import { cli, jsonLines, temporaryFolder } from '../harness/cli.ts';

const rule = `title: Whoami
id: 3f0c2f6e-8b39-4d1f-a1f7-50a9c3e2b7d1
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    filter:
        User: SYSTEM
    condition: selection and not filter
`;
const events = ['C:\\x\\whoami.exe', 'C:\\x\\net.exe', 'C:\\WHOAMI.EXE']
  .map((Image) => JSON.stringify({ Image, User: 'me' }))
  .join('\n');

const folders: { dispose(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.dispose();
});

function folder(files: Record<string, string | Uint8Array>) {
  const made = temporaryFolder(files);
  folders.push(made);
  return made.path;
}

describe('eval', () => {
  it('prints a record for every match', async () => {
    const cwd = folder({ 'rules/a.yml': rule, 'events.ndjson': events });
    const result = await cli(['eval', '--json', '--rules', 'rules', 'events.ndjson'], { cwd });
    expect(jsonLines(result.stdout)).toEqual(
      [0, 2].map((event) => {
        return { event, file: 'events.ndjson', rule: '3f0c2f6e-8b39-4d1f-a1f7-50a9c3e2b7d1', matched: ['selection'] };
      }),
    );
    expect(result).toMatchObject({ code: 0, stderr: '2 matches in 3 events, 1 rules.\n' });
  });

  it('reads standard input, and tells people in words', async () => {
    const cwd = folder({ 'a.yml': rule.replace(/id: .*\n/, '') });
    const result = await cli(['eval', '--rules', 'a.yml', '-'], { cwd, stdin: `[${events.replaceAll('\n', ',')}]` });
    expect(result.stdout).toBe('-: event 0: a.yml (selection)\n-: event 2: a.yml (selection)\n');
  });

  it('fits rules to the events by pipelines, built in or of one’s own', async () => {
    const cwd = folder({
      'a.yml': rule,
      'own.yml':
        'name: own\npriority: 5\ntransformations:\n  - id: map\n    type: field_name_mapping\n    mapping:\n      Image: exe\n      User: [who, owner]\n',
      'ecs.ndjson': JSON.stringify({ process: { executable: 'C:\\whoami.exe' }, user: { name: 'me' } }),
      'own.ndjson': '{"exe":"\\\\whoami.exe","who":"me"}\n{"exe":"\\\\whoami.exe","owner":"SYSTEM"}\n',
    });
    const ecs = await cli(['eval', '--json', '-p', 'ecs_windows', '--rules', 'a.yml', 'ecs.ndjson'], { cwd });
    expect(jsonLines(ecs.stdout)).toHaveLength(1);
    const own = await cli(['eval', '--json', '--pipeline', 'own.yml', '--rules', 'a.yml', 'own.ndjson'], { cwd });
    expect(jsonLines<{ event: number }>(own.stdout).map(({ event }) => event)).toEqual([0]);
    const without = await cli(['eval', '--json', '--rules', 'a.yml', 'own.ndjson'], { cwd });
    expect(without.stdout).toBe('');
  });

  it('says which pipeline there is not, and which rules one refuses', async () => {
    const refusing =
      'name: no\ntransformations:\n  - id: x\n    type: rule_failure\n    message: not for this product\n';
    const cwd = folder({ 'a.yml': rule, 'no.yml': refusing, 'e.json': '{}' });
    const unknown = await cli(['eval', '-p', 'nosuch', '--rules', 'a.yml', 'e.json'], { cwd });
    expect(unknown).toMatchObject({ code: 3, stderr: 'There is no pipeline "nosuch", and no file of that name.\n' });
    const refused = await cli(['eval', '-p', 'no.yml', '--rules', 'a.yml', 'e.json'], { cwd });
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('a.yml: this rule matches nothing: not for this product');
  });

  it('says which rules cannot be evaluated, and evaluates the others', async () => {
    const placeholder = rule.replace('User: SYSTEM', "User|expand: '%admins%'").replace(/id: .*\n/, '');
    const cwd = folder({ 'r/a.yml': rule, 'r/b.yml': placeholder, 'e.ndjson': events });
    const result = await cli(['eval', '--json', '--rules', 'r', 'e.ndjson'], { cwd });
    expect(jsonLines(result.stdout)).toHaveLength(2);
    expect(result.stderr).toContain('b.yml: this rule matches nothing: The placeholder %admins% has no value.');
  });

  it('tells what it cannot read and goes on', async () => {
    const damaged = new Uint8Array([...Buffer.from('ElfFile\0'), ...new Uint8Array(200)]);
    const cwd = folder({ 'a.yml': rule, 'bad.ndjson': `{"a"\n${events}\n[1]\n`, 'bad.evtx': damaged });
    const result = await cli(['eval', '--json', '--rules', 'a.yml', 'none.ndjson', 'bad.evtx', 'bad.ndjson'], { cwd });
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(
      /^none\.ndjson: there is no such file or folder\nbad\.evtx: this is no readable EVTX file: /,
    );
    expect(jsonLines(result.stdout)).toHaveLength(2);
  });
});
