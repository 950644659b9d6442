// A headless Chromium: where it is, and a window for each test.
import { existsSync } from 'node:fs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The Chromium to use (environment variable CHROMIUM first), or undefined. */
export function findBrowser() {
  return [process.env.CHROMIUM, ...CANDIDATES].find((path) => path && existsSync(path));
}

/**
 * Starts a browser. `window()` opens a page in a context of its own: nothing is shared with other tests.
 * Closing the browser closes every window.
 */
export async function openBrowser({ headless = true } = {}) {
  const { chromium } = await import('playwright-core');
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium found; run: node test/e2e/setup.mjs --browser');
  const browser = await chromium.launch({
    executablePath,
    headless,
    args: [
      '--no-sandbox', // as root in a container there is none
      '--disable-dev-shm-usage', // containers have little of it
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    async window({ width = 1400, height = 900 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      return page;
    },
    isOpen: () => browser.isConnected(),
    close: () => browser.close(),
  };
}
