import { randomUUID } from 'node:crypto';
import { Contract } from './contract.ts';
import { type Answer, StandInServer } from './stand-in-server.ts';

type Rule = Record<string, unknown>;

const categoryUuid = 'f1ee9e39-0ab0-4d5b-9f1c-0a7f1a2b3c4d';
const catalogue = '/v1/sic/conf/rules-catalog/rules';

/** Sekoia.io's rules catalogue: list with paging, create, read, replace, delete; and `/v1/me`. Deleted rules answer 403 AU202. */
export class SekoiaStandIn extends StandInServer {
  readonly rules = new Map<string, Rule>();

  constructor(key: string) {
    super({
      contract: Contract.load('derived/sekoia.json', 'sekoia.json'),
      authorization: `Bearer ${key}`,
      unauthorized: { status: 401, body: { code: 'AU001', message: 'The API key is not valid' } },
    });
  }

  /** A rule of somebody else. */
  sample(name: string): Rule {
    const body = {
      name,
      type: 'sigma',
      description: 'd',
      payload: 'p',
      severity: 1,
      effort: 1,
      alert_type_uuid: categoryUuid,
      enabled: true,
    };
    return stored(randomUUID(), body);
  }

  protected act(method: string, url: URL, body: unknown): Answer {
    if (method === 'GET' && url.pathname === '/v1/me')
      return { status: 200, body: { uuid: randomUUID(), name: 'tester' } };
    if (url.pathname === catalogue) return method === 'POST' ? this.#create(body as Rule) : this.#list(url);
    const uuid = url.pathname.slice(catalogue.length + 1);
    const rule = this.rules.get(uuid);
    if (rule === undefined) return { status: 403, body: { code: 'AU202', message: 'Access denied' } };
    if (method === 'DELETE') {
      this.rules.delete(uuid);
      return { status: 204 };
    }
    if (method === 'PUT') this.rules.set(uuid, stored(uuid, body as Rule));
    return { status: 200, body: this.rules.get(uuid) };
  }

  #create(body: Rule): Answer {
    const uuid = randomUUID();
    this.rules.set(uuid, stored(uuid, body));
    return { status: 200, body: this.rules.get(uuid) };
  }

  #list(url: URL): Answer {
    const limit = Number(url.searchParams.get('limit') ?? 100);
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const all = [...this.rules.values()];
    return { status: 200, body: { items: all.slice(offset, offset + limit), total: all.length } };
  }
}

/** Answers hold objects where requests hold names and identifiers. */
function stored(uuid: string, body: Rule): Rule {
  const { alert_type_uuid, tags, ...rest } = body;
  const names = Array.isArray(tags) ? (tags as string[]) : [];
  return {
    parameters: [],
    all_entities: false,
    all_assets: false,
    related_object_refs: [],
    datasources: [],
    event_fields: [],
    ...rest,
    uuid,
    alert_type: { uuid: alert_type_uuid, category_uuid: categoryUuid, value: 'malware' },
    alert_category: { uuid: categoryUuid, name: 'malicious-code' },
    tags: names.map((name) => ({ uuid: randomUUID(), name })),
    source: 'custom',
    verified: false,
    last_compilation_success: true,
    last_compilation_message: '',
    last_compilation_at: '2026-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00Z',
    created_by: 'tester',
    created_by_type: 'apikey',
    updated_at: '2026-01-01T00:00:00Z',
    instance_uuid: uuid,
  };
}
