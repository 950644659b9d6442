"""Reads questions (one JSON object a line) and prints what Python's packages write.

{"kind": "jinja" | "format", "template": text, "query": value, "autoescape": bool}: a template of a pipeline with a rule;
{"kind": "yaml", "value": value, "libyaml": bool, "indent": n | null}: PyYAML's safe dumpers.
Answers {"text": text} or {"error": class}.
"""

import json
import sys
from pathlib import Path

import yaml
from jinja2.sandbox import SandboxedEnvironment
from sigma.processing.pipeline import ProcessingPipeline
from sigma.rule import SigmaRule

rule = SigmaRule.from_yaml((Path(__file__).parents[2] / "test/fixtures/template-rule.yml").read_text())
pipeline = ProcessingPipeline(vars={"names": ["a", "b"], "limit": 5})
pipeline.state["index"] = "main"


def dumper(base):
    class WithoutAliases(base):
        def ignore_aliases(self, data):
            return True

    return WithoutAliases


dumpers = {True: dumper(yaml.CSafeDumper), False: dumper(yaml.SafeDumper)}


def write(question):
    kind = question["kind"]
    if kind == "yaml":
        return yaml.dump(question["value"], Dumper=dumpers[question["libyaml"]], indent=question["indent"])
    values = {"query": question["query"], "rule": rule, "pipeline": pipeline}
    if kind == "format":
        return question["template"].format(**values)
    environment = SandboxedEnvironment(autoescape=question.get("autoescape", False))
    return environment.from_string(question["template"]).render(**values)


for line in sys.stdin:
    try:
        answer = {"text": write(json.loads(line))}
    except Exception as error:
        answer = {"error": type(error).__name__}
    print(json.dumps(answer), flush=True)
