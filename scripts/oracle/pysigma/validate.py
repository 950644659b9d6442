"""All validators of pySigma and of the sigmahq package over a set of rules, as `sigma check` runs them."""

import dataclasses
import json
from enum import Enum
from pathlib import Path

from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaRuleLocation
from sigma.rule import SigmaDetection, SigmaDetectionItem, SigmaLogSource, SigmaRule

from records import error_record


def plain(value):
    if isinstance(value, (str, int, float)) or value is None:
        return value
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value), key=str)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, type):
        return value.__name__
    return {"_type": type(value).__name__, **plain_object(value)}


def plain_object(value):
    if isinstance(value, SigmaDetectionItem):
        modifiers = [modifier.__name__ for modifier in value.modifiers]
        return {"field": value.field, "modifiers": modifiers, "value": plain(value.value)}
    if isinstance(value, SigmaDetection):
        return {"items": plain(value.detection_items)}
    if isinstance(value, SigmaLogSource):
        return {"category": value.category, "product": value.product, "service": value.service}
    return {"str": str(value)}


def sort_key(record):
    return json.dumps(record, sort_keys=True, default=str)


class Validation:
    """One object of each validator for the whole set, because some compare rules with each other."""

    def __init__(self, base):
        from sigma.validators.core import validators as core
        from sigma.validators.sigmahq import validators as sigmahq

        self.base = str(base) + "/"
        kinds = {"core": core, "sigmahq": sigmahq}
        self.validators = [
            (kind, name, validator()) for kind, group in kinds.items() for name, validator in sorted(group.items())
        ]
        self.totals = {}
        self.crashed = {}
        self.validated = 0

    def error(self, error):
        record = error_record(error)
        return {**record, "error": record["error"].replace(self.base, "")}

    def issue(self, kind, name, issue):
        severity = issue.severity.name.lower()
        key = f"{type(issue).__name__}|{severity}|{kind}|{name}"
        self.totals[key] = self.totals.get(key, 0) + 1
        own = [f.name for f in dataclasses.fields(issue) if f.name not in ("rules", "severity", "description")]
        return {
            "validator": name,
            "set": kind,
            "class": type(issue).__name__,
            "severity": severity,
            "description": issue.description,
            "fields": {field: plain(getattr(issue, field)) for field in own},
        }

    def run(self, call):
        """The issues of every validator; one that crashes harms only itself."""
        for kind, name, validator in self.validators:
            try:
                for issue in call(validator):
                    yield issue, self.issue(kind, name, issue)
            except Exception as error:
                self.crashed[name] = self.crashed.get(name, 0) + 1
                yield None, {"validator": name, "set": kind, "crash": self.error(error)}

    def rule_issues(self, rule):
        if rule.errors:
            return [{"rule_errors": [self.error(error) for error in rule.errors]}]
        if isinstance(rule, SigmaRule):
            try:
                for condition in rule.detection.parsed_condition:
                    condition.parse()
            except Exception as error:
                return [{"condition_error": self.error(error)}]
        self.validated += 1
        return [record for _, record in self.run(lambda validator: validator.validate(rule))]

    def record(self, path, text):
        try:
            source = SigmaRuleLocation(Path(self.base + path))
            collection = SigmaCollection.from_yaml(text, collect_errors=True, source=source)
        except Exception as error:
            return {"path": path, "ok": False, **self.error(error)}
        issues = [
            {"rule_index": index, **issue}
            for index, rule in enumerate(collection.rules)
            for issue in self.rule_issues(rule)
        ]
        return {"path": path, "ok": True, "issues": sorted(issues, key=sort_key)}

    def finalize_record(self):
        records = []
        for issue, record in self.run(lambda validator: validator.finalize()):
            if issue is not None:
                places = [str(rule.source.path) if rule.source else str(rule.id) for rule in issue.rules]
                record["rules"] = [place.replace(self.base, "") for place in places]
            records.append(record)
        return {"finalize": sorted(records, key=sort_key)}

    def summary(self, corpus):
        counts = {}
        for kind, _, _ in self.validators:
            counts[kind] = counts.get(kind, 0) + 1
        totals = dict(sorted(self.totals.items(), key=lambda item: -item[1]))
        return {
            "corpus": corpus,
            "rules_validated": self.validated,
            "validators": counts,
            "crashed": self.crashed,
            "totals": totals,
        }
