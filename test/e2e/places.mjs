// Where the tests find things in the repository, and where they leave theirs.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
/** The packaged extension under test. */
export const vsix = process.env.SIGMASMITH_VSIX ?? path.join(root, 'dist/sigmasmith.vsix');
export const artifacts = path.join(root, 'artifacts/e2e');

/** A copy of the sample workspace that a test may change, and the function that removes it. */
export function copySampleWorkspace() {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'sigmasmith-'));
  const folder = path.join(parent, 'workspace');
  cpSync(path.join(root, 'test/fixtures/workspace'), folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}
