/**
 * PPL read by OpenSearch's own grammar, which is not part of the project: the tests look for it beside the repository. The tool makes
 * tables of the grammar, and a parser that is driven by them builds the tree: no code is generated.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  BaseErrorListener,
  CharStream,
  CommonTokenStream,
  InterpreterDataReader,
  LexerInterpreter,
  ParserInterpreter,
  ParserRuleContext,
  type ParseTree,
  PredictionMode,
} from 'antlr4ng';

const shared = process.env.SIGMASMITH_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const folder = join(shared, 'data/grammars/opensearch-ppl');

export const hasPplGrammar = existsSync(join(folder, 'OpenSearchPPLParser.g4'));

/** A rule of the grammar with its parts, or a token. */
export interface PplNode {
  /** Empty for tokens. */
  readonly rule: string;
  readonly text: string;
  readonly parts: readonly PplNode[];
}

export type PplTree = PplNode | { readonly refused: string };

class Listener extends BaseErrorListener {
  readonly errors: string[] = [];
  override syntaxError(_recognizer: unknown, _symbol: unknown, line: number, column: number, message: string): void {
    this.errors.push(`${line}:${column} ${message}`);
  }
}

/** Reads whole queries. */
export function pplReader(): (query: string) => PplTree {
  const tables = grammarTables();
  const [lexing, parsing] = ['Lexer', 'Parser'].map((part) =>
    InterpreterDataReader.parseInterpreterData(tables(`OpenSearchPPL${part}.interp`)),
  ) as [InterpreterData, InterpreterData];
  return (query) => {
    const listener = new Listener();
    const lexer = new LexerInterpreter(
      'OpenSearchPPLLexer',
      lexing.vocabulary,
      lexing.ruleNames,
      lexing.channels ?? [],
      lexing.modes ?? [],
      lexing.atn,
      CharStream.fromString(query),
    );
    lexer.removeErrorListeners();
    lexer.addErrorListener(listener);
    const tokens = new CommonTokenStream(lexer);
    const parser = new ParserInterpreter(
      'OpenSearchPPLParser',
      parsing.vocabulary,
      parsing.ruleNames,
      parsing.atn,
      tokens,
    );
    parser.removeErrorListeners();
    parser.addErrorListener(listener);
    parser.interpreter.predictionMode = PredictionMode.SLL;
    const tree = parser.parse(parsing.ruleNames.indexOf('root'));
    const [refused] = listener.errors;
    return refused === undefined ? nodeOf(tree, parsing.ruleNames) : { refused };
  };
}

type InterpreterData = ReturnType<typeof InterpreterDataReader.parseInterpreterData>;

function grammarTables(): (name: string) => string {
  const target = mkdtempSync(join(tmpdir(), 'ppl-grammar-'));
  try {
    const tool = join(import.meta.dirname, '../../../node_modules/antlr-ng/dist/cli/runner.js');
    const grammars = ['Lexer', 'Parser'].map((part) => join(folder, `OpenSearchPPL${part}.g4`));
    execFileSync(process.execPath, [tool, '-Dlanguage=TypeScript', '-o', target, ...grammars], { stdio: 'pipe' });
    const texts = new Map(
      ['Lexer', 'Parser'].map((part) => [
        `OpenSearchPPL${part}.interp`,
        readFileSync(join(target, `OpenSearchPPL${part}.interp`), 'utf8'),
      ]),
    );
    return (name) => withoutGaps(texts.get(name) as string);
  } finally {
    rmSync(target, { recursive: true });
  }
}

/** The tool leaves empty lines in the list of channels, where an empty line ends a list. */
function withoutGaps(tables: string): string {
  return tables.replace(
    /(?<=^channel names:\n)[\s\S]*?(?=mode names:)/m,
    (names) => `${names.split('\n').filter(Boolean).join('\n')}\n\n`,
  );
}

function nodeOf(tree: ParseTree, ruleNames: readonly string[]): PplNode {
  if (!(tree instanceof ParserRuleContext)) return { rule: '', text: tree.getText(), parts: [] };
  return {
    rule: ruleNames[tree.ruleIndex] ?? '',
    text: tree.getText(),
    parts: tree.children.map((child) => nodeOf(child, ruleNames)),
  };
}
