"""Rules from anywhere: folders of `.yml` files, archives, files of `{path, yaml}` records."""

import tarfile
from pathlib import Path

from records import read_records


def is_rule(name):
    return name.endswith((".yml", ".yaml"))


def rules_of(place):
    """(path, text) of every rule; paths are relative to the folder, with `/`."""
    place = Path(place)
    if place.is_dir():
        files = sorted(file for file in place.rglob("*") if file.is_file() and is_rule(file.name))
        return [(file.relative_to(place).as_posix(), file.read_text("utf-8")) for file in files]
    if place.name.endswith((".tar.gz", ".tgz")):
        with tarfile.open(place) as archive:
            members = [member for member in archive if member.isfile() and is_rule(member.name)]
            return [(m.name.removeprefix("./"), archive.extractfile(m).read().decode("utf-8")) for m in members]
    if is_rule(place.name):
        return [(place.name, place.read_text("utf-8"))]
    return [(record["path"], record["yaml"]) for record in read_records(place)]
