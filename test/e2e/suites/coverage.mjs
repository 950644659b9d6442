// What the scenarios before must have done together. Runs last.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../places.mjs';
import { executedCommands, isFullRun } from '../stage.mjs';

test('every command of the extension was run', { skip: !isFullRun }, () => {
  const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const commands = contributes.commands.map(({ command }) => command);
  const idle = commands.filter((command) => !executedCommands().has(command));
  assert.deepEqual(idle, [], 'each of these needs a scenario');
});
