import { randomUUID } from 'node:crypto';
import { Contract } from './contract.ts';
import { type Answer, StandInServer } from './stand-in-server.ts';

type Rule = Record<string, unknown>;

const defaults = {
  actions: [],
  author: [],
  enabled: true,
  exceptions_list: [],
  false_positives: [],
  from: 'now-6m',
  interval: '5m',
  max_signals: 100,
  references: [],
  related_integrations: [],
  required_fields: [],
  risk_score_mapping: [],
  setup: '',
  severity_mapping: [],
  tags: [],
  threat: [],
  to: 'now',
  immutable: false,
  rule_source: { type: 'internal' },
};

/** Kibana's detection engine as far as single rules go: POST, GET, PUT, PATCH and DELETE of `/api/detection_engine/rules`, and the privileges. */
export class ElasticStandIn extends StandInServer {
  readonly rules = new Map<string, Rule>();
  #clock = 0;

  constructor(key: string, space?: string) {
    super({
      contract: Contract.load('elastic_kibana_security.json', 'elastic.json'),
      authorization: `ApiKey ${key}`,
      unauthorized: {
        status: 401,
        body: { statusCode: 401, error: 'Unauthorized', message: 'unable to authenticate with provided credentials' },
      },
      ...(space === undefined ? {} : { prefix: `/s/${space}` }),
    });
  }

  protected act(method: string, url: URL, body: unknown): Answer {
    if (method === 'GET' && url.pathname === '/api/detection_engine/privileges') {
      return { status: 200, body: { is_authenticated: true, has_encryption_key: true } };
    }
    if (url.pathname !== '/api/detection_engine/rules') {
      return { status: 404, body: { statusCode: 404, error: 'Not Found', message: 'Not Found' } };
    }
    if (method === 'POST') return this.#create(body as Rule);
    if (method === 'PUT') return this.#replace(body as Rule);
    const ruleId = url.searchParams.get('rule_id') ?? '';
    const rule = this.rules.get(ruleId);
    if (rule === undefined) return missing(ruleId);
    if (method === 'DELETE') this.rules.delete(ruleId);
    return { status: 200, body: rule };
  }

  #create(body: Rule): Answer {
    const ruleId = String(body.rule_id ?? randomUUID());
    if (this.rules.has(ruleId)) {
      return { status: 409, body: { status_code: 409, message: `rule_id: "${ruleId}" already exists` } };
    }
    const now = this.#now();
    const stamp = {
      id: randomUUID(),
      rule_id: ruleId,
      created_at: now,
      created_by: 'elastic',
      updated_at: now,
      updated_by: 'elastic',
      revision: 0,
      version: 1,
    };
    const rule = { ...defaults, ...body, ...stamp };
    this.rules.set(ruleId, rule);
    return { status: 200, body: rule };
  }

  #replace(body: Rule): Answer {
    const ruleId = String(body.rule_id);
    const before = this.rules.get(ruleId);
    if (before === undefined) return missing(ruleId);
    const { id, created_at, created_by, revision, version } = before;
    const stamp = {
      id,
      rule_id: ruleId,
      created_at,
      created_by,
      updated_at: this.#now(),
      updated_by: 'elastic',
      revision: Number(revision) + 1,
      version: Number(version) + 1,
    };
    const rule = { ...defaults, ...body, ...stamp };
    this.rules.set(ruleId, rule);
    return { status: 200, body: rule };
  }

  #now(): string {
    this.#clock += 1000;
    return new Date(Date.UTC(2026, 0, 1) + this.#clock).toISOString();
  }
}

function missing(ruleId: string): Answer {
  return { status: 404, body: { status_code: 404, message: `rule_id: "${ruleId}" not found` } };
}
