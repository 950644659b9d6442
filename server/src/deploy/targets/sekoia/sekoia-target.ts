/**
 * Sekoia.io's rules catalogue. It mints identifiers of its own, so a rule is found again by the tag that holds its Sigma id. It runs Sigma itself: the payload is the
 * rule's `detection`, and what its subset of Sigma does not take is refused before anything is sent.
 */
import type { CancellationToken } from '../../../base/cancellation.ts';
import { Failure } from '../../../base/failure.ts';
import type { HttpClient, HttpMethod, HttpResponse } from '../../../http/http-client.ts';
import { isJsonObject, jsonAnswer, type StatusAdvice, statusFailure } from '../../answer.ts';
import type {
  ConnectionReport,
  DeployableRule,
  DeployTarget,
  DesiredRule,
  JsonObject,
  JsonValue,
  Preparation,
  RemoteRule,
  SekoiaConnection,
} from '../../deploy-target.ts';
import { ownTags, withForeignTags } from '../../tags.ts';
import { sekoiaRegions } from './regions.ts';
import { identityTag, sekoiaManagedFields } from './sekoia-body.ts';
import { checkSigmaSubset } from './sigma-subset.ts';

const siem = 'Sekoia.io';
const catalogue = '/v1/sic/conf/rules-catalog/rules';
const pageSize = 100;
const mostPages = 200;

const advice: StatusAdvice = {
  unauthorized:
    'The key may be mistyped or expired. Create a new one under Settings → API keys and set it for this connection.',
  forbidden:
    'Give the key the permissions SIC_READ_CONF and SIC_WRITE_CONF; Sekoia.io also answers so for rules that were deleted meanwhile.',
  notFound: 'Check the region of the connection.',
};

export class SekoiaTarget implements DeployTarget {
  readonly #connection: SekoiaConnection;
  readonly #client: HttpClient;

  constructor(connection: SekoiaConnection, client: HttpClient) {
    this.#connection = connection;
    this.#client = client;
  }

  async check(token: CancellationToken): Promise<ConnectionReport> {
    jsonAnswer(await this.#send('GET', '/v1/me', undefined, token), siem, advice);
    jsonAnswer(await this.#send('GET', `${catalogue}?limit=1&offset=0`, undefined, token), siem, advice);
    return { message: `Connected to Sekoia.io at ${sekoiaBaseUrl(this.#connection)}.`, warnings: [] };
  }

  prepare(deployable: DeployableRule): Preparation {
    const { rule } = deployable;
    const refusals = checkSigmaSubset(rule);
    if (refusals.length > 0) return { desired: undefined, problems: refusals };
    const { managed, problems } = sekoiaManagedFields(rule, this.#connection.alertTypeUuid);
    return { desired: { ruleId: rule.id?.value ?? '', title: String(managed.name), managed }, problems };
  }

  /** Reads the catalogue page by page: the API cannot search by tag. */
  async find(ruleId: string, token: CancellationToken): Promise<RemoteRule | undefined> {
    const tag = identityTag(ruleId);
    const found: JsonObject[] = [];
    let seen = 0;
    for (let page = 0; page < mostPages; page++) {
      const { items, total } = await this.#page(seen, token);
      found.push(...items.filter((item) => tagNames(item.tags).includes(tag)));
      seen += items.length;
      if (items.length === 0 || seen >= total) break;
    }
    if (found.length > 1) {
      const ids = found.map((item) => String(item.uuid)).join(', ');
      throw new Failure(
        'SeveralRules',
        `Several rules of the catalogue carry the tag ${tag} (${ids}). Delete all but one in Sekoia.io.`,
      );
    }
    const body = found[0];
    if (body === undefined) return undefined;
    return { remoteId: String(body.uuid ?? ''), managed: managedView(body), body };
  }

  async create(desired: DesiredRule, token: CancellationToken): Promise<void> {
    const answer = jsonAnswer(
      await this.#send('POST', catalogue, { ...desired.managed, enabled: true }, token),
      siem,
      advice,
    );
    checkCompilation(answer);
  }

  async update(remote: RemoteRule, desired: DesiredRule, token: CancellationToken): Promise<void> {
    const tags = withForeignTags(desired.managed.tags, tagNames(remote.body.tags));
    const body = { ...keptFields(remote.body), ...desired.managed, tags };
    const path = `${catalogue}/${encodeURIComponent(remote.remoteId)}`;
    checkCompilation(jsonAnswer(await this.#send('PUT', path, body, token), siem, advice));
  }

  obstacle({ body }: RemoteRule): string | undefined {
    if (body.type === 'sigma') return undefined;
    return `The catalogue holds a rule of type "${String(body.type)}" with the tag of this rule. Remove the tag there, or give the rule another id.`;
  }

  async remove(remote: RemoteRule, token: CancellationToken): Promise<void> {
    const path = `${catalogue}/${encodeURIComponent(remote.remoteId)}`;
    const response = await this.#send('DELETE', path, undefined, token);
    if (response.status === 404 || isGone(response)) return;
    if (response.status > 299) throw statusFailure(response, siem, advice);
  }

  link(remote: RemoteRule): string {
    const host = sekoiaBaseUrl(this.#connection)
      .replace('://api.', '://app.')
      .replace(/\/api$/, '');
    return `${host}/operations/rules-catalog/${encodeURIComponent(remote.remoteId)}`;
  }

  async #page(offset: number, token: CancellationToken): Promise<{ items: JsonObject[]; total: number }> {
    const path = `${catalogue}?limit=${pageSize}&offset=${offset}`;
    const answer = jsonAnswer(await this.#send('GET', path, undefined, token), siem, advice);
    const items = Array.isArray(answer.items) ? answer.items.filter(isJsonObject) : undefined;
    if (items === undefined)
      throw new Failure(
        'UnexpectedAnswer',
        `${siem} answered without a list of rules. Check the region of the connection.`,
      );
    const total =
      typeof answer.total === 'number' ? answer.total : items.length < pageSize ? 0 : Number.POSITIVE_INFINITY;
    return { items, total };
  }

  #send(
    method: HttpMethod,
    path: string,
    body: JsonObject | undefined,
    token: CancellationToken,
  ): Promise<HttpResponse> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.#client.request(
      { method, url: `${sekoiaBaseUrl(this.#connection)}${path}`, headers, body: text },
      token,
    );
  }
}

export function sekoiaBaseUrl(connection: SekoiaConnection): string {
  return connection.url ?? sekoiaRegions[connection.region ?? ''] ?? (sekoiaRegions.fra1 as string);
}

const managedNames = ['name', 'type', 'description', 'payload', 'severity', 'effort', 'false_positives'] as const;

function managedView(body: JsonObject): JsonObject {
  const same = Object.fromEntries(
    managedNames.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])),
  );
  const alertType = body.alert_type;
  const alertTypeUuid = isJsonObject(alertType) ? alertType.uuid : body.alert_type_uuid;
  return {
    ...same,
    ...(alertTypeUuid === undefined ? {} : { alert_type_uuid: alertTypeUuid }),
    tags: ownTags(tagNames(body.tags)),
  };
}

/** What a person may have set in Sekoia.io; a PUT without it would clear it. */
const keptNames = [
  'enabled',
  'goal',
  'related_object_refs',
  'event_fields',
  'all_entities',
  'all_assets',
  'assets',
  'similarity_strategy',
  'available_for_subcommunities',
] as const;

function keptFields(body: JsonObject): JsonObject {
  const same = keptNames.flatMap((name) =>
    body[name] === undefined || body[name] === null ? [] : [[name, body[name]] as const],
  );
  const entities = uuids(body.entities);
  const datasources = uuids(body.datasources);
  return {
    enabled: false,
    ...Object.fromEntries(same),
    ...(entities.length > 0 ? { entities } : {}),
    ...(datasources.length > 0 ? { datasources } : {}),
    ...(Array.isArray(body.parameters) && body.parameters.length > 0 ? { parameters: body.parameters } : {}),
  };
}

/** Answers hold objects where requests hold their identifiers. */
function uuids(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((item) => (isJsonObject(item) ? item.uuid : item))
    .filter((item): item is string => typeof item === 'string');
}

function tagNames(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((item) => (isJsonObject(item) ? item.name : item))
    .filter((item): item is string => typeof item === 'string');
}

/** Sekoia.io stores a rule that its engine cannot compile; such a rule never fires. */
function checkCompilation(answer: JsonObject): void {
  if (answer.last_compilation_success !== false) return;
  const said =
    typeof answer.last_compilation_message === 'string' ? answer.last_compilation_message : 'no reason given';
  throw new Failure(
    'CompilationFailed',
    `Sekoia.io stored the rule but cannot run it: ${said.slice(0, 300)}. Correct the rule and deploy it again.`,
  );
}

/** For a rule that was deleted meanwhile Sekoia.io answers 403 with the code AU202. */
function isGone(response: HttpResponse): boolean {
  return response.status === 403 && response.body.includes('AU202');
}
