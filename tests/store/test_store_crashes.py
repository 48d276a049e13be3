"""`kill -9` between any two steps of a write leaves an article whole or absent, and the store in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import small_register
from killed import KEPT, NEW, run_and_die

from diplograph.graph import register_quads
from diplograph.store import open_store
from diplograph.vocab import GRAPH_ARTICLE, GRAPH_REGISTER, GRAPH_REVIEWS

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
        store.add_article(*KEPT)
        if action in {"restore", "rewrite-retracted"}:
            store.retract(KEPT[0].id)

    run_and_die(str(location), owner, method, moment, action)

    with open_store(str(location), read_only=read_only) as store:
        assert store.verify() == ()
        for record, quads in (KEPT, NEW):
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
