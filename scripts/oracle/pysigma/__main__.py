"""Writes records of what pySigma makes of rules; `scripts/oracle/pysigma.mjs` starts it."""

import argparse
import json
import sys
import tempfile
import warnings
from pathlib import Path

from corpus import rules_of
from records import RecordFile, read_records


def write(path, records):
    count = 0
    with RecordFile(path) as file:
        for record in records:
            file.write(record)
            count += 1
    print(f"{path}: {count} records", flush=True)


def run_parse(folder, rules):
    from parse import parse_record

    write(folder / "parse.jsonl.gz", (parse_record(path, text) for path, text in rules))


def run_jobs(folder, rules, patterns):
    from convert import Job
    from targets import jobs

    for name, backend, pipelines, output_format in jobs(patterns):
        job = Job(backend, pipelines, output_format)
        write(folder / f"{name}.jsonl.gz", (job.record(path, text) for path, text in rules))


def run_validate(folder, rules, files, base):
    from offline_data import prefill_validators
    from validate import Validation

    prefill_validators(files)
    validation = Validation(base)

    def records():
        for path, text in rules:
            yield validation.record(path, text)
        yield validation.finalize_record()

    write(folder / "validate.jsonl.gz", records())
    summary = json.dumps(validation.summary(folder.name), indent=1)
    (folder / "validate-totals.json").write_text(summary, "utf-8")


def run_unit(out, units):
    from unit import unit_record

    for unit in units:
        kind, _, place = unit.partition("=")
        records = (unit_record(kind, record) for record in read_records(place))
        write(out / "unit" / f"{kind}.jsonl.gz", records)


def arguments():
    parser = argparse.ArgumentParser(prog="node scripts/oracle/run.mjs pysigma", description=__doc__)
    parser.add_argument("rules", nargs="*", help="folders, .tar.gz archives, .jsonl(.gz) files of {path, yaml}")
    parser.add_argument("--out", required=True, type=Path, help="folder for the records")
    parser.add_argument("--name", help="name of the set (default: that of the first folder or file)")
    parser.add_argument("--no-parse", action="store_true", help="leave out parse.jsonl.gz")
    parser.add_argument("--jobs", nargs="*", default=[], metavar="PATTERN", help="conversions, e.g. 'splunk.*'")
    parser.add_argument("--validate", action="store_true", help="validators, too")
    parser.add_argument("--unit", action="append", default=[], metavar="KIND=FILE", help="inputs of records anew")
    parser.add_argument("--data", type=Path, help="folder with ATT&CK, D3FEND and validator data")
    return parser.parse_args()


def main():
    warnings.simplefilter("ignore")
    args = arguments()
    run_unit(args.out, args.unit)
    if not args.rules:
        return 0
    if (args.validate or args.jobs) and args.data is None:
        print("--validate and --jobs need --data, so that nothing is downloaded", file=sys.stderr)
        return 2
    first = Path(args.rules[0])
    name = args.name or first.name.split(".")[0]
    rules = [rule for place in args.rules for rule in rules_of(place)]
    corpus = ({"path": path, "yaml": text} for path, text in rules)
    write(args.out / "corpora" / f"{name}.jsonl.gz", corpus)
    folder = args.out / name
    if not args.no_parse:
        run_parse(folder, rules)
    with tempfile.TemporaryDirectory() as work:
        if args.data is not None:
            from offline_data import prefill

            files = prefill(args.data, Path(work))
        run_jobs(folder, rules, args.jobs)
        if args.validate:
            run_validate(folder, rules, files, first if first.is_dir() else Path("/rules"))
    return 0


sys.exit(main())
