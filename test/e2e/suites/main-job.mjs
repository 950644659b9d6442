// From a threat report to rules and queries, the way a newcomer does it.
import assert from 'node:assert/strict';
import { languageServers } from '../processes.mjs';
import { scenario } from '../stage.mjs';
import { eventually } from '../workbench.mjs';

const report = 'reports/cloud-intrusion.md';
const finished = /\d+ rules?, \d+ techniques?/;

async function generate(wb) {
  await wb.openFile(report);
  await wb.selectAll();
  await wb.command('Sigma: Generate rules from selection');
  await wb.toast(finished).waitFor();
}

scenario('a report becomes rules and queries in tabs', { smoke: true }, async (wb) => {
  const toasts = await wb.noteToasts();
  await generate(wb);
  assert.match((await toasts()).join('\n'), /Generating Sigma rules/);
  await wb.picture('1 rules and queries');

  const rules = (await wb.tabNames(0)).filter((name) => name.endsWith('.yml'));
  const queries = await wb.tabNames(1);
  assert.ok(rules.length > 0, 'there is a tab with a rule');
  assert.ok(
    queries.some((name) => name.includes('(Splunk')),
    `there is a tab with a Splunk query: ${queries}`,
  );
  assert.match(await wb.editorText(), /^title: .+\n(.*\n)*detection:\n/);

  await wb
    .tab(/\(Splunk/)
    .first()
    .click();
  await wb.activeEditor.locator('.view-line').first().waitFor();
  assert.match(await wb.editorText(), /\w+="?[^\s"]+/);
  await wb.picture('2 the splunk query');

  // The rule with mistakes is checked after the generated ones: its problems are the only ones.
  await wb.openFile('rules/console-login-without-mfa.yml');
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const problems = await wb.problems();
  assert.deepEqual(
    problems.filter(({ resource }) => !resource.endsWith('console-login-without-mfa.yml')),
    [],
  );
});

scenario('a run is cancelled', {}, async (wb) => {
  await wb.openFile('rules/cloudtrail-logging-stopped.yml'); // starts the language server
  const [server] = await languageServers(wb);
  const tabs = await wb.tabNames();
  await wb.openFile(report);
  await wb.selectAll();
  server.pause(); // so that the run takes as long as a person needs
  await wb.command('Sigma: Generate rules from selection');
  await wb.toast('Generating Sigma rules').waitFor();
  await wb.picture('3 progress');
  await wb.toast('Generating Sigma rules').getByRole('button', { name: 'Cancel' }).click();
  server.resume();
  await wb.toast('Rule generation was cancelled').waitFor();
  assert.deepEqual(await wb.tabNames(), [...tabs, 'cloud-intrusion.md']);
  await wb.toast('Generating Sigma rules').waitFor({ state: 'hidden' });
});

scenario('rules are generated from a file, by the palette and by the explorer', {}, async (wb) => {
  await wb.command('Sigma: Generate rules from file');
  await wb.quickInput.filter({ hasText: 'Choose a threat report' }).waitFor();
  for (const name of report.split('/')) await wb.choice(name).click();
  await wb.toast(finished).waitFor();
  await wb.tab(/^cloud-intrusion\.md/).waitFor();
  await wb.command('Notifications: Clear All Notifications');
  await wb.toast(finished).waitFor({ state: 'hidden' });

  const file = wb.page.locator('.explorer-folders-view').getByRole('treeitem', { name: /^cloud-intrusion\.md/ });
  await wb.expandFolder('reports');
  await file.click({ button: 'right' });
  await wb.chooseMenuItem('Generate rules from file');
  await wb.toast(finished).waitFor();
});

scenario('the Sigma view leads to rules, queries and evidence', {}, async (wb) => {
  await generate(wb);
  await wb.openView('Sigma');
  const techniques = wb.treeItem(/^Techniques/);
  await techniques.waitFor();
  await wb.picture('4 the sigma view');

  const technique = wb.treeItem(/^T\d{4}/).first();
  await wb.expand(technique);
  const quote = wb.page
    .locator('.part.sidebar .monaco-list-row[aria-level="3"]')
    .filter({ has: wb.page.locator('.codicon-quote') })
    .last();
  const evidence = await quote.locator('.label-name').innerText();
  await quote.click();
  await wb.page.locator('.tab.active[data-resource-name="cloud-intrusion.md"]').waitFor();
  const selected = await eventually('the selected evidence', async () => {
    await wb.activeEditor.locator('.selected-text').first().waitFor();
    return await wb.copied('the selection');
  });
  assert.equal(selected.replace(/\s+/g, ' ').trim(), evidence.trim());
  await wb.picture('5 evidence in the report');

  const rule = wb.page.locator('.part.sidebar .monaco-list-row[aria-level="2"]').first();
  const title = await rule.locator('.label-name').innerText();
  await rule.hover();
  await rule.getByRole('button', { name: 'Copy' }).click();
  await eventually('the copied rule', async () => {
    const copied = await wb.page.evaluate(() => navigator.clipboard.readText());
    return copied.startsWith(`title: ${title}`);
  });

  await wb.expand(rule);
  await wb.page.locator('.part.sidebar .monaco-list-row[aria-level="3"]', { hasText: 'Splunk' }).first().click();
  await wb.page.locator('.tab.active', { hasText: '(Splunk' }).waitFor();
});
