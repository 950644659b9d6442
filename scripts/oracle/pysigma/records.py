"""Records that do not depend on the run: errors, texts without addresses and random names, and the files they go to."""

import gzip
import json
import re
from pathlib import Path

MAX_MESSAGE = 1500
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
OBJECT_ADDRESS = re.compile(r"(object at )0x[0-9a-f]{6,}")
FILTER_NAME = re.compile(r"_filt_[A-Za-z]{10}(?=_)")


def error_record(error):
    text = str(error)
    record = {"error_class": type(error).__name__, "error": text[:MAX_MESSAGE]}
    if len(text) > MAX_MESSAGE:
        record["error_truncated"] = True
    return record


def dumps(value):
    return json.dumps(value, ensure_ascii=False, default=str)


def stable_text(text, key):
    text = FILTER_NAME.sub("_filt_XXXXXXXXXX", text)
    return ADDRESS.sub("0x…", text) if key == "error" else OBJECT_ADDRESS.sub(r"\g<1>0x…", text)


def stable(value, key=None):
    if isinstance(value, dict):
        return {FILTER_NAME.sub("_filt_XXXXXXXXXX", k): stable(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [stable(item, key) for item in value]
    return stable_text(value, key) if isinstance(value, str) else value


def line_of(record):
    text = dumps(record)
    return dumps(stable(json.loads(text))) if "0x" in text or "_filt_" in text else text


class RecordFile:
    """A gzip file of JSON lines; equal records give equal bytes."""

    def __init__(self, path):
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = open(path, "wb")
        self._gzip = gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, compresslevel=9, mtime=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._gzip.close()
        self._raw.close()

    def write(self, record):
        self._gzip.write((line_of(record) + "\n").encode("utf-8", "surrogatepass"))


def read_records(path):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rb") as file:
        for line in file:
            yield json.loads(line)
