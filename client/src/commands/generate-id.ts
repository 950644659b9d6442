import { randomUUID } from 'node:crypto';
import type { Command } from '../app.ts';
import { changeRule } from '../change-rule.ts';

export const generateId: Command = {
  id: 'generateId',
  run: (app) => changeRule(app, { kind: 'id', id: randomUUID() }),
};
