import { afterEach, describe, expect, it } from 'vitest';
import { neverCancelled } from '../../server/src/base/cancellation.ts';
import { Failure } from '../../server/src/base/failure.ts';
import { applyPlan } from '../../server/src/deploy/apply.ts';
import type { DeployableRule, SiemConnection } from '../../server/src/deploy/deploy-target.ts';
import { planDeployment, planRemoval } from '../../server/src/deploy/plan.ts';
import { openTarget } from '../../server/src/deploy/targets/index.ts';
import { HttpClient, type Send } from '../../server/src/http/http-client.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';
import { authorizedSend, fetchSend } from '../../server/src/node/fetch-send.ts';
import { deployableRules, deployEnvironment } from '../../server/src/services/deploy.ts';
import { ElasticStandIn } from '../harness/standins/elastic-stand-in.ts';
import { SekoiaStandIn } from '../harness/standins/sekoia-stand-in.ts';
import type { StandInServer } from '../harness/standins/stand-in-server.ts';

const key = 'cGxhbnRlZC1zZWNyZXQta2V5';
const environment = deployEnvironment(openDataFiles(new URL('../../corpus', import.meta.url).pathname));

/** Elastic's documented example "MS Office child process", as Sigma. */
const officeRule = `title: MS Office child process
id: 4f228868-9928-47e4-9785-9a1a9b520c7f
status: test
description: Process started by MS Office program - possible payload
author: Jane Doe, John Doe
references:
    - https://example.com/office
tags:
    - attack.initial-access
    - attack.t1566.001
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        ParentImage|endswith:
            - '\\EXCEL.EXE'
            - '\\MSPUB.EXE'
            - '\\OUTLOOK.EXE'
            - '\\POWERPNT.EXE'
            - '\\VISIO.EXE'
            - '\\WINWORD.EXE'
    condition: selection
falsepositives:
    - Add-ins
level: low
`;

/** The rule of Sekoia.io's quickstart. */
const powershellRule = `title: My custom SIGMA rule
id: 0d4c9f3e-8a51-4a8e-9d30-3f6a4d7b1c22
description: Detect spawn of Powershell
logsource:
    category: process_creation
detection: # the part that is sent
    selection:
        process.command_line|contains: 'powershell'
    condition: selection
level: medium
status: experimental
`;

const servers: StandInServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    expect(server.complaints).toEqual([]);
    await server.stop();
  }
});

async function elastic(space?: string) {
  const server = new ElasticStandIn(key, space);
  servers.push(server);
  return { server, connection: { name: 'test', kind: 'elastic', url: await server.start(), space } as SiemConnection };
}

async function sekoia() {
  const server = new SekoiaStandIn(key);
  servers.push(server);
  const alertTypeUuid = '599f4b1a-dd60-43fe-8ee9-07d3c5d00ded';
  return {
    server,
    connection: { name: 'test', kind: 'sekoia', url: await server.start(), alertTypeUuid } as SiemConnection,
  };
}

function open(connection: SiemConnection, apiKey = key) {
  const send = authorizedSend(fetchSend(fetch), connection, apiKey);
  return openTarget(
    connection,
    new HttpClient({ send, pause: async () => {}, secrets: [apiKey], limits: { timeoutMs: 5000 } }),
    environment,
  );
}

function rules(text: string): DeployableRule[] {
  return deployableRules([{ path: 'rule.yml', text }]).rules;
}

async function deploy(connection: SiemConnection, text: string) {
  const target = open(connection);
  const plan = await planDeployment(rules(text), target, neverCancelled);
  const applied = await applyPlan(plan, target, neverCancelled);
  return {
    actions: plan.map((item) => item.action),
    changed: plan.flatMap((item) => item.changes.map((change) => change.field)),
    results: applied.map((item) => item.result),
    failures: applied.map((item) => item.failure?.code),
  };
}

async function remove(connection: SiemConnection, text: string) {
  const target = open(connection);
  const plan = await planRemoval(rules(text), target, neverCancelled);
  const applied = await applyPlan(plan, target, neverCancelled);
  return {
    actions: plan.map((item) => item.action),
    results: applied.map((item) => item.result),
    failures: applied.map((item) => item.failure?.code),
  };
}

describe.each([
  ['Elastic', elastic, officeRule, 'low', 'high', 'severity'],
  ['Elastic in a space', () => elastic('blue'), officeRule, 'low', 'high', 'severity'],
  ['Sekoia.io', sekoia, powershellRule, 'medium', 'high', 'severity'],
] as const)('%s', (_, start, text, before, after, field) => {
  it('creates, finds unchanged, updates and deletes', async () => {
    const { server, connection } = await start();
    await expect(open(connection).check(neverCancelled)).resolves.toMatchObject({ warnings: [] });
    expect(await deploy(connection, text)).toMatchObject({ actions: ['create'], results: ['done'] });
    expect(await deploy(connection, text)).toMatchObject({ actions: ['none'], results: ['done'] });
    const changed = await deploy(connection, text.replace(`level: ${before}`, `level: ${after}`));
    expect(changed).toMatchObject({ actions: ['update'], results: ['done'] });
    expect(changed.changed).toContain(field);
    expect(server.rules.size).toBe(1);
    expect(await remove(connection, text)).toMatchObject({ actions: ['delete'], results: ['done'] });
    expect(await remove(connection, text)).toMatchObject({ actions: ['none'], results: ['done'] });
    expect(server.rules.size).toBe(0);
  });

  it('makes no duplicate and tells no lie when the connection breaks', async () => {
    const { server, connection } = await start();
    server.failNext('POST', 'break-after');
    expect(await deploy(connection, text)).toMatchObject({ actions: ['create'], results: ['done'] });
    expect(server.rules.size).toBe(1);
    server.failNext('DELETE', 'break-after');
    expect(await remove(connection, text)).toMatchObject({ results: ['done'] });
    expect(server.rules.size).toBe(0);
    server.failNext('POST', 'break-before');
    expect(await deploy(connection, text)).toMatchObject({ results: ['done'] });
    expect(server.rules.size).toBe(1);
    const other = text.replace(`level: ${before}`, `level: ${after}`);
    server.failNext('PUT', 'break-after');
    expect(await deploy(connection, other)).toMatchObject({ actions: ['update'], results: ['done'] });
    server.failNext('DELETE', 'break-before');
    expect(await remove(connection, other)).toMatchObject({ results: ['done'] });
    server.failNext('POST', 'break-before');
    server.failNext('POST', 'break-before');
    expect(await deploy(connection, text)).toMatchObject({ results: ['failed'], failures: ['ConnectionFailed'] });
    expect(server.rules.size).toBe(0);
    server.failNext('POST', { status: 502 });
    expect(await deploy(connection, text)).toMatchObject({ results: ['done'] });
    expect(server.rules.size).toBe(1);
  });

  it('says that the state is unknown when nobody can be asked', async () => {
    const { server, connection } = await start();
    const send = authorizedSend(fetchSend(fetch), connection, key);
    let down = false;
    const breaking: Send = (request, limits, token) => {
      if (down) throw new Failure('ConnectionFailed', 'down');
      if (request.method === 'POST') down = true;
      return send(request, limits, token);
    };
    server.failNext('POST', 'break-after');
    const target = openTarget(connection, new HttpClient({ send: breaking, pause: async () => {} }), environment);
    const plan = await planDeployment(rules(text), target, neverCancelled);
    const [applied] = await applyPlan(plan, target, neverCancelled);
    expect(applied).toMatchObject({ result: 'failed', failure: { code: 'UnknownState' } });
    expect(await deploy(connection, text)).toMatchObject({ actions: ['none'], results: ['done'] });
    expect(server.rules.size).toBe(1);
  });

  it.each([
    [401, 'Unauthorized', /new/i],
    [403, 'Forbidden', /key/],
    [429, 'RateLimited', /Try again in 3600 seconds/],
    [500, 'ServerError', /again later/],
    [302, 'Redirected', /address/],
  ])('explains status %i', async (status, code, words) => {
    const { server, connection } = await start();
    for (let i = 0; i < 5; i++)
      server.failNext('GET', { status, body: { message: 'told' }, headers: { 'retry-after': '3600' } });
    const plan = planDeployment(rules(text), open(connection), neverCancelled);
    await expect(plan).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it('keeps the key out of everything that it says', async () => {
    const { server, connection } = await start();
    server.failNext('GET', { status: 400, body: { message: `bad key ${key} in Authorization: ApiKey ${key}` } });
    const error = await planDeployment(rules(text), open(connection), neverCancelled).catch(
      (failure: Error) => failure,
    );
    expect(String((error as Error).message)).toContain('400');
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(key);
    await expect(open(connection, 'wrong-key').check(neverCancelled)).rejects.toMatchObject({ code: 'Unauthorized' });
  });

  it('sees that somebody changed the rule between plan and yes', async () => {
    const { server, connection } = await start();
    await deploy(connection, text);
    const target = open(connection);
    const plan = await planDeployment(
      rules(text.replace(`level: ${before}`, `level: ${after}`)),
      target,
      neverCancelled,
    );
    const [id, stored] = [...server.rules][0] as [string, Record<string, unknown>];
    server.rules.set(id, { ...stored, name: 'changed by somebody' });
    const [applied] = await applyPlan(plan, target, neverCancelled);
    expect(applied).toMatchObject({ result: 'failed', failure: { code: 'ChangedSincePlan' } });
    expect((server.rules.get(id) as { name: string }).name).toBe('changed by somebody');
  });

  it('sends nothing while planning, and refuses what has no identity', async () => {
    const { server, connection } = await start();
    const withoutId = text.replace(/^id: .*\n/m, '');
    const plan = await planDeployment(
      [...rules(text), ...rules(text), ...rules(withoutId)],
      open(connection),
      neverCancelled,
    );
    expect(plan.map((item) => item.failure?.code)).toEqual([undefined, 'DuplicateId', 'MissingId']);
    expect(new Set(server.requests.map((request) => request.method))).toEqual(new Set(['GET']));
  });
});

describe('Elastic', () => {
  it('sends every required field and keeps what the user set in Kibana', async () => {
    const { server, connection } = await elastic();
    await deploy(connection, officeRule);
    const [id, rule] = [...server.rules][0] as [string, Record<string, unknown>];
    expect(id).toBe('4f228868-9928-47e4-9785-9a1a9b520c7f');
    expect(rule).toMatchObject({
      name: 'MS Office child process',
      description: 'Process started by MS Office program - possible payload',
      risk_score: 21,
      severity: 'low',
      type: 'query',
      language: 'lucene',
      author: ['Jane Doe', 'John Doe'],
      false_positives: ['Add-ins'],
      references: ['https://example.com/office'],
      threat: [
        {
          framework: 'MITRE ATT&CK',
          tactic: { id: 'TA0001', name: 'Initial Access' },
          technique: [{ id: 'T1566', subtechnique: [{ id: 'T1566.001' }] }],
        },
      ],
    });
    for (const name of ['EXCEL', 'MSPUB', 'OUTLOOK', 'POWERPNT', 'VISIO', 'WINWORD'])
      expect(rule.query).toContain(name);
    server.rules.set(id, {
      ...rule,
      interval: '1h',
      enabled: false,
      note: 'look here',
      exceptions_list: [{ id: 'a', list_id: 'b', namespace_type: 'single', type: 'detection' }],
    });
    expect(await deploy(connection, officeRule.replace('level: low', 'level: high'))).toMatchObject({
      actions: ['update'],
      results: ['done'],
    });
    expect(server.rules.get(id)).toMatchObject({
      interval: '1h',
      enabled: false,
      note: 'look here',
      severity: 'high',
      exceptions_list: [{ id: 'a' }],
    });
  });

  it('does not take a wrong address for a missing rule', async () => {
    const { server, connection } = await elastic();
    server.failNext('GET', { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Not Found' } });
    await expect(deploy(connection, officeRule)).rejects.toMatchObject({ code: 'NotFound' });
  });
});

describe('Sekoia.io', () => {
  it('sends the detection without comments, and finds the rule on any page', async () => {
    const { server, connection } = await sekoia();
    for (let i = 0; i < 250; i++)
      server.rules.set(`00000000-0000-4000-8000-${String(i).padStart(12, '0')}`, server.sample(`Rule ${i}`));
    await deploy(connection, powershellRule);
    const rule = [...server.rules.values()].at(-1) as Record<string, unknown>;
    expect(rule).toMatchObject({ name: 'My custom SIGMA rule', type: 'sigma', severity: 50, effort: 3, enabled: true });
    expect(rule.payload).toBe(
      'detection:\n  selection:\n    process.command_line|contains: powershell\n  condition: selection',
    );
    expect((rule.tags as { name: string }[])[0]?.name).toContain('0d4c9f3e-8a51-4a8e-9d30-3f6a4d7b1c22');
    expect(await deploy(connection, powershellRule)).toMatchObject({ actions: ['none'] });
  });

  it('refuses what its Sigma subset does not take, at its place', async () => {
    const { connection } = await sekoia();
    const text = powershellRule.replace(
      "process.command_line|contains: 'powershell'",
      "process.command_line|windash|contains: ' -enc'\n        Image|endswith: x",
    );
    const [planned] = await planDeployment(rules(text), open(connection), neverCancelled);
    expect(planned?.failure?.code).toBe('NotDeployable');
    expect(
      planned?.problems.map((problem) => [problem.code, text.slice(problem.span.start, problem.span.end)]),
    ).toEqual([
      ['sekoia-modifier', 'process.command_line|windash|contains'],
      ['sekoia-field', 'Image|endswith'],
    ]);
  });
});

describe('the contracts', () => {
  it.each([
    [
      'Elastic',
      () => new ElasticStandIn(key),
      'POST /api/detection_engine/rules',
      { 'kbn-xsrf': 'true' },
      { name: 'n', description: 'd', risk_score: 1, severity: 'low', type: 'query', query: 'q', language: 'lucene' },
      ['name', 'description', 'risk_score', 'severity', 'type'],
    ],
    [
      'Sekoia.io',
      () => new SekoiaStandIn(key),
      'POST /v1/sic/conf/rules-catalog/rules',
      {},
      {
        name: 'named',
        type: 'sigma',
        description: 'd',
        payload: 'p',
        severity: 1,
        effort: 1,
        alert_type_uuid: '599f4b1a-dd60-43fe-8ee9-07d3c5d00ded',
        enabled: true,
      },
      ['name', 'type', 'description', 'payload', 'severity', 'effort', 'alert_type_uuid', 'enabled'],
    ],
  ] as const)(
    '%s: every required field is missed when it is dropped',
    (_, create, operation, headers, body, required) => {
      const server = create();
      const [method, target] = operation.split(' ') as [string, string];
      const complaints = (value: object, more: object = headers) =>
        server.contract.checkRequest({
          method,
          target,
          headers: { 'content-type': 'application/json', ...more },
          body: JSON.stringify(value),
        });
      expect(complaints(body)).toEqual([]);
      for (const field of required) {
        const { [field as keyof typeof body]: _dropped, ...rest } = body;
        expect(complaints(rest), field).not.toEqual([]);
      }
      if (Object.keys(headers).length > 0) expect(complaints(body, {})).not.toEqual([]);
    },
  );
});
