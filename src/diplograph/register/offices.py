"""Who held which office when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from diplograph.register.rows import HoldingRow, OfficeRow

Spell = tuple[HoldingRow, OfficeRow]
_HEADS = ("head-of-state", "head-of-government")


def covers(valid_from: str | None, valid_until: str | None, day: date) -> bool:
    """Whether a spell with bounds cut to what is known includes the day."""
    text = day.isoformat()
    starts = not valid_from or valid_from <= text[: len(valid_from)]
    ends = not valid_until or text[: len(valid_until)] <= valid_until
    return starts and ends


def _holds(row: HoldingRow, day: date) -> bool:
    return covers(row.valid_from, row.valid_until, day)


def _meets(row: HoldingRow, first: date, last: date) -> bool:
    """Whether a spell shares a day with the days from first to last."""
    starts = not row.valid_from or row.valid_from <= last.isoformat()[: len(row.valid_from)]
    ends = not row.valid_until or first.isoformat()[: len(row.valid_until)] <= row.valid_until
    return starts and ends


def _start(spell: Spell) -> str:
    return spell[0].valid_from or ""


class OfficeBook:
    """Spells in office, by person and by post.

    Args:
        offices: the offices.
        holdings: the spells in them.
    """

    def __init__(self, offices: Sequence[OfficeRow], holdings: Sequence[HoldingRow]) -> None:
        self._of_person: dict[str, list[Spell]] = defaultdict(list)
        self._of_post: dict[tuple[str, str], list[Spell]] = defaultdict(list)
        by_key = {row.key: row for row in offices}
        for row in holdings:
            office = by_key[row.office]
            self._of_person[row.person].append((row, office))
            self._of_post[office.kind, office.of].append((row, office))

    def spells(self, person: str) -> tuple[Spell, ...]:
        """The spells of a person, oldest first."""
        return tuple(sorted(self._of_person.get(person, ()), key=_start))

    def in_office(self, person: str, on: date) -> bool:
        """Whether the person held any office on that day."""
        return any(_holds(row, on) for row, _ in self._of_person.get(person, ()))

    def has_held(self, person: str, kind: str | None, during: tuple[date, date] | None) -> bool:
        """Whether the person held an office of this kind (any, without one) at some time between two days (ever)."""
        spells = self._of_person.get(person, ())
        return any(kind in {None, office.kind} and (during is None or _meets(row, *during)) for row, office in spells)

    def bearers(self, title: str, during: tuple[date, date] | None) -> tuple[str, ...]:
        """The keys of those who bore a title (`king`) at some time between two days (ever), in no state's name."""
        spells = (spell for found in self._of_person.values() for spell in found if title in spell[1].titles)
        return tuple(dict.fromkeys(row.person for row, _ in spells if during is None or _meets(row, *during)))

    def employer(self, person: str, on: date | None) -> str | None:
        """The key of what the office held on that day is of, else of the latest office before it, else of the first."""
        spells = self._of_person.get(person, [])
        current = [spell for spell in spells if on and _holds(spell[0], on)]
        before = [spell for spell in spells if on is None or _start(spell) <= on.isoformat()]
        best = max(current or before or spells, key=_start, default=None)
        return best[1].of if best else None

    def holders(self, kind: str, of: str, *, on: date | None, title: str | None) -> tuple[str, ...]:
        """The keys of those who held an office of this kind on that day, those acting last.

        With a title, those who are called so come alone; a president may only head the government (Iran).
        """
        spells = self._on(kind, of, on)
        if title:
            kinds = (kind, *_HEADS) if kind in _HEADS else (kind,)
            called = ([spell for spell in self._on(one, of, on) if title in spell[1].titles] for one in kinds)
            spells = next(filter(None, called), spells)
        return tuple(dict.fromkeys(row.person for row, _ in sorted(spells, key=lambda spell: bool(spell[0].acting))))

    def _on(self, kind: str, of: str, day: date | None) -> list[Spell]:
        return [spell for spell in self._of_post.get((kind, of), ()) if day is None or _holds(spell[0], day)]
