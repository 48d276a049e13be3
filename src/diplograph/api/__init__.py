"""The Python interface: one object per open store."""

from diplograph.api.actors import ActorCard
from diplograph.api.knowledge_graph import INFERENCES_BEHIND, KnowledgeGraph
from diplograph.api.migration import GraphChange, MigrationReport
from diplograph.api.opening import open_graph
from diplograph.api.reports import AddReport, AddState

__all__ = [
    "INFERENCES_BEHIND",
    "ActorCard",
    "AddReport",
    "AddState",
    "GraphChange",
    "KnowledgeGraph",
    "MigrationReport",
    "open_graph",
]
