/** Which checks run in the editor: `.sigmasmith.yml` of the folder, and the setting for folders without one. */
import { expect, it } from 'vitest';
import { connectInMemory, type InMemory } from './editor.ts';

const rule = `title: Whoami
id: 6a7ae1fb-1a3e-4d47-9e76-0a0f7c8c9c31
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    unused:
        User: x
    condition: selection
level: low
`;
const inA = 'file:///project/a/rules/deep/rule.yml';
const inB = 'file:///project/b/rule.yml';

async function start(
  disk: Record<string, string>,
  settings?: object,
): Promise<InMemory & { files: Map<string, string> }> {
  const files = new Map(Object.entries(disk));
  const memory = connectInMemory({ disk: files });
  await memory.editor.initialize(settings, ['file:///project/a', 'file:///project/b']);
  return { ...memory, files };
}

async function codes({ editor, timers }: InMemory, uri: string): Promise<string[]> {
  await editor.settle();
  timers.advance(10_000);
  await editor.settle();
  return (editor.shown(uri) ?? []).map(({ code, severity }) => `${code} ${severity}`);
}

const lint = (...lines: string[]) => `lint:\n${lines.map((line) => `  ${line}\n`).join('')}`;

it('is what the nearest configuration with a section lint says', async () => {
  const server = await start({
    '/project/a/.sigmasmith.yml': lint('rules: {dangling_detection: error}'),
    '/project/a/rules/.sigmasmith.yml': 'targets: []\n',
    '/project/b/.sigmasmith.yml': lint('rules: {dangling_detection: off}'),
  });
  await server.editor.open(inA, rule);
  await server.editor.open(inB, rule);
  expect(await codes(server, inA)).toContain('dangling_detection 1');
  expect(await codes(server, inB)).toEqual([]);
});

it('takes overrides and exclusions of files from there', async () => {
  const server = await start({
    '/project/a/.sigmasmith.yml': lint(
      'exclude: [deprecated]',
      'overrides:',
      '  - {files: rules/deep, rules: {dangling_detection: hint}}',
    ),
  });
  await server.editor.open(inA, rule);
  expect(await codes(server, inA)).toEqual(['dangling_detection 4']);
  const excluded = 'file:///project/a/deprecated/rule.yml';
  await server.editor.open(excluded, rule);
  expect(await codes(server, excluded)).toEqual([]);
});

it('follows the file on the disk and in the editor', async () => {
  const config = 'file:///project/a/.sigmasmith.yml';
  const server = await start({ '/project/a/.sigmasmith.yml': lint('rules: {dangling_detection: off}') });
  await server.editor.open(inA, rule);
  expect(await codes(server, inA)).toEqual([]);
  server.files.set('/project/a/.sigmasmith.yml', lint('rules: {dangling_detection: error}'));
  await server.editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: config, type: 2 }],
  });
  expect(await codes(server, inA)).toEqual(['dangling_detection 1']);
  await server.editor.open(config, lint('rules: {dangling_detection: hint}'));
  expect(await codes(server, inA)).toEqual(['dangling_detection 4']);
  await server.editor.replace(config, 'hint', 'info');
  expect(await codes(server, inA)).toEqual(['dangling_detection 3']);
});

it('is the profile of the settings where no file says anything', async () => {
  const server = await start({}, { lintProfile: 'sigmahq' });
  await server.editor.open(inA, rule);
  expect((await codes(server, inA)).join()).toContain('sigmahq_author_existence');
  await server.editor.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { sigmasmith: { lintProfile: 'default' } },
  });
  expect(await codes(server, inA)).toEqual(['dangling_detection 2']);
});

it('reads validator files outside of the project in trusted workspaces only', async () => {
  const disk = {
    '/project/a/.sigmasmith.yml': lint('validators: ../conf.yml'),
    '/project/conf.yml': 'validators: [sigmahq_author_existence]\n',
  };
  const server = await start(disk, { trusted: false });
  await server.editor.open(inA, rule);
  expect(await codes(server, inA)).toEqual(['dangling_detection 2']);
  await server.editor.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { sigmasmith: { trusted: true } },
  });
  expect(await codes(server, inA)).toEqual(['sigmahq_author_existence 2']);
});

it('tells what is wrong with the section', async () => {
  const config = 'file:///project/a/.sigmasmith.yml';
  const server = await start({});
  await server.editor.open(config, lint('rules: {dangling_detecton: off}'));
  await codes(server, config);
  expect(server.editor.squiggles(config)).toEqual(['1:10-27 project-config «dangling_detecton»']);
});

it.each([
  ['lint:\n\tprofile: strict\n'],
  ['lint:\n  profile: strict\n  rules: {unknown_key: error\n'],
  ['lint:\n  profile: strict\n rules: {}\n'],
  ['{{{'],
  ['lint'],
  ['Lint: {profile: strict}\n'],
  ['lint: {profil: strict}\n'],
  ['lint: {rules: {filename_length: {options: {min_size: few}}}}\n'],
  ['lint: {rules: {filename_length: {options: {foo: 1}}}}\n'],
  ['lint: {profile: strict}\n# \u0000\n'],
  [
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map(([from, to]) => `${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(', ')}]\n`).join('')}lint: {exclude: *h}\n`,
  ],
])('tells at its place what is wrong with %j', async (text) => {
  const config = 'file:///project/a/.sigmasmith.yml';
  const server = await start({ '/project/a/.sigmasmith.yml': text });
  await server.editor.open(config, text);
  expect((await codes(server, config)).filter((code) => code.endsWith(' 1'))).not.toEqual([]);
});

it('does not compare with files that it excludes', async () => {
  const server = await start({
    '/project/a/.sigmasmith.yml': lint('exclude: vendor', 'rules: {dangling_detection: off}'),
  });
  const copy = rule.replace('whoami.exe', 'id.exe');
  await server.editor.open('file:///project/a/vendor/copy.yml', copy);
  await server.editor.open(inA, rule);
  expect(await codes(server, inA)).toEqual([]);
  await server.editor.open('file:///project/a/rules/copy.yml', copy);
  expect((await codes(server, inA)).join()).toContain('identifier_uniqueness');
});
