import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../../base/failure.ts';
import { type AppliedRule, applyPlan } from '../../deploy/apply.ts';
import { parseConnection } from '../../deploy/connection.ts';
import type { DeployTarget } from '../../deploy/deploy-target.ts';
import { managedText } from '../../deploy/managed-text.ts';
import { type PlannedRule, planDeployment, planRemoval } from '../../deploy/plan.ts';
import { keyDestination, openTarget } from '../../deploy/targets/index.ts';
import { HttpClient } from '../../http/http-client.ts';
import {
  type AppliedRuleView,
  applyPlanRequest,
  type ConnectionFields,
  checkConnectionRequest,
  type DeploymentPlan,
  describeConnectionRequest,
  type PlannedRuleView,
  planRequest,
} from '../../protocol/siem.ts';
import { deployableRules, deployEnvironment, type RefusedRule } from '../../services/deploy.ts';
import { replying } from '../replying.ts';
import { onRequest, type RegisterHandler, type Session } from '../session.ts';
import { editorSend, environmentPause } from '../siem-send.ts';
import { toRange } from '../to-proto.ts';

interface OpenPlan {
  readonly id: number;
  readonly rules: readonly PlannedRule[];
  readonly target: DeployTarget;
}

export const siemHandler: RegisterHandler = (session) => {
  const plans: { last?: OpenPlan; count: number } = { count: 0 };
  onRequest(session, describeConnectionRequest, ({ connection }) =>
    replying(async () => {
      const parsed = parseConnection(connection);
      const fields = Object.entries(parsed).filter(([, value]) => value !== undefined);
      return { connection: Object.fromEntries(fields) as ConnectionFields, ...keyDestination(parsed) };
    }),
  );
  onRequest(session, checkConnectionRequest, ({ connection }, token) =>
    replying(async () => open(session, connection).check(token)),
  );
  onRequest(session, planRequest, ({ connection, uri, verb }, token) =>
    replying(async () => {
      const target = open(session, connection);
      const { rules, refused, document } = rulesOf(session, uri);
      const planned =
        verb === 'delete' ? await planRemoval(rules, target, token) : await planDeployment(rules, target, token);
      plans.last = { id: ++plans.count, rules: planned, target };
      const views = [
        ...refused.map((rule) => refusedView(rule, document)),
        ...planned.map((rule) => plannedView(rule, document)),
      ];
      return { id: plans.last.id, rules: views } satisfies DeploymentPlan;
    }),
  );
  onRequest(session, applyPlanRequest, ({ id }, token: CancellationToken) =>
    replying(async () => {
      const plan = plans.last;
      if (plan?.id !== id) throw new Failure('PlanOutdated', 'This plan is no longer valid. Plan again.');
      delete plans.last;
      requireTrust(session);
      return (await applyPlan(plan.rules, plan.target, token)).map(appliedView);
    }),
  );
};

function open(session: Session, fields: ConnectionFields): DeployTarget {
  requireTrust(session);
  const connection = parseConnection(fields);
  const send = editorSend(session.connection, connection.name);
  const client = new HttpClient({ send, pause: environmentPause(session.environment) });
  return openTarget(connection, client, deployEnvironment(session.environment.files));
}

function requireTrust({ settings }: Session): void {
  if (!settings.trusted)
    throw new Failure('UntrustedWorkspace', 'Nothing is sent from an untrusted workspace. Trust it first.');
}

function rulesOf({ documents }: Session, uri: string) {
  const document = documents.get(uri)?.document;
  if (document === undefined) throw new Failure('NotOpen', 'Open the rule in an editor first.');
  const text = document.getText();
  return { ...deployableRules([{ path: uri.slice(uri.lastIndexOf('/') + 1), text }]), document };
}

function plannedView(planned: PlannedRule, document: TextDocument): PlannedRuleView {
  const { rule, ruleId, action, changes, remote, desired, failure, problems } = planned;
  const error = problems.find((problem) => problem.severity === 'error');
  return {
    title: rule.rule.title?.value ?? ruleId,
    ruleId,
    action,
    changes: changes.map((change) => change.field),
    before: remote === undefined ? '' : managedText(remote.managed, desired?.managed),
    after: desired === undefined ? '' : managedText(desired.managed),
    notices: problems
      .filter((problem) => problem !== error)
      .map((problem) => ({ message: problem.message, range: toRange(document, problem.span) })),
    ...(failure === undefined
      ? {}
      : {
          failure: {
            code: failure.code,
            message: failure.message,
            ...(error === undefined ? {} : { range: toRange(document, error.span) }),
          },
        }),
  };
}

function refusedView({ problems }: RefusedRule, document: TextDocument): PlannedRuleView {
  const [first] = problems;
  const failure = {
    code: first?.code ?? 'NotDeployable',
    message: first?.message ?? 'The rule cannot be deployed.',
    ...(first === undefined ? {} : { range: toRange(document, first.span) }),
  };
  return { title: '', ruleId: '', action: 'none', changes: [], before: '', after: '', notices: [], failure };
}

function appliedView({ planned, result, link, failure }: AppliedRule): AppliedRuleView {
  return {
    title: planned.rule.rule.title?.value ?? planned.ruleId,
    ruleId: planned.ruleId,
    action: planned.action,
    result,
    ...(link === undefined ? {} : { link }),
    ...(failure === undefined ? {} : { failure: { code: failure.code, message: failure.message } }),
  };
}
