import type { CancellationToken } from '../base/cancellation.ts';
import { throwIfCancelled } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import type { Problem } from '../base/problem.ts';
import { compareManaged, type FieldChange } from './canonical.ts';
import type { DeployableRule, DeployTarget, DesiredRule, RemoteRule } from './deploy-target.ts';

export type DeployAction = 'create' | 'update' | 'none' | 'delete';

/** What would happen to one rule. Nothing has been sent but questions. */
export interface PlannedRule {
  readonly rule: DeployableRule;
  readonly ruleId: string;
  readonly action: DeployAction;
  /** For updates: what differs. */
  readonly changes: readonly FieldChange[];
  readonly desired: DesiredRule | undefined;
  readonly remote: RemoteRule | undefined;
  /** What the person should know before saying yes. */
  readonly problems: readonly Problem[];
  /** Set when the rule cannot be deployed; the action is then `none`. */
  readonly failure: Failure | undefined;
}

/** Compares each rule with what the SIEM holds. One failing rule harms only itself; a broken connection or a wrong key ends the plan. */
export async function planDeployment(
  rules: readonly DeployableRule[],
  target: DeployTarget,
  token: CancellationToken,
): Promise<PlannedRule[]> {
  const planned: PlannedRule[] = [];
  const seen = new Map<string, string>();
  for (const rule of rules) {
    throwIfCancelled(token);
    planned.push(await planRule(rule, target, seen, token));
  }
  return planned;
}

/** What deleting would do: `delete` for rules that are there, `none` for the others. */
export async function planRemoval(
  rules: readonly DeployableRule[],
  target: DeployTarget,
  token: CancellationToken,
): Promise<PlannedRule[]> {
  const planned: PlannedRule[] = [];
  for (const rule of rules) {
    throwIfCancelled(token);
    const ruleId = rule.rule.id?.value;
    if (ruleId === undefined) {
      planned.push(refused(rule, '', missingId(rule), []));
      continue;
    }
    const remote = await target.find(ruleId, token);
    const action = remote === undefined ? 'none' : 'delete';
    planned.push({ rule, ruleId, action, changes: [], desired: undefined, remote, problems: [], failure: undefined });
  }
  return planned;
}

async function planRule(
  rule: DeployableRule,
  target: DeployTarget,
  seen: Map<string, string>,
  token: CancellationToken,
): Promise<PlannedRule> {
  const ruleId = rule.rule.id?.value;
  if (ruleId === undefined) return refused(rule, '', missingId(rule), []);
  const other = seen.get(ruleId);
  if (other !== undefined) {
    const message = `${rule.path} has the same id as ${other} (${ruleId}): one would overwrite the other. Give one of them a new id.`;
    return refused(rule, ruleId, new Failure('DuplicateId', message), []);
  }
  seen.set(ruleId, rule.path);
  const { desired, problems } = target.prepare(rule);
  if (desired === undefined) {
    const first = problems.find((problem) => problem.severity === 'error');
    return refused(
      rule,
      ruleId,
      new Failure('NotDeployable', first?.message ?? 'The rule cannot be deployed.'),
      problems,
    );
  }
  const remote = await target.find(ruleId, token);
  if (remote === undefined) {
    return { rule, ruleId, action: 'create', changes: [], desired, remote, problems, failure: undefined };
  }
  const obstacle = target.obstacle(remote);
  if (obstacle !== undefined) return { ...refused(rule, ruleId, new Failure('NotOurs', obstacle), problems), remote };
  const changes = compareManaged(remote.managed, desired.managed);
  const action = changes.length === 0 ? 'none' : 'update';
  return { rule, ruleId, action, changes, desired, remote, problems, failure: undefined };
}

function refused(rule: DeployableRule, ruleId: string, failure: Failure, problems: readonly Problem[]): PlannedRule {
  return { rule, ruleId, action: 'none', changes: [], desired: undefined, remote: undefined, problems, failure };
}

function missingId(rule: DeployableRule): Failure {
  const message = `${rule.path} has no id. A SIEM needs it to find the rule again; add an "id" with a UUID.`;
  return new Failure('MissingId', message);
}
