import type { CancellationToken } from '../base/cancellation.ts';
import { CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import { compareManaged } from './canonical.ts';
import type { DeployTarget, DesiredRule, RemoteRule } from './deploy-target.ts';
import type { PlannedRule } from './plan.ts';

/** What became of one planned rule. `done` is said only after the SIEM was asked and holds what was planned. */
export interface AppliedRule {
  readonly planned: PlannedRule;
  readonly result: 'done' | 'failed';
  /** The rule as the SIEM holds it now. */
  readonly remote: RemoteRule | undefined;
  readonly link: string | undefined;
  readonly failure: Failure | undefined;
}

/**
 * Carries out a plan, rule by rule. A failing rule does not stop the others, except when the key was refused: then every further one would fail as well.
 * Cancelling stops between rules; what was applied until then is returned.
 */
export async function applyPlan(
  plan: readonly PlannedRule[],
  target: DeployTarget,
  token: CancellationToken,
  onRule: (applied: AppliedRule) => void = () => {},
): Promise<AppliedRule[]> {
  const applied: AppliedRule[] = [];
  let fatal: Failure | undefined;
  for (const planned of plan) {
    const stopped =
      fatal ??
      (token.isCancellationRequested ? new Failure('Cancelled', 'Not sent: the deployment was cancelled.') : undefined);
    const result = stopped === undefined ? await applyRule(planned, target, token) : failed(planned, stopped);
    if (result.failure?.code === 'Unauthorized') fatal = result.failure;
    applied.push(result);
    onRule(result);
  }
  return applied;
}

async function applyRule(planned: PlannedRule, target: DeployTarget, token: CancellationToken): Promise<AppliedRule> {
  if (planned.failure !== undefined) return failed(planned, planned.failure);
  try {
    if (planned.action === 'create') return await create(planned, target, token);
    if (planned.action === 'update') return await update(planned, target, token);
    if (planned.action === 'delete') return await remove(planned, target, token);
    return done(planned, target, planned.remote);
  } catch (error) {
    return failed(planned, asFailure(error));
  }
}

/**
 * A create that got no answer may have happened or not. Sending it again blindly would make a second rule, so the SIEM is asked first, and it is
 * sent once more only when the rule is not there.
 */
async function create(planned: PlannedRule, target: DeployTarget, token: CancellationToken): Promise<AppliedRule> {
  const desired = planned.desired as DesiredRule;
  const there = await target.find(planned.ruleId, token);
  if (there !== undefined) return failed(planned, changedSincePlan(planned.ruleId, 'it was created meanwhile'));
  for (let attempt = 0; ; attempt++) {
    try {
      await target.create(desired, token);
    } catch (error) {
      const failure = asFailure(error);
      if (!isUnanswered(failure)) throw failure;
      const remote = await target.find(planned.ruleId, token).catch(() => {
        throw unknownState(planned.ruleId, failure);
      });
      if (remote === undefined && attempt === 0) continue;
      if (remote === undefined) throw failure;
    }
    return await readBack(planned, target, token);
  }
}

async function update(planned: PlannedRule, target: DeployTarget, token: CancellationToken): Promise<AppliedRule> {
  const desired = planned.desired as DesiredRule;
  const remote = await unchangedSincePlan(planned, target, token);
  try {
    await target.update(remote, desired, token);
  } catch (error) {
    const failure = asFailure(error);
    if (!isUnanswered(failure)) throw failure;
    const result = await readBack(planned, target, token).catch(() => {
      throw unknownState(planned.ruleId, failure);
    });
    return result.result === 'done' ? result : failed(planned, failure);
  }
  return await readBack(planned, target, token);
}

async function remove(planned: PlannedRule, target: DeployTarget, token: CancellationToken): Promise<AppliedRule> {
  const remote = await target.find(planned.ruleId, token);
  if (remote === undefined) return { planned, result: 'done', remote: undefined, link: undefined, failure: undefined };
  try {
    await target.remove(remote, token);
  } catch (error) {
    const failure = asFailure(error);
    if (!isUnanswered(failure)) throw failure;
    const left = await target.find(planned.ruleId, token).catch(() => {
      throw unknownState(planned.ruleId, failure);
    });
    if (left !== undefined) throw failure;
  }
  const left = await target.find(planned.ruleId, token);
  if (left !== undefined) {
    const message =
      'The SIEM answered that the rule was deleted, but it is still there. Check the permissions of the key.';
    return failed(planned, new Failure('NotApplied', message));
  }
  return { planned, result: 'done', remote: undefined, link: undefined, failure: undefined };
}

async function unchangedSincePlan(
  planned: PlannedRule,
  target: DeployTarget,
  token: CancellationToken,
): Promise<RemoteRule> {
  const now = await target.find(planned.ruleId, token);
  if (now === undefined) throw changedSincePlan(planned.ruleId, 'it was deleted meanwhile');
  if (compareManaged(planned.remote?.managed ?? {}, now.managed).length > 0) {
    throw changedSincePlan(planned.ruleId, 'somebody changed it meanwhile');
  }
  return now;
}

async function readBack(planned: PlannedRule, target: DeployTarget, token: CancellationToken): Promise<AppliedRule> {
  const remote = await target.find(planned.ruleId, token);
  if (remote === undefined) {
    const message = 'The SIEM took the rule but does not show it. Check the permissions of the key, then plan again.';
    return failed(planned, new Failure('NotApplied', message));
  }
  const differences = compareManaged(remote.managed, planned.desired?.managed ?? {});
  if (differences.length > 0) {
    const fields = differences.map((change) => change.field).join(', ');
    const message = `The SIEM took the rule but holds something else in: ${fields}. Check the permissions of the key, then plan again.`;
    return failed(planned, new Failure('NotApplied', message));
  }
  return done(planned, target, remote);
}

function done(planned: PlannedRule, target: DeployTarget, remote: RemoteRule | undefined): AppliedRule {
  return {
    planned,
    result: 'done',
    remote,
    link: remote === undefined ? undefined : target.link(remote),
    failure: undefined,
  };
}

function failed(planned: PlannedRule, failure: Failure): AppliedRule {
  return { planned, result: 'failed', remote: undefined, link: undefined, failure };
}

function isUnanswered(failure: Failure): boolean {
  return failure.code === 'ConnectionFailed' || failure.code === 'Timeout' || failure.code === 'ServerError';
}

function unknownState(ruleId: string, cause: Failure): Failure {
  const message = `The connection broke, and the SIEM cannot be asked whether rule ${ruleId} arrived (${cause.message}). Plan again when it answers: nothing is created twice.`;
  return new Failure('UnknownState', message, { cause });
}

function changedSincePlan(ruleId: string, what: string): Failure {
  return new Failure(
    'ChangedSincePlan',
    `Rule ${ruleId} is not as it was when the plan was made: ${what}. Plan again to see it.`,
  );
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CancelledError)
    return new Failure(
      'Cancelled',
      'The deployment was cancelled while this rule was on its way. Plan again to see its state.',
    );
  return new Failure('Unexpected', error instanceof Error ? error.message : String(error), { cause: error });
}
