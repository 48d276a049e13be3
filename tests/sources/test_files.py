"""Articles from files and from standard input."""

import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from diplograph.errors import InputError, LimitError
from diplograph.sources import Inputs, SourceArticle, SourceFailure, files, inputs, read_articles

TEXT = "Kenya’s foreign minister will meet Omani officials in Muscat on Thursday, the ministry said.\n"
LINE = json.dumps({"id": "k1", "text": TEXT, "date": "2021-05-03", "source": "Coast Wire", "relations": []})
PAGE = f"""<html><head><title>Talks in Muscat</title><meta property="og:site_name" content="Coast Wire">
<meta property="article:published_time" content="2021-05-03T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Talks in Muscat</h1><p>{TEXT * 3}</p><p>{TEXT.replace("Kenya", "Rwanda") * 3}</p>
</article></body></html>"""


def _only(path: Path, **options: str) -> SourceArticle | SourceFailure:
    (found,) = read_articles(path, **options)
    return found


def _write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), TEXT.replace("\n", "\r\n").encode()],
    ids=["utf-8", "utf-8 with mark", "utf-16 with mark", "dos line ends"],
)
def test_text_is_the_same_in_every_accepted_encoding(tmp_path: Path, content: bytes) -> None:
    found = _only(_write(tmp_path, "a.txt", content), date="2021-05-03")
    assert isinstance(found, SourceArticle)
    assert (found.article.text, found.article.date) == (TEXT, date(2021, 5, 3))


def test_a_json_line_brings_its_own_id_date_and_source(tmp_path: Path) -> None:
    found = _only(_write(tmp_path, "a.jsonl", LINE + "\n\n"), date="1999-01-01")
    assert isinstance(found, SourceArticle)
    assert (found.given_id, found.article.date, found.article.source) == ("k1", date(2021, 5, 3), "Coast Wire")


def test_a_broken_json_line_fails_alone(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.jsonl", f'{LINE}\n{{"text": \n{LINE}\n')
    kinds = [type(found) for found in read_articles(path)]
    assert kinds == [SourceArticle, SourceFailure, SourceArticle]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": ', "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "has no text"),
        ('{"text": 3}', "has no text"),
        ('{"text": "Talks.", "date": "3 May"}', "not a date"),
        ('{"text": "Talks.", "date": 20210503}', "date is not a string"),
        ('{"text": "Talks.", "id": [1]}', "id is neither"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_failure_says_the_line_and_the_reason(tmp_path: Path, line: str, why: str) -> None:
    path = _write(tmp_path, "a.jsonl", f"{LINE}\n{line}\n")
    failure = list(read_articles(path))[1]
    assert isinstance(failure, SourceFailure)
    assert failure.origin == f"{path}:2"
    assert why in failure.error.message and failure.error.hint


def test_a_web_page_gives_its_article_with_title_date_and_outlet(tmp_path: Path) -> None:
    found = _only(_write(tmp_path, "a.html", PAGE))
    assert isinstance(found, SourceArticle)
    article = found.article
    assert "Rwanda" in article.text and "Home" not in article.text
    assert (article.title, article.date, article.source) == ("Talks in Muscat", date(2021, 5, 3), "Coast Wire")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"\x89PNG\x00\x00\x1a", "binary"),
        ("a.txt", "Kenya’s café".encode("cp1252"), "not in UTF-8"),
        ("a.html", "<html><body></body></html>", "no article text"),
    ],
)
def test_a_file_that_is_no_article_is_a_failure_with_a_hint(
    tmp_path: Path, name: str, content: bytes | str, why: str
) -> None:
    failure = _only(_write(tmp_path, name, content))
    assert isinstance(failure, SourceFailure)
    assert why in failure.error.message and failure.error.hint


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    failure = _only(_write(tmp_path, "a.txt", b"a" * 5_000_000))
    assert isinstance(failure, SourceFailure)
    assert isinstance(failure.error, LimitError)


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl", "", "empty.jsonl", "news.json", "news.pdf"])
def test_a_location_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    _write(tmp_path, "empty.jsonl", b"\n")
    with pytest.raises(InputError) as caught:
        list(read_articles(tmp_path / name))
    assert caught.value.hint


@pytest.mark.parametrize(("content", "given_id"), [(TEXT, None), (LINE, "k1"), (PAGE, None)])
def test_standard_input_is_recognised_by_its_first_character(
    monkeypatch: pytest.MonkeyPatch, content: str, given_id: str | None
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    (found,) = read_articles("-")
    assert isinstance(found, SourceArticle)
    assert found.given_id == given_id and "Muscat" in found.article.text


def _texts(found: Iterable[SourceArticle | SourceFailure]) -> list[str]:
    return [each.article.text for each in found if isinstance(each, SourceArticle)]


@pytest.mark.parametrize("kept", [0, 10_000])
def test_inputs_can_be_gone_through_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(inputs, "_KEPT_CHARACTERS", kept)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'\n{"text": "Two."}\n{"text": "Three."}\n')))
    (tmp_path / "a.txt").write_text("One.")
    with Inputs([tmp_path / "a.txt", "-"], None, "Daily Coast") as given:
        assert _texts(given) == _texts(given) == ["One.", "Two.", "Three."]
        assert {each.article.source for each in given if isinstance(each, SourceArticle)} == {"Daily Coast"}


def test_a_line_too_long_for_an_article_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_LINE_BYTES", 100)
    lines = tmp_path / "a.jsonl"
    lines.write_text(f'{{"text": "{"x" * 1000}"}}\n{{"text": "Two."}}\n')
    first, second = read_articles(lines)
    assert isinstance(first, SourceFailure) and isinstance(first.error, LimitError)
    assert first.error.message == f"{lines}:1: the line has more than 100 bytes"
    assert isinstance(second, SourceArticle) and second.origin == f"{lines}:2"
