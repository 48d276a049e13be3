"""`kill -9` between any two steps of a write leaves an article whole or absent, and the store in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import item_of, karabakh_extraction, other_extraction, small_register

from diplograph.graph import register_quads
from diplograph.store import open_store
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_REGISTER, GRAPH_REVIEWS

ROOT = Path(__file__).parents[2]
ITEM, NEW = item_of(other_extraction(1)), item_of(karabakh_extraction())

KILL = """
import os, signal, sys
from diplograph.store import open_store
from diplograph.store.catalogue import Catalogue
from diplograph.store.engine import Engine
from diplograph.store.log import Log
from diplograph.store.snapshots import Snapshots
from handmade import item_of, karabakh_extraction, other_extraction, small_register
from diplograph.graph import register_quads
from diplograph.model import Iri, Literal, Quad
from diplograph.vocab import GRAPH_REVIEWS

location, owner, method, moment, action = sys.argv[1:]
kept = item_of(other_extraction(1))[0]
ACTIONS = {
    "add": lambda store: store.add_article(*item_of(karabakh_extraction())),
    "retract": lambda store: store.retract(kept.id),
    "restore": lambda store: store.restore(kept.id),
    "replace": lambda store: store.replace_graph(
        GRAPH_REVIEWS, [Quad(Iri("a:s"), Iri("a:p"), Literal("new"), Iri(GRAPH_REVIEWS))]
    ),
    "rewrite": lambda store: store.rewrite_article(kept.id, lambda quads: quads[:-1]),
    "update": lambda store: store.update(
        f'INSERT DATA {{ GRAPH <{GRAPH_REVIEWS}> {{ <a:s> <a:p> "new" }} }}'
    ),
    "rewrite-retracted": lambda store: store.rewrite_article(kept.id, lambda quads: quads[:-1]),
}

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

store = open_store(location)
target = {"Catalogue": Catalogue, "Engine": Engine, "Log": Log, "Snapshots": Snapshots}[owner]
original = getattr(target, method)

def deadly(*args, **kwargs):
    if moment == "before":
        die()
    original(*args, **kwargs)
    die()

setattr(target, method, deadly)
ACTIONS[action](store)
store.close()
print("survived")
"""

STEPS = [
    ("Log", "append"),
    ("Catalogue", "follow"),
    ("Engine", "load"),
    ("Engine", "set_graph"),
    ("Engine", "update"),
    ("Engine", "sync"),
    ("Catalogue", "commit"),
    ("Engine", "copy"),
    ("Snapshots", "publish"),
]
AT_THE_END = {"append", "follow", "sync", "commit", "copy", "publish"}
USES = {
    "add": {"load", *AT_THE_END},
    "retract": {"set_graph", *AT_THE_END},
    "restore": {"set_graph", *AT_THE_END},
    "replace": {"set_graph", *AT_THE_END},
    "rewrite": {"set_graph", *AT_THE_END},
    "rewrite-retracted": AT_THE_END,
    "update": {"update", *AT_THE_END},
}
CASES = [
    (owner, method, moment, action)
    for action, methods in USES.items()
    for owner, method in STEPS
    if method in methods
    for moment in ("before", *(["after"] if (owner, method) == STEPS[-1] else []))
]
"""After a step is before the next one."""


def run_and_die(location: Path, owner: str, method: str, moment: str, action: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "graph")])}
    command = [sys.executable, "-c", KILL, str(location), owner, method, moment, action]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("owner", "method", "moment", "action", "read_only"),
    [(*case, bool(number % 2)) for number, case in enumerate(CASES)],
)
def test_killed_between_steps(
    tmp_path: Path, owner: str, method: str, moment: str, action: str, read_only: bool
) -> None:
    location = tmp_path / "talks.store"
    with open_store(str(location)) as store:
        store.replace_graph(GRAPH_REGISTER, register_quads(small_register()))
        store.add_article(*ITEM)
        if action in {"restore", "rewrite-retracted"}:
            store.retract(ITEM[0].id)

    run_and_die(location, owner, method, moment, action)

    with open_store(str(location), read_only=read_only) as store:
        assert store.verify() == ()
        for record, quads in (ITEM, NEW):
            found = set(store.quads(GRAPH_ARTICLE + record.id))
            is_cut = action == "rewrite" and len(found) == len(set(quads)) - 1 and found < set(quads)
            assert found in (set(), set(quads)) or is_cut
            known = store.find_article(record.id)
            assert (known is not None and known.state == "present") == bool(found)
        assert {quad.object.value for quad in store.quads(GRAPH_REVIEWS)} <= {"new"}
        assert set(store.quads(GRAPH_REGISTER)) == set(register_quads(small_register()))
    with open_store(str(location)) as store:
        store.add_article(*NEW)
        assert set(store.quads(GRAPH_ARTICLE + NEW[0].id)) == set(NEW[1])
