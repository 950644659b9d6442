// What the editor knows while a rule is typed: completion, hover, signatures; and where it knows it from.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenario } from '../stage.mjs';
import { startAttack } from '../stand-ins.mjs';
import { eventually } from '../workbench.mjs';

const file = 'rules/written.yml';
const rule = `title: Written By Hand
tags:
    - attack.t1059.001
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        CommandLine: x
    condition: selection
`;

/** Opens a file whose last line is where typing goes on. */
async function openAtEnd(wb, workspace, text) {
  writeFileSync(path.join(workspace, file), text);
  await wb.openFile(file);
  await wb.focusEditor();
  await wb.page.keyboard.press('ControlOrMeta+End');
}

/** What Enter would take. */
const chosen = (wb) => wb.page.locator('.suggest-widget.visible .monaco-list-row.focused');
const suggestions = (wb) => wb.page.locator('.suggest-widget.visible .monaco-list-row');

scenario('a rule is written with completion', {}, async (wb, { workspace }) => {
  await openAtEnd(
    wb,
    workspace,
    'title: Written By Hand\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n    selection:\n        ',
  );
  await eventually('fields of the log source', async () => {
    await wb.command('Trigger Suggest');
    return await suggestions(wb)
      .filter({ hasText: 'CommandLine' })
      .first()
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  });
  await wb.picture('14 fields of a log source');
  await wb.page.keyboard.type('OriginalF');
  await chosen(wb).filter({ hasText: 'OriginalFileName' }).waitFor();
  await wb.page.keyboard.press('Enter');
  await wb.page.keyboard.type('|');
  await suggestions(wb).filter({ hasText: 'contains' }).first().waitFor();
  await wb.page.locator('.parameter-hints-widget.visible').filter({ hasText: 'OriginalFileName|modifier' }).waitFor();
  await wb.page.keyboard.type('ends');
  await chosen(wb).filter({ hasText: 'endswith' }).waitFor();
  await wb.page.keyboard.press('Enter');
  await eventually('the key', async () => (await wb.editorText()).endsWith('        OriginalFileName|endswith'));
});

scenario(
  'newer ATT&CK data are fetched and used',
  { outside: () => startAttack('99.1') },
  async (wb, { workspace }) => {
    await openAtEnd(wb, workspace, rule);
    await wb.command('Sigma: Update ATT&CK data');
    const told = wb.toast(/ATT&CK 99\.1 with \d+ techniques/);
    await told.waitFor();
    await wb.picture('15 newer ATT&CK data');
    await told.getByText('Restart Language Server').click();
    await wb.toast(/ATT&CK 99\.1/).waitFor({ state: 'detached' });
    await eventually('the successor of the technique', async () => {
      await wb.activeEditor.getByText('attack.t1059.001').first().hover();
      const shown = wb.page.locator('.monaco-hover').filter({ hasText: 'was replaced by T9001' }).first();
      return await shown.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });

    await wb.command('Sigma: Update ATT&CK data');
    await wb.toast(/ATT&CK 99\.1 is in use, and there is no newer version/).waitFor();
  },
);
