"""Writes that a process does not survive: it kills itself before or after one step of them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context

from handmade import item_of, karabakh_extraction, other_extraction

from diplograph.model import Iri, Literal, Quad
from diplograph.store import Store, open_store
from diplograph.store.catalogue import Catalogue
from diplograph.store.engine import Engine
from diplograph.store.log import Log
from diplograph.store.snapshots import Snapshots
from diplograph.vocab import GRAPH_REVIEWS

KEPT = item_of(other_extraction(1))
NEW = item_of(karabakh_extraction())
OWNERS = {"Catalogue": Catalogue, "Engine": Engine, "Log": Log, "Snapshots": Snapshots}
ACTIONS: dict[str, Callable[[Store], object]] = {
    "add": lambda store: store.add_article(*NEW),
    "retract": lambda store: store.retract(KEPT[0].id),
    "restore": lambda store: store.restore(KEPT[0].id),
    "replace": lambda store: store.replace_graph(
        GRAPH_REVIEWS, [Quad(Iri("a:s"), Iri("a:p"), Literal("new"), Iri(GRAPH_REVIEWS))]
    ),
    "rewrite": lambda store: store.rewrite_article(KEPT[0].id, lambda quads: quads[:-1]),
    "update": lambda store: store.update(f'INSERT DATA {{ GRAPH <{GRAPH_REVIEWS}> {{ <a:s> <a:p> "new" }} }}'),
    "rewrite-retracted": lambda store: store.rewrite_article(KEPT[0].id, lambda quads: quads[:-1]),
}


def run_and_die(location: str, owner: str, method: str, moment: str, action: str) -> None:
    """Let another process do something to a store, and kill itself at a step of it.

    Args:
        location: the store's directory.
        owner: the class of the step.
        method: the step.
        moment: `before` or `after` it.
        action: what is done.
    """
    # Processes are forked from one that has imported all this and opened no store: an engine's threads are not forked.
    context = get_context("forkserver")
    context.set_forkserver_preload(
        [name for name in sys.modules if name.startswith(("diplograph.store.", "diplograph.graph."))]
    )
    process = context.Process(target=_die, args=(location, owner, method, moment, action))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def _die(location: str, owner: str, method: str, moment: str, action: str) -> None:
    store = open_store(location)
    original = getattr(OWNERS[owner], method)

    def deadly(*args: object, **kwargs: object) -> None:
        if moment == "after":
            original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(OWNERS[owner], method, deadly)
    ACTIONS[action](store)
    store.close()
