/** Words of the rules that pipelines are for; completion offers those it is given. */
export interface LogSourceWords {
  readonly category?: string | undefined;
  readonly product?: string | undefined;
  readonly service?: string | undefined;
}

export interface FieldWord {
  readonly name: string;
  readonly description?: string | undefined;
}

export interface PipelineVocabulary {
  readonly logsources: readonly LogSourceWords[];
  readonly fields: readonly FieldWord[];
}

export const noVocabulary: PipelineVocabulary = { logsources: [], fields: [] };
