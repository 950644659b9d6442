import { existsSync, statSync } from 'node:fs';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';
import type { RuleSources } from '../services/rule-sources.ts';
import { findYamlFiles } from './find-files.ts';
import { readEvents } from './read-events.ts';
import { readText } from './read-text.ts';
import { describeSystemError } from './system-error.ts';

/** Rules, their tests and their samples on the disk. */
export const diskRuleSources: RuleSources = {
  exists: (path) => existsSync(path),
  find(path) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) return stats ? [path] : [];
    return findYamlFiles(path).files.map((file) => `${path.replace(/\/$/, '')}/${file}`);
  },
  readText(path) {
    const read = readText(path);
    return read.kind === 'text' ? { text: read.text } : { message: read.message };
  },
  async readEvents(path) {
    const events: SigmaEvent[] = [];
    const troubles: string[] = [];
    try {
      await readEvents(path, {
        onEvent: (event) => events.push(event),
        onTrouble: (trouble) => troubles.push(trouble),
      });
    } catch (error) {
      troubles.push(describeSystemError(error));
    }
    return { events, troubles };
  },
};
