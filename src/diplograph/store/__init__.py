"""Where the graph is kept: in memory, in a directory, or behind a SPARQL endpoint.

    with open_store("talks.store") as store:
        store.add_article(record, quads)
        store.query("SELECT ?claim WHERE { ?claim a dg:Claim }")

Opening a directory and querying it imports pyoxigraph and nothing else that is heavy.
"""

from diplograph.store.federated import ServiceLimits, federate
from diplograph.store.federation import Host, read_hosts
from diplograph.store.jelly import write_jelly
from diplograph.store.migrations import Migration, find_way, migrate_quads, read_migrations, version_key
from diplograph.store.nquads import to_nquads
from diplograph.store.opening import open_store
from diplograph.store.protocol import (
    ArticleRecord,
    ArticleState,
    QueryResult,
    Solutions,
    Store,
    Term,
    Triples,
    Uninferred,
    Verdict,
    is_derived,
)
from diplograph.store.scratch import Scratch
from diplograph.store.terms import nquads_lines, read_rdf, read_rdf_named, to_json_ld
from diplograph.store.trig import TrigWriter, to_trig
from diplograph.store.workbench import Workbench

__all__ = [
    "ArticleRecord",
    "ArticleState",
    "Host",
    "Migration",
    "QueryResult",
    "Scratch",
    "ServiceLimits",
    "Solutions",
    "Store",
    "Term",
    "TrigWriter",
    "Triples",
    "Uninferred",
    "Verdict",
    "Workbench",
    "federate",
    "find_way",
    "is_derived",
    "migrate_quads",
    "nquads_lines",
    "open_store",
    "read_hosts",
    "read_migrations",
    "read_rdf",
    "read_rdf_named",
    "to_json_ld",
    "to_nquads",
    "to_trig",
    "version_key",
    "write_jelly",
]
