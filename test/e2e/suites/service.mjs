// The language server as a process: its log, its restart, its crash.
import assert from 'node:assert/strict';
import { languageServers } from '../processes.mjs';
import { scenario } from '../stage.mjs';
import { eventually } from '../workbench.mjs';

const mistakes = 'rules/console-login-without-mfa.yml';

scenario('the log is shown', { smoke: true }, async (wb) => {
  await wb.openFile(mistakes);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  await eventually('the log', async () => {
    await wb.command('Sigma: Show log'); // VS Code ignores it until it has found the channel's new log file
    const line = wb.output.filter({ hasText: /\[info\]/ }).first();
    return await line.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  await wb.picture('10 the log');
});

scenario('the language server is restarted', {}, async (wb) => {
  await wb.openFile(mistakes);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const before = (await languageServers(wb)).map(({ pid }) => pid);
  await wb.command('Sigma: Restart language server');
  const after = await languageServers(wb, before);
  assert.equal(after.length, 1);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
});

scenario('the language server comes back after a crash', {}, async (wb) => {
  await wb.openFile(mistakes);
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  const servers = await languageServers(wb);
  for (const server of servers) server.kill();
  await languageServers(
    wb,
    servers.map(({ pid }) => pid),
  );
  await wb.focusEditor();
  await wb.page.keyboard.press('ControlOrMeta+Home');
  await wb.page.keyboard.type('nonsense\n');
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
});
