// A reporter for node:test that writes `{ passed, failed, skipped, failures }` as JSON.
export default async function* countingReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === 'test:pass') counts.passed += 1;
    else {
      counts.failed += 1;
      counts.failures.push({ name: data.name, error: String(data.details?.error?.cause ?? data.details?.error) });
    }
  }
  yield `${JSON.stringify(counts, null, 2)}\n`;
}
