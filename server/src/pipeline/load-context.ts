/** What reading a pipeline file depends on besides its text. */

import type { YamlNode } from '../yaml/nodes.ts';
import type { ConversionError } from './conversion-error.ts';
import type { PostprocessingDefinition } from './postprocessing-transformation.ts';
import type { Compat } from './quirks.ts';
import type { ExternalSources, TransformationDefinition } from './transformation.ts';

export interface LoadOptions {
  /** The file as the user names it; errors in applying its items say where these stand. */
  readonly file?: string | undefined;
  /** Reads files, addresses and commands for placeholders; without it such items refuse every rule. */
  readonly externalSources?: ExternalSources | undefined;
  /** Transformations beyond those that pipeline files may use: those of the built-in pipelines. */
  readonly extraTransformations?: ReadonlyMap<string, TransformationDefinition> | undefined;
  /** The same for transformations of queries. */
  readonly extraPostprocessing?: ReadonlyMap<string, PostprocessingDefinition> | undefined;
  /** Reads a table that such a transformation needs, by its name beside the pipeline. */
  readonly readData?: ((name: string) => string) | undefined;
  /** Whether what pySigma 1.5 refuses to load, and its successor reads, is refused, too. */
  readonly compat?: Compat | undefined;
}

export interface LoadContext extends LoadOptions {
  /** Takes an error; reading goes on with the next item. */
  report(error: ConversionError): void;
  /** The text of the file, where it is known. */
  readonly source: string | undefined;
  /** `file:line:column` of a node; `undefined` where the file is unknown. */
  placeOf(node: YamlNode): string | undefined;
}
