/** Deploying to SIEMs. The server plans and compares; the editor alone holds keys, so every request to a SIEM leaves from there. */
import type { Range } from 'vscode-languageserver-types';
import type { LongRequest, Refusal, Reply } from './message.ts';
import { requestName } from './message.ts';

/** Where to deploy, as the editor stores it: `name`, `kind` and what the kind needs. Holds no secret. */
export type ConnectionFields = { readonly name: string; readonly kind: string } & Readonly<Record<string, string>>;

export interface SiemKind {
  readonly kind: string;
  readonly label: string;
}

/** What the editor must know of a connection to send its key. */
export interface ConnectionTarget {
  /** As it is stored: cleaned up. */
  readonly connection: ConnectionFields;
  /** The only origin that the key may be sent to. */
  readonly origin: string;
  /** The word before the key in the `Authorization` header. */
  readonly scheme: string;
}

export interface ConnectionParams {
  readonly connection: ConnectionFields;
}

/** Is the connection complete? Sends nothing. */
export const describeConnectionRequest = requestName<ConnectionParams, Reply<ConnectionTarget>>(
  'sigmasmith/siem/describe',
);

export interface ConnectionCheck {
  readonly message: string;
  readonly warnings: readonly string[];
}

/** Do address, key and permissions work? */
export const checkConnectionRequest = requestName<ConnectionParams, Reply<ConnectionCheck>>('sigmasmith/siem/check');

export interface PlanParams extends ConnectionParams, LongRequest {
  /** An open document. */
  readonly uri: string;
  readonly verb: 'deploy' | 'delete';
}

export interface PlannedRuleView {
  readonly title: string;
  readonly ruleId: string;
  readonly action: 'create' | 'update' | 'none' | 'delete';
  /** Names of the fields that differ. */
  readonly changes: readonly string[];
  /** What the SIEM holds and what it would hold, as text to compare. */
  readonly before: string;
  readonly after: string;
  /** What the person should know before saying yes. */
  readonly notices: readonly { readonly message: string; readonly range: Range }[];
  /** Why this rule cannot be deployed. */
  readonly failure?: Refusal & { readonly range?: Range };
}

export interface DeploymentPlan {
  /** For `applyPlanRequest`; a later plan makes it invalid. */
  readonly id: number;
  readonly rules: readonly PlannedRuleView[];
}

/** What would happen; changes nothing. */
export const planRequest = requestName<PlanParams, Reply<DeploymentPlan>>('sigmasmith/siem/plan');

export interface AppliedRuleView {
  readonly title: string;
  readonly ruleId: string;
  readonly action: PlannedRuleView['action'];
  readonly result: 'done' | 'failed';
  readonly link?: string;
  readonly failure?: Refusal;
}

/** Carries out a plan that a person said yes to. */
export const applyPlanRequest = requestName<{ readonly id: number } & LongRequest, Reply<readonly AppliedRuleView[]>>(
  'sigmasmith/siem/apply',
);

/** From the server to the editor: send this to the SIEM of the connection, with its key. */
export interface SiemSendParams {
  /** Name of the connection. */
  readonly connection: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export type SiemSendResult =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  /** No answer came. `code` is Node's, or one of `NoKey`, `KeyRefused`, `ResponseTooLarge`. */
  | { readonly error: { readonly code: string; readonly message: string } };

export const siemSendRequest = requestName<SiemSendParams, SiemSendResult>('sigmasmith/siem/send');
