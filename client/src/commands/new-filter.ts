import type { Command } from '../app.ts';
import { startSnippet } from '../start-snippet.ts';

export const newFilter: Command = {
  id: 'newFilter',
  run: (app) => startSnippet(app, 'Sigma filter', 'new-filter'),
};
