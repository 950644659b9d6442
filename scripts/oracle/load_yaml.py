"""Reads texts (one JSON string a line) and prints what PyYAML's safe loader makes of them (one JSON object a line).

{"documents": [...], "error": null | {"class": ..., "text": ...}}; a value is [type, content].
"""

import datetime
import json
import sys

import yaml


class Circle(Exception):
    pass


def canonical(value, path=()):
    if id(value) in path:
        raise Circle
    inner = (*path, id(value))
    if value is None:
        return ["NoneType"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int):
        return ["int", hex(value)]
    if isinstance(value, float):
        return ["float", repr(value)]
    if isinstance(value, str):
        return ["str", value]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    if isinstance(value, datetime.datetime):
        return ["datetime", str(value)]
    if isinstance(value, datetime.date):
        return ["date", str(value)]
    if isinstance(value, dict):
        return ["dict", [[canonical(k, inner), canonical(v, inner)] for k, v in value.items()]]
    if isinstance(value, set):
        return ["set", [canonical(v, inner) for v in value]]
    if isinstance(value, tuple):
        return ["tuple", [canonical(v, inner) for v in value]]
    return ["list", [canonical(v, inner) for v in value]]


def load(text):
    documents = []
    try:
        for document in yaml.safe_load_all(text):
            documents.append(document)
    except Exception as error:
        return documents, {"class": type(error).__name__, "text": str(error)}
    return documents, None


for line in sys.stdin:
    documents, error = load(json.loads(line))
    try:
        shown = [canonical(document) for document in documents]
        answer = {"documents": shown, "error": error}
    except Circle:
        answer = {"circle": True, "error": error}
    print(json.dumps(answer), flush=True)
