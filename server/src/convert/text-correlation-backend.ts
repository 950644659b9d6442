/** Correlations from a dialect's templates: search, typing, aggregation and condition, filled in with the queries of the rules. */
import { ConversionError, notImplemented } from '../pipeline/conversion-error.ts';
import type { ConversionNotice } from '../pipeline/pipeline-run.ts';
import { QueryText, type TextLike } from '../pipeline/query-text.ts';
import type { AnyRuleDraft, CorrelationDraft } from '../pipeline/rule-draft.ts';
import type { ConditionNode, SigmaCorrelationTimespan } from '../sigma/rule/sigma-rule.ts';
import { sigmaString } from '../sigma/types/sigma-string.ts';
import type { ConversionState } from './conversion-state.ts';
import type { CorrelationDialect, CorrelationTemplateType } from './correlation-dialect.ts';
import { correlationNotices } from './correlation-notices.ts';
import type { BooleanOperator } from './dialect.ts';
import type { Template } from './template.ts';
import { TextConditionBackend } from './text-condition-backend.ts';

/** A rule that a correlation refers to, with its queries. */
export interface ReferencedRule {
  readonly reference: string;
  readonly rule: AnyRuleDraft;
  /** Throws a `ConversionError` while the rule has none. */
  queries(): readonly QueryText[];
  /** The states that its conditions were converted with. */
  states(): readonly ConversionState[];
}

/** A correlation about to be converted. */
export interface Correlation {
  readonly rule: CorrelationDraft;
  readonly referenced: readonly ReferencedRule[];
  readonly method: string;
}

/** How messages and templates call a rule: by its name, else its id. */
export function ruleIdOf({ source }: AnyRuleDraft): string {
  return source.name?.value ?? source.id?.value ?? 'None';
}

export function templateTypeOf({ source }: CorrelationDraft): CorrelationTemplateType {
  const type = source.type?.value ?? 'event_count';
  if (!source.extendedCondition) return type;
  return type === 'temporal' ? 'temporal_extended' : type === 'temporal_ordered' ? 'temporal_ordered_extended' : type;
}

export abstract class TextCorrelationBackend extends TextConditionBackend {
  get correlationDialect(): CorrelationDialect {
    const { correlation } = this.dialect;
    if (!correlation) throw notImplemented('Backend does not support correlation rules.');
    return correlation;
  }

  /** Throws when the backend has no correlations at all, or not this method. */
  checkCorrelationMethod(method: string | undefined): string {
    const { methods, defaultMethod } = this.correlationDialect;
    const chosen = method ?? defaultMethod;
    if (Object.hasOwn(methods, chosen)) return chosen;
    const known = Object.keys(methods).join(', ');
    throw new ConversionError(
      'SigmaConversionError',
      `Correlation method '${chosen}' is not supported by this backend. Use one of: ${known}.`,
    );
  }

  correlationNotices(correlation: Correlation): ConversionNotice[] {
    return correlationNotices(correlation, this.correlationDialect);
  }

  convertCorrelationRule(correlation: Correlation): QueryText[] {
    const type = templateTypeOf(correlation.rule);
    const { query } = this.correlationDialect;
    const templates = query[type] ?? query.default;
    if (!templates) throw notImplemented(`Correlation rule type '${type}' is not supported by backend.`);
    const template = templates[correlation.method];
    if (!template)
      throw new ConversionError(
        'SigmaConversionError',
        `Correlation method '${correlation.method}' is not supported by backend for correlation type '${type}'.`,
      );
    const search = this.convertCorrelationSearch(correlation);
    return [
      template.fill({
        search,
        typing: this.convertCorrelationTyping(correlation),
        timespan: this.convertTimespan(correlation.rule.source.timespan),
        aggregate: this.convertCorrelationAggregation(correlation, type, search),
        condition: this.convertCorrelationCondition(correlation, type),
        groupby: this.convertCorrelationGroupBy(correlation),
      }),
    ];
  }

  convertCorrelationSearch(correlation: Correlation): QueryText {
    const { searchSingleRule, searchMultiRule, searchMultiRuleQuery, searchMultiRuleQueryJoiner } =
      this.correlationDialect;
    const [first] = correlation.referenced;
    const only = correlation.referenced.length === 1 ? first?.queries() : undefined;
    if (searchSingleRule && first && only?.length === 1)
      return searchSingleRule.fill({
        query: only[0] as QueryText,
        normalization: this.convertCorrelationNormalization(correlation, first),
      });
    if (!searchMultiRule || !searchMultiRuleQuery || searchMultiRuleQueryJoiner === undefined)
      throw notImplemented('Multi-rule correlation search expressions are not supported by the backend.');
    const queries = correlation.referenced.flatMap((referenced) =>
      referenced.queries().map((query) =>
        searchMultiRuleQuery.fill({
          ruleid: this.convertCorrelationRuleId(ruleIdOf(referenced.rule), searchMultiRuleQuery),
          query: this.postprocessCorrelationSearchQuery(query),
          normalization: this.convertCorrelationNormalization(correlation, referenced),
        }),
      ),
    );
    return searchMultiRule.fill({ queries: QueryText.join(queries, searchMultiRuleQueryJoiner) });
  }

  /** For languages in which a query cannot stand in a search with others as it is. */
  protected postprocessCorrelationSearchQuery(query: QueryText): QueryText {
    return query;
  }

  protected postprocessCorrelationTypingQuery(query: QueryText): QueryText {
    return query;
  }

  /** A rule's name or id as a string of the language, without quotes where the template has its own. */
  convertCorrelationRuleId(ruleId: string, template: Template): string {
    const { strQuote } = this.dialect;
    const text = this.convertValueStr(sigmaString(ruleId));
    const hasQuotes = strQuote !== '' && template.source.includes(`${strQuote}{ruleid}${strQuote}`);
    if (!hasQuotes || !text.startsWith(strQuote) || !text.endsWith(strQuote)) return text;
    return text.slice(strQuote.length, text.length - strQuote.length);
  }

  convertCorrelationNormalization({ rule }: Correlation, { reference }: ReferencedRule): TextLike {
    if (rule.aliases.length === 0) return '';
    const { fieldNormalization, fieldNormalizationJoiner } = this.correlationDialect;
    if (!fieldNormalization || fieldNormalizationJoiner === undefined)
      throw notImplemented('Correlation field normalization is not supported by backend.');
    const parts = rule.aliases.flatMap(({ alias, span, mapping }) =>
      mapping
        .filter((entry) => entry.rule.reference === reference)
        .map((entry) =>
          fieldNormalization.fill({
            alias: QueryText.of(this.escapeAndQuoteField(alias), span),
            field: QueryText.of(this.escapeAndQuoteField(entry.field), entry.fieldSpan),
          }),
        ),
    );
    return QueryText.join(parts, fieldNormalizationJoiner);
  }

  convertCorrelationTyping({ referenced }: Correlation): TextLike {
    const { typing, typingRuleQuery, typingRuleQueryJoiner } = this.correlationDialect;
    if (!typing) return '';
    if (!typingRuleQuery || typingRuleQueryJoiner === undefined)
      throw notImplemented('Typing rule query expressions are not supported by the backend.');
    const queries = referenced.flatMap(({ rule, queries }) =>
      queries().map((query) =>
        typingRuleQuery.fill({
          ruleid: this.convertCorrelationRuleId(ruleIdOf(rule), typingRuleQuery),
          query: this.postprocessCorrelationTypingQuery(query),
        }),
      ),
    );
    return typing.fill({ queries: QueryText.join(queries, typingRuleQueryJoiner) });
  }

  protected convertCorrelationAggregation(
    correlation: Correlation,
    type: CorrelationTemplateType,
    search: QueryText,
  ): QueryText {
    const template = this.#template(this.correlationDialect.aggregation[type], type, correlation.method);
    const { condition, source } = correlation.rule;
    if (type === 'value_percentile' && condition && condition.percentile === undefined)
      throw new ConversionError(
        'SigmaConversionError',
        'Percentile must be specified in condition for value_percentile correlation type',
        condition.span,
      );
    return this.#fillChecked(template, {
      referenced_rules: this.convertReferencedRules(correlation),
      field: this.convertCorrelationFields(correlation.rule),
      fields: this.convertCorrelationEventFields(correlation),
      timespan: this.convertTimespan(source.timespan),
      groupby: this.convertCorrelationGroupBy(correlation),
      search,
      percentile: condition?.percentile === undefined ? '' : String(condition.percentile),
    });
  }

  #template(templates: Readonly<Record<string, Template>> | undefined, type: string, method: string): Template {
    if (!templates) throw notImplemented(`Correlation type '${type}' is not supported by backend.`);
    const template = templates[method];
    if (!template) throw new ConversionError('KeyError', `'${method}'`);
    return template;
  }

  #fillChecked(template: Template, values: Record<string, TextLike | undefined>): QueryText {
    if (template.names.has('referenced_rules') && values['referenced_rules'] === undefined)
      throw new ConversionError(
        'SigmaBackendError',
        "Backend doesn't define referenced rule expression but uses it in correlation query template",
      );
    return template.fill({ ...values, referenced_rules: values['referenced_rules'] ?? '' } as Record<string, TextLike>);
  }

  /** The field or fields of the condition. */
  convertCorrelationFields({ condition }: CorrelationDraft): TextLike {
    if (!condition) return '';
    const fields = condition.fields.map(({ value, span }) => QueryText.of(this.escapeAndQuoteField(value), span));
    return QueryText.join(fields, ', ');
  }

  /** The fields that the rules want to see, for languages that must ask for them. */
  protected convertCorrelationEventFields({ rule, referenced, method }: Correlation): TextLike {
    const { fields, fieldsField, fieldsFieldJoiner } = this.correlationDialect;
    if (!fields) return '';
    const grouped = new Set(rule.groupBy?.map(({ value }) => value));
    const names = [...referenced.flatMap((entry) => entry.rule.fields), ...rule.fields].map(({ value }) => value);
    const unique = [...new Set(names)].filter((name) => !grouped.has(name));
    if (unique.length === 0 || !fieldsField || !fieldsFieldJoiner) return '';
    const parts = unique.map((name) => this.#of(fieldsField, method).fill({ field: this.escapeAndQuoteField(name) }));
    return this.#of(fields, method).fill({ fields: QueryText.join(parts, this.#of(fieldsFieldJoiner, method)) });
  }

  #of<T>(perMethod: Readonly<Record<string, T>>, method: string): T {
    const value = perMethod[method];
    if (value === undefined) throw new ConversionError('KeyError', `'${method}'`);
    return value;
  }

  convertCorrelationGroupBy({ rule, method }: Correlation): TextLike {
    const { groupBy, groupByField, groupByFieldJoiner, groupByNoField } = this.correlationDialect;
    if (!rule.groupBy) return groupByNoField ? this.#of(groupByNoField, method) : '';
    if (!groupBy || !groupByField || !groupByFieldJoiner)
      throw notImplemented('Group by expressions are not supported by the backend.');
    const fields = rule.groupBy.map(({ value, span }) =>
      this.#of(groupByField, method).fill({ field: QueryText.of(this.escapeAndQuoteField(value), span) }),
    );
    return this.#of(groupBy, method).fill({ fields: QueryText.join(fields, this.#of(groupByFieldJoiner, method)) });
  }

  protected convertReferencedRules({ referenced, method }: Correlation): QueryText | undefined {
    const { referencedRules, referencedRulesJoiner } = this.correlationDialect;
    if (!referencedRules || !referencedRulesJoiner) return undefined;
    const parts = referenced.map(({ rule }) => this.#of(referencedRules, method).fill({ ruleid: ruleIdOf(rule) }));
    return QueryText.join(parts, this.#of(referencedRulesJoiner, method));
  }

  protected convertCorrelationCondition(correlation: Correlation, type: CorrelationTemplateType): QueryText {
    const { rule, method } = correlation;
    const template = this.#template(this.correlationDialect.condition[type], type, method);
    const referenced_rules = this.convertReferencedRules(correlation);
    if (rule.source.extendedCondition)
      return this.#fillChecked(template, {
        extended_condition: this.convertExtendedCondition(rule.source.extendedCondition.tree, correlation),
        referenced_rules,
      });
    const { condition } = rule;
    const operator = condition && this.correlationDialect.conditionOperators[condition.op];
    if (!condition || operator === undefined)
      throw new ConversionError('KeyError', condition ? condition.op : 'condition', condition?.span);
    return this.#fillChecked(template, {
      field: this.convertCorrelationFields(rule),
      op: operator,
      count: QueryText.of(String(condition.count), condition.span),
      referenced_rules,
    });
  }

  convertExtendedCondition(node: ConditionNode, correlation: Correlation): QueryText {
    if (node.kind === 'identifier') return this.#extendedReference(node.name, correlation).withSpan(node.span);
    if (node.kind === 'selector') throw new ConversionError('TypeError', 'Correlations have no selectors.', node.span);
    const { precedence, tokenSeparator, andToken, orToken, notToken, parenthesize, groupExpression } = this.dialect;
    const convert = (arg: ConditionNode, grouped: boolean): QueryText => {
      const text = this.convertExtendedCondition(arg, correlation);
      return grouped && arg.kind !== 'identifier' && groupExpression ? groupExpression.fill({ expr: text }) : text;
    };
    if (node.kind === 'not') return QueryText.concat(notToken + tokenSeparator, convert(node.args[0], true));
    const fits = (arg: ConditionNode) =>
      !parenthesize && precedence.indexOf(arg.kind as BooleanOperator) <= precedence.indexOf(node.kind);
    // pySigma: conversion/base.py#convert_extended_correlation_condition_and – the separator stands around every argument, also where the
    // token itself is one.
    const joiner = tokenSeparator + (node.kind === 'and' ? andToken : orToken) + tokenSeparator;
    const parts = node.args.map((arg) => convert(arg, !fits(arg)));
    return QueryText.join(parts, joiner);
  }

  #extendedReference(name: string, { referenced, method }: Correlation): QueryText {
    const template = this.correlationDialect.extendedConditionRuleReference?.[method];
    if (!template)
      throw notImplemented('Extended correlation condition rule reference conversion is not supported by backend.');
    const found = referenced.find(({ reference }) => reference === name);
    return template.fill({ ruleid: found ? ruleIdOf(found.rule) : name });
  }

  convertTimespan(timespan: SigmaCorrelationTimespan | undefined): TextLike {
    if (!timespan) return '';
    const { timespanSeconds, timespanMapping } = this.correlationDialect;
    const unit = timespanMapping?.[timespan.unit];
    const text = timespanSeconds
      ? String(timespan.seconds)
      : unit === undefined
        ? timespan.spec
        : `${timespan.count}${unit}`;
    return QueryText.of(text, timespan.span);
  }
}
