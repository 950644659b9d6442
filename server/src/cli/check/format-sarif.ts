/** The Static Analysis Results Interchange Format, version 2.1.0. */
import type { Severity } from '../../base/problem.ts';
import { checkPage } from '../../lint/check-page.ts';
import { version } from '../../node/version.ts';
import type { PlacedFix, Range } from '../../services/check.ts';
import { normalizePath, pathToFileUri } from '../../workspace/file-uri.ts';
import type { CheckResult, ShownFinding } from './shown-finding.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const informationUri = 'https://github.com/sigmasmith/sigmasmith';
const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export function sarifReport({ findings, troubles, cwd }: CheckResult): string {
  const ids = [...new Set(findings.map(({ code }) => code))].sort();
  const run = {
    tool: { driver: { name: 'Sigmasmith', version, informationUri, rules: ids.map((id) => descriptor(id)) } },
    invocations: [
      {
        executionSuccessful: troubles.length === 0,
        ...(troubles.length > 0 && {
          toolExecutionNotifications: troubles.map((text) => ({ level: 'error', message: { text } })),
        }),
      },
    ],
    originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileUri(normalizePath(cwd)).replace(/\/$/, '')}/` } },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    results: findings.map((finding) => resultOf(finding, ids.indexOf(finding.code))),
  };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function descriptor(id: string) {
  const page = checkPage(id);
  return {
    id,
    ...(page && {
      shortDescription: { text: page.summary },
      defaultConfiguration: { level: levels[page.severity] },
      helpUri: page.url,
      ...(page.aliases.length > 0 && { properties: { tags: ['sigma'], aliases: page.aliases } }),
    }),
  };
}

function resultOf(finding: ShownFinding, ruleIndex: number) {
  const { code, severity, message, shownPath, range, fixes } = finding;
  const artifactLocation = locationOf(shownPath);
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(range) } }],
    ...(fixes && fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, artifactLocation)) }),
  };
}

/** Relative to the folder where the command runs; files elsewhere have their whole address. */
function locationOf(path: string) {
  const isAbsolute = /^(?:\/|[A-Za-z]:\/)/.test(path);
  if (isAbsolute) return { uri: pathToFileUri(path) };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function regionOf({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function fixOf({ title, edits }: PlacedFix, artifactLocation: ReturnType<typeof locationOf>) {
  const replacements = edits.map(({ range, newText }) => ({
    deletedRegion: regionOf(range),
    ...(newText !== '' && { insertedContent: { text: newText } }),
  }));
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}
