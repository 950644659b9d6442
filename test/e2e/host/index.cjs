// The entry point that @vscode/test-electron calls inside the extension host: mocha over the *.host.cjs files of this folder.
const { readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

exports.run = () => {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000 });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.host.cjs'))) {
    mocha.addFile(path.join(__dirname, file));
  }
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      const counts = JSON.stringify({ passed: passes, failed: failures, skipped: pending });
      if (process.env.TEST_REPORT) writeFileSync(process.env.TEST_REPORT, `${counts}\n`);
    });
  });
};
