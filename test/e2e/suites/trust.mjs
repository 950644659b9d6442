// An untrusted folder: everything that needs neither network nor the folder's own programs works.
import { scenario } from '../stage.mjs';

scenario('an untrusted folder is checked, and rules are generated', { trust: false }, async (wb) => {
  await wb.page.locator('[id="status.workspaceTrust"]').waitFor();
  await wb.openFile('rules/console-login-without-mfa.yml');
  await wb.activeEditor.locator('.squiggly-error').first().waitFor();
  await wb.openFile('reports/cloud-intrusion.md');
  await wb.selectAll();
  await wb.command('Sigma: Generate rules from selection');
  await wb.toast(/\d+ rules?, \d+ techniques?/).waitFor();
  await wb
    .tab(/\(Splunk/)
    .first()
    .waitFor();
  await wb.picture('11 restricted mode');
});
