import * as vscode from 'vscode';
import type { EngineChoice, ModelSettings } from '../../server/src/protocol/model.ts';
import type { ServerSettings } from '../../server/src/protocol/session.ts';

/** The settings of section `sigmasmith`, read when they are needed. */
export interface GenerationSettings {
  /** Undefined: whatever the corpus covers. */
  readonly providers: readonly string[] | undefined;
  readonly siems: readonly string[];
  readonly includeIocRules: boolean;
  readonly maxOpenTabs: number;
}

export function generationSettings(): GenerationSettings {
  const section = vscode.workspace.getConfiguration('sigmasmith');
  const providers = section.get<string[]>('providers', []);
  return {
    providers: providers.length > 0 ? providers : undefined,
    siems: section.get<string[]>('siems', []),
    includeIocRules: section.get('includeIocRules', true),
    maxOpenTabs: Math.max(1, section.get('maxOpenTabs', 5)),
  };
}

/** Application-wide: a workspace must not choose where reports are sent or which private hosts may be read. */
export function modelSettings(): ModelSettings {
  const section = vscode.workspace.getConfiguration('sigmasmith.model');
  return {
    model: section.get<string>('name', '') || 'claude-opus-5-5',
    baseUrl: section.get<string>('baseUrl', '') || 'https://api.anthropic.com',
  };
}

export function engineChoice(): EngineChoice {
  return vscode.workspace.getConfiguration('sigmasmith').get<EngineChoice>('engine', 'auto');
}

export function allowedHosts(): readonly string[] {
  return vscode.workspace.getConfiguration('sigmasmith').get<string[]>('url.allowedHosts', []);
}

/** Application-wide, like the hosts: a workspace must not choose where data come from. */
export function attackDataUrl(): string {
  return (
    vscode.workspace.getConfiguration('sigmasmith').get<string>('attackData.url', '') ||
    'https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/enterprise-attack/enterprise-attack.json'
  );
}

export function serverSettings(): ServerSettings {
  return {
    debounce: vscode.workspace.getConfiguration('sigmasmith').get('diagnostics.debounce', 120),
    yamlSyntaxErrors: !anotherExtensionChecksYaml(),
    trusted: vscode.workspace.isTrusted,
    inlayHints: {
      variants: vscode.workspace.getConfiguration('sigmasmith.inlayHints').get('variants', true),
      logSources: vscode.workspace.getConfiguration('sigmasmith.inlayHints').get('logSources', true),
      techniques: vscode.workspace.getConfiguration('sigmasmith.inlayHints').get('techniques', true),
    },
    lintWholeWorkspace: vscode.workspace.getConfiguration('sigmasmith').get('lint.wholeWorkspace', false),
    lintProfile: vscode.workspace.getConfiguration('sigmasmith').get('lint.profile', 'default'),
  };
}

/** Red Hat's extension reports YAML syntax errors unless its validation is switched off; twice would be noise. */
function anotherExtensionChecksYaml(): boolean {
  const isThere = vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;
  return isThere && vscode.workspace.getConfiguration('yaml').get('validate', true);
}

/** Tells when anything that `serverSettings` reads has changed. */
export function onServerSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('sigmasmith') || event.affectsConfiguration('yaml.validate')) listener();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(listener),
    vscode.extensions.onDidChange(listener),
  );
}
