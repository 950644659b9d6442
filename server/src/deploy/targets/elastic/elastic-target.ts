/**
 * Elastic Security through Kibana's detection engine API. Identity is `rule_id` = the Sigma id. An update is a PUT, which clears what it does not name:
 * so everything the user set in Kibana (schedule, actions, exceptions, notes, enabled) is sent along as it was found.
 */
import type { CancellationToken } from '../../../base/cancellation.ts';
import { Failure } from '../../../base/failure.ts';
import type { Problem } from '../../../base/problem.ts';
import type { HttpClient, HttpMethod, HttpResponse } from '../../../http/http-client.ts';
import { jsonAnswer, type StatusAdvice, serverMessage, statusFailure, stringList } from '../../answer.ts';
import type {
  ConnectionReport,
  DeployableRule,
  DeployEnvironment,
  DeployTarget,
  DesiredRule,
  ElasticConnection,
  JsonObject,
  Preparation,
  RemoteRule,
} from '../../deploy-target.ts';
import { ownTags, withForeignTags } from '../../tags.ts';
import { elasticManagedFields } from './elastic-body.ts';

const siem = 'Kibana';

const advice: StatusAdvice = {
  unauthorized:
    'Create a new key in Kibana under Stack Management → API keys (use the "encoded" form) and set it for this connection.',
  forbidden:
    'Give the key the Kibana privilege "Rules, Alerts and Exceptions: All" (Security: All before 9.0) in this space, and read access to the indices.',
  notFound: 'The address must be the one of Kibana (not of Elasticsearch), and the space must exist.',
};

/** Set by Kibana; sending them back is refused or without effect. */
const readOnlyFields = new Set([
  'id',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'revision',
  'version',
  'immutable',
  'rule_source',
  'execution_summary',
  'output_index',
  'throttle',
  'outcome',
  'alias_target_id',
  'alias_purpose',
]);

/** Fields of other rule types: they must not follow a rule that becomes a query rule. */
const otherTypesFields = new Set([
  'saved_id',
  'threshold',
  'event_category_override',
  'tiebreaker_field',
  'timestamp_field',
]);

export class ElasticTarget implements DeployTarget {
  readonly #connection: ElasticConnection;
  readonly #client: HttpClient;
  readonly #environment: DeployEnvironment;

  constructor(connection: ElasticConnection, client: HttpClient, environment: DeployEnvironment) {
    this.#connection = connection;
    this.#client = client;
    this.#environment = environment;
  }

  async check(token: CancellationToken): Promise<ConnectionReport> {
    const response = await this.#send('GET', '/api/detection_engine/privileges', undefined, token);
    const answer = jsonAnswer(response, siem, advice);
    const warnings: string[] = [];
    if (answer.has_encryption_key === false) {
      warnings.push(
        'Kibana has no encryption key (xpack.encryptedSavedObjects.encryptionKey): rules can be written but do not run.',
      );
    }
    const space = this.#connection.space ?? 'default';
    return { message: `Connected to Kibana at ${this.#connection.url}, space "${space}".`, warnings };
  }

  prepare(rule: DeployableRule): Preparation {
    const conversion = this.#environment.convert(rule, 'lucene');
    const problems = [...conversion.problems];
    if (conversion.queries === undefined) return { desired: undefined, problems };
    if (conversion.queries.length === 0) {
      const message = 'The rule converts to no query: its condition selects nothing. There is nothing to deploy.';
      const problem: Problem = { code: 'empty-query', severity: 'error', span: rule.rule.span, message };
      return { desired: undefined, problems: [...problems, problem] };
    }
    const query =
      conversion.queries.length === 1
        ? (conversion.queries[0] as string)
        : conversion.queries.map((text) => `(${text})`).join(' OR ');
    const managed = elasticManagedFields(rule.rule, query, this.#environment.attack);
    const ruleId = rule.rule.id?.value ?? '';
    return { desired: { ruleId, title: String(managed.name), managed }, problems };
  }

  async find(ruleId: string, token: CancellationToken): Promise<RemoteRule | undefined> {
    const response = await this.#send(
      'GET',
      `/api/detection_engine/rules?rule_id=${encodeURIComponent(ruleId)}`,
      undefined,
      token,
    );
    if (response.status === 404 && saysRuleIsMissing(response)) return undefined;
    const body = jsonAnswer(response, siem, advice);
    return { remoteId: String(body.id ?? ''), managed: managedView(body), body };
  }

  async create(desired: DesiredRule, token: CancellationToken): Promise<void> {
    const body = { ...desired.managed, rule_id: desired.ruleId, enabled: true, from: 'now-6m', interval: '5m' };
    jsonAnswer(await this.#send('POST', '/api/detection_engine/rules', body, token), siem, advice);
  }

  async update(remote: RemoteRule, desired: DesiredRule, token: CancellationToken): Promise<void> {
    const kept = Object.entries(remote.body).filter(
      ([field, value]) => !readOnlyFields.has(field) && !otherTypesFields.has(field) && value !== null,
    );
    const tags = withForeignTags(desired.managed.tags, stringList(remote.body.tags));
    const body = { ...Object.fromEntries(kept), ...desired.managed, tags, rule_id: desired.ruleId };
    const response = await this.#send('PUT', '/api/detection_engine/rules', body, token);
    if (response.status === 404 && saysRuleIsMissing(response)) {
      throw new Failure('ChangedSincePlan', 'The rule was deleted in Kibana meanwhile. Plan again to see it.');
    }
    jsonAnswer(response, siem, advice);
  }

  obstacle({ body }: RemoteRule): string | undefined {
    if (body.immutable === true) {
      return 'Kibana holds a prebuilt rule of Elastic under this id, which is not to be changed. Give the rule an id of its own.';
    }
    if (body.type !== 'query') {
      return `Kibana holds a rule of type "${String(body.type)}" under this id, and the type of a rule cannot be changed. Delete it first, or give the rule an id of its own.`;
    }
    return undefined;
  }

  async remove(remote: RemoteRule, token: CancellationToken): Promise<void> {
    const ruleId = String(remote.body.rule_id ?? '');
    const response = await this.#send(
      'DELETE',
      `/api/detection_engine/rules?rule_id=${encodeURIComponent(ruleId)}`,
      undefined,
      token,
    );
    if (response.status === 404 && saysRuleIsMissing(response)) return;
    if (response.status > 299) throw statusFailure(response, siem, advice);
  }

  link(remote: RemoteRule): string {
    return `${this.#base()}/app/security/rules/id/${encodeURIComponent(remote.remoteId)}`;
  }

  #send(
    method: HttpMethod,
    path: string,
    body: JsonObject | undefined,
    token: CancellationToken,
  ): Promise<HttpResponse> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      'elastic-api-version': '2023-10-31',
      'kbn-xsrf': 'true',
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.#client.request({ method, url: `${this.#base()}${path}`, headers, body: text }, token);
  }

  #base(): string {
    const { url, space } = this.#connection;
    return space === undefined ? url : `${url}/s/${encodeURIComponent(space)}`;
  }
}

/** A missing rule and a wrong address both answer 404; the router says no more than "Not Found", and a proxy no JSON at all. */
function saysRuleIsMissing(response: HttpResponse): boolean {
  const message = serverMessage(response.body);
  return message !== undefined && message !== 'Not Found';
}

const managedNames = [
  'name',
  'description',
  'risk_score',
  'severity',
  'type',
  'language',
  'query',
  'author',
  'license',
  'references',
  'false_positives',
  'tags',
  'threat',
] as const;

function managedView(body: JsonObject): JsonObject {
  const view = Object.fromEntries(
    managedNames.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])),
  );
  return { ...view, tags: ownTags(stringList(body.tags)) };
}
