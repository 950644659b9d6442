import { fileName } from '../../workspace/file-uri.ts';
import { escapeMarkdown, inlineCode } from '../markdown.ts';
import type { Explain, HoverPlace } from './explanation.ts';

/** The rule that a correlation, a filter or `related` names: its title. */
export const explainReference: Explain = (place) => {
  const { scalar } = place;
  if (!isReference(place)) return undefined;
  const markdown = describeRule(scalar.text, place);
  return markdown === undefined ? undefined : { span: scalar.span, markdown };
};

function isReference({ path, isKey }: HoverPlace): boolean {
  const keys = path.join('.');
  if (isKey) return path.length === 4 && path[0] === 'correlation' && path[1] === 'aliases';
  return keys === 'correlation.rules' || keys === 'filter.rules' || keys === 'related.id';
}

function describeRule(reference: string, { parse, input }: HoverPlace): string | undefined {
  const here = parse.collection.rules.find(({ id, name }) => id?.value === reference || name?.value === reference);
  if (here?.title) return titled(here.title.value, here.kind, 'in this file');
  const found = input.workspace?.withId(reference)[0] ?? input.workspace?.withName(reference)[0];
  if (!found?.rule.title) return undefined;
  return titled(found.rule.title.value, found.rule.kind, fileName(found.path));
}

function titled(title: string, kind: string, place: string): string {
  return `**${escapeMarkdown(title)}**\n\n${kind} · ${place === 'in this file' ? place : inlineCode(place)}`;
}

/** The alias of a correlation: the fields behind it. */
export const explainAlias: Explain = ({ scalar, path, isKey, rule }) => {
  if (rule?.kind !== 'correlation') return undefined;
  const isHere = isKey
    ? path.join('.') === `correlation.aliases.${scalar.text}`
    : path.join('.') === 'correlation.group-by';
  const alias = isHere ? rule.aliases.find((each) => each.alias === scalar.text) : undefined;
  if (!alias) return undefined;
  const lines = alias.mapping.map(
    ({ rule: { reference }, field }) => `- ${inlineCode(reference)}: ${inlineCode(field)}`,
  );
  return {
    span: scalar.span,
    markdown: [`**${escapeMarkdown(alias.alias)}** stands for`, lines.join('\n')].join('\n\n'),
  };
};
