/**
 * Deploying is always plan → show → apply → read back. A target knows one SIEM's API and nothing else: the order of the steps, the
 * comparison and the treatment of broken connections are the same for all (`plan.ts`, `apply.ts`). No target ever sees a key: the
 * transport adds it.
 */
import type { CancellationToken } from '../base/cancellation.ts';
import type { Problem } from '../base/problem.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** One rule to deploy. `source` is the YAML text of its file, into which the rule's spans point. */
export interface DeployableRule {
  readonly path: string;
  readonly rule: SigmaRule;
  readonly source: string;
}

/** What the SIEM should hold: only the fields that we manage; everything else in the remote rule is the user's. */
export interface DesiredRule {
  readonly ruleId: string;
  readonly title: string;
  readonly managed: JsonObject;
}

/** What the SIEM holds. `managed` is the same view of it as in `DesiredRule`; `body` is the answer as it came. */
export interface RemoteRule {
  readonly remoteId: string;
  readonly managed: JsonObject;
  readonly body: JsonObject;
}

/** Errors refuse the rule; warnings and informations say what gets lost or cut on the way. */
export type Preparation =
  | { readonly desired: DesiredRule; readonly problems: readonly Problem[] }
  | { readonly desired: undefined; readonly problems: readonly Problem[] };

export interface ConnectionReport {
  readonly message: string;
  /** What works less well than it could, e.g. a missing permission. */
  readonly warnings: readonly string[];
}

export interface DeployTarget {
  /** Proves that address, key and permissions are right; throws `Failure` that says what is wrong. */
  check(token: CancellationToken): Promise<ConnectionReport>;
  /** What would be sent for a rule. Pure: sends nothing. */
  prepare(rule: DeployableRule): Preparation;
  /** The deployed rule with this Sigma id, or `undefined`. */
  find(ruleId: string, token: CancellationToken): Promise<RemoteRule | undefined>;
  /** May fail with code `Conflict` when the rule exists already, and with `ConnectionFailed` or `Timeout` when nobody knows what happened. */
  create(desired: DesiredRule, token: CancellationToken): Promise<void>;
  /** Replaces the managed fields and keeps the user's own. */
  update(remote: RemoteRule, desired: DesiredRule, token: CancellationToken): Promise<void>;
  /** Why the rule that is there must not be changed by us, if so. */
  obstacle(remote: RemoteRule): string | undefined;
  /** A rule that is gone already counts as removed. */
  remove(remote: RemoteRule, token: CancellationToken): Promise<void>;
  /** Where a person can look at the rule. */
  link(remote: RemoteRule): string;
}

/** Everything that a kind of SIEM has to say about itself. */
export interface DeployTargetKind<C extends SiemConnection> {
  readonly kind: C['kind'];
  readonly label: string;
  /** The word before the key in the `Authorization` header. */
  readonly authorizationScheme: 'ApiKey' | 'Bearer';
  /** Root of all requests, without a trailing slash; the key is sent to this origin only. */
  baseUrl(connection: C): string;
  open(connection: C, client: HttpClient, environment: DeployEnvironment): DeployTarget;
}

export interface ElasticConnection {
  readonly name: string;
  readonly kind: 'elastic';
  /** Address of Kibana. */
  readonly url: string;
  readonly space?: string | undefined;
}

export interface SekoiaConnection {
  readonly name: string;
  readonly kind: 'sekoia';
  /** `fra1`, `fra2`, `mco1`, `uae1`, `usa1`, `sgp1`; `url` overrides it. */
  readonly region?: string | undefined;
  readonly url?: string | undefined;
  readonly alertTypeUuid: string;
}

/** Where to deploy. Holds no secret. */
export type SiemConnection = ElasticConnection | SekoiaConnection;

/** What targets need of the rest of the product. */
export interface DeployEnvironment {
  /** The rule as queries of the target's language, one a condition. */
  convert(rule: DeployableRule, language: 'lucene'): QueryConversion;
  attack: AttackNames;
}

export type QueryConversion =
  | { readonly queries: readonly string[]; readonly problems: readonly Problem[] }
  | { readonly queries: undefined; readonly problems: readonly Problem[] };

/** Names for ATT&CK tags; ids of earlier versions are resolved to today's. */
export interface AttackNames {
  /** By short name as in tags (`defense-impairment`). */
  tactic(shortName: string): { readonly id: string; readonly name: string } | undefined;
  /** `tactics` are short names. */
  technique(
    id: string,
  ): { readonly id: string; readonly name: string; readonly tactics: readonly string[] } | undefined;
}
