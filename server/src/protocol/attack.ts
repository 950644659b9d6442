import type { LongRequest, Reply } from './message.ts';
import { requestName } from './message.ts';

export interface UpdateAttackParams extends LongRequest {
  /** Where MITRE's STIX bundle of the Enterprise matrix is. */
  readonly url: string;
  /** Hosts (`host` or `host:port`) that the person configured: only for them private addresses and plain http are allowed. */
  readonly allowedHosts: readonly string[];
}

export interface AttackUpdate {
  /** The newest version that is known now; used from the next start of the server on. */
  readonly version: string;
  /** The version that is in use. */
  readonly before: string;
  /** False: what is in use is not older. */
  readonly changed: boolean;
  readonly techniques: number;
}

/** Fetches newer ATT&CK data. Refused in untrusted workspaces. */
export const updateAttackRequest = requestName<UpdateAttackParams, Reply<AttackUpdate>>('sigmasmith/updateAttack');
