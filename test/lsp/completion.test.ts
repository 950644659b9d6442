import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-types';
import { checkCompletion, labels, newId, offer, today } from '../harness/check-completion.ts';

const offered = async (marked: string, others?: Record<string, string>) => labels(await offer(marked, others));

describe('keys', () => {
  it('come in the order of the specification, without those that are there', async () => {
    const found = await offered('title: A\nstatus: test\n<|>\nlogsource:\n    product: windows\n');
    expect(found).toEqual([
      ...['id', 'name', 'related', 'taxonomy', 'description', 'license', 'references', 'author', 'date', 'modified'],
      ...['tags', 'detection', 'fields', 'falsepositives', 'level', 'scope', 'correlation', 'filter'],
    ]);
  });

  it('are those of the kind of document', async () => {
    expect(await offered('title: A\ncorrelation:\n    type: temporal\n<|>\n')).not.toContain('logsource');
    expect(await offered('title: A\nfilter:\n    rules: any\n<|>\n')).not.toContain('level');
    expect(await offered('title: A\ncorrelation:\n    ru<|>\n    type: temporal\n')).toEqual([
      ...['rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'],
    ]);
    expect(await offered('correlation:\n    type: event_count\n    condition:\n        gte: 1\n        <|>\n')).toEqual(
      [...['gt', 'lt', 'lte', 'eq', 'neq', 'field', 'percentile']],
    );
  });

  it('bring what has to stand below them', async () => {
    await checkCompletion('title: A\nlogs<|>', 'logsource', 'title: A\nlogsource:\n    ');
    await checkCompletion(
      'title: A\nlogsource:\n  product: windows\n<|>\n',
      'detection',
      'title: A\nlogsource:\n  product: windows\ndetection:\n  selection:\n    \n  condition: selection\n',
    );
    await checkCompletion('title: A\nle<|>', 'level', 'title: A\nlevel: informational');
    await checkCompletion('<|>', 'id', `id: ${newId}`);
    await checkCompletion('<|>', 'date', `date: ${today}`);
  });

  it('are only the word where a colon stands already', async () => {
    await checkCompletion('title: A\nsta<|>: test\n', 'status', 'title: A\nstatus: test\n');
    await checkCompletion('title: A\nlo<|>:\n    product: x\n', 'logsource', 'title: A\nlogsource:\n    product: x\n');
  });

  it('stand in the entries of lists', async () => {
    await checkCompletion('related:\n    - <|>\n', 'id', 'related:\n    - id: \n');
    await checkCompletion(
      'related:\n    - id: x\n      t<|>\n',
      'type',
      'related:\n    - id: x\n      type: derived\n',
    );
    await checkCompletion('related:\n    <|>\n', 'id', 'related:\n    - id: \n');
  });

  it('stand in flow mappings', async () => {
    await checkCompletion(
      'logsource: {product: windows, <|>}\n',
      'service',
      'logsource: {product: windows, service: }\n',
    );
  });

  it('belong to the document of the cursor, with any line ends', async () => {
    expect(await offered('title: A\r\nlevel: low\r\n---\r\nti<|>\r\n---\r\nstatus: test\r\n')).toContain('title');
    expect(await offered('title: A\n---\nlevel: low\n<|>\n')).toContain('title');
    expect(await offered('title: A\n---\nlevel: low\n<|>\n')).not.toContain('level');
  });
});

describe('values', () => {
  it('are those of the specification', async () => {
    expect(await offered('status: <|>')).toEqual(['stable', 'test', 'experimental', 'deprecated', 'unsupported']);
    expect(await offered('level: h<|>igh')).toEqual(['informational', 'low', 'medium', 'high', 'critical']);
    expect(await offered('related:\n  - type: <|>')).toContain('derived');
    expect(await offered('correlation:\n  type: <|>')).toContain('temporal_ordered');
    await checkCompletion("status: 't<|>'", 'stable', "status: 'stable'");
    await checkCompletion('level: <|> # as usual', 'low', 'level: low # as usual');
  });

  it('are a fresh id and today', async () => {
    await checkCompletion('id: <|>', newId, `id: ${newId}`);
    await checkCompletion('modified: 2025-<|>01-01', today, `modified: ${today}`);
  });

  it('are log sources that go together', async () => {
    expect(await offered('logsource:\n    product: <|>\n')).toEqual(
      expect.arrayContaining(['windows', 'linux', 'aws', 'okta']),
    );
    const services = await offered('logsource:\n    product: aws\n    service: <|>\n');
    expect(services).toEqual(['cloudtrail', 'waf']);
    const products = await offered('logsource:\n    category: process_creation\n    product: <|>\n');
    expect(products).toEqual(['linux', 'macos', 'windows']);
    await checkCompletion(
      'logsource: {product: windows, category: <|>}',
      'dns_query',
      'logsource: {product: windows, category: dns_query}',
    );
  });

  it('are numbers of events, found by their names, too', async () => {
    const item = await checkCompletion(
      'logsource:\n  product: windows\n  service: security\ndetection:\n  selection:\n    EventID: <|>\n',
      '4624',
      'logsource:\n  product: windows\n  service: security\ndetection:\n  selection:\n    EventID: 4624\n',
    );
    expect(item.filterText).toContain('logged on');
    expect(await offered('detection:\n  a:\n    Image|exists: <|>')).toEqual(['true', 'false']);
    expect(await offered(`${windows}detection:\n  a:\n    IntegrityLevel:\n      - <|>\n`)).toContain('System');
  });

  it('are services and operations of AWS', async () => {
    const aws = 'logsource:\n  product: aws\n  service: cloudtrail\ndetection:\n  a:\n';
    await checkCompletion(
      `${aws}    eventSource: ia<|>`,
      'iam.amazonaws.com',
      `${aws}    eventSource: iam.amazonaws.com`,
    );
    const iam = `${aws}    eventSource: iam.amazonaws.com\n    eventName:\n      - `;
    await checkCompletion(`${iam}CreateAcc<|>`, 'CreateAccessKey', `${iam}CreateAccessKey`);
    expect(await offered(`${iam}<|>`)).not.toContain('RunInstances');
    expect(await offered(`${aws}    eventName: RunInst<|>`)).toContain('RunInstances');
  });

  it('stand behind a colon without a blank, too', async () => {
    await checkCompletion('level:<|>', 'high', 'level: high');
  });
});

const windows = 'logsource:\n    product: windows\n    category: process_creation\n';

describe('fields', () => {
  it('are those of the log source, with a description', async () => {
    const { list } = await offer(`${windows}detection:\n    selection:\n        <|>\n`);
    const item = list.items.find(({ label }) => label === 'CommandLine') as CompletionItem;
    expect(item).toBeDefined();
    expect(item.documentation).toEqual({
      kind: 'markdown',
      value: expect.stringMatching(
        /^Command line with which the process was started, arguments included\.\n\nIn events \(`EventID`\):\n\n- 1: Sysmon/,
      ),
    });
  });

  it('of long lists are described when they are looked at', async () => {
    const { list, editor } = await offer(
      'logsource:\n  product: windows\n  service: security\ndetection:\n  selection:\n    <|>\n',
    );
    const item = list.items.find(({ label }) => label === 'RelativeTargetName') as CompletionItem;
    expect(item.documentation).toBeUndefined();
    const resolved = await editor.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect((resolved.documentation as { value: string }).value).toContain('- 5145: ');
  });

  it('stand in every form of selection', async () => {
    const before = `${windows}detection:\n    selection:\n`;
    await checkCompletion(`${before}        Ima<|>`, 'Image', `${before}        Image`);
    await checkCompletion(`${before}        - Ima<|>`, 'Image', `${before}        - Image`);
    await checkCompletion(
      `${before}        - User: x\n          Ima<|>`,
      'Image',
      `${before}        - User: x\n          Image`,
    );
    await checkCompletion(`${before}        Im<|>|endswith: x`, 'Image', `${before}        Image|endswith: x`);
    await checkCompletion(
      `${windows}detection:\n    selection: {User: x, <|>}`,
      'Image',
      `${windows}detection:\n    selection: {User: x, Image}`,
    );
    await checkCompletion(`${before}\t\tIma<|>`, 'Image', `${before}\t\tImage`);
  });

  it('of the chosen event come first, those that stand there last', async () => {
    const found = await offered(
      'logsource:\n  product: windows\n  service: security\ndetection:\n  selection:\n    EventID: 5145\n    <|>\n',
    );
    expect(found.indexOf('RelativeTargetName')).toBeLessThan(found.indexOf('LogonType'));
    expect(found.at(-1)).toBe('EventID');
  });

  it('are quoted where YAML wants it', async () => {
    await checkCompletion(
      'detection:\n  a:\n    "@timestamp": 1\nfields:\n  - <|>\n',
      '@timestamp',
      'detection:\n  a:\n    "@timestamp": 1\nfields:\n  - \'@timestamp\'\n',
    );
  });

  it('stand in fields, in group-by, in conditions and aliases of correlations', async () => {
    expect(await offered(`${windows}fields:\n    - <|>\n`)).toContain('CommandLine');
    const rule = `title: B\nname: other\n${windows}---\n`;
    expect(await offered(`${rule}correlation:\n    rules:\n        - other\n    group-by:\n        - <|>\n`)).toContain(
      'CommandLine',
    );
    expect(await offered(`${rule}correlation:\n    rules: [other]\n    group-by: [User, <|>]\n`)).toContain(
      'CommandLine',
    );
    expect(
      await offered(`${rule}correlation:\n    rules:\n        - other\n    condition:\n        field: <|>\n`),
    ).toContain('CommandLine');
    expect(
      await offered(
        `${rule}correlation:\n    rules:\n        - other\n    aliases:\n        who:\n            other: <|>\n`,
      ),
    ).toContain('User');
    expect(
      await offered(`${rule}correlation:\n    rules:\n        - other\n    aliases:\n        who:\n            <|>\n`),
    ).toEqual(['other']);
  });
});

describe('modifiers', () => {
  const behind = (chain: string) => offered(`detection:\n    selection:\n        Image${chain}<|>`);

  it('fit what precedes', async () => {
    expect((await behind('|')).slice(0, 3)).toEqual(['contains', 'startswith', 'endswith']);
    expect(await behind('|re|')).toEqual(['i', 'm', 's', 'all', 'neq']);
    expect(await behind('|re|i|')).toEqual(['m', 's', 'all', 'neq']);
    expect((await behind('|wide|')).slice(0, 2)).toEqual(['base64offset', 'base64']);
    expect((await behind('|base64offset|'))[0]).toBe('contains');
    expect(await behind('|contains|')).toContain('all');
    expect(await behind('|contains|all|')).not.toContain('all');
    expect(await behind('|contains|')).not.toContain('re');
    expect(await behind('|exists|')).toEqual([]);
    expect(await behind('|')).not.toContain('i');
  });

  it('replace the one under the cursor', async () => {
    await checkCompletion(
      'detection:\n    selection:\n        Image|co<|>nt|all: x\n',
      'contains',
      'detection:\n    selection:\n        Image|contains|all: x\n',
    );
    await checkCompletion(
      "detection:\n  a:\n    'Image|ends<|>': x\n",
      'endswith',
      "detection:\n  a:\n    'Image|endswith': x\n",
    );
    await checkCompletion(
      'detection:\n  a: {Image|st<|>: x}\n',
      'startswith',
      'detection:\n  a: {Image|startswith: x}\n',
    );
  });
});

describe('tags', () => {
  it('are techniques by id and by name', async () => {
    const item = await checkCompletion(
      'tags:\n    - attack.t1059<|>\n',
      'attack.t1059.001',
      'tags:\n    - attack.t1059.001\n',
    );
    expect(item.filterText).toContain('PowerShell');
    await checkCompletion('tags:\n    - attack.powershell<|>\n', 'attack.t1059.001', 'tags:\n    - attack.t1059.001\n');
    expect(await offered('tags:\n    - attack.<|>\n')).toEqual(
      expect.arrayContaining(['attack.stealth', 'attack.defense-impairment']),
    );
    expect(await offered('tags:\n    - attack.<|>\n')).not.toContain('attack.defense-evasion');
  });

  it('are what took the place of former ids', async () => {
    await checkCompletion('tags:\n    - attack.t1562.001<|>\n', 'attack.t1685', 'tags:\n    - attack.t1685\n');
  });

  it('are groups and software by name', async () => {
    await checkCompletion('tags: [attack.apt28<|>]\n', 'attack.g0007', 'tags: [attack.g0007]\n');
    await checkCompletion('tags:\n- attack.mimi<|>\n', 'attack.s0002', 'tags:\n- attack.s0002\n');
  });

  it('are those of the other namespaces', async () => {
    expect(await offered('tags:\n    - <|>\n')).toEqual(
      expect.arrayContaining(['attack.', 'cve.', 'd3fend.', 'detection.', 'tlp.', 'car.', 'stp.']),
    );
    expect(await offered('tags:\n    - detection.<|>\n')).toEqual([
      'detection.emerging-threats',
      'detection.threat-hunting',
      'detection.dfir',
    ]);
    expect(await offered('tags:\n    - tlp.<|>\n')).toEqual([
      'tlp.red',
      'tlp.amber-strict',
      'tlp.amber',
      'tlp.green',
      'tlp.clear',
    ]);
    expect(await offered('tags:\n    - d3fend.<|>\n')).toContain('d3fend.d3-am');
    await checkCompletion('tags:\n    - cve.<|>\n', 'cve.2026-', 'tags:\n    - cve.2026-\n');
  });

  it('are not offered twice, and bring their dash', async () => {
    expect(await offered('tags:\n    - attack.execution\n    - attack.<|>\n')).not.toContain('attack.execution');
    await checkCompletion(
      'tags:\n    - attack.execution\n    <|>\n',
      'attack.t1059',
      'tags:\n    - attack.execution\n    - attack.t1059\n',
    );
  });
});

describe('conditions', () => {
  const rule = (condition: string) =>
    `detection:\n    selection_img:\n        a: 1\n    selection_cli:\n        b: 1\n    filter_main_x:\n        c: 1\n    condition: ${condition}\n`;

  it('are proposed whole where nothing stands', async () => {
    expect((await offered(rule('<|>')))[0]).toBe('all of selection_* and not filter_main_x');
    const alike = await offered('detection:\n    sel_a:\n        a: 1\n    sel_b:\n        b: 1\n    condition: <|>\n');
    expect(alike[0]).toBe('all of sel_*');
    expect(alike).toEqual([...new Set(alike)]);
  });

  it('take names and selectors as operands', async () => {
    const found = await offered(rule('selection_img and <|>'));
    expect(found).toEqual(expect.arrayContaining(['selection_cli', '1 of selection_*', 'all of them', 'not', '(']));
    expect(found).not.toContain('and');
    expect(found.indexOf('selection_cli')).toBeLessThan(found.indexOf('selection_img'));
    await checkCompletion(rule('selection_img and sel<|>'), 'selection_cli', rule('selection_img and selection_cli'));
    await checkCompletion(rule('sel<|>ection and x'), 'selection_img', rule('selection_img and x'));
  });

  it('take operators behind operands only', async () => {
    expect(await offered(rule('selection_img <|>'))).toEqual(['and', 'or', 'and not']);
    expect(await offered(rule('(selection_img <|>'))).toEqual(['and', 'or', 'and not', ')']);
    expect(await offered(rule('1 <|>'))).toEqual(['of']);
    expect(await offered(rule('1 of <|>'))).toEqual(expect.arrayContaining(['selection_*', 'them', 'filter_main_*']));
  });

  it('go over several lines', async () => {
    const head = 'detection:\n    selection:\n        a: 1\n    filter:\n        c: 1\n';
    expect(await offered(`${head}    condition: selection\n        and not <|>\n`)).toContain('filter');
    expect(await offered(`${head}    condition: >\n        selection and <|>\n`)).toContain('filter');
    expect(await offered(`${head}    condition:\n        - selection and <|>\n`)).toContain('filter');
    expect(await offered(`${head}    condition: 'selection and <|>'\n`)).toContain('filter');
  });

  it('hold only names that can be written there', async () => {
    const found = await offered(
      'detection:\n    "two words":\n        a: 1\n    one:\n        a: 1\n    condition: <|>\n',
    );
    expect(found).toEqual(['one', 'not', '(']);
  });

  it('of filters and of correlations know their names', async () => {
    expect(await offered('filter:\n    rules: any\n    selection:\n        a: 1\n    condition: not <|>\n')).toContain(
      'selection',
    );
    const extended = await offered(
      'correlation:\n    type: temporal\n    rules:\n        - one\n        - two\n    condition: one and <|>\n',
    );
    expect(extended).toEqual(['two', 'one', 'not', '(']);
  });
});

describe('rules', () => {
  const id = '929a690e-bef0-4204-a928-ef5e620d6fcc';
  const others = {
    'b.yml': `title: Failed Logon\nid: ${id}\nname: failed_logon\nlogsource:\n    category: test\ndetection:\n    a:\n        b: 1\n    condition: a\n`,
    'c.yml':
      'title: Without Name\nid: 5d8fd9da-6916-45ef-8d4d-3fa9d19d1a64\nlogsource:\n    category: test\ndetection:\n    a:\n        b: 1\n    condition: a\n',
  };

  it('are named in correlations, filters and related', async () => {
    const correlation = (entry: string) => `correlation:\n    type: event_count\n    rules:\n        - ${entry}\n`;
    await checkCompletion(correlation('<|>'), 'failed_logon', correlation('failed_logon'), others);
    await checkCompletion(
      correlation('Without<|>'),
      'Without Name',
      correlation('5d8fd9da-6916-45ef-8d4d-3fa9d19d1a64'),
      others,
    );
    await checkCompletion(
      'filter:\n    rules:\n        - fai<|>\n',
      'failed_logon',
      'filter:\n    rules:\n        - failed_logon\n',
      others,
    );
    await checkCompletion('related:\n    - id: <|>\n', 'Failed Logon', `related:\n    - id: ${id}\n`, others);
    expect(await offered('filter:\n    rules: <|>\n', others)).toEqual(['any', 'failed_logon', 'Without Name']);
  });

  it('of the same file come first, those that are named already do not come', async () => {
    const text = 'title: X\nname: here\n---\ncorrelation:\n    rules:\n        - failed_logon\n        - <|>\n';
    expect(await offered(text, others)).toEqual(['here', 'Without Name']);
  });
});

describe('nothing is offered', () => {
  it.each([
    'detection:\n    keywords:\n        - "Ima<|>"',
    'detection:\n    keywords:\n        - <|>',
    'detection:\n    a:\n        - mimikatz\n        - <|>',
    'tags: <|>',
    'falsepositives: <|>',
    'detection:\n    a:\n        Image|contains:\n            - <|>',
    'title: <|>',
    '# a comment <|>',
    'title: A # sta<|>',
    'description: |\n    sta<|>\n    more\n',
    'description: a text\n    that goes on sta<|>\n',
    'title: A\n--- <|>',
    'logsource:\n    definition: <|>',
  ])('%j', async (text) => {
    expect(await offered(text)).toEqual([]);
  });
});
