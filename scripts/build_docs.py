"""Writes the pages of `docs/` that follow from code and ontology: command line, questions, rules, shapes.

build_docs.py           writes docs/cli.md, queries.md, rules.md, shapes.md and competency-questions.md, and the file
                        of the headers of saved questions, which is there to be quick to read
build_docs.py --check   exits 1 when a page differs from what would be written
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import click
from competency import competency_page
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from diplograph.cli.app import COMMANDS, app
from diplograph.queries import Parameter, Question, load_catalogue
from diplograph.queries.header import READ_HEADERS, checksum, header_text, read_yaml
from diplograph.reasoning import Policy, Rule, Step, load_rules, load_steps
from diplograph.reasoning.syndication.fingerprint import LEAST_LIKENESS, LEAST_WORDS
from diplograph.reasoning.syndication.wording import MOST_WORDS
from diplograph.reasoning.wording import compact
from diplograph.resources import ontology_folder, queries_folder

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- Written by scripts/build_docs.py; do not edit. -->"
HELP_WIDTH = 100
SHOWN_TARGETS = 8

CLI_INTRO = """# Command line

Data goes to stdout, talk to stderr. Formats: `table`, `json`, `jsonl`, `csv`, `tsv`, for graphs also `ttl`; what is
printed never depends on whether it goes to a terminal, only its width and colour do. With `--format json` or `jsonl`
a failure is one JSON object on stderr, problem details after RFC 9457.

| exit code | meaning |
|---|---|
| 0 | ok |
| 1 | nothing found, or `check` found something wrong |
| 2 | wrong usage: an unknown command, question, parameter or value |
| 3 | bad input: a file or article that cannot be read |
| 4 | a SPARQL query that is not valid |
| 5 | a limit on time, size, rows or memory was reached |
| 6 | the store cannot be opened, read or written |
| 7 | an optional part is missing; the hint is the command that installs it |
| 70 | a fault of diplograph's own; `diplograph --traceback COMMAND …` shows where |
| 130 | interrupted |

The store is a directory (`./diplograph.store` unless `--store` or `DIPLOGRAPH_STORE` says otherwise), `memory:`, the
address of a SPARQL endpoint, or a `.toml` file that describes one ([remote stores](remote-stores.md)).

`ask` and `query` answer out of a directory's newest snapshot, in a process of their own that is stopped when a query
takes more than `--timeout`, `--limit-rows` or `--memory` allow. `serve` does the same over HTTP; see
[serving a store](endpoint.md).

`--reader` (or `DIPLOGRAPH_READER`) says who reads claims out of sentences: `rules`, which is the default and asks
nobody, or `llm`, a language model behind an OpenAI-compatible endpoint, which the extra `diplograph[llm]` brings. The
endpoint is shown the whole article, so mind where it stands. [Readers](readers.md) tells what is taken of its answers.

Where many articles are read, the failures of single ones are listed and stop no other, and the exit code is the
greatest of theirs. `--cluster` has them read on a Dask cluster, which the extra `diplograph[cluster]` brings and which
must be one that you trust: [many articles](many-articles.md).

`export --to jelly` and `store import FILE.jelly` need the extra `diplograph[jelly]`; see
[stores](stores.md#files-in-jelly).

| variable | meaning |
|---|---|
| `DIPLOGRAPH_LLM_MODEL` | name of a model that the endpoint serves; `llm` needs it |
| `DIPLOGRAPH_LLM_URL` | the endpoint's address, up to `/chat/completions`; `http://127.0.0.1:11434/v1` by default |
| `DIPLOGRAPH_LLM_KEY` | its key, where it wants one |
| `DIPLOGRAPH_LLM_TIMEOUT` | seconds that one answer is waited for; 120 by default |
| `DIPLOGRAPH_STORE_USER`, `DIPLOGRAPH_STORE_PASSWORD` | who an endpoint is told that you are |
| `DIPLOGRAPH_STORE_TOKEN` | the bearer token that an endpoint is shown instead |
| `DIPLOGRAPH_STORE_TIMEOUT` | seconds that one request to an endpoint may take, its retries included; 60 by default |
| `DIPLOGRAPH_SERVICES` | the servers that a query may ask by `SERVICE`, `HOST` or `HOST:PORT`, separated by commas |
| `DIPLOGRAPH_TOKEN` | the token that updates need where `serve --writable` takes them |
| `DIPLOGRAPH_TRACEBACK` | when set, Python's traceback is shown below an error |
"""

QUERIES_INTRO = """# Saved questions

Each file `queries/*.rq` is a SPARQL query that runs unedited in any engine whose default graph is the union of the
graphs (Protégé, Yasgui, Fuseki …). Its `#+` lines are a header in YAML, as grlc reads it:

- `summary`, `description`, `tags`: the question, what a row is, its subjects;
- `defaults`: values that a parameter has unless it is given; `all` lifts them;
- `params`: by name, `type` (`iri`, `code`, `date`, `claim`), `label` and `example`; for `iri` a `class`, for `code` a
  `scheme`, for `date` the moment of the `day` meant (`start`, `noon`, `end`); `many` and `optional`; `narrows`, a
  pattern from which an engine can start when there is a value, and `finds`, the variable of it that is wanted once;
- `view`: by role (`source`, `target`, `edge`, `start`, `end`, `place`, `latitude`, `longitude`, `evidence`, `title`) a
  column; `hide` lists columns that a table leaves out;
- `expect`: rows that the bundled articles yield.

A value is bound as a term, in `VALUES ?name { … }` in the place of the line `# (values here)`, or else right after the
outermost `WHERE {`. Names (`Turkey`,
`Nagorno Karabakh`) are looked up in the register, then among the labels in the store. Run elsewhere, a question has
no defaults: then its first column to read is `modality`.

A pattern that `narrows` stands, with its `VALUES`, in the place of each line `# (narrowed here)`, or, for some
parameters alone, `# (narrowed here: since)`, inside a subselect that is answered first. The answer is the same without
it, and takes longer: whoever binds a value by hand can put both there as well. Why the queries go in steps, each a
subselect with a limit that is never reached: [decision 26](decisions/0026-queries-in-steps.md).

In answers a variable `xLabel` or `xId` is the column `x`, and the variables `x` and `xIri` are the column `x_iri`.

A state or organisation is also found through those who act for it. Organs always do, and so do persons unknown to the
register for whom the text affiliates them with. Officials do while they hold an office of it or of an organ of it: on
the first day that the text gives for what it tells, else on the day of the report, and not at all if neither is known;
speakers on the day of the report. `dg:servesUnder`, which says *at some time*, is not asked. In the queries `?capacity`
is the actor itself or one of its office holdings.
"""

RULES_INTRO = """# Rules: what is concluded, from what, and why

An article's graph holds claims and the situations that they describe, never a plain `Turkey backs Azerbaijan`. The
plain relations are written by the rules below into the graph `https://w3id.org/diplograph/graph/inferred`, from claims
that count as real and from what the register knows. They say *at some time*; when, only the claim or the register
tells.

## When a claim counts as real

By the policy of the store, which it records in `https://w3id.org/diplograph/graph/policy`. Unless another is set,
{policy}.

- What is denied, planned or only supposed counts under no policy.
- Two claims are of independent sources when they come from different outlets, from articles that are no copies of one
  report, and from speakers who are both known and serve no common actor: two papers that quote one minister, or a
  minister and a colleague, or that carry one agency's report, are one source. An unnamed speaker shows no independence.
- A review decides over both: a claim that was rejected or is disputed never counts, one that was accepted counts like
  an assertion. Reviews are assessments in `https://w3id.org/diplograph/graph/reviews`.
- Claims can be asked to have a score. The score tells how surely a claim was read, not how likely it is to be true.

```
diplograph infer --least-sources 3
diplograph infer --least-sources 0 --least-score 0.5
```

In Python, `kg.infer(Policy(least_sources=3))` with `Policy` from `diplograph.reasoning`, and `kg.policy`.

## Why a statement is there, or is not

```
diplograph explain Turkey backs Azerbaijan
diplograph explain Russia metWith Armenia --format json
```

shows the rules, each claim with its sentence, speaker and source, why a minister stands for a state, and the claims
about the same actors that do not count. In Python, `kg.explain("Turkey", "backs", "Azerbaijan")`.

In SPARQL, each article has a graph of grounds, `https://w3id.org/diplograph/graph/grounds/ARTICLE`, and so has the
register. A conclusion is named after the statement, without the start `https://w3id.org/diplograph/` of its ends; those
of a symmetric property (`metWith`, `isAlliedWith`) stand in the order of their IRIs:

```sparql
SELECT ?says ?sentence WHERE {{
  <https://w3id.org/diplograph/conclusion/kb/state/Turkey;backs;kb/state/Azerbaijan> dg:isConcludedFrom ?claim .
  ?claim rdfs:label ?says ; dg:isEvidencedBy/dg:inSentence/dg:quotedText ?sentence .
}}
```

`dg:isSuggestedBy` leads to claims that count only together with independent ones.

## Copies

Articles whose texts are alike carry one report (`dg:carriesReport`) and count as one source, however many outlets print
it. They are found by their openings, up to {most_words} words without headline, dateline and credits: the runs of four
words that two texts share, as a part of all their runs, are estimated at {least_likeness} or more. So a report that was
cut, edited, given another headline or a paragraph more is a copy, and what another reporter wrote of the same event is
not. Texts below {least_words} words are copies only word by word. A copy of a copy belongs to the same report.

A report has the name of the article that had it first, and the days on which it was first and last seen. All this
stands in graphs of copies, `https://w3id.org/diplograph/graph/copies/ARTICLE`, follows from the articles' texts alone,
and goes and comes back with them.

```
diplograph ask copies-of
diplograph explain Turkey backs Azerbaijan   # the column copies: which claims count as one source with this one
```

[Decision 25](decisions/0025-syndication.md) has how many copies are found, and how many are taken for copies wrongly.

## Bringing it up to date

Answers do so by themselves, unless the store is read-only. Adding, retracting or restoring an article renews the
grounds of that article, and decides only the conclusions among them; a change of the register, the reviews, the policy
or the rules makes everything anew. Neither the order of articles nor the way there changes the outcome.
"""


def cli_page() -> str:
    """The page on the command line."""
    root = click.Context(app, info_name="diplograph", terminal_width=HELP_WIDTH)
    sections = [NOTE, CLI_INTRO, "## diplograph\n", _help(app, root)]
    for name in COMMANDS:
        command = app.get_command(root, name)
        assert command is not None
        sections += _sections(command, click.Context(command, root, name, terminal_width=HELP_WIDTH))
    return "\n".join(sections)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n"
    yield _help(command, context)
    if isinstance(command, click.Group) and command.name != "ask":
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield f"### {context.command_path} {name}\n"
            yield _help(child, click.Context(child, context, name, terminal_width=HELP_WIDTH))


def _help(command: click.Command, context: click.Context) -> str:
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def queries_page() -> str:
    """The page on the saved questions."""
    return "\n".join([NOTE, QUERIES_INTRO, *map(_question, load_catalogue())])


def _question(question: Question) -> str:
    lines = [f"## {question.name}\n", f"**{question.summary}** {question.description}\n"]
    if question.parameters:
        lines += ["| parameter | type | meaning | example | default |", "|---|---|---|---|---|"]
        lines += [_parameter(parameter) for parameter in question.parameters]
    lines += ["", f"Tags: {', '.join(question.tags)}. File: `queries/{question.name}.rq`.", ""]
    return "\n".join(lines)


def _parameter(parameter: Parameter) -> str:
    what = parameter.class_ or parameter.scheme
    kind = f"{parameter.type}{f' ({what})' if what else ''}{', several' if parameter.is_many else ''}"
    name = f"`{parameter.name}`{'' if parameter.is_optional else ' (required)'}"
    return f"| {name} | {kind} | {parameter.label} | `{parameter.example}` | {', '.join(parameter.default)} |"


def _rules_intro() -> str:
    numbers = {"most_words": MOST_WORDS, "least_words": LEAST_WORDS, "least_likeness": LEAST_LIKENESS}
    return RULES_INTRO.format(policy=Policy(), **numbers)


def rules_page() -> str:
    """The page on the rules."""
    parts = [NOTE, _rules_intro(), "## Rules", *map(_rule, load_rules())]
    parts += [
        "## Steps",
        "What several rules need is worked out first, in this order, on a workbench in memory: `step:described` is\n"
        "the graph of the articles, or of the register, that rules start from. Terms of `step:` are never stored.",
        *map(_step, load_steps()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _rule(rule: Rule) -> str:
    return f"### {rule.name}\n\n{_wrapped(rule.meaning)}\n\n{_sparql(rule.sparql)}"


def _step(step: Step) -> str:
    return f"### {step.name}\n\n{_wrapped(step.meaning)}\n\n{_sparql(step.sparql)}"


def _wrapped(text: str) -> str:
    return fill(text, 116)


def _sparql(text: str) -> str:
    body = "\n".join(line for line in text.splitlines() if not line.startswith(("#", "PREFIX"))).strip()
    return f"```sparql\n{body}\n```"


SHAPES_INTRO = """# What the shapes demand

`diplograph check` validates articles, the register and the reviews against `ontology/shapes.ttl` (SHACL), and reports
each departure with the sentence given here. [Checking](checking.md) tells what else it looks at.
"""


def shapes_page() -> str:
    """The page on the shapes."""
    graph = Graph().parse(ontology_folder() / "shapes.ttl")
    shapes = sorted((str(graph.value(shape, RDFS.label)), shape) for shape in graph.subjects(RDF.type, SH.NodeShape))
    return "\n".join([NOTE, SHAPES_INTRO, *(_shape(graph, label, shape) for label, shape in shapes)])


def _shape(graph: Graph, label: str, shape: Node) -> str:
    lines = [f"## {label}\n", f"About {_targets(graph, shape)}.\n"]
    members = [shape, *graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql)]
    severity = graph.value(shape, SH.severity)
    messages = {
        str(text): graph.value(each, SH.severity) or severity for each in members if (text := _message(graph, each))
    }
    return "\n".join(
        [*lines, *(f"- {text}{' (warning)' if messages[text] == SH.Warning else ''}" for text in sorted(messages)), ""]
    )


def _message(graph: Graph, shape: Node) -> str:
    """What a shape says; of one that says nothing, what it is about."""
    message, path = graph.value(shape, SH.message), graph.value(shape, SH.path)
    if message is None and isinstance(path, URIRef):
        return f"`{_short(path)}` has values of the right number and kind."
    return "" if message is None else str(message)


def _targets(graph: Graph, shape: Node) -> str:
    kinds = {SH.targetClass: "each", SH.targetSubjectsOf: "what has", SH.targetObjectsOf: "the value of"}
    parts = []
    for predicate, words in kinds.items():
        names = sorted(f"`{_short(node)}`" for node in graph.objects(shape, predicate))
        if len(names) > SHOWN_TARGETS:
            parts.append(f"{words} {', '.join(names[:SHOWN_TARGETS])} and {len(names) - SHOWN_TARGETS} more properties")
        elif names:
            parts.append(f"{words} {', '.join(names)}")
    return "; ".join(parts)


def _short(node: Node) -> str:
    return compact(str(node))


def headers_file() -> str:
    """The headers of the saved questions as they are read from their YAML."""
    headers = {}
    for question in load_catalogue():
        text = header_text(question.sparql)
        headers[question.name] = {"checksum": checksum(text), "header": read_yaml(question.name, text)}
    return json.dumps(headers, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the pages, or compare them."""
    pages = {
        queries_folder() / READ_HEADERS: headers_file(),
        DOCS / "cli.md": cli_page(),
        DOCS / "queries.md": queries_page(),
        DOCS / "rules.md": rules_page(),
        DOCS / "shapes.md": shapes_page(),
        DOCS / "competency-questions.md": f"{NOTE}\n{competency_page()}",
    }
    if "--check" not in sys.argv[1:]:
        for path, page in pages.items():
            path.write_text(page, encoding="utf-8")
        return
    stale = [path for path, page in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != page]
    if stale:
        sys.exit(f"out of date: {', '.join(path.name for path in stale)}; run scripts/build_docs.py")


if __name__ == "__main__":
    main()
