/** What a report shows of an event: field texts in which the values of gold rules are looked for. */

export interface FieldText {
  readonly text: string;
  /** The text in lower case: it is compared with many values. */
  readonly lower: string;
  /** Place in the normalised text; absent for texts that the log has and the report does not spell out. */
  readonly start?: number;
}

/** A field's text, at its place in the normalised text or without one. */
export function fieldText(text: string, start?: number): FieldText {
  return { text, lower: text.toLowerCase(), ...(start !== undefined && { start }) };
}

export interface Observation {
  /**
   * `exact`: the texts are the fields of an event. `command`: a command line or path, in which values are found anywhere.
   * `prose`: a sentence, in which only distinctive words count.
   */
  readonly mode: 'exact' | 'command' | 'prose';
  readonly fields: ReadonlyMap<string, FieldText>;
  readonly start: number;
  readonly end: number;
  /** Of an API call: the event source of its service. */
  readonly eventSource?: string;
}
