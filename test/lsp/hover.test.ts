import { describe, expect, it } from 'vitest';
import { checkHover, hoverAt, signatureAt } from '../harness/check-hover.ts';

const rule = (detection: string) =>
  `title: A\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n${detection}`;

describe('hover over keys and listed values', () => {
  it('tells what the specification says', async () => {
    const shown = await hoverAt('title: A\nle<|>vel: high\n');
    expect(shown?.over).toBe('level');
    expect(shown?.markdown).toContain('How much a match matters.');
    expect(shown?.markdown).toContain('- `critical`: ');
    await checkHover('level: hi<|>gh\n', '**high**\n\nShould be looked at soon: probably an incident.');
    expect((await hoverAt('correlation:\n    time<|>span: 5m\n'))?.markdown).toContain('Time in which');
    expect((await hoverAt('correlation:\n    type: temp<|>oral\n'))?.markdown).toContain('in any order');
    expect((await hoverAt('logsource:\n    cate<|>gory: x\n'))?.markdown).toContain('Kind of log');
  });
});

describe('hover over log sources and fields', () => {
  it('tells what the log source records', async () => {
    const shown = await hoverAt(
      'logsource:\n    product: windows\n    category: process<|>_creation\ndetection:\n    a: 1\n',
    );
    expect(shown?.over).toBe('process_creation');
    expect(shown?.markdown).toContain('A process is started.');
    expect(shown?.markdown).toContain('- 4688: Security: a new process has been created');
    expect((await hoverAt('logsource:\n    product: okt<|>a\n'))?.markdown).toContain('The system log of Okta.');
  });

  it('tells what a field holds, and in which events', async () => {
    const shown = await hoverAt(rule("    a:\n        Command<|>Line|contains: 'x'\n    condition: a\n"));
    expect(shown?.over).toBe('CommandLine');
    expect(shown?.markdown).toBe(
      '**`CommandLine`** · windows process_creation\n\nCommand line with which the process was started, arguments included.\n\nIn events (`EventID`):\n\n- 1: Sysmon: process creation\n- 4688: Security: a new process has been created',
    );
    const security =
      'logsource:\n    product: windows\n    service: security\ndetection:\n    a:\n        Relative<|>TargetName: x\n';
    expect((await hoverAt(security))?.markdown).toContain('- 5145: ');
    expect((await hoverAt(rule('    a: 1\nfields:\n    - Hash<|>es\n')))?.markdown).toContain('IMPHASH');
  });

  it('tells what the number of an event stands for', async () => {
    const text =
      'logsource:\n    product: windows\n    service: security\ndetection:\n    a:\n        EventID:\n            - 46<|>24\n';
    expect((await hoverAt(text))?.markdown).toContain('**4624** An account was logged on');
  });
});

describe('hover over modifiers', () => {
  it('tells what each does, with an example', async () => {
    const shown = await hoverAt(
      rule('    a:\n        CommandLine|wide|base64off<|>set|contains: x\n    condition: a\n'),
    );
    expect(shown?.over).toBe('base64offset');
    expect(shown?.markdown).toMatch(/^\*\*base64offset\*\*\n\nThe value is encoded/);
    expect(shown?.markdown).toContain('`foobar` → `Zm9vYmFy, Zvb2Jhc, mb29iYX`');
  });
});

describe('hover over tags', () => {
  it.each([
    ['attack.t1059<|>.001', 'PowerShell'],
    ['attack.T1059<|>', 'https://attack.mitre.org/techniques/T1059'],
    ['attack.t1562<|>.001', 'T1562.001 (Disable or Modify Tools) was replaced by T1685.'],
    ['attack.ste<|>alth', 'TA0005'],
    ['attack.defense-eva<|>sion', '`stealth` and `defense-impairment`'],
    ['attack.g0<|>007', 'APT28'],
    ['attack.s0<|>002', 'Mimikatz'],
    ['d3fend.d3-<|>am', 'Access Modeling'],
    ['cve.2021-4<|>4228', 'https://nvd.nist.gov/vuln/detail/CVE-2021-44228'],
    ['car.2016-<|>04-005', 'https://car.mitre.org/analytics/CAR-2016-04-005/'],
    ['tlp.amb<|>er', 'with its clients'],
    ['stp.3<|>k', 'events of the kernel'],
    ['detection.threat-h<|>unting', 'For hunting'],
  ])('%s', async (tag, words) => {
    const shown = await hoverAt(`tags:\n    - ${tag}\n`);
    expect(shown?.over).toBe(tag.replace('<|>', ''));
    expect(shown?.markdown).toContain(words);
  });

  it('knows nothing of others', async () => {
    expect(await hoverAt('tags:\n    - own.na<|>me\n')).toBeNull();
    expect(await hoverAt('tags:\n    - attack.t9<|>999\n')).toBeNull();
  });
});

describe('hover over conditions', () => {
  const selections =
    "    selection_a:\n        Image: x\n    selection_b:\n        - '```x'\n    filter:\n        User: y\n";

  it('shows the selection that is named', async () => {
    await checkHover(
      rule(`${selections}    condition: selection_a and not fil<|>ter\n`),
      '```yaml\nfilter:\n    User: y\n```',
    );
  });

  it('shows what a pattern stands for now, in a block that its content cannot end', async () => {
    const shown = await hoverAt(rule(`${selections}    condition: 1 of selec<|>tion_*\n`));
    expect(shown?.over).toBe('selection_*');
    expect(shown?.markdown).toBe(
      "`selection_*` stands for 2 of 3 selections: `selection_a`, `selection_b`\n\n````yaml\nselection_a:\n    Image: x\nselection_b:\n    - '```x'\n````",
    );
    expect((await hoverAt(rule(`${selections}    condition: 1 of no<|>ne_*\n`)))?.markdown).toContain('no selection');
  });

  it('works in broken conditions, too', async () => {
    expect((await hoverAt(rule(`${selections}    condition: fil<|>ter and and (\n`)))?.markdown).toContain('User: y');
  });
});

describe('hover over rules that are named', () => {
  const other = {
    'other.yml':
      'title: "Failed [Logon](command:evil) <b>"\nid: 929a690e-bef0-4204-a928-ef5e620d6fcc\nname: failed\nlogsource:\n    category: process_creation\ndetection:\n    a:\n        b: 1\n    condition: a\n',
  };

  it('shows their titles, never as markup', async () => {
    const text =
      'title: C\ncorrelation:\n    type: event_count\n    rules:\n        - fai<|>led\n    group-by:\n        - User\n    timespan: 5m\n    condition:\n        gte: 1\n';
    await checkHover(text, '**Failed \\[Logon\\]\\(command\\:evil\\) &lt;b\\>**\n\nrule · `other.yml`', other);
    expect(
      (await hoverAt('related:\n    - id: 929a690e-bef0-<|>4204-a928-ef5e620d6fcc\n      type: derived\n', other))
        ?.markdown,
    ).toContain('Failed');
  });

  it('shows fields of the rules of a correlation, and what an alias stands for', async () => {
    const text = (at: string) =>
      `title: C\ncorrelation:\n    type: temporal\n    rules:\n        - failed\n    aliases:\n        who:\n            failed: User\n    group-by:\n        - ${at}\n    timespan: 5m\n`;
    expect((await hoverAt(text('Us<|>er'), other))?.markdown).toContain('Account that runs the process');
    await checkHover(text('wh<|>o'), '**who** stands for\n\n- `failed`: `User`', other);
  });
});

describe('hover over what is searched', () => {
  const project = {
    '.sigmasmith.yml':
      'targets:\n    - name: prod\n      target: splunk\n      pipelines: []\n    - name: hunt\n      target: lucene\n      pipelines: []\n',
  };

  it('shows what an item becomes in the targets of the project', async () => {
    const shown = await hoverAt(
      rule("    a:\n        Image|endswith: '\\cmd.<|>exe'\n        User: b\n    condition: a\n"),
      project,
    );
    expect(shown?.markdown).toContain('prod:\n\n```');
    expect(shown?.markdown).toContain('Image="*\\\\cmd.exe"');
    expect(shown?.markdown).toContain('hunt:');
    expect(shown?.markdown).not.toContain('User');
  });

  it('shows what a selection becomes', async () => {
    const shown = await hoverAt(
      rule('    sel<|>ection:\n        Image: a\n        User: b\n    condition: selection\n'),
      project,
    );
    expect(shown?.markdown).toContain('Image="a" User="b"');
  });

  it('says nothing without targets', async () => {
    expect(await hoverAt(rule('    selection:\n        Image: <|>a\n    condition: selection\n'))).toBeNull();
  });
});

describe('signature help', () => {
  it('shows the chain with the modifier at the cursor', async () => {
    const shown = await signatureAt(rule('    a:\n        Image|contains|<|>\n'));
    expect(shown?.label).toBe('Image|contains|[modifier]');
    expect(shown?.documentation).toMatch(/^May follow: .*`all`/);
    const second = await signatureAt(rule('    a:\n        Image|con<|>tains|all: x\n'));
    expect(second?.label).toBe('Image|[contains]|all');
    expect(second?.documentation).toContain('`powershell` → `*powershell*`');
  });

  it('describes the field, and keywords without one', async () => {
    const list = await signatureAt(rule('    a:\n        - Image|re|<|>\n'));
    expect(list?.label).toBe('Image|re|[modifier]');
    expect(list?.documentation).toBe('May follow: `i`, `m`, `s`, `all`, `neq`');
    expect((await signatureAt(rule('    a: {Image|all|contains<|>: x}\n')))?.label).toBe('Image|all|[contains]');
    expect((await signatureAt(rule("    a:\n        '|all|<|>': x\n")))?.label).toBe('keyword|all|[modifier]');
  });

  it('is silent elsewhere', async () => {
    expect(await signatureAt(rule("    a:\n        Image: 'a|<|>b'\n"))).toBeNull();
    expect(await signatureAt(rule('    a:\n        Image:\n            - a|<|>\n'))).toBeNull();
    expect(await signatureAt('description: |<|>\n')).toBeNull();
    expect(await signatureAt(rule('    condition: a |<|>\n'))).toBeNull();
  });
});
