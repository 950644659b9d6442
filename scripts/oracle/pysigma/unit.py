"""Small inputs on their own: condition texts, extended conditions of correlations, time spans, values with modifiers."""

from records import error_record
from sigma.conditions import ConditionAND, ConditionIdentifier, ConditionNOT, ConditionOR, SigmaCondition
from sigma.correlations import (
    CorrelationConditionAND,
    CorrelationConditionNOT,
    CorrelationConditionOR,
    SigmaCorrelationTimespan,
    SigmaExtendedCorrelationCondition,
    SigmaRuleReference,
)
from sigma.rule import SigmaDetectionItem
from sigma.types import Placeholder, SpecialChars

OPERATORS = {
    ConditionAND: "and",
    ConditionOR: "or",
    ConditionNOT: "not",
    CorrelationConditionAND: "and",
    CorrelationConditionOR: "or",
    CorrelationConditionNOT: "not",
}


def tree_of(node):
    if isinstance(node, SigmaRuleReference):
        return ["ref", node.reference]
    if isinstance(node, ConditionIdentifier):
        return ["id", node.identifier]
    if type(node) in OPERATORS:
        return [OPERATORS[type(node)], *map(tree_of, node.args)]
    return ["sel", *node.args]


def condition(text):
    return {"tree": tree_of(SigmaCondition(text, None).parse(postprocess=False))}


def extended_condition(text):
    parsed = SigmaExtendedCorrelationCondition(text)
    return {"tree": tree_of(parsed.parsed), "rules": parsed.get_referenced_rules()}


def timespan(spec):
    span = SigmaCorrelationTimespan(spec)
    return {"seconds": span.seconds, "count": span.count, "unit": span.unit}


def parts_of(string):
    for part in string.s:
        if isinstance(part, SpecialChars):
            yield {"special": part.name}
        elif isinstance(part, Placeholder):
            yield {"placeholder": part.name}
        else:
            yield part


def string_record(value):
    return {"parts": list(parts_of(value)), "str": str(value)}


VALUE_RECORDS = {
    "SigmaString": string_record,
    "SigmaCasedString": string_record,
    "SigmaNumber": lambda v: {"n": v.number, "str": str(v)},
    "SigmaBool": lambda v: {"b": v.boolean},
    "SigmaNull": lambda v: {},
    "SigmaExists": lambda v: {"b": v.exists},
    "SigmaExpansion": lambda v: {"values": [value_record(value) for value in v.values]},
    "SigmaFieldReference": lambda v: {"field": v.field, "starts_with": v.starts_with, "ends_with": v.ends_with},
    "SigmaRegularExpression": lambda v: {
        "parts": list(parts_of(v.regexp)),
        "str": v.to_plain(),
        "flags": sorted(flag.name for flag in v.flags),
    },
    "SigmaCIDRExpression": lambda v: {"cidr": v.cidr, "network": str(v.network), "expand": v.expand()},
    "SigmaCompareExpression": lambda v: {"op": v.op.name, "n": value_record(v.number)},
    "SigmaTimestampPart": lambda v: {"part": v.timestamp_part.name, "n": v.number},
}


def value_record(value):
    name = type(value).__name__
    return {"t": name, **VALUE_RECORDS[name](value)}


def detection_item(key, value):
    item = SigmaDetectionItem.from_mapping(key, value)
    return {
        "field": item.field,
        "values": [value_record(value) for value in item.value],
        "linking": item.value_linking.__name__,
        "negated": item.negated,
        "plain": item.to_plain(),
    }


#: Kind of file → the keys of a record that are input, and what pySigma makes of them.
KINDS = {
    "conditions": (["condition"], condition),
    "extended-correlation-conditions": (["condition"], extended_condition),
    "timespans": (["spec"], timespan),
    "values": (["key", "value"], detection_item),
}


def unit_record(kind, record):
    keys, make = KINDS[kind]
    given = {key: record[key] for key in keys}
    try:
        return {**given, "ok": True, **make(*given.values())}
    except Exception as error:
        return {**given, "ok": False, **error_record(error)}


