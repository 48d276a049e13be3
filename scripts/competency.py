"""The competency questions: what the ontology must be able to answer, each with a query, a dataset and the answer.

A question is a file `tests/competency/questions/THEME/NAME.rq`: SPARQL that runs unedited in any engine whose default
graph is the union of the graphs, under a header of `#+` lines in YAML. `NAME.csv` beside it holds the answer, and
`NAME.retracted.csv` the answer once the article that the header names is retracted.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

QUESTIONS: Final = Path(__file__).resolve().parent.parent / "tests" / "competency" / "questions"
DATASETS: Final = QUESTIONS.parent / "datasets"
MARK: Final = "#+"

THEMES: Final = {
    "offices": "Offices and time",
    "treaties": "Treaties, obligations and alliances",
    "mediation": "Mediation",
    "meetings": "Meetings: planned, held, cancelled",
    "support": "Support: what is a fact and what is not",
    "attribution": "Who says so",
    "disagreement": "Denial and contradiction",
    "territory": "Disputed territory",
    "evidence": "Evidence, names and dates",
    "codes": "Codes",
    "retraction": "Retraction",
}
"""Headings of the folders, in the order of the page."""

_HEADER: Final = {"question", "shows", "dataset", "inferred", "retract", "open"}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an answer, in order, as text; an empty cell is an unbound variable."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CompetencyQuestion:
    """A competency question.

    Attributes:
        theme, name: folder and file name.
        question: in English.
        shows: which part of the model it exercises, and why it is asked.
        dataset: name of the dataset that it is asked of.
        is_inferred: whether the answer needs what the rules conclude.
        retract: name of the article to retract, if the question is asked before and after.
        is_open: why the program does not give the answer yet; empty when it does.
        answer: what is to come out.
        answer_after: what is to come out after the retraction.
        sparql: the whole file.
    """

    theme: str
    name: str
    question: str
    shows: str
    dataset: str
    is_inferred: bool
    retract: str
    is_open: str
    answer: Table
    answer_after: Table | None
    sparql: str = field(repr=False)

    @property
    def query(self) -> str:
        """The file without its header."""
        return "".join(line for line in self.sparql.splitlines(keepends=True) if not line.startswith(MARK))


def load_questions() -> tuple[CompetencyQuestion, ...]:
    """All questions, by theme and name.

    Raises:
        ValueError: a folder is no theme, or a header lacks a part or has one that means nothing.
    """
    paths = sorted(QUESTIONS.glob("*/*.rq"), key=lambda path: (list(THEMES).index(path.parent.name), path.stem))
    return tuple(map(_read_question, paths))


def read_table(path: Path) -> Table:
    """A CSV file as a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        columns, *rows = (tuple(row) for row in csv.reader(lines))
    return Table(columns, tuple(rows))


def _read_question(path: Path) -> CompetencyQuestion:
    sparql = path.read_text(encoding="utf-8")
    header: dict[str, Any] = yaml.safe_load(
        "\n".join(line.removeprefix(MARK) for line in sparql.splitlines() if line.startswith(MARK))
    )
    if wrong := (header.keys() - _HEADER) | ({"question", "shows", "dataset"} - header.keys()):
        raise ValueError(f"the header of {path.name} lacks or does not know: {', '.join(sorted(wrong))}")
    after = path.with_suffix(".retracted.csv")
    return CompetencyQuestion(
        theme=path.parent.name,
        name=path.stem,
        question=header["question"],
        shows=" ".join(header["shows"].split()),
        dataset=header["dataset"],
        is_inferred=header.get("inferred", False),
        retract=header.get("retract", ""),
        is_open=header.get("open", ""),
        answer=read_table(path.with_suffix(".csv")),
        answer_after=read_table(after) if after.exists() else None,
        sparql=sparql,
    )


PAGE_INTRO = """# Competency questions

What the ontology has to be able to answer. Each question has a query, a small dataset and the answer expected; all run
in CI on two engines, Oxigraph and rdflib, which must agree to the row and in order. They are kept in
`tests/competency`: the queries in `questions`, under a header of `#+` lines, the answers beside them as CSV, and the
datasets in `datasets`.

The queries are plain SPARQL 1.1, declare their prefixes and name no graph, so that they run unedited in any engine
that sees the union of the graphs: Protégé's SPARQL tab, Yasgui, Fuseki. To try them there, print a dataset:
`python scripts/competency_data.py talks` writes TriG, with what the rules conclude; `--merged` writes one graph with
the ontology, as Turtle, for Protégé.

A new question is a `.rq` file in the folder of its theme with the answer as a CSV file of the same name, and
`NAME.retracted.csv` if its header names an article to retract. Write down the answer before running the query. A
question that cannot be answered yet says why under `open`; CI notices when it can.

The facts in the datasets are rows of the register that ships with diplograph, with their sources; the articles are
invented. Each dataset is built by the program's own code and conforms to the SHACL shapes, so that no question rests
on a graph that diplograph would never write. Questions marked *inferred* need what the rules conclude; CI checks that
they have another answer without it.
"""


def competency_page() -> str:
    """The page that lists the questions with their answers."""
    questions = load_questions()
    lines = [PAGE_INTRO, "| theme | questions | inferred |", "|---|---|---|"]
    for theme, heading in THEMES.items():
        asked = [each for each in questions if each.theme == theme]
        anchor = "".join(char for char in heading.lower().replace(" ", "-") if char.isalnum() or char == "-")
        lines.append(f"| [{heading}](#{anchor}) | {len(asked)} | {sum(each.is_inferred for each in asked)} |")
    lines.append(f"| all | {len(questions)} | {sum(each.is_inferred for each in questions)} |\n")
    lines.append("The [datasets](#datasets) are at the end of the page.\n")
    for theme, heading in THEMES.items():
        lines.append(f"## {heading}\n")
        lines += [_section(each) for each in questions if each.theme == theme]
    return "\n".join([*lines, "## Datasets\n", *map(_dataset, sorted(DATASETS.glob("*.yaml")))])


def _dataset(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    title = yaml.safe_load(text)["title"]
    return f"### Dataset {path.stem}\n\n{title}.\n\n{_folded(path.name, 'yaml', text)}"


def _folded(summary: str, language: str, text: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n```{language}\n{text.strip()}\n```\n\n</details>\n"


def _section(question: CompetencyQuestion) -> str:
    marks = f"Dataset [{question.dataset}](#dataset-{question.dataset}){', *inferred*' if question.is_inferred else ''}"
    marks += f", file `{question.theme}/{question.name}.rq`."
    lines = [f"### {question.question}\n", f"{question.shows}\n", f"{marks}\n"]
    if question.is_open:
        lines.append(f"Not answered yet ({question.is_open}); the answer to come is below.\n")
    lines += [_folded("Query", "sparql", question.query), _markdown(question.answer)]
    if question.answer_after:
        lines += [f"After the article `{question.retract}` is retracted:\n", _markdown(question.answer_after)]
    return "\n".join(lines)


def _markdown(table: Table) -> str:
    rows = [table.columns, ("---",) * len(table.columns), *table.rows]
    lines = [" | ".join(row).join(("| ", " |")) for row in ([_cell(text) for text in row] for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
