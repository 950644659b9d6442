/** Microsoft's own parser of KQL. It is one large script that puts itself into the global scope. */
import { createRequire } from 'node:module';
import type { ColumnTypes } from './table-schemas.ts';

interface List<T> {
  readonly Count: number;
  getItem(at: number): T;
}

/** The parts of a syntax node that the tests read; which of them a node has depends on its kind. */
export interface KustoNode {
  readonly ChildCount: number;
  GetChild(at: number): KustoNode | null;
  readonly Text: string;
  readonly SimpleName: string;
  readonly LiteralValue: unknown;
  readonly Left: KustoNode;
  readonly Right: KustoNode;
  readonly Operator: KustoNode;
  readonly Expression: KustoNode;
  readonly Selector: KustoNode;
  readonly Condition: KustoNode;
  readonly Name: KustoNode;
  readonly ArgumentList: KustoNode;
  readonly Expressions: List<{ readonly Element: KustoNode }>;
}

interface KustoCode {
  readonly Syntax: KustoNode;
  GetDiagnostics(): List<{ readonly Code: string; readonly Message: string; readonly Start: number }>;
}

interface Globals {
  WithDatabase(database: unknown): Globals;
}

type Constructor = new (...args: readonly unknown[]) => unknown;

interface KustoLanguage {
  readonly KustoCode: {
    Parse(text: string): KustoCode;
    ParseAndAnalyze(text: string, globals: Globals): KustoCode;
  };
  readonly GlobalState: { readonly Default: Globals };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor4: Constructor };
    readonly ColumnSymbol: Constructor;
    readonly DatabaseSymbol: { readonly ctor: Constructor };
    readonly ScalarTypes: Readonly<Record<string, unknown>>;
  };
}

interface Loaded {
  readonly Kusto: { readonly Language: KustoLanguage };
  readonly Bridge: { getTypeName(value: unknown): string };
}

function load(): Loaded {
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next');
  return globalThis as unknown as Loaded;
}

const { Kusto, Bridge } = load();
const language = Kusto.Language;

/** `BinaryExpression`, `NameReference`, … */
export function nodeKind(node: KustoNode): string {
  return Bridge.getTypeName(node).replace(/^Kusto\.Language\.Syntax\./, '');
}

const scalarNames: Readonly<Record<string, string>> = {
  string: 'String',
  int: 'Int',
  long: 'Long',
  real: 'Real',
  bool: 'Bool',
  datetime: 'DateTime',
  guid: 'Guid',
  dynamic: 'Dynamic',
};

/** What the parser says against a query over tables with these columns. */
export function kustoChecker(tables: ReadonlyMap<string, ColumnTypes>): (query: string) => string[] {
  const { TableSymbol, ColumnSymbol, DatabaseSymbol, ScalarTypes } = language.Symbols;
  const symbols = [...tables].map(([table, columns]) => {
    const own = [...columns].map(([name, type]) => new ColumnSymbol(name, ScalarTypes[scalarNames[type] ?? 'String']));
    return new TableSymbol.$ctor4(table, own);
  });
  const globals = language.GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor('database', symbols));
  return (query) => diagnosticsOf(language.KustoCode.ParseAndAnalyze(query, globals));
}

function diagnosticsOf(code: KustoCode): string[] {
  const diagnostics = code.GetDiagnostics();
  return Array.from({ length: diagnostics.Count }, (_, at) => {
    const { Code, Message, Start } = diagnostics.getItem(at);
    return `${Code} at ${Start}: ${Message}`;
  });
}

/** The condition of `Events | where …`. */
export function parseKustoCondition(query: string): KustoNode | { readonly refused: string } {
  const code = language.KustoCode.Parse(`Events\n| where ${query}`);
  const [refused] = diagnosticsOf(code);
  if (refused !== undefined) return { refused };
  let found: KustoNode | undefined;
  const walk = (node: KustoNode): void => {
    if (nodeKind(node) === 'FilterOperator') found ??= node.Condition;
    for (let at = 0; at < node.ChildCount && !found; at++) {
      const child = node.GetChild(at);
      if (child) walk(child);
    }
  };
  walk(code.Syntax);
  return found ?? { refused: 'There is no condition.' };
}
