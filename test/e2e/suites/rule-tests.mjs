// Tests of rules: the Test Explorer, failures at the event, selected events.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../stage.mjs';
import { eventually } from '../workbench.mjs';

const rule = 'rules/cloudtrail-logging-stopped.yml';
const tests = 'rules/cloudtrail-logging-stopped.tests.yml';
const events = 'events/cloudtrail.json';
const title = 'AWS CloudTrail Logging Stopped Or Deleted';

const failing = `
  - name: a trail is deleted
    match: true
    event:
      eventSource: cloudtrail.amazonaws.com
      eventName: DeleteTrails
`;

scenario('tests of rules are listed, run and explained at the event', {}, async (wb, { workspace }) => {
  const { page } = wb;
  await wb.openFile(rule);
  await wb.openView('Testing');
  const item = wb.treeItem(/cloudtrail-logging-stopped\.yml/);
  await item.waitFor();
  await wb.command('Test: Run All Tests');
  await wb.treeItem(/cloudtrail-logging-stopped\.yml \(Passed/).waitFor();
  await page.locator('.testing-run-glyph').first().waitFor(); // in the gutter, at the title

  await wb.command('View: Show Explorer');
  await wb.openFile(tests);
  await replaceText(wb, readFileSync(path.join(workspace, tests), 'utf8').trimEnd() + failing);
  await wb.openView('Testing');
  await wb.expand(item);
  await wb.treeItem(/a trail is deleted/).waitFor();
  await wb.command('Test: Run All Tests');
  await wb.treeItem(/a trail is deleted.*Failed/).waitFor();
  const message = wb.activeEditor.locator('.test-error-content-widget');
  await message.getByText('The rule must match and does not.').waitFor();
  assert.match(await lineBeside(wb, message), /^\s*eventSource:\s*cloudtrail\.amazonaws\.com$/); // the event's first line
  await wb.picture('20 a failing test of a rule');
  await message.click();
  await page
    .locator('.test-output-peek')
    .getByText("eventName is \"DeleteTrails\", wanted is one of 'StopLogging', 'DeleteTrail'.")
    .waitFor();
  await wb.picture('21 why the test fails');
});

scenario('a rule is tested on selected events', {}, async (wb) => {
  await wb.openFile(events);
  await wb.selectAll();
  await wb.command('Sigma: Test rule on selected event');
  await wb.toast('Open the rule first').waitFor();

  await wb.openFile(rule);
  await wb.tab(path.basename(events)).click();
  await wb.selectAll();
  await wb.command('Sigma: Test rule on selected event');
  await wb.toast(`"${title}" matches 1 of 2 events.`).waitFor();
  await wb.tab('Rules on the selected event').click();
  const text = await eventually('the reasons', () => wb.editorText());
  assert.match(text, /Event 1: match\n {2}selection: matches\n/);
  assert.match(text, /Event 2: no match\n[\s\S]*filter_failed: matches\n {4}errorCode is "AccessDenied"/);
  await wb.picture('22 a rule on selected events');

  await wb.openFile('reports/cloud-intrusion.md');
  await wb.selectAll();
  await wb.command('Sigma: Test rule on selected event');
  await wb.toast('The selection is no event in JSON').waitFor();
});

/** The text of the editor's line at which something stands. */
async function lineBeside({ activeEditor }, locator) {
  const box = await locator.boundingBox();
  const lines = await activeEditor.locator('.view-line').all();
  const boxes = await Promise.all(lines.map((line) => line.boundingBox()));
  const middle = box.y + box.height / 2;
  const at = boxes.findIndex(({ y, height }) => y <= middle && middle < y + height);
  return (await lines[at]?.innerText()) ?? '';
}

/** Puts a text in the place of the active editor's and saves it. Typing would meet the editor's own ideas of indentation. */
async function replaceText(wb, text) {
  await wb.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await wb.selectAll();
  await wb.page.keyboard.press('ControlOrMeta+V');
  await wb.page.keyboard.press('ControlOrMeta+S');
}
