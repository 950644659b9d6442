import type { Command } from '../app.ts';
import { startSnippet } from '../start-snippet.ts';

export const newRule: Command = {
  id: 'newRule',
  run: (app) => startSnippet(app, 'Sigma rule', 'new-rule'),
};
