// VS Code's window as a person sees it: commands, editors, tabs, lists and messages. Waits for things to appear, never for time to pass.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Tries until `check` returns something true, and returns it. After `timeout` the last error, or `what`, is thrown. */
export async function eventually(what, check, timeout = 30_000) {
  const deadline = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      const value = await check();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}`, { cause: last });
    await wait(100);
  }
}

/**
 * The page object of one window.
 * @param {import('playwright-core').Page} page
 * @param {{ pictures: string }} options the folder for pictures
 */
export function workbench(page, { pictures }) {
  const quickInput = page.locator('.quick-input-widget');
  const rows = (text) => quickInput.locator('.monaco-list-row', { hasText: text });
  const box = quickInput.locator('input[type="text"]');
  const activeEditor = page.locator('.editor-group-container.active .monaco-editor').last();

  const self = {
    page,

    /** Opens the window on a folder. */
    async open(origin, folder) {
      await page.goto(`${origin}/?folder=${encodeURIComponent(folder)}`);
      await page.locator('.part.statusbar').waitFor();
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    },

    /**
     * Runs a command from the palette, by its whole title. The palette shows the commands known when it opens and does not
     * refresh: while extensions are still loading it is closed and opened again.
     */
    async command(title) {
      const row = rows(title)
        .filter({ has: page.getByText(title, { exact: true }) })
        .first();
      await eventually(
        `the command "${title}"`,
        async () => {
          await page.keyboard.press('F1');
          await box.waitFor({ timeout: 3000 });
          await box.fill(`>${title}`);
          const found = await row.waitFor({ timeout: 2000 }).then(
            () => true,
            () => false,
          );
          if (!found) await page.keyboard.press('Escape');
          return found;
        },
        60_000,
      );
      await row.click();
    },

    /** The commands that the palette offers for this text. */
    async commandsFor(text) {
      await page.keyboard.press('F1');
      await box.fill(`>${text}`);
      await quickInput.locator('.monaco-list-row').first().waitFor();
      const names = await quickInput.locator('.monaco-list-row .label-name').allInnerTexts(); // similar ones included
      await page.keyboard.press('Escape');
      await quickInput.waitFor({ state: 'hidden' });
      return names.filter((name) => name.startsWith(text));
    },

    async expandFolder(name) {
      const folder = page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true });
      await folder.waitFor();
      if ((await folder.getAttribute('aria-expanded')) !== 'true') await folder.click();
    },

    /** Opens a file through the explorer, folder by folder. */
    async openFile(file) {
      const parts = file.split('/');
      const tree = page.locator('.explorer-folders-view');
      for (const folder of parts.slice(0, -1)) await self.expandFolder(folder);
      const row = tree.getByRole('treeitem', { name: new RegExp(`^${escapeRegExp(parts.at(-1))}(,|$)`) });
      await row.dblclick();
      // The explorer may move its rows between the two clicks.
      const opened = () => self.tab(parts.at(-1)).waitFor({ timeout: 10_000 });
      await opened().catch(() => row.dblclick().then(opened));
      await activeEditor.locator('.view-line').first().waitFor();
    },

    /** A tab of the editor area. */
    tab: (name) => page.locator('.tabs-container').getByRole('tab', { name }),
    /** The names of the tabs of an editor group, from the left; groups count from 0. */
    tabNames: (group = 0) =>
      page
        .locator('.editor-group-container')
        .nth(group)
        .locator('.tabs-container .tab')
        .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-resource-name') ?? '')),

    activeEditor,

    async focusEditor() {
      await activeEditor.locator('.view-lines').click();
    },
    async selectAll() {
      await self.focusEditor();
      await page.keyboard.press('ControlOrMeta+A');
    },
    /** The whole text of the active editor, by way of the clipboard: the page itself holds visible lines only. */
    async editorText() {
      await self.selectAll();
      return await self.copied('the text of the editor');
    },
    async copied(what) {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      return await eventually(what, async () => {
        await page.keyboard.press('ControlOrMeta+C');
        return await page.evaluate(() => navigator.clipboard.readText());
      });
    },

    /** The rows of the Problems view as VS Code copies them: `{ resource, code, severity, message, startLineNumber, startColumn, … }`. */
    async problems() {
      const panel = page.locator('.markers-panel-container');
      await eventually('the problems', async () => {
        // What a command that is still running shows may take the panel's place.
        await self.command('Problems: Focus on Problems View');
        await panel.locator('.monaco-list-row .marker-icon').first().waitFor({ timeout: 5000 });
        return true;
      });
      await panel.locator('.monaco-list').first().press('ControlOrMeta+A');
      return JSON.parse(await self.copied('the problems'));
    },

    /** From now on all messages are noted, also those that vanish at once; returns a function that gives their texts. */
    async noteToasts() {
      await page.evaluate(() => {
        const seen = new Set();
        const note = () => {
          for (const toast of document.querySelectorAll('.notification-toast')) seen.add(toast.innerText);
        };
        new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
        note();
        window.seenToasts = seen;
      });
      return () => page.evaluate(() => [...window.seenToasts]);
    },

    /**
     * Waits for a message in the notification centre, and clears it. VS Code shows at most three toasts in 800 ms, which a person
     * never gets to see but a test does; the centre has them all.
     */
    async told(text) {
      await self.command('Notifications: Show Notifications');
      await page.locator('.notifications-center', { hasText: text }).waitFor();
      await self.command('Notifications: Clear All Notifications');
    },

    /** Answers a question in the notification centre, which goes with its answer. */
    async answer(text, button) {
      const question = await self.message(text);
      await eventually(`the answer to "${text}"`, async () => {
        // While the centre opens it moves the focus.
        await question
          .getByRole('button', { name: button, exact: true })
          .press('Enter', { timeout: 3000 })
          .catch(() => {});
        await question.waitFor({ state: 'hidden', timeout: 3000 });
        return true;
      });
    },

    /** A message that is there by now or comes, in the notification centre. */
    async message(text) {
      await self.command('Notifications: Show Notifications');
      const found = page.locator('.notifications-center .notification-list-item', { hasText: text });
      await found.waitFor();
      return found;
    },

    toast: (text) => page.locator('.notification-toast', { hasText: text }),
    quickInput,
    choice: (text) => rows(text).first(),
    /** Chooses a line of the list that is open by its whole label; in a list with check boxes it is checked. */
    async pick(label) {
      await quickInput.locator('.monaco-list-row').first().waitFor();
      await box.fill(label);
      await rows(label)
        .filter({ has: page.getByText(label, { exact: true }) })
        .first()
        .click();
    },
    accept: () => quickInput.getByRole('button', { name: 'OK' }).click(),
    input: quickInput.locator('input').last(),
    statusItem: (text) => page.locator('.part.statusbar .statusbar-item', { hasText: text }),
    sideBar: page.locator('.part.sidebar'),

    /** Opens a view container by its icon in the activity bar. */
    async openView(name) {
      const icon = page.locator('.activitybar').getByRole('tab', { name, exact: true });
      if ((await icon.getAttribute('aria-expanded')) !== 'true') await icon.click();
    },
    /** A line of the tree in the side bar. */
    treeItem: (name) => page.locator('.part.sidebar').getByRole('treeitem', { name }),
    /** Opens the children of a line. */
    async expand(item) {
      await item.waitFor();
      if ((await item.getAttribute('aria-expanded')) !== 'true') await item.locator('.monaco-tl-twistie').click();
    },

    /** Chooses from the context menu that is open. A menu that has just opened ignores clicks: they are repeated until it closes. */
    async chooseMenuItem(name) {
      const item = page.locator('.monaco-menu').getByRole('menuitem', { name, exact: true });
      await item.waitFor();
      await eventually(`"${name}" to be chosen`, async () => {
        await item.click({ timeout: 1000 }).catch(() => {}); // gone in the meantime
        return await item.isHidden();
      });
    },

    /** What the output panel shows. */
    output: page.locator('.output-view .view-lines, .output-view-container .view-lines'),

    /** Keeps a picture of the window among the artifacts of this run. */
    async picture(name) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
    },
  };
  return self;
}

const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
