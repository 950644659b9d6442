/**
 * Builds corpus/lint/ (fields of log sources, prefixes of file names, Windows categories and providers) from the tables that SigmaHQ
 * keeps for its validators.
 * Usage: node scripts/data/build-sigmahq-conventions.mjs [folder]   (default: $SIGMASMITH_SHARED or ../shared beside the repository)
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const shared = process.argv[2] ?? process.env.SIGMASMITH_SHARED ?? join(root, '..', 'shared');
const archive = join(shared, 'data/oracle/data/sigmahq-validator-data.tar.gz');
const names = execFileSync('tar', ['tzf', archive], { encoding: 'utf8' }).split('\n');
const read = (name) => {
  const member = names.find((candidate) => candidate.endsWith(`/${name}`));
  return JSON.parse(execFileSync('tar', ['xzOf', archive, member], { encoding: 'utf8' }));
};

const folder = join(root, 'corpus/lint');
mkdirSync(folder, { recursive: true });
const write = (name, value) => writeFileSync(join(folder, name), `${oneLineEach(value)}\n`);
/** JSON with one row of a table a line. */
const oneLineEach = (value) => {
  const rows = (table) => Object.entries(table).map(([key, row]) => `  ${JSON.stringify(key)}: ${JSON.stringify(row)}`);
  const isTable = (item) => typeof item === 'object' && !Array.isArray(item);
  const text = (item) => (isTable(item) ? `{\n${rows(item).join(',\n')}\n }` : JSON.stringify(item));
  return `{\n${Object.entries(value)
    .map(([key, item]) => ` ${JSON.stringify(key)}: ${text(item)}`)
    .join(',\n')}\n}`;
};

/** Product, category and service, as the validators join them. */
const keyOf = ({ product, category, service }) => [product, category, service].map((part) => part ?? '').join('|');
const sorted = (entries) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
const joined = (list) => [...list].sort().join(' ');

const taxonomy = read('sigmahq_taxonomy.json');
write('sigmahq-taxonomy.json', {
  version: taxonomy.version,
  columns: ['fields of the events', 'fields that enrichment adds', 'fields that the log source makes redundant'],
  logsources: sorted(
    Object.values(taxonomy.taxonomy).map(({ logsource, field }) => [
      keyOf(logsource),
      [joined(field.native), joined(field.custom), joined(field.redundant)],
    ]),
  ),
});

const filenames = read('sigmahq_filename.json');
write('sigmahq-filenames.json', {
  version: filenames.version,
  prefixes: sorted(Object.values(filenames.pattern).map(({ logsource, prefix }) => [keyOf(logsource), prefix])),
});

const eventIds = read('sigmahq_windows_eventid.json');
const providers = read('sigmahq_windows_provider.json');
write('sigmahq-windows.json', {
  version: eventIds.version,
  categoriesWithoutEventId: joined(eventIds.category_no_eventid),
  providers: sorted(
    Object.entries(providers.category_provider_name).map(([category, list]) => [category, list.sort()]),
  ),
});
