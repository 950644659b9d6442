"""ATT&CK, D3FEND and the data of the sigmahq validators from a folder, so that nothing is downloaded."""

import gzip
import importlib
import shutil
import tarfile
from pathlib import Path


def unpack(data, work):
    """Writes the three archives of an oracle's `data` folder as plain files; returns where."""
    work.mkdir(parents=True, exist_ok=True)
    for name in ("attack-v19.0-used", "d3fend-used"):
        with gzip.open(data / f"{name}.json.gz", "rb") as source, open(work / f"{name}.json", "wb") as target:
            shutil.copyfileobj(source, target)
    with tarfile.open(data / "sigmahq-validator-data.tar.gz") as archive:
        archive.extractall(work, filter="data")
    return work


def prefill(data, work):
    files = unpack(Path(data), Path(work))
    from sigma.data import mitre_attack, mitre_d3fend

    mitre_attack.set_cache_dir(str(files / "cache-attack"))
    mitre_attack.set_url(str(files / "attack-v19.0-used.json"))
    mitre_d3fend.set_cache_dir(str(files / "cache-d3fend"))
    mitre_d3fend.set_url(str(files / "d3fend-used.json"))
    # Each access would read the disk cache again.
    attack, d3fend = mitre_attack._load_mitre_attack_data(), mitre_d3fend._load_mitre_d3fend_data()
    mitre_attack._get_cached_data = lambda: attack
    mitre_d3fend._get_cached_data = lambda: d3fend
    return files


VALIDATOR_DATA = {
    "taxonomy": ("sigmahq_taxonomy_", ["fieldsname", "redundant_fields", "logsource_definition"]),
    "filename": ("sigmahq_filename_", ["pattern"]),
    "windows_eventid": ("sigmahq_category_", ["no_eventid"]),
    "windows_provider": ("sigmahq_provider_", ["name"]),
}


def prefill_validators(files):
    for name, (prefix, attributes) in VALIDATOR_DATA.items():
        module = importlib.import_module(f"sigma.validators.sigmahq.data.data_{name}")
        module.set_cache_dir(str(files / f"cache-{name}"))
        module.set_url(str(next(files.rglob(f"sigmahq_{name}.json"))))
        for attribute in attributes:
            setattr(module, prefix + attribute, getattr(module, prefix + attribute))
