/** What comes with a finding besides its message: the page that explains it, and what the project's targets make of a rule. */
import { expect, it } from 'vitest';
import { connectInMemory, type InMemory } from './editor.ts';

const uri = 'file:///project/rules/rule.yml';
const rule = `title: Tool
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\tool.exe'
        Invented: 1
    condition: selection
level: lowest
`;

async function diagnostics(disk: Record<string, string>) {
  const memory: InMemory = connectInMemory({ disk: new Map(Object.entries(disk)) });
  await memory.editor.initialize({ trusted: true }, ['file:///project']);
  await memory.editor.open(uri, rule);
  await memory.editor.settle();
  memory.timers.advance(10_000);
  await memory.editor.settle();
  return memory.editor.shown(uri) ?? [];
}

it('is a link to the page of the check or error', async () => {
  const found = await diagnostics({});
  expect(found.map(({ code, codeDescription }) => `${code} ${codeDescription?.href.split('/').at(-1)}`)).toEqual([
    'sigma-level-error sigma-level-error.md',
  ]);
});

it('is a field that a target of the project does not map, or for which it refuses the rule', async () => {
  const found = await diagnostics({
    '/project/.sigmasmith.yml': `targets:
    - {name: falcon, target: logscale, pipelines: [crowdstrike_fdr]}
    - {name: defender, target: kusto, pipelines: [microsoft_xdr]}
    - {name: own, target: splunk, pipelines: [own.yml]}
`,
    '/project/own.yml':
      'name: own\ntransformations:\n    - type: field_name_mapping\n      mapping: {Invented: invented}\n',
  });
  const messages = found.flatMap(({ code, severity, range, message }) =>
    code === 'unmapped_field'
      ? [`${severity} ${range.start.line}:${range.start.character} ${String(message).split(',')[0]}`]
      : [],
  );
  expect(messages.sort()).toEqual([
    "2 7:8 The target 'defender' refuses the field 'Invented'",
    "3 6:8 The target 'own' has no mapping for 'Image'",
    "3 7:8 The target 'falcon' has no mapping for 'Invented'",
  ]);
});
