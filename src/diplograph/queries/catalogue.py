"""The saved questions that ship with diplograph."""

from __future__ import annotations

from functools import cache

from diplograph.errors import UsageError
from diplograph.queries.header import Question, parse_question
from diplograph.resources import queries_folder

SUFFIX = ".rq"


@cache
def question_names() -> tuple[str, ...]:
    """The names of all saved questions, in alphabetical order."""
    return tuple(sorted(path.stem for path in queries_folder().glob(f"*{SUFFIX}")))


@cache
def find_question(name: str) -> Question | None:
    """The question of this name."""
    if name not in question_names():
        return None
    return parse_question(name, (queries_folder() / f"{name}{SUFFIX}").read_text(encoding="utf-8"))


def get_question(name: str) -> Question:
    """The question of this name.

    Raises:
        UsageError: there is none; the hint names near ones.
    """
    if question := find_question(name):
        return question
    from difflib import get_close_matches

    near = get_close_matches(name, question_names(), n=3, cutoff=0.5) or question_names()
    raise UsageError(f"there is no saved question {name!r}", hint=f"ask one of: {', '.join(near)}")


def load_catalogue() -> tuple[Question, ...]:
    """All saved questions, in alphabetical order."""
    return tuple(get_question(name) for name in question_names())
