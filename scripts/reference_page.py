"""The reference of the ontology as one page that needs nothing but itself: no script, font or file from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from pattern_layout import draw_pattern
from patterns import DG, ONTOLOGY, Pattern, find_modules
from pylode.version import __version__ as pylode_version
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from reference_terms import CLASSES, PROPERTIES, Terms, anchor, prefixed

_CODED_AS: Final = URIRef(f"{DG}isCodedAs")
_BLOCKS: Final = frozenset(
    (
        *("section", "nav", "main", "header", "footer", "h1", "h2", "h3", "h4", "p", "ul", "li", "dl", "dt", "dd"),
        *("table", "tr", "details", "summary", "figure", "figcaption"),
    )
)
"""Elements that end a line, so that a change of a term is a change of its lines."""

_OTHERS: Final = (
    "Declared here so that no other ontology need be imported; what they mean is said by those who made them."
)

_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2430; --soft: #5b6675; --rule: #d9dfe6; --link: #1f5fa8;
  --tint: #f4f6f8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14181e; --ink: #e8ecf1; --soft: #a9b4c0; --rule: #333d49; --link: #86b7f0; --tint: #1c222a; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
code, .name, td.code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: .86em; }
nav { position: fixed; top: 0; bottom: 0; left: 0; width: 17rem; overflow-y: auto; padding: 1.2rem 1rem 2rem;
  border-right: 1px solid var(--rule); background: var(--tint); font-size: .88rem; }
nav h2 { font-size: 1rem; margin: 0 0 .6rem; }
nav ul { list-style: none; margin: 0 0 .4rem; padding: 0; }
nav ul ul { padding-left: .9rem; }
nav summary { cursor: pointer; padding: .12rem 0; }
main { margin-left: 17rem; padding: 2rem 2.5rem 4rem; max-width: 76rem; }
h1 { font-size: 1.9rem; margin: 0 0 .4rem; }
h2 { font-size: 1.45rem; margin: 3rem 0 .6rem; padding-bottom: .3rem; border-bottom: 2px solid var(--rule); }
h3 { font-size: 1.12rem; margin: 2rem 0 .4rem; }
h4 { font-size: 1.02rem; margin: 0; }
p { margin: .3rem 0 .7rem; max-width: 48rem; }
.soft, .name { color: var(--soft); }
.term { border: 1px solid var(--rule); border-radius: 8px; padding: .9rem 1.1rem; margin: .8rem 0; }
.term:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.term .name { margin: .1rem 0 .5rem; }
.here { margin-left: .4rem; opacity: .35; }
.here:hover, .here:focus { opacity: 1; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; }
.term th { width: 9.5rem; font-weight: 500; color: var(--soft); }
.term td p { margin: 0; }
.term td ul { margin: 0; padding: 0; list-style: none; }
.term td li { display: inline; }
.term td li:not(:last-child)::after { content: "; "; color: var(--soft); }
.codes th { font-weight: 600; border-bottom: 1px solid var(--rule); }
.codes td { border-bottom: 1px solid var(--rule); }
.codes tr:target td { background: var(--tint); }
.tree ul { list-style: none; margin: 0; padding-left: 1.3rem; border-left: 1px solid var(--rule); }
.tree > ul { padding: 0; border: 0; columns: 16rem 3; }
.tree > ul > li { break-inside: avoid; margin-bottom: .5rem; }
figure { margin: 1.2rem 0 2.4rem; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
figcaption { max-width: 48rem; margin-bottom: .6rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; }
dt { color: var(--soft); }
dd { margin: 0; }
@media (max-width: 60rem) { nav { position: static; width: auto; border: 0; } main { margin: 0; padding: 1.2rem; } }
@media print { nav { display: none; } main { margin: 0; } }
"""


def reference_page(graph: Graph, patterns: Iterable[Pattern]) -> str:
    """The page.

    Args:
        graph: the ontology, all modules.
        patterns: what to show before the terms.
    """
    return _Page(graph, tuple(patterns)).write()


class _Page:
    """Puts the page together."""

    def __init__(self, graph: Graph, patterns: tuple[Pattern, ...]) -> None:
        self._graph, self._patterns = graph, patterns
        self._terms = Terms(graph)
        self._root = URIRef(ONTOLOGY)
        self._modules = find_modules(graph)

    def write(self) -> str:
        html = Element("html", {"lang": "en"})
        head = SubElement(html, "head")
        SubElement(head, "meta", {"charset": "utf-8"})
        SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
        SubElement(head, "title").text = self._text(self._root, DCTERMS.title)
        SubElement(head, "style").text = _STYLE
        body = SubElement(html, "body")
        body.append(self._navigation())
        main = SubElement(body, "main")
        main.extend([self._header(), self._tree(), self._pattern_section()])
        for name in self._modules:
            title, about = f"Module {name}", self._text(URIRef(f"{ONTOLOGY}/{name}"), DCTERMS.description)
            main.extend(self._terms_section(name, f"module-{name}", title, about))
        main.append(self._codes())
        main.extend(self._terms_section(None, "others", "Terms of other vocabularies", _OTHERS))
        main.append(self._footer())
        _break_lines(html)
        text = f"<!DOCTYPE html>\n{tostring(html, encoding='unicode', method='html')}"
        for pattern in self._patterns:
            text = text.replace(_placeholder(pattern), draw_pattern(pattern).rstrip("\n"))
        return text

    def _text(self, node: URIRef, predicate: URIRef) -> str:
        return str(self._graph.value(node, predicate) or "")

    def _header(self) -> Element:
        header = Element("header")
        SubElement(header, "h1").text = self._text(self._root, DCTERMS.title)
        SubElement(header, "p").text = self._text(self._root, DCTERMS.description)
        facts = SubElement(header, "dl")
        told = {
            "Namespace": f"{DG} (dg), https://w3id.org/diplograph/code/ (code)",
            "Version": f"{self._text(self._root, OWL.versionInfo)}, {self._text(self._root, OWL.versionIRI)}",
            "Last change": self._text(self._root, DCTERMS.modified)[:10],
            "Made by": self._text(self._root, DCTERMS.creator),
            "Licence": self._text(self._root, DCTERMS.license),
            "Modules": ", ".join(f"{name}.ttl" for name in self._modules),
        }
        for name, value in told.items():
            SubElement(facts, "dt").text = name
            SubElement(facts, "dd").text = value
        return header

    def _navigation(self) -> Element:
        nav = Element("nav", {"aria-label": "Contents"})
        SubElement(nav, "h2").text = "Contents"
        whole = SubElement(nav, "ul")
        SubElement(SubElement(whole, "li"), "a", {"href": "#classes"}).text = "All classes"
        links = [(f"#pattern-{pattern.name}", pattern.title) for pattern in self._patterns]
        _fold(whole, "The patterns", "#patterns", links, is_open=True)
        for name in self._modules:
            terms = [*self._terms.of(name, CLASSES), *self._terms.of(name, PROPERTIES)]
            links = [(f"#{anchor(term)}", self._terms.label(term)) for term in terms]
            if links:
                _fold(whole, f"Module {name}", f"#module-{name}", links)
        _fold(
            whole, "Code lists", "#codes", [(f"#{anchor(each)}", self._terms.label(each)) for each in self._schemes()]
        )
        SubElement(SubElement(whole, "li"), "a", {"href": "#others"}).text = "Terms of other vocabularies"
        return nav

    def _tree(self) -> Element:
        section = Element("section", {"class": "tree", "id": "classes"})
        SubElement(section, "h2").text = "All classes"
        found = [term for name in (*self._modules, None) for term in self._terms.of(name, CLASSES)]
        section.append(self._branches([term for term in found if not list(self._graph.objects(term, RDFS.subClassOf))]))
        return section

    def _branches(self, classes: Iterable[URIRef]) -> Element:
        branches = Element("ul")
        for class_ in sorted(classes, key=self._terms.label):
            item = SubElement(branches, "li")
            SubElement(item, "a", {"href": f"#{anchor(class_)}"}).text = self._terms.label(class_)
            below = [URIRef(str(each)) for each in self._graph.subjects(RDFS.subClassOf, class_)]
            if below:
                item.append(self._branches(below))
        return branches

    def _pattern_section(self) -> Element:
        section = Element("section", {"id": "patterns"})
        SubElement(section, "h2").text = "The patterns"
        for pattern in self._patterns:
            figure = SubElement(section, "figure", {"id": f"pattern-{pattern.name}"})
            caption = SubElement(figure, "figcaption")
            SubElement(caption, "h3").text = pattern.title
            SubElement(caption, "p").text = pattern.text
            SubElement(figure, "div").text = _placeholder(pattern)
        return section

    def _terms_section(self, module: str | None, id_: str, title: str, about: str) -> Iterator[Element]:
        """The classes and properties of a module; nothing when it defines none."""
        found = {"Classes": self._terms.of(module, CLASSES), "Properties": self._terms.of(module, PROPERTIES)}
        if not any(found.values()):
            return
        section = Element("section", {"id": id_})
        SubElement(section, "h2").text = title
        SubElement(section, "p").text = about
        if module:
            SubElement(section, "p", {"class": "name"}).text = f"{ONTOLOGY}/{module} · {module}.ttl"
        for heading, terms in found.items():
            if terms:
                SubElement(section, "h3").text = heading
                section.extend(self._terms.entry(term) for term in terms)
        yield section

    def _schemes(self) -> list[URIRef]:
        found = [URIRef(str(each)) for each in self._graph.subjects(RDF.type, SKOS.ConceptScheme)]
        return sorted(found, key=self._terms.label)

    def _codes(self) -> Element:
        section = Element("section", {"id": "codes"})
        SubElement(section, "h2").text = "Code lists"
        SubElement(section, "p").text = self._text(URIRef(f"{ONTOLOGY}/codes"), DCTERMS.description)
        for scheme in self._schemes():
            section.append(self._code_list(scheme))
        return section

    def _code_list(self, scheme: URIRef) -> Element:
        block = Element("section", {"id": anchor(scheme)})
        SubElement(block, "h3").text = self._terms.label(scheme)
        SubElement(block, "p", {"class": "name"}).text = prefixed(scheme)
        for predicate in (SKOS.definition, SKOS.scopeNote):
            for text in sorted(map(str, self._graph.objects(scheme, predicate))):
                SubElement(block, "p").text = text
        codes = sorted(URIRef(str(each)) for each in self._graph.subjects(SKOS.inScheme, scheme))
        columns = ["Code", "Name", "Meaning", *(["Coded as"] if any(map(self._is_coded, codes)) else [])]
        table = SubElement(block, "table", {"class": "codes"})
        row = SubElement(table, "tr")
        for column in columns:
            SubElement(row, "th").text = column
        for code in codes:
            self._add_code(table, code, has_coding=len(columns) > len(columns[:3]))
        return block

    def _is_coded(self, code: URIRef) -> bool:
        return (code, _CODED_AS, None) in self._graph

    def _add_code(self, table: Element, code: URIRef, *, has_coding: bool) -> None:
        row = SubElement(table, "tr", {"id": anchor(code)})
        SubElement(row, "td", {"class": "code"}).text = prefixed(code)
        SubElement(row, "td").text = self._terms.label(code).rpartition(" (")[0] or self._text(code, SKOS.notation)
        notes = sorted(str(each) for each in self._graph.objects(code, SKOS.scopeNote))
        SubElement(row, "td").text = " ".join([self._text(code, SKOS.definition), *notes])
        if has_coding:
            cell = SubElement(row, "td")
            for number, target in enumerate(sorted(map(str, self._graph.objects(code, _CODED_AS)))):
                link = SubElement(cell, "a", {"href": f"#{anchor(target)}"})
                link.text = f"{', ' if number else ''}{self._terms.label(URIRef(target))}"

    def _footer(self) -> Element:
        footer = Element("footer", {"class": "soft"})
        SubElement(footer, "h2").text = "About this page"
        SubElement(footer, "p").text = (
            f"Written by scripts/build_reference.py out of the ontology's files: the tables of terms by pyLODE "
            f"{pylode_version}, put into the order of the modules, with characteristics, inverses, chains and "
            "disjointness added; drawings and code lists by diplograph."
        )
        return footer


def _placeholder(pattern: Pattern) -> str:
    return f"@@pattern {pattern.name}@@"


def _fold(parent: Element, title: str, target: str, links: Iterable[tuple[str, str]], *, is_open: bool = False) -> None:
    """A part of the contents that can be opened and shut."""
    details = SubElement(SubElement(parent, "li"), "details", {"open": "open"} if is_open else {})
    SubElement(SubElement(details, "summary"), "a", {"href": target}).text = title
    items = SubElement(details, "ul")
    for href, text in links:
        SubElement(SubElement(items, "li"), "a", {"href": href}).text = text


def _break_lines(element: Element) -> None:
    """End the line after each block."""
    for each in _blocks(element):
        each.tail = (each.tail or "").rstrip() + "\n"


def _blocks(element: Element) -> Iterator[Element]:
    return (each for each in element.iter() if each.tag in _BLOCKS)
