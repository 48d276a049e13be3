"""What a store survives: `kill -9` at random moments of an ingest, a full disk, files cut short or with a byte changed.

    python benchmarks/faults.py [--kills 100] [--damages 40] [--seed 1] [--folder FOLDER]

Articles are invented ones. Each is acknowledged by the child that writes it; after each fault the store is opened, and
whatever was acknowledged must be there, whole, and nothing else but at most the one article that was under way.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import Corpus, Item

from diplograph.errors import StoreError
from diplograph.store import open_store
from diplograph.store.layout import Layout
from diplograph.store.nquads import to_nquads
from diplograph.store.repair import repair
from diplograph.vocab import GRAPH_ARTICLE

WRITER = """
import pickle, sys
from pathlib import Path
from diplograph.store import open_store
store = open_store(sys.argv[1])
for item in pickle.loads(Path(sys.argv[2]).read_bytes()):
    store.add_article(*item)
    print(item[0].id, flush=True)
store.close()
print("closed", flush=True)
"""


def problems_of(location: Path, items: dict[str, Item], acknowledged: set[str], spare: int) -> list[str]:
    """How the store differs from what was acknowledged, of which up to `spare` more articles may be there."""
    with open_store(str(location)) as store:
        found = list(store.verify())
        present = {record.id for record in store.articles()}
        found += [f"{each} is lost" for each in sorted(acknowledged - present)]
        if len(present - acknowledged) > spare:
            found.append(f"{len(present - acknowledged)} articles more than were acknowledged")
        for each in present:
            name = GRAPH_ARTICLE + each
            if to_nquads(store.quads(name), name) != to_nquads(items[each][1], name):
                found.append(f"{each} is not whole")
    return found


def run_kills(folder: Path, items: list[Item], count: int, chance: random.Random) -> int:
    """Kill writers at random moments, each on the store that the last one left; the number of failures."""
    import pickle

    by_id = {record.id: (record, quads) for record, quads in items}
    location, batch = folder / "killed.store", folder / "items.pickle"
    batch.write_bytes(pickle.dumps(items))
    failures, acknowledged = 0, set()
    for number in range(1, count + 1):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(location), str(batch)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout
            first = child.stdout.readline().strip()
            acknowledged |= {first} - {""}
            time.sleep(chance.uniform(0, 0.6))
            os.kill(child.pid, signal.SIGKILL)
            acknowledged |= {line.strip() for line in child.stdout} - {"closed", ""}
        found = problems_of(location, by_id, acknowledged, spare=number)
        failures += bool(found)
        print(f"kill {number}: {len(acknowledged)} acknowledged; {found or 'all whole'}")
        with open_store(str(location), read_only=True) as store:
            acknowledged |= {record.id for record in store.articles()}
        if len(acknowledged) == len(items):
            shutil.rmtree(location)
            acknowledged = set()
    return failures


def run_full_disk(folder: Path, items: list[Item]) -> int:
    """Write until a file system of 24 MB is full; the number of failures. Needs the right to mount one."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        print("full disk: not run, no right to mount")
        return 0
    try:
        location, acknowledged = disk / "full.store", set()
        by_id = {record.id: (record, quads) for record, quads in items}
        error = ""
        try:
            with open_store(str(location)) as store:
                for number, item in enumerate(items * 50):
                    record = item[0]
                    if number >= len(items):
                        break
                    store.add_article(*item)
                    acknowledged.add(record.id)
        except StoreError as caught:
            error = f"{caught.message} ({caught.hint})"
        print(f"full disk: {len(acknowledged)} of {len(items)} acknowledged; {error}")
        copy = folder / "full.store"
        shutil.copytree(location, copy)
        found = problems_of(copy, by_id, acknowledged, spare=1)
        print(f"full disk, with room again: {found or 'all whole'}")
        return bool(found) + (not error)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def run_damages(folder: Path, items: list[Item], count: int, chance: random.Random) -> int:
    """Cut files short and change bytes; the number of times that it was not noticed or not mended."""
    by_id = {record.id: (record, quads) for record, quads in items}
    sound = folder / "sound.store"
    with open_store(str(sound)) as store:
        store.add_articles(items)
    failures = 0
    for number in range(1, count + 1):
        location = folder / "damaged.store"
        shutil.rmtree(location, ignore_errors=True)
        shutil.copytree(sound, location)
        files = [path for part in ("engine", "log", "catalogue.sqlite") for path in _files(location / part)]
        path = chance.choice([path for path in files if path.stat().st_size and not path.name.startswith("LOG")])
        size = path.stat().st_size
        place, is_cut = chance.randrange(size), chance.random() < 0.5
        content = path.read_bytes()
        changed = content[:place] if is_cut else content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :]
        path.write_bytes(changed)
        what = f"{path.relative_to(location)} {'cut at' if is_cut else 'changed at'} {place} of {size}"
        try:
            with open_store(str(location)) as store:
                found = store.verify()
        except StoreError as error:
            found = (error.message,)
        result = repair(Layout(location))
        left = problems_of(location, by_id, set(by_id), spare=0)
        failures += bool(left)
        noticed = "noticed" if found else "without effect"
        print(f"damage {number}: {what}: {noticed}, {len(result.saved)} saved, {left or 'all back'}")
    return failures


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())


def main() -> int:
    """Run all faults; exit code 1 when anything acknowledged was lost."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--damages", type=int, default=40)
    parser.add_argument("--quads", type=int, default=60_000, help="how many quads the invented articles have [60000]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the stores are made [a temporary folder]")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    items = list(Corpus().items(quads=given.quads))
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        failures = run_kills(folder, items, given.kills, chance)
        failures += run_full_disk(folder, items)
        failures += run_damages(folder, items, given.damages, chance)
    print(f"{failures} failures")
    return int(failures > 0)


if __name__ == "__main__":
    raise SystemExit(main())
