"""Whether a store behind an endpoint stays whole when its server or its writer is killed, at random moments.

    python benchmarks/remote_kills.py [--rounds N] [--servers oxigraph virtuoso] [--seed N]

In each round a process adds, retracts and restores invented articles until it or the server gets SIGKILL, in turn. Then
the server is started again if need be and the store is opened: every change that was acknowledged must be there, every
article whole or absent, and `verify` must find nothing. Exits 1 at the first round in which it is not so.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corpus import Corpus
from remote import SERVERS
from sparql_servers import SparqlServer

from diplograph.config import STORE_PASSWORD_VARIABLE, STORE_USER_VARIABLE
from diplograph.errors import DiplographError
from diplograph.store import ArticleState, open_store
from diplograph.vocab import GRAPH_ARTICLE

LONGEST_S: Final = 1.5
SHORTEST_S: Final = 0.2
_IN_HAND: Final = 3
"""So many articles may be changed further than was acknowledged."""


def main() -> int:
    """Run the rounds, and tell of them; or write, as a process of a round."""
    parser = argparse.ArgumentParser(description="Whether a store behind an endpoint survives kills.")
    parser.add_argument("--rounds", type=int, default=20, help="for each server [20]")
    parser.add_argument("--servers", nargs="+", choices=list(SERVERS), default=list(SERVERS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", nargs=3, metavar=("ADDRESS", "LOG", "START"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write[0], Path(given.write[1]), int(given.write[2]))
        return 0
    return max(_rounds(name, given.rounds, random.Random(given.seed)) for name in given.servers)


def write(location: str, journal: Path, start: int) -> None:
    """Change articles until killed; each acknowledged change is a line of the journal."""
    corpus = Corpus()
    with open_store(location) as store, journal.open("a", encoding="ascii", buffering=1) as log:
        for number in range(start, start + 1_000_000, 3):
            items = [corpus.item(each) for each in range(number, number + 3)]
            store.add_articles(items)
            log.writelines(f"{record.id} present\n" for record, _ in items)
            store.retract(items[0][0].id)
            log.write(f"{items[0][0].id} retracted\n")
            store.retract(items[1][0].id)
            log.write(f"{items[1][0].id} retracted\n")
            store.restore(items[1][0].id)
            log.write(f"{items[1][0].id} present\n")


def _rounds(name: str, rounds: int, chance: random.Random) -> int:
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "data").mkdir()
        with SERVERS[name](folder / "data") as server:
            if server.user and server.password:
                os.environ.update({STORE_USER_VARIABLE: server.user, STORE_PASSWORD_VARIABLE: server.password})
            for number in range(rounds):
                victim = ("server", "writer")[number % 2]
                _kill(server, folder / "log", number * 10_000, victim, chance.uniform(SHORTEST_S, LONGEST_S))
                problems, count = _problems(server.address, folder / "log")
                print(
                    f"{name} {number + 1}: {victim} killed, {count} articles, {'; '.join(problems) or 'whole'}",
                    flush=True,
                )
                if problems:
                    return 1
    return 0


def _kill(server: SparqlServer, log: Path, start: int, victim: str, after_s: float) -> None:
    command = [sys.executable, __file__, "--write", server.address, str(log), str(start)]
    size = log.stat().st_size if log.exists() else 0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as writer:
        while writer.poll() is None and (not log.exists() or log.stat().st_size == size):
            time.sleep(0.01)
        time.sleep(after_s)
        if victim == "server":
            server.kill()
            server.start()
        writer.kill()


def _problems(location: str, log: Path) -> tuple[Sequence[str], int]:
    """What is not as it was acknowledged, and how many articles there are."""
    acknowledged = dict(line.split() for line in log.read_text(encoding="ascii").splitlines())
    try:
        with open_store(location) as store:
            problems = [*store.verify()]
            records = {record.id: record for record in store.articles()}
            lost = sum(each not in records for each in acknowledged)
            problems += [f"{lost} acknowledged articles are lost"] if lost else []
            earlier, in_hand = list(acknowledged.items())[:-_IN_HAND], list(acknowledged)[-_IN_HAND:]
            with log.open("a", encoding="ascii") as lines:
                lines.writelines(f"{each} {records[each].state}\n" for each in in_hand if each in records)
            other = sum(records[each].state != state for each, state in earlier if each in records)
            problems += [f"{other} acknowledged changes are lost"] if other else []
            settled = [record for record in records.values() if record.state is ArticleState.PRESENT]
            sample = settled[-20:]
            found = {each.id: len(set(store.quads(GRAPH_ARTICLE + each.id))) for each in sample}
            problems += [f"{each.id} is not whole" for each in sample if found[each.id] != each.quad_count]
            return problems, len(records)
    except DiplographError as error:
        return [error.message], 0


if __name__ == "__main__":
    sys.exit(main())
