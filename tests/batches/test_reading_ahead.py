"""Articles are read a bounded number ahead, and whoever dies is tried alone before an article is blamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

import diplograph
from diplograph.api import AddState, KnowledgeGraph, knowledge_graph
from diplograph.batches import chunks, reading
from diplograph.batches.work import Reading
from diplograph.batches.workers import WorkerDiedError
from diplograph.model import Article, Extraction
from diplograph.pipeline import Pipeline, ReadFailure
from diplograph.sources import make_article


@dataclass(eq=False)
class Task:
    """Read when asked for; dies by its articles, or because a neighbour does."""

    crew: Crew
    articles: Sequence[Article]
    is_done: bool = False

    def result(self) -> list[Reading]:
        self.settle()
        if self in self.crew.dead:
            raise WorkerDiedError
        return [Extraction(article, (), (), (), "made") for article in self.articles]

    def settle(self) -> None:
        if not self.is_done and any("kills" in article.text for article in self.articles):
            self.crew.dead += self.crew.under_way
        self.is_done = True


@dataclass
class Crew:
    """Workers that share one life."""

    width: int = 3
    tasks: list[Task] = field(default_factory=list)
    dead: list[Task] = field(default_factory=list)
    is_closed: bool = False

    @property
    def under_way(self) -> list[Task]:
        return [task for task in self.tasks if not task.is_done]

    def start(self, articles: Sequence[Article]) -> Task:
        self.tasks.append(Task(self, articles))
        return self.tasks[-1]

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_ARTICLES", 2)


def articles(*texts: str) -> list[Article]:
    return [make_article(text) for text in texts]


def test_only_what_dies_alone_is_blamed() -> None:
    given = articles("a", "b", "c", "kills", "d", "e", "f", "kills too", "g")
    crew = Crew()
    found = list(reading.read_ahead(chunks.chunks_of(given), crew))
    assert [each.article for each in found if not isinstance(each, chunks.Passed)] == given
    assert [each.article.text for each in found if isinstance(each, ReadFailure)] == ["kills", "kills too"]
    assert crew.is_closed


def test_no_more_is_taken_than_there_is_room_for() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield make_article(f"Report {taken}.")

    crew = Crew()
    found = reading.read_ahead(chunks.chunks_of(endless()), crew)
    for number in range(1, 50):
        next(found)
        assert taken <= number + 2 * (crew.width + 2)
    found.close()
    assert crew.is_closed


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> Iterator[KnowledgeGraph]:
    """An empty graph without a register, which reads in no time."""
    monkeypatch.setattr(knowledge_graph, "load_background", lambda store: None)
    made = lambda self, articles: iter([Extraction(each, (), (), (), "made") for each in articles])  # noqa: E731
    monkeypatch.setattr(Pipeline, "read_many", made)
    with diplograph.open("memory:") as opened:
        yield opened


def test_a_graph_takes_articles_as_they_are_needed(graph: KnowledgeGraph) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield make_article(f"Report {taken % 30}.")

    reports = graph.add_articles(endless())
    states = [next(reports).state for _ in range(100)]
    assert states == [AddState.ADDED] * 30 + [AddState.PRESENT] * 70
    assert taken < 250


def test_an_article_given_twice_at_once_is_read_once(graph: KnowledgeGraph) -> None:
    given = articles("a", "a", "b", "a")
    assert [report.state.name for report in graph.add_articles(given)] == ["ADDED", "PRESENT", "ADDED", "PRESENT"]
    assert [report.article_id for report in graph.add_articles(given)] == [article.id for article in given]
