"""sigma-cli's `sigma check`, with its data downloaded from a folder instead of the network: check.py DATA WORK ARGUMENT…"""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "pysigma"))
from offline_data import VALIDATOR_DATA, unpack  # noqa: E402


def place(data, work):
    """Only the addresses and the folders of the caches differ from what a person has who ran it before."""
    files = unpack(Path(data), Path(work))
    from sigma.data import mitre_attack, mitre_d3fend

    for module, name in ((mitre_attack, "attack-v19.0-used"), (mitre_d3fend, "d3fend-used")):
        module.set_cache_dir(str(files / f"cache-{name}"))
        module.set_url(str(files / f"{name}.json"))
    for name in VALIDATOR_DATA:
        module = importlib.import_module(f"sigma.validators.sigmahq.data.data_{name}")
        module.set_cache_dir(str(files / f"cache-{name}"))
        module.set_url(str(next(files.rglob(f"sigmahq_{name}.json"))))


if __name__ == "__main__":
    place(sys.argv[1], sys.argv[2])
    from sigma.cli.main import main

    sys.argv = ["sigma", "check", *sys.argv[3:]]
    main()
