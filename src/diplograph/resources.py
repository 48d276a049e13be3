"""Where the files are that ship with diplograph: in the wheel, or beside the sources in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from diplograph.errors import MissingPartError

_PACKAGE: Final = Path(__file__).resolve().parent
_CHECKOUT: Final = _PACKAGE.parent.parent


def ontology_folder() -> Path:
    """The folder of the ontology's Turtle files and its catalogue.

    Raises:
        MissingPartError: the installation lacks it.
    """
    return _find("the ontology", _PACKAGE / "ontology", _CHECKOUT / "ontology")


def queries_folder() -> Path:
    """The folder of the saved queries.

    Raises:
        MissingPartError: the installation lacks it.
    """
    return _find("the saved queries", _PACKAGE / "queries" / "saved", _CHECKOUT / "queries")


def demo_folder() -> Path:
    """The folder of the bundled demonstration articles.

    Raises:
        MissingPartError: the installation lacks it.
    """
    return _find("the demonstration articles", _PACKAGE / "demo")


def _find(what: str, *places: Path) -> Path:
    for place in places:
        if place.is_dir():
            return place
    raise MissingPartError(
        f"{what} did not come with this installation.", hint="pip install --force-reinstall diplograph"
    )
