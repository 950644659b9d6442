// Takes the README's picture of the main job from the running product. Usage: npm run package && node test/e2e/screenshot.mjs
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { LANES } from './lanes.mjs';
import { copySampleWorkspace, root, vsix } from './places.mjs';
import { startServer } from './server.mjs';
import { setUpBrowser, setUpLane } from './setup.mjs';
import { workbench } from './workbench.mjs';

await setUpLane(LANES.current);
await setUpBrowser();
const workspace = copySampleWorkspace();
const settings = { 'editor.minimap.enabled': false, 'workbench.tree.indent': 6, 'breadcrumbs.enabled': false };
const server = await startServer({ vsix: [vsix], settings });
const browser = await openBrowser();
try {
  const page = await browser.window({ width: 1600, height: 840 });
  const wb = workbench(page, { pictures: path.join(root, 'docs/images') });
  await wb.open(server.origin, workspace.folder);
  await wb.openFile('reports/cloud-intrusion.md');
  await wb.selectAll();
  await wb.command('Sigma: Generate rules from selection');
  await wb.toast(/\d+ rules?, \d+ techniques?/).waitFor();
  await wb.command('Notifications: Clear All Notifications');
  await wb.openView('Sigma');
  await widenSideBar(page, 110);
  const rule = wb.treeItem(/^AWS CloudTrail Logging/).first();
  await wb.expand(rule);
  await rule.click();
  await wb.activeEditor.locator('.view-line', { hasText: 'title: ' }).waitFor();
  await wb.sideBar.locator('.monaco-list-row[aria-level="3"]', { hasText: 'Splunk' }).first().click();
  await wb.page.locator('.tab.active', { hasText: 'logging' }).filter({ hasText: '(Splunk)' }).waitFor();
  await wb.picture('main-job');
} finally {
  await browser.close();
  await server.stop();
  workspace.remove();
}

async function widenSideBar(page, pixels) {
  const box = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(box.x + box.width, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + pixels, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
}
