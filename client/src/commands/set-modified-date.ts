import type { Command } from '../app.ts';
import { changeRule } from '../change-rule.ts';

export const setModifiedDate: Command = {
  id: 'setModifiedDate',
  run: (app) => changeRule(app, { kind: 'modified', date: isoDate(new Date()) }),
};

/** The day on the person's calendar. */
function isoDate(date: Date): string {
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
