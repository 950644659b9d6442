"""What pySigma makes of each file: what it raises, what it collects, and the rules as dictionaries."""

import json

from sigma.collection import SigmaCollection
from sigma.rule import SigmaRule

from records import dumps, error_record


def condition_errors(rule):
    errors = []
    for condition in rule.detection.parsed_condition:
        try:
            condition.parse()
            errors.append(None)
        except Exception as error:
            errors.append(error_record(error))
    return errors


def rule_record(rule):
    record = {"kind": type(rule).__name__, "errors": [error_record(error) for error in rule.errors]}
    try:
        record["dict"] = json.loads(dumps(rule.to_dict()))
    except Exception as error:
        record["to_dict_error"] = error_record(error)
    if isinstance(rule, SigmaRule) and not rule.errors:
        record["condition_errors"] = condition_errors(rule)
    return record


def first_error(text):
    try:
        SigmaCollection.from_yaml(text)
    except Exception as error:
        return error_record(error)
    return None


def parse_record(path, text):
    record = {"path": path, "raises": first_error(text)}
    try:
        collection = SigmaCollection.from_yaml(text, collect_errors=True)
        record["collection_errors"] = [error_record(error) for error in collection.errors]
        record["rules"] = rules = [rule_record(rule) for rule in collection.rules]
        broken = collection.errors or any(any(rule.get("condition_errors", [])) for rule in rules)
        record["ok"] = not (record["raises"] or broken or any(rule["errors"] for rule in rules))
    except Exception as error:
        record["collect_raises"] = error_record(error)
        record["ok"] = False
    return record
