import { notificationName } from './message.ts';

/** What the editor decides for the server: `initializationOptions`, and `settings.sigmasmith` whenever it changes. */
export interface ServerSettings {
  /** Milliseconds of rest after a keystroke before a document is checked. */
  readonly debounce: number;
  /** False where another extension already reports the syntax errors of YAML documents. */
  readonly yamlSyntaxErrors: boolean;
  /** False in an untrusted workspace: nothing is run or fetched that the workspace names. */
  readonly trusted: boolean;
  /** Which checks run where no `.sigmasmith.yml` says so. */
  readonly lintProfile: LintProfileName;
  /** Whether rules that are not open are checked, too. */
  readonly lintWholeWorkspace: boolean;
  /** What is shown behind words of a rule. */
  readonly inlayHints: InlayHintKinds;
}

export interface InlayHintKinds {
  /** How many values one value becomes by its modifiers. */
  readonly variants: boolean;
  /** Which events a log source means, and what the ids of events mean. */
  readonly logSources: boolean;
  /** Names of ATT&CK techniques. */
  readonly techniques: boolean;
}

export const lintProfileNames = ['default', 'sigmahq', 'strict', 'pysigma'] as const;
export type LintProfileName = (typeof lintProfileNames)[number];

export const defaultServerSettings: ServerSettings = {
  debounce: 120,
  yamlSyntaxErrors: true,
  trusted: true,
  lintProfile: 'default',
  lintWholeWorkspace: false,
  inlayHints: { variants: true, logSources: true, techniques: true },
};

export interface ServerStatus {
  /** URIs of the open documents that are Sigma. */
  readonly sigmaDocuments: readonly string[];
}

export const statusNotification = notificationName<ServerStatus>('sigmasmith/status');
