// Writing rules: new correlations and filters, ids, dates and tags; formatting and fixes on saving; colours, hints and quick fixes.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../stage.mjs';
import { eventually } from '../workbench.mjs';

const mistakes = 'rules/console-login-without-mfa.yml';
const file = 'rules/encoded-powershell.yml';
const rule = `title: Encoded PowerShell
status: experimental
date: 2025-01-01
tags:
    - attack.execution
    - attack.execution
    - attack.t1059.001
logsource:
    category: process_creation
    product: windows
detection:
    selection_img:
        - Image|endswith: '\\powershell.exe'
        - OriginalFileName: PowerShell.EXE
    selection_cli:
        CommandLine|windash|contains: ' -enc '
        CommandLine|re: '\\s+[A-Za-z0-9+/]{40,}={0,2}(?:\\s|$)'
    selection_b64:
        CommandLine|base64offset|contains: 'http://'
    filter_main_sccm:
        ParentImage|startswith: 'C:\\Windows\\CCM*\\'
        User|expand: '%sccm_accounts%'
    condition: selection_img and 1 of selection_* and not filter_main_sccm
level: medium
`;

/** Opens the rule and waits until the server knows it: its hints are there. */
async function openRule(wb, workspace) {
  writeFileSync(path.join(workspace, file), rule);
  await wb.openFile(file);
  await wb.activeEditor.getByText('→ 5 variants').waitFor();
}

scenario('a correlation and a filter are begun', {}, async (wb) => {
  await wb.command('Sigma: New correlation');
  await wb.pick('Value count');
  await wb.tab(/new-correlation\.yml/).waitFor();
  await eventually('the fields of the correlation', async () => /^ {4}type: value_count$/m.test(await wb.editorText()));
  await wb.command('Sigma: New filter');
  await wb.tab(/new-filter\.yml/).waitFor();
  await eventually('the fields of the filter', async () => /^filter:\n {4}rules:$/m.test(await wb.editorText()));
});

scenario('the head of a rule is completed by commands', {}, async (wb, { workspace }) => {
  await openRule(wb, workspace);
  await wb.focusEditor();
  await wb.page.keyboard.press('ControlOrMeta+Home');
  await wb.command('Sigma: Generate id');
  await eventually('the id', async () => /^title: .*\nid: [0-9a-f-]{36}\nstatus/m.test(await wb.editorText()));
  await wb.page.keyboard.press('ControlOrMeta+Home');
  await wb.command('Sigma: Set modified date to today');
  await eventually('the date', async () => /^date: .*\nmodified: \d{4}-\d\d-\d\d\ntags/m.test(await wb.editorText()));
  await wb.page.keyboard.press('ControlOrMeta+Home');
  await wb.command('Sigma: Add tag…');
  await wb.pick('attack.t1027');
  await eventually('the tag', async () =>
    /^ {4}- attack\.t1059\.001\n {4}- attack\.t1027$/m.test(await wb.editorText()),
  );
});

scenario('a rule has colours and hints, and quick fixes are offered', {}, async (wb, { workspace }) => {
  await openRule(wb, workspace);
  await wb.activeEditor.getByText('Sysmon 1, Security 4688').waitFor();
  await wb.picture('12 colours and hints');
  await wb.openFile(mistakes);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const menu = wb.page.locator('.action-widget');
  await eventually('the quick fix', async () => {
    // A window that is still starting opens the menu without asking everybody.
    await wb.page.keyboard.press('Escape');
    await wb.activeEditor.getByText('experimentl').first().click();
    await wb.page.keyboard.press('ControlOrMeta+.');
    await menu.getByText("Use 'experimental'").waitFor({ timeout: 3000 });
    return true;
  });
  await wb.picture('13 quick fixes');
  await menu.getByText("Use 'experimental'").click();
  await eventually('the fix', async () => /^status: experimental$/m.test(await wb.editorText()));
});

const onSave = {
  'editor.formatOnSave': true,
  'editor.codeActionsOnSave': { 'source.fixAll.sigmasmith': 'explicit' },
};

scenario(
  'a rule is fixed and formatted when it is saved',
  { outside: async () => ({ settings: { '[yaml]': onSave, 'files.autoSave': 'off' }, stop() {} }) },
  async (wb, { workspace }) => {
    await openRule(wb, workspace);
    await wb.focusEditor();
    await wb.page.keyboard.press('ControlOrMeta+Home');
    await wb.page.keyboard.insertText('falsepositives:   [Unknown]\n');
    const saved = () => readFileSync(path.join(workspace, file), 'utf8');
    await eventually('the fixed and formatted file', async () => {
      // A window that is still starting saves without asking anybody.
      await wb.page.keyboard.press('ControlOrMeta+S');
      return /^falsepositives: \[Unknown\]\nlevel: medium$/m.test(saved());
    });
    assert.equal(saved().match(/attack\.execution/g).length, 1);
    assert.match(saved(), /^title: /);
  },
);
