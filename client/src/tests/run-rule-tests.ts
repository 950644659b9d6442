import * as vscode from 'vscode';
import { type RunTestsResult, runTestsRequest, type TestOutcome } from '../../../server/src/protocol/tests.ts';
import type { SigmaLanguageServer } from '../language-client.ts';
import { toRange } from '../to-range.ts';

interface World {
  readonly server: SigmaLanguageServer;
  readonly controller: vscode.TestController;
}

/** A rule file with those of its tests that are wanted. */
interface Chosen {
  readonly rule: vscode.TestItem;
  readonly tests: readonly vscode.TestItem[];
}

/** Runs what a person asked for in the Test Explorer, one rule file after the other. */
export async function runRuleTests(
  { server, controller }: World,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  try {
    const chosen = chooseTests(request, controller);
    for (const { tests } of chosen) for (const test of tests) run.enqueued(test);
    for (const { rule, tests } of chosen) {
      if (token.isCancellationRequested) break;
      for (const test of tests) run.started(test);
      try {
        const open = openTexts([rule, ...tests]);
        tell(run, { rule, tests }, await server.request(runTestsRequest, { rule: rule.id, open }, token));
      } catch (error) {
        if (token.isCancellationRequested) break;
        const message = new vscode.TestMessage(error instanceof Error ? error.message : String(error));
        for (const test of tests) run.errored(test, message);
      }
    }
  } finally {
    run.end();
  }
}

function chooseTests({ include, exclude = [] }: vscode.TestRunRequest, { items }: vscode.TestController): Chosen[] {
  const wanted = new Map<vscode.TestItem, Set<vscode.TestItem>>();
  for (const item of include ?? [...items].map(([, rule]) => rule)) {
    const rule = item.parent ?? item;
    const tests = wanted.get(rule) ?? new Set();
    for (const test of item.parent ? [item] : [...item.children].map(([, child]) => child)) tests.add(test);
    wanted.set(rule, tests);
  }
  return [...wanted]
    .filter(([rule]) => !exclude.includes(rule))
    .map(([rule, tests]) => ({ rule, tests: [...tests].filter((test) => !exclude.includes(test)) }));
}

/** What a person has typed and not saved yet counts. */
function openTexts(items: readonly vscode.TestItem[]): Record<string, string> {
  const uris = new Map(items.map(({ uri }) => [uri?.toString(), uri]));
  const dirty = vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uris.has(uri.toString()));
  return Object.fromEntries(dirty.map((document) => [document.uri.fsPath, document.getText()]));
}

function tell(run: vscode.TestRun, { rule, tests }: Chosen, { outcomes, troubles }: RunTestsResult): void {
  for (const trouble of troubles) run.appendOutput(`${trouble.replaceAll('\n', '\r\n')}\r\n`, undefined, rule);
  const broken = outcomes.filter(({ id }) => id === undefined);
  if (broken.length > 0) run.errored(rule, broken.map(explanation));
  for (const test of tests) {
    const outcome = outcomes.find(({ id }) => id === test.id);
    if (!outcome)
      run.errored(test, new vscode.TestMessage(troubles.join('\n') || 'The test is no longer in its file.'));
    else if (outcome.ok) run.passed(test, outcome.duration);
    else run.failed(test, explanation(outcome), outcome.duration);
  }
}

/** What the rule wants and what there is, at the line of the event. */
function explanation({ message, path, range }: TestOutcome): vscode.TestMessage {
  const told = new vscode.TestMessage(message);
  told.location = new vscode.Location(vscode.Uri.file(path), toRange(range));
  return told;
}
