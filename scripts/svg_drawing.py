"""A small writer of SVG: the same input gives the same bytes, text stays text, colours follow light and dark mode."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"
MONO: Final = "ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace"

_NARROW, _WIDE = frozenset(" .,:;'|!ijlIft()[]r-"), frozenset("mwMW@%—…")
_NARROW_EM, _WIDE_EM, _UPPER_EM, _EM, _MONO_EM = 0.36, 0.92, 0.72, 0.59, 0.62
"""Widths of characters in parts of the font's size: a little above those of common sans-serif fonts."""

_LIGHT: Final = {
    "paper": "#ffffff", "ink": "#1d2430", "soft": "#5b6675", "line": "#7b8794", "rule": "#cfd6de", "box": "#ffffff",
    "actor": "#2f6db3", "actor-tint": "#e6f0fb", "situation": "#a35f00", "situation-tint": "#fdf0dc",
    "event": "#1d7a4f", "event-tint": "#e2f5ea", "claim": "#7a4bb5", "claim-tint": "#f1e9fb",
    "other": "#56616e", "other-tint": "#eef1f4", "drawn": "#b3352f",
}  # fmt: skip
_DARK: Final = {
    "paper": "#14181e", "ink": "#e8ecf1", "soft": "#a9b4c0", "line": "#8b97a5", "rule": "#3a4450", "box": "#1b212a",
    "actor": "#7fb2ee", "actor-tint": "#1c2d42", "situation": "#eeb45c", "situation-tint": "#3a2c14",
    "event": "#6ed3a0", "event-tint": "#16362a", "claim": "#bf9bef", "claim-tint": "#2e2342",
    "other": "#aab5c1", "other-tint": "#262e38", "drawn": "#f08a80",
}  # fmt: skip


def text_width(text: str, size: float, *, is_mono: bool = False) -> float:
    """About how wide a text is drawn, in pixels; never much too small."""
    return size * sum(_MONO_EM if is_mono else _character_width(each) for each in text)


def _character_width(character: str) -> float:
    if character in _NARROW:
        return _NARROW_EM
    if character in _WIDE:
        return _WIDE_EM
    return _UPPER_EM if character.isupper() else _EM


def wrap(text: str, size: float, width: float) -> list[str]:
    """A text in lines that are no wider than some pixels; a longer word stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def shorten(text: str, size: float, width: float) -> str:
    """A text cut so that it is no wider than some pixels."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing, in pixels from its upper left corner."""

    x: float
    y: float


class Drawing:
    """Collects shapes, and writes them as one SVG document.

    Args:
        name: the start of its ids, so that several drawings can stand in one page.
        title: what it shows, for people who cannot see it.
        description: the same at length.
    """

    def __init__(self, name: str, title: str, description: str) -> None:
        self._name, self._title, self._description = name, title, description
        self._shapes: list[str] = []

    def rectangle(self, at: Point, width: float, height: float, style: str, *, radius: float = 0) -> None:
        """A rectangle, its corners rounded by a radius."""
        rounding = {"rx": _number(radius)} if radius else {}
        self._add("rect", {**_at(at), "width": _number(width), "height": _number(height), **rounding, "class": style})

    def head(self, at: Point, width: float, height: float, style: str, *, radius: float) -> None:
        """The upper part of a box: a rectangle whose upper corners are rounded."""
        r = _number(radius)
        path = (
            f"M{_number(at.x)} {_number(at.y + height)} v-{_number(height - radius)} a{r} {r} 0 0 1 {r} -{r} "
            f"h{_number(width - 2 * radius)} a{r} {r} 0 0 1 {r} {r} v{_number(height - radius)} z"
        )
        self._add("path", {"d": path, "class": style})

    def circle(self, at: Point, radius: float, style: str) -> None:
        """A circle around a point."""
        self._add("circle", {"cx": _number(at.x), "cy": _number(at.y), "r": _number(radius), "class": style})

    def text(self, at: Point, text: str, style: str, *, anchor: str = "start") -> None:
        """A text whose baseline begins, or with another anchor ends or has its middle, at a point."""
        anchors = {} if anchor == "start" else {"text-anchor": anchor}
        self._add("text", {**_at(at), **anchors, "class": style}, text)

    def line(self, points: Iterable[Point], style: str, *, has_start: bool = False, has_end: bool = False) -> None:
        """A line through points, with an arrowhead at its ends where it is wanted."""
        path = " L".join(f"{_number(point.x)} {_number(point.y)}" for point in points)
        tip = f"url(#{self._name}-{'drawn' if 'drawn' in style.split() else 'tip'})"
        heads = {"marker-start": tip} if has_start else {}
        heads |= {"marker-end": tip} if has_end else {}
        self._add("path", {"d": f"M{path}", **heads, "class": style})

    def _add(self, tag: str, attributes: Mapping[str, str], text: str | None = None) -> None:
        written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
        self._shapes.append(f"<{tag} {written}/>" if text is None else f"<{tag} {written}>{escape(text)}</{tag}>")

    def write(self, width: float, height: float) -> str:
        """The document."""
        name = self._name
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}" '
                f'width="{_number(width)}" height="{_number(height)}" class="drawing" role="img" '
                f'aria-labelledby="{name}-title {name}-desc">',
                f'<title id="{name}-title">{escape(self._title)}</title>',
                f'<desc id="{name}-desc">{escape(self._description)}</desc>',
                f"<style>{_style()}</style>",
                f"<defs>{_marker(f'{name}-tip', 'line')}{_marker(f'{name}-drawn', 'drawn')}</defs>",
                f'<rect width="{_number(width)}" height="{_number(height)}" rx="10" class="paper"/>',
                *self._shapes,
                "</svg>\n",
            ]
        )


def _at(point: Point) -> dict[str, str]:
    return {"x": _number(point.x), "y": _number(point.y)}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _marker(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        f'orient="auto-start-reverse"><path d="M0 1 L9 5 L0 9 z" class="tip-{colour}"/></marker>'
    )


def _style() -> str:
    """One set of rules for all drawings; the colours are variables, which dark mode sets anew."""
    kinds = ("actor", "situation", "event", "claim", "other")
    rules = [
        f".drawing{{{_variables(_LIGHT)}font-family:{FONT}}}",
        f"@media (prefers-color-scheme:dark){{.drawing{{{_variables(_DARK)}}}}}",
        ".drawing .paper{fill:var(--paper)}",
        ".drawing .box{fill:var(--box);stroke:var(--line)}",
        ".drawing .rule{stroke:var(--rule);fill:none}",
        ".drawing .shade{fill:var(--other-tint)}",
        ".drawing .link{stroke:var(--line);stroke-width:1.5;fill:none}",
        ".drawing .drawn{stroke:var(--drawn);stroke-dasharray:6 4}",
        ".drawing .tip-line{fill:var(--line)}",
        ".drawing .tip-drawn{fill:var(--drawn)}",
        ".drawing text{fill:var(--ink);font-size:13px}",
        ".drawing .heading{font-size:15px;font-weight:600}",
        ".drawing .title{font-weight:600}",
        ".drawing .dot-class{fill:var(--situation)}",
        ".drawing .dot-individual{fill:var(--claim)}",
        ".drawing .soft{fill:var(--soft);font-size:12px}",
        f".drawing .name{{fill:var(--soft);font-size:11px;font-family:{MONO}}}",
        ".drawing .example{font-style:italic}",
        ".drawing .halo{stroke:var(--paper);stroke-width:5;stroke-linejoin:round;paint-order:stroke}",
        ".drawing .by-rule{fill:var(--drawn)}",
        *(f".drawing .{kind}{{fill:var(--{kind}-tint);stroke:var(--{kind})}}" for kind in kinds),
        *(f".drawing .edge-{kind}{{fill:none;stroke:var(--{kind});stroke-width:1.5}}" for kind in kinds),
        *(f".drawing .in-{kind}{{fill:var(--{kind})}}" for kind in kinds),
    ]
    return "".join(rules)


def _variables(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())
