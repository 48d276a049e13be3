"""Writing the files of an export."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from diplograph.errors import InputError
from diplograph.resources import ontology_folder

ONTOLOGY_COPY: Final = "diplograph-ontology"
"""The folder, beside an exported file, that holds a copy of the ontology."""

CATALOG: Final = "catalog-v001.xml"
"""The file in which Protégé looks up where an imported ontology is."""

_NAMESPACE: Final = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
_URI: Final = f"{{{_NAMESPACE}}}uri"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: it cannot be written there.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}.", hint="give another file name with -o."
        ) from error


def write_ontology_copy(folder: Path) -> list[Path]:
    """Copy the ontology beside an export and enter it in the folder's catalogue, keeping what others entered there.

    Raises:
        InputError: the folder cannot be written.
        MissingPartError: the installation lacks the ontology.
    """
    source, target = ontology_folder(), folder / ONTOLOGY_COPY
    try:
        target.mkdir(exist_ok=True)
        names = sorted(
            path.name for path in source.iterdir() if path.suffix in {".ttl", ".xml"} or path.name == "LICENSE"
        )
        for name in names:
            shutil.copyfile(source / name, target / name)
    except OSError as error:
        raise InputError(
            f"the ontology cannot be copied to {target}: {error.strerror or error}.",
            hint="give a file name in a folder that you may write to.",
        ) from error
    write_whole(folder / CATALOG, _catalog(folder / CATALOG, source / CATALOG))
    return [folder / CATALOG, *(target / name for name in names)]


def _catalog(present: Path, ours: Path) -> bytes:
    """The catalogue at `present`, if there is one, with our entries put first."""
    ElementTree.register_namespace("", _NAMESPACE)
    entries = [
        (each.attrib["name"], f"{ONTOLOGY_COPY}/{each.attrib['uri']}")
        for each in ElementTree.parse(ours).getroot().iter(_URI)  # noqa: S314
    ]
    root = _read_catalog(present)
    names = {name for name, _ in entries}
    for parent in list(root.iter()):
        for child in [each for each in parent if each.tag == _URI and each.attrib.get("name") in names]:
            parent.remove(child)
    for position, (name, uri) in enumerate(entries):
        root.insert(position, ElementTree.Element(_URI, {"name": name, "uri": uri}))
    ElementTree.indent(root, "    ")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + ElementTree.tostring(root) + b"\n"


def _read_catalog(path: Path) -> ElementTree.Element:
    try:
        return ElementTree.parse(path).getroot()  # noqa: S314
    except FileNotFoundError:
        return ElementTree.Element(f"{{{_NAMESPACE}}}catalog", {"prefer": "public"})
    except ElementTree.ParseError as error:
        raise InputError(
            f"{path} is there already and is no XML catalogue: {error}.", hint="remove it, or export to another folder."
        ) from error
