// Conversion: targets of the project, the preview, whole folders.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languageServers } from '../processes.mjs';
import { scenario } from '../stage.mjs';
import { eventually } from '../workbench.mjs';

const good = 'rules/cloudtrail-logging-stopped.yml';
const config = `targets:
  - name: SOC searches
    target: splunk
    pipelines: [splunk_aws_cloudtrail]
  - name: Lake
    target: kusto
    format: nonsense
`;

/** The editor of a tab that is visible, by a text that only it holds. */
const editorWith = (wb, text) => wb.page.locator('.editor-group-container .monaco-editor', { hasText: text }).first();
/** The words that are highlighted in an editor because something else belongs to them. */
const marked = async (editor) =>
  (await editor.locator('.view-line span[class*="ced-"]').allInnerTexts()).map((words) =>
    words.replace(/\u00a0/g, ' '),
  );

scenario('a rule is converted to a target of the project and another one at once', {}, async (wb, { workspace }) => {
  writeFileSync(path.join(workspace, '.sigmasmith.yml'), config);
  await wb.openFile(good);
  await wb.command('Sigma: Convert rule…');
  await wb.choice('SOC searches').click();
  await wb.choice('Elasticsearch (Lucene)').click();
  await wb.picture('30 targets of the project');
  await wb.quickInput.getByRole('button', { name: 'OK' }).click();
  await wb.tab(/\(Elasticsearch \(Lucene\)\)/).waitFor();
  const soc = wb.tab(/\(SOC searches\)/);
  await soc.click();
  await wb.page.locator('.tab.active', { hasText: '(SOC searches)' }).waitFor();
  assert.match(await wb.editorText(), /sourcetype="aws:cloudtrail".* eventName IN \("StopLogging", "DeleteTrail"\)/);

  await wb.page.locator('.editor-group-container.active').getByRole('button', { name: 'Copy query' }).click();
  await eventually('the copied query', async () =>
    (await wb.page.evaluate(() => navigator.clipboard.readText())).startsWith('sourcetype='),
  );

  await wb.command('View: Close All Editors');
  await wb.openFile(good);
  await wb.page.locator('.codelens-decoration', { hasText: 'Convert to SOC searches and' }).waitFor();
  await wb.picture('31 lenses above a rule');
  await wb.page.locator('.codelens-decoration a', { hasText: 'Convert to SOC searches and' }).click();
  await soc.waitFor();
  await wb.command('View: Close All Editors');
  await wb.openFile(good);
  await wb.command('Sigma: Convert rule to the last targets');
  await soc.waitFor();

  await wb.command('Sigma: Convert rule…');
  await wb.choice('Elasticsearch (Lucene)').click(); // no longer
  await wb.choice('SOC searches').click(); // no longer
  await wb.choice('Splunk (SPL2)').click();
  await wb.quickInput.getByRole('button', { name: 'Go on with a choice of pipelines…' }).click();
  await wb.quickInput.filter({ hasText: 'Choose pipelines' }).waitFor();
  await wb.input.fill('sysmon');
  await wb.choice('sysmon').click();
  await wb.picture('39 choosing pipelines');
  await wb.quickInput.getByRole('button', { name: 'OK' }).click();
  await wb.tab(/\(Splunk \(SPL2\)\)/).waitFor();

  await wb.openFile('.sigmasmith.yml');
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const [problem] = (await wb.problems()).filter(({ resource }) => resource.endsWith('.sigmasmith.yml'));
  assert.match(problem.message, /kusto has no format "nonsense"/);
  await wb.picture('32 a mistake in the configuration');
});

scenario('the preview follows the rule, and both sides show what belongs together', {}, async (wb) => {
  await wb.openFile(good);
  await wb.page.locator('.codelens-decoration a', { hasText: 'Preview' }).waitFor();
  await wb.page.locator('.editor-actions').getByRole('button', { name: 'Preview conversion' }).click();
  await wb.choice('Splunk').click();
  await wb.tab(/^Preview cloudtrail-logging-stopped \(Splunk\)/).waitFor();
  const rule = editorWith(wb, 'falsepositives');
  const query = editorWith(wb, 'sourcetype=');
  await query.waitFor();

  await rule
    .locator('.view-line span', { hasText: /StopLogging$/ })
    .last()
    .dblclick();
  await eventually('the value in the query to be marked', async () => (await marked(query)).includes('"StopLogging"'));
  await wb.picture('33 from the rule to the query');
  await wb.page.keyboard.type('StopEverything');
  await eventually('the preview to follow', async () => (await marked(query)).includes('"StopEverything"'));

  await query
    .locator('.view-line span', { hasText: /"DeleteTrail"/ })
    .last()
    .click();
  await eventually('the value in the rule to be marked', async () => (await marked(rule)).includes('DeleteTrail'));
  await wb.picture('34 from the query to the rule');

  await rule
    .locator('.view-line span', { hasText: /filter_failed$/ })
    .last()
    .dblclick();
  await wb.page.keyboard.type('missing');
  const isDimmed = async () => (await marked(query)).join(' ').includes('sourcetype');
  await eventually('the preview to be out of date', isDimmed);
  await wb.picture('35 a rule that cannot be converted');
  await wb.page.keyboard.press('Escape'); // the suggestion
  await wb.page.keyboard.press('ControlOrMeta+Z');
  await eventually('the preview to be up to date', async () => !(await isDimmed()));

  await wb.tab(/^Preview /).click();
  await wb.command('Sigma: Change target of preview…');
  await wb.choice('KQL').click();
  await wb.tab(/^Preview cloudtrail-logging-stopped \(.*KQL.*\)/).waitFor();
  await wb.tab(/^Preview .*\(Splunk\)/).waitFor({ state: 'hidden' });
  await editorWith(wb, 'in~').waitFor();
  await wb.picture('36 another target');
});

scenario('a folder is converted, and its failures lead to the rules', {}, async (wb, { workspace }) => {
  await wb.openFile(good); // starts the extension
  const rules = wb.page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'rules', exact: true });
  await rules.click({ button: 'right' });
  await wb.chooseMenuItem('Convert folder…');
  for (const target of ['Splunk', 'Elasticsearch (Lucene)']) await wb.choice(target).click();
  await wb.quickInput.getByRole('button', { name: 'OK' }).click();
  await wb.choice('queries').click();
  await wb.toast('2 query files written for 2 rule files, 2 conversions failed').waitFor();
  await wb.picture('37 a folder is converted');
  const query = path.join(workspace, 'queries/splunk/cloudtrail-logging-stopped.spl');
  assert.match(readFileSync(query, 'utf8'), /eventName IN \("StopLogging", "DeleteTrail"\).*\n$/);
  assert.ok(existsSync(path.join(workspace, 'queries/lucene/cloudtrail-logging-stopped.lucene')));
  await wb
    .toast('2 query files written for 2 rule files, 2 conversions failed')
    .getByRole('button', { name: 'Show Failures' })
    .click();
  await wb.choice('console-login-without-mfa.yml').click();
  await wb.tab('console-login-without-mfa.yml').waitFor();
});

scenario('a cancelled conversion of a folder leaves only whole files', {}, async (wb, { workspace }) => {
  await wb.openFile(good);
  const [server] = await languageServers(wb);
  const count = 4000;
  const text = readFileSync(path.join(workspace, good), 'utf8');
  mkdirSync(path.join(workspace, 'many'));
  const name = (index) => `rule-${String(index).padStart(4, '0')}`;
  const folder = wb.page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'many', exact: true });
  await wb.command('Refresh Explorer');
  await folder.waitFor();
  for (let index = 0; index < count; index++)
    writeFileSync(path.join(workspace, 'many', `${name(index)}.yml`), text.replaceAll('StopLogging', name(index)));
  await folder.click({ button: 'right' });
  await wb.chooseMenuItem('Convert folder…');
  await wb.choice('Splunk').click();
  await wb.quickInput.getByRole('button', { name: 'OK' }).click();
  await wb.choice('queries').click();
  const queries = path.join(workspace, 'queries');
  await eventually('the first queries', () => existsSync(queries) && readdirSync(queries).length > 0);
  server.pause(); // so that the run takes as long as a person needs
  await wb.toast('Converting rules').waitFor();
  await wb.picture('38 converting a folder');
  await wb.toast('Converting rules').getByRole('button', { name: 'Cancel' }).click();
  server.resume();
  await wb.toast('The conversion was cancelled').waitFor();
  const files = await eventually('the job to end', async () => {
    const before = readdirSync(queries).length;
    await wb.page.waitForTimeout(300);
    return readdirSync(queries).length === before && readdirSync(queries);
  });
  assert.ok(files.length > 0 && files.length < count, `${files.length} files`);
  for (const file of files) {
    assert.match(file, /^rule-\d{4}\.spl$/);
    assert.ok(statSync(path.join(queries, file)).isFile());
    const stem = path.basename(file, '.spl');
    assert.match(
      readFileSync(path.join(queries, file), 'utf8'),
      new RegExp(`IN \\("${stem}", "DeleteTrail"\\) NOT .*\\n$`),
    );
  }
});
