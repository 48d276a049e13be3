"""Reads the register's CSV files into typed rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from diplograph.errors import InputError
from diplograph.register.names import ministry_rows
from diplograph.register.rows import (
    ConflictRow,
    HoldingRow,
    MemberRow,
    MetonymRow,
    OfficeRow,
    OrganizationRow,
    PersonRow,
    PlaceRow,
    PolityRow,
    SourceRow,
    StateRow,
    Tables,
    TerritoryRow,
    TreatyPartyRow,
    TreatyRow,
)

__all__ = [
    "ConflictRow",
    "HoldingRow",
    "MemberRow",
    "MetonymRow",
    "OfficeRow",
    "OrganizationRow",
    "PersonRow",
    "PlaceRow",
    "PolityRow",
    "SourceRow",
    "StateRow",
    "Tables",
    "TerritoryRow",
    "TreatyPartyRow",
    "TreatyRow",
    "load_tables",
    "read_rows",
    "with_ministries",
]

Row = TypeVar("Row")


def _cell(text: str, annotation: str, *, where: str) -> Any:
    if annotation == "Values":
        return tuple(value.strip() for value in text.split("|") if value.strip())
    if not text and annotation == "str":
        raise InputError(f"{where} is empty", hint="fill the cell, or take the row out")
    return text or None


def read_rows(folder: Traversable, row_class: type[Row]) -> Iterator[Row]:
    """The rows of one file.

    Raises:
        InputError: a column is missing or unknown, a required cell is empty, or a row has no source.
    """
    name: str = row_class.FILE  # type: ignore[attr-defined]
    columns = {field.name.rstrip("_"): str(field.type) for field in fields(row_class)}  # type: ignore[arg-type]
    with folder.joinpath(name).open("r", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if list(reader.fieldnames or ()) != list(columns):
            raise InputError(f"{name} has the columns {reader.fieldnames}", hint=f"expected {list(columns)}")
        for number, cells in enumerate(reader, start=2):
            values = [_cell((cells[c] or "").strip(), columns[c], where=f"{name}:{number}: {c}") for c in columns]
            if "source" in columns and not values[-1]:
                raise InputError(f"{name}:{number} has no source", hint="a fact without a source is left out")
            yield row_class(*values)


def with_ministries(tables: Tables) -> Tables:
    """The tables with the ministries that every state has, where the organisations do not list them."""
    listed = {row.key for row in tables.organizations}
    states: tuple[StateRow | PolityRow, ...] = (*tables.states, *tables.polities)
    added = (row for state in states for row in ministry_rows(state, listed))
    return replace(tables, organizations=(*tables.organizations, *added))


@cache
def load_tables() -> Tables:
    """The register that ships with diplograph, with each state's ministries among the organisations.

    Raises:
        InputError: a file does not have the form that `data/README.md` describes.
    """
    folder = files("diplograph.register") / "data"
    rows: dict[str, Any] = {
        row_class.FILE.removesuffix(".csv"): tuple(read_rows(folder, row_class))
        for row_class in (
            SourceRow,
            StateRow,
            PolityRow,
            OrganizationRow,
            MemberRow,
            PlaceRow,
            MetonymRow,
            ConflictRow,
            TreatyRow,
            TreatyPartyRow,
            PersonRow,
            OfficeRow,
            HoldingRow,
            TerritoryRow,
        )
    }
    return with_ministries(Tables(**rows))
