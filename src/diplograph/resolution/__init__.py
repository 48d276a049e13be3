"""From mentions to actors: candidates, a score, a decision that keeps its reasons. Unknown stays unknown."""

from diplograph.resolution.dating import date_article
from diplograph.resolution.known import KnownActors
from diplograph.resolution.resolver import Resolver

__all__ = ["KnownActors", "Resolver", "date_article"]
