/** Sentences about parts of a rule. */

/** The form of a verb behind a part of a rule in words (`describe`): of several alternatives the last one decides. */
export function agree(subject: string, singular: string, plural: string): string {
  const last = subject.split(' or ').at(-1) ?? '';
  return /^(?:not )?the values of /i.test(last) ? plural : singular;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
