"""Reads questions (one JSON object a line: pattern, flags, texts) and prints what Python's `re` makes of them.

{"groups": n, "found": [true, false, null, ...]} or {"error": text, "class": name}; null where the search took too long.
"""

import json
import re
import signal
import sys
import warnings

warnings.simplefilter("ignore")
flags = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


class TooLong(Exception):
    pass


def give_up(*_):
    raise TooLong


def search(pattern, text):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        return pattern.search(text) is not None
    except TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(question):
    try:
        pattern = re.compile(question["pattern"], sum(flags[flag] for flag in question["flags"]))
    except Exception as error:
        return {"error": str(error), "class": type(error).__name__}
    return {"groups": pattern.groups, "found": [search(pattern, text) for text in question["texts"]]}


signal.signal(signal.SIGALRM, give_up)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
