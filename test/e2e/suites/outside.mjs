// What leaves the machine: pages that are read, a model that is asked, SIEMs that rules are deployed to. All of them are stand-ins.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../places.mjs';
import { scenario } from '../stage.mjs';
import { startElastic, startModel, startPage } from '../stand-ins.mjs';

const finished = /\d+ rules?, \d+ techniques?/;
const key = 'planted-key-that-must-stay-secret-0123456789';
const good = 'rules/cloudtrail-logging-stopped.yml';
const report = 'reports/cloud-intrusion.md';

/** The report of the sample workspace, as the paragraphs of a web page. */
const paragraphs = () =>
  readFileSync(path.join(root, 'test/fixtures/workspace', report), 'utf8')
    .split(/\n\n+/)
    .map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));

/** Types into the input box that asks for this, and accepts. */
async function typeInto(wb, question, text) {
  await wb.quickInput.filter({ hasText: question }).waitFor();
  await wb.input.fill(text);
  await wb.page.keyboard.press('Enter');
}

/** The key is in no file that the server or the extension wrote: settings, logs, state. */
function assertSecret({ state }) {
  for (const file of readdirSync(state.user, { recursive: true })) {
    const full = path.join(state.user, file);
    if (statSync(full).isFile()) assert.ok(!readFileSync(full).includes(key), `the key is in ${full}`);
  }
}

scenario(
  'rules are generated from a web page',
  { outside: () => startPage('Intrusion into a cloud account', paragraphs()) },
  async (wb, { outside }) => {
    await wb.command('Sigma: Generate rules from URL…');
    await typeInto(wb, 'Generate rules from URL', outside.url);
    await wb.toast(finished).waitFor();
    await wb
      .tab(/Splunk/)
      .first()
      .waitFor();
    await wb.picture('12 rules from a page');

    await wb.command('Notifications: Clear All Notifications');
    await wb.command('Sigma: Generate rules from URL…');
    await typeInto(wb, 'Generate rules from URL', 'http://127.0.0.1:1/elsewhere');
    await wb.page.locator('.notification-toast .codicon-error').waitFor();
    await wb.picture('13 a refused address');
  },
);

scenario(
  'a model is asked after a yes, and its key stays secret',
  { outside: () => startModel(key, 'T1098', 'CreateAccessKey') },
  async (wb, { outside }) => {
    await wb.command('Sigma: Set model API key…');
    await typeInto(wb, 'Set model API key', key);
    await wb.told('The model API key was stored');
    await wb.openFile(report);
    await wb.selectAll();
    await wb.command('Sigma: Generate rules from selection');
    const question = wb.page.getByRole('dialog').filter({ hasText: 'Send the report to the model service?' });
    await question.waitFor();
    await wb.picture('14 asking before sending');
    await question.getByRole('button', { name: 'Send' }).click();
    await wb.toast(finished).waitFor();
    assert.equal(outside.model.requests.length, 1);
    assert.deepEqual(outside.model.complaints, []);
    await wb.openView('Sigma');
    await wb.sideBar.getByText('engine anthropic').waitFor({ state: 'attached' });

    await wb.command('Sigma: Set model API key…');
    await typeInto(wb, 'Set model API key', 'wrong');
    await wb.told('The model API key was stored');
    await wb.tab(/cloud-intrusion/).click();
    await wb.selectAll();
    await wb.command('Sigma: Generate rules from selection');
    await question.getByRole('button', { name: 'Send' }).click();
    await wb.toast(finished).waitFor();
    await wb.sideBar.getByText('engine embedded').waitFor({ state: 'attached' });
    await wb.sideBar.getByRole('button', { name: 'Collapse All' }).click();
    await wb.expand(wb.treeItem(/^Notices/));
    await wb.treeItem(/401/).waitFor();
    await wb.picture('15 a wrong model key');
    assertSecret(wb.server);
  },
);

scenario(
  'a rule is deployed, changed, deployed again and deleted',
  { outside: () => startElastic(key) },
  async (wb, { outside, workspace }) => {
    const { elastic, url } = outside;
    await wb.command('Sigma: Add SIEM connection…');
    await wb.choice('Elastic Security').click();
    await typeInto(wb, 'A name for this connection', 'Test Kibana');
    await typeInto(wb, 'Address of Kibana', url);
    await typeInto(wb, 'Kibana space', '');
    await typeInto(wb, 'API key', key);
    await wb.toast('Connected to Kibana').waitFor();
    await wb.picture('16 a new connection');
    await wb.command('Notifications: Clear All Notifications');

    await wb.openFile(good);
    await wb.command('Sigma: Deploy to SIEM…');
    await wb.answer('Create "', 'Deploy');
    await wb.told('was created in Test Kibana');
    assert.equal(elastic.rules.size, 1);

    const file = path.join(workspace, good);
    writeFileSync(file, readFileSync(file, 'utf8').replace('level: high', 'level: critical'));
    await wb.activeEditor.locator('.view-line', { hasText: 'critical' }).waitFor();
    await wb.command('Sigma: Deploy to SIEM…');
    await wb.page.locator('.monaco-diff-editor .line-insert, .monaco-diff-editor .char-insert').first().waitFor();
    await wb.picture('17 what differs');
    await wb.answer('Update "', 'Deploy');
    await wb.told('was updated in Test Kibana');
    assert.deepEqual(
      [...elastic.rules.values()].map(({ severity }) => severity),
      ['critical'],
    );

    await wb.tab(path.basename(good)).click();
    await wb.command('Sigma: Deploy to SIEM…');
    await wb.told('Nothing to do');
    await wb.command('Sigma: Delete deployed rule');
    await wb.answer('Delete "', 'Delete');
    await wb.told('was deleted in Test Kibana');
    assert.equal(elastic.rules.size, 0);
    assert.deepEqual(elastic.complaints, []);

    await wb.command('Sigma: Remove SIEM connection…');
    await wb.choice('Test Kibana').click();
    await wb.told('Test Kibana and its key were removed');
    assertSecret(wb.server);
  },
);
