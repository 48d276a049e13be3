"""Groups of things that are connected, directly or through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping


class Groups:
    """Things, each in a group of its own until it is joined with another (union–find)."""

    def __init__(self, things: Iterable[str] = ()) -> None:
        self._parents = {thing: thing for thing in things}

    def find(self, thing: str) -> str:
        """One thing that stands for the whole group; a thing that is new is a group of its own."""
        self._parents.setdefault(thing, thing)
        while self._parents[thing] != thing:
            self._parents[thing] = self._parents[self._parents[thing]]
            thing = self._parents[thing]
        return thing

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        self._parents[self.find(one)] = self.find(other)

    def are_joined(self, one: str, other: str) -> bool:
        """Whether two things are in one group."""
        return one in self._parents and other in self._parents and self.find(one) == self.find(other)

    def __iter__(self) -> Iterator[list[str]]:
        """The groups, each sorted."""
        members: dict[str, list[str]] = defaultdict(list)
        for thing in sorted(self._parents):
            members[self.find(thing)].append(thing)
        return iter(members.values())


def join_neighbours(groups: Groups, bands: Mapping[str, Iterable[int]], are_alike: Callable[[str, str], bool]) -> None:
    """Join what shares a band and is alike; what is joined already is not compared again."""
    sharing: dict[int, list[str]] = defaultdict(list)
    for thing in sorted(bands):
        for band in bands[thing]:
            sharing[band].append(thing)
    for things in sharing.values():
        joined: list[list[str]] = []
        for thing in things:
            own, others = [thing], []
            for each in joined:
                if _meets(groups, thing, each, are_alike):
                    own += each
                else:
                    others.append(each)
            joined = [*others, own]


def _meets(groups: Groups, thing: str, joined: list[str], are_alike: Callable[[str, str], bool]) -> bool:
    """Whether a thing is, or now is, in the group of those that are joined."""
    if groups.are_joined(thing, joined[0]):
        return True
    if any(are_alike(thing, other) for other in joined):
        groups.join(thing, joined[0])
        return True
    return False
