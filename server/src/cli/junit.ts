export interface JunitCase {
  readonly suite: string;
  readonly name: string;
  /** Text of the failure; `undefined` for a case that passed. */
  readonly failure: string | undefined;
}

/** A report in JUnit's XML, as CI systems read it. */
export function junitReport(name: string, cases: readonly JunitCase[]): string {
  const suites = new Map<string, JunitCase[]>();
  for (const item of cases) suites.set(item.suite, [...(suites.get(item.suite) ?? []), item]);
  const body = [...suites].map(([suite, items]) => {
    const lines = items.map((item) => {
      const open = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(item.name)}"`;
      if (item.failure === undefined) return `${open}/>`;
      const [first = ''] = item.failure.split('\n');
      return `${open}>\n      <failure message="${escapeXml(first)}">${escapeXml(item.failure)}</failure>\n    </testcase>`;
    });
    return `  <testsuite name="${escapeXml(suite)}" tests="${items.length}" failures="${failures(items)}">\n${lines.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(name)}" tests="${cases.length}" failures="${failures(cases)}">\n${body.join('\n')}\n</testsuites>\n`;
}

function failures(cases: readonly JunitCase[]): number {
  return cases.filter((item) => item.failure !== undefined).length;
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '&#10;');
}
