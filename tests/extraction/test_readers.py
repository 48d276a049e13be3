"""Readers are found by name, whoever brings them."""

import sys
from importlib.metadata import entry_points

import pytest

from diplograph.errors import MissingPartError, UsageError
from diplograph.extraction import READER, Extractor, get_reader, reader_names
from diplograph.extraction import readers as readers_module
from diplograph.pipeline import Pipeline
from diplograph.register import load_register
from diplograph.sources import make_article

TEXT = "Kenya is mediating between Sudan and Egypt, the Kenyan foreign ministry said on Monday."


def test_this_projects_readers_are_registered_like_any_others() -> None:
    assert set(reader_names()) >= {"rules", "llm"}


def test_the_rules_read_by_default_and_say_their_version() -> None:
    extraction = Pipeline().read(make_article(TEXT, "2021-05-05"))
    assert extraction.reader == READER == "rules/1" and extraction.claims
    assert isinstance(get_reader("rules")(load_register()), Extractor)


@pytest.mark.parametrize("name", ["", "Rules", "nobody"])
def test_an_unknown_name_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(UsageError, match="there is no reader") as caught:
        Pipeline(reader=name)
    assert "llm" in caught.value.hint and "rules" in caught.value.hint


def test_a_missing_extra_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("diplograph.extraction.llm")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    with pytest.raises(MissingPartError, match="pydantic_ai") as caught:
        get_reader("llm")
    assert caught.value.hint == "pip install 'diplograph[llm]'" and caught.value.exit_code == 7


def test_metadata_older_than_the_code_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_module, "entry_points", lambda **_: entry_points(group="no such group"))
    with pytest.raises(MissingPartError, match="no reader is registered") as caught:
        get_reader("rules")
    assert "install" in caught.value.hint


def test_choosing_no_model_asks_nobody_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPLOGRAPH_LLM_MODEL", raising=False)
    with pytest.raises(UsageError) as caught:
        Pipeline(reader="llm")
    assert "DIPLOGRAPH_LLM_MODEL" in caught.value.hint
