import type { Command } from '../app.ts';

export const showLog: Command = {
  id: 'showLog',
  run: ({ log }) => log.show(),
};
