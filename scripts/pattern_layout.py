"""Draws a pattern: boxes on a grid, the lines between them, and what is said below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from patterns import Arrow, Box, Pattern, by_id
from svg_drawing import Drawing, Point, text_width, wrap

_MARGIN: Final = 28
_BOX_WIDTH_MIN: Final = 172
_BOX_WIDTH_MAX: Final = 250
_PAD: Final = 12
_HEAD_HEIGHT: Final = 52
_PARENT_HEIGHT: Final = 16
_VALUE_HEIGHT: Final = 19
_EXAMPLE_LINE_HEIGHT: Final = 17
_ROW_GAP: Final = 76.0
_ROW_GAP_WITH_LANE: Final = 118.0
_LANE_IN_GAP: Final = 52
"""How far below a row a line runs sideways."""
_COLUMN_GAP_MIN: Final = 84.0
_LANE: Final = 46
_LANE_BELOW: Final = 62
"""Height of the strip above or below all rows in which a line runs past other boxes."""
_ASIDE: Final = 26
"""How far beside the middle of a box a line leaves it that runs below all rows."""
_ONE: Final = "0..1"
_LABEL_LINE_HEIGHT: Final = 16
_LABEL_SIZE: Final = 13
_NAME_SIZE: Final = 11
_HEADING_SIZE: Final = 17.5
"""Of a heading, whose letters are bold and so as wide as larger ones."""
_NOTE_LINE_HEIGHT: Final = 18


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a box stands."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> Point:
        """Its middle."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)


def draw_pattern(pattern: Pattern) -> str:
    """The pattern as an SVG document."""
    return _Layout(pattern).draw()


def describe_pattern(pattern: Pattern) -> str:
    """The pattern in words, for those who cannot see it."""
    boxes = by_id(pattern.boxes)
    lines = [
        f"{boxes[arrow.start].label} {' and '.join(arrow.labels)} {boxes[arrow.end].label}" for arrow in pattern.arrows
    ]
    return f"{pattern.text} Lines: {'; '.join(lines)}."


class _Layout:
    """Places the boxes of one pattern and draws them."""

    def __init__(self, pattern: Pattern) -> None:
        self._pattern = pattern
        self._boxes = by_id(pattern.boxes)
        self._drawing = Drawing(f"pattern-{pattern.name}", pattern.title, describe_pattern(pattern))

    def draw(self) -> str:
        for arrow in self._pattern.arrows:
            self._draw_arrow(arrow)
        for box in self._pattern.boxes:
            self._draw_box(box)
        return self._drawing.write(self._width, self._draw_notes(self._bottom))

    # where things stand

    @cached_property
    def _columns(self) -> int:
        return 1 + max(box.at[0] for box in self._pattern.boxes)

    @cached_property
    def _rows(self) -> int:
        return 1 + max(box.at[1] for box in self._pattern.boxes)

    @cached_property
    def _column_width(self) -> float:
        wanted = [max(text_width(text, size) for text, size in _texts(box)) for box in self._pattern.boxes]
        wanted += [text_width(box.name, _NAME_SIZE, is_mono=True) for box in self._pattern.boxes]
        return min(_BOX_WIDTH_MAX, max(_BOX_WIDTH_MIN, *wanted) + 2 * _PAD)

    @cached_property
    def _column_gap(self) -> float:
        """Wide enough for the labels of lines between neighbours."""
        widths = [_COLUMN_GAP_MIN]
        for arrow in self._pattern.arrows:
            start, end = self._boxes[arrow.start].at, self._boxes[arrow.end].at
            if arrow.route == "straight" and start[1] == end[1] and abs(start[0] - end[0]) == 1:
                widths.append(_label_width(arrow) + 40)
        return max(widths)

    @cached_property
    def _heights(self) -> list[float]:
        """The height of each row."""
        rows: dict[int, list[float]] = defaultdict(list)
        for box in self._pattern.boxes:
            rows[box.at[1]].append(self._box_height(box))
        return [max(rows[row], default=0) for row in range(self._rows)]

    @cached_property
    def _gaps(self) -> list[float]:
        """The room below each row, more where a line runs sideways in it; none below the last."""
        lanes = {self._boxes[arrow.start].at[1] for arrow in self._pattern.arrows if arrow.route == "gap"}
        return [_ROW_GAP_WITH_LANE if row in lanes else _ROW_GAP for row in range(self._rows - 1)] + [0.0]

    def _box_height(self, box: Box) -> float:
        lines = len(self._example_lines(box))
        return _head_height(box) + len(box.values) * _VALUE_HEIGHT + lines * _EXAMPLE_LINE_HEIGHT + 2 * _PAD

    def _example_lines(self, box: Box) -> list[str]:
        return wrap(box.example, _LABEL_SIZE, self._column_width - 2 * _PAD)

    @cached_property
    def _top(self) -> float:
        has_lane = any(arrow.route in {"over", "loop"} for arrow in self._pattern.arrows)
        return _MARGIN + (_LANE if has_lane else 0)

    @cached_property
    def _width(self) -> float:
        return 2 * _MARGIN + self._columns * self._column_width + (self._columns - 1) * self._column_gap

    @cached_property
    def _bottom(self) -> float:
        """Where the boxes and lines end."""
        has_lane = any(arrow.route == "under" for arrow in self._pattern.arrows)
        return self._row_top(self._rows) + (_LANE_BELOW if has_lane else 0)

    def _row_top(self, row: int) -> float:
        return self._top + sum(self._heights[:row]) + sum(self._gaps[:row])

    def _frame(self, box_id: str) -> Frame:
        box = self._boxes[box_id]
        column, row = box.at
        top, height = self._row_top(row), self._box_height(box)
        left = _MARGIN + column * (self._column_width + self._column_gap)
        return Frame(left, top + (self._heights[row] - height) / 2, self._column_width, height)

    # boxes

    def _draw_box(self, box: Box) -> None:
        frame, drawing = self._frame(box.id), self._drawing
        left, y = frame.left + _PAD, frame.top
        drawing.rectangle(Point(frame.left, y), frame.width, frame.height, "box", radius=8)
        drawing.head(Point(frame.left, y), frame.width, _head_height(box), box.kind, radius=8)
        drawing.text(Point(left, y + 22), box.label, "heading")
        drawing.text(Point(left, y + 40), box.name, "name")
        if box.parent:
            drawing.text(Point(left, y + 57), f"⊂ {box.parent}", "soft")
        y += _head_height(box)
        for label, value in box.values:
            y += _VALUE_HEIGHT
            drawing.text(Point(left, y), label, "soft")
            drawing.text(Point(frame.right - _PAD, y), value, "value", anchor="end")
        y += _PAD - 2
        for line in self._example_lines(box):
            y += _EXAMPLE_LINE_HEIGHT
            drawing.text(Point(left, y), line, "example")
        drawing.rectangle(Point(frame.left, frame.top), frame.width, frame.height, f"edge-{box.kind}", radius=8)

    # lines

    def _draw_arrow(self, arrow: Arrow) -> None:
        points, label_at, anchor = self._route(arrow)
        style = "link drawn" if arrow.is_by_rule else "link"
        self._drawing.line(points, style, has_start=arrow.is_symmetric, has_end=True)
        y = label_at.y
        for label in arrow.labels:
            self._drawing.text(
                Point(label_at.x, y), label, "halo by-rule" if arrow.is_by_rule else "halo", anchor=anchor
            )
            y += _LABEL_LINE_HEIGHT
        if arrow.name:
            self._drawing.text(Point(label_at.x, y - 2), arrow.name, "name halo", anchor=anchor)
        if arrow.is_functional:
            self._draw_count(points[-2], points[-1])

    def _draw_count(self, before: Point, tip: Point) -> None:
        """`0..1` beside the tip of a line."""
        if before.y == tip.y:
            side = -1 if before.x < tip.x else 1
            self._drawing.text(Point(tip.x + side * 8, tip.y + 15), _ONE, "soft", anchor="end" if side < 0 else "start")
        else:
            self._drawing.text(Point(tip.x - 8, tip.y + (-10 if before.y < tip.y else 18)), _ONE, "soft", anchor="end")

    def _route(self, arrow: Arrow) -> tuple[Sequence[Point], Point, str]:
        """The corners of a line, where the first line of its label stands, and how the label hangs there."""
        start, end = self._frame(arrow.start), self._frame(arrow.end)
        above = _label_height(arrow)
        match arrow.route:
            case "gap":
                is_left = end.left < start.left
                y = self._row_top(self._boxes[arrow.start].at[1] + 1) - _ROW_GAP_WITH_LANE + _LANE_IN_GAP
                x = start.middle.x + (-1 if is_left else 1) * start.width * 0.36
                side = start.left - 14 if is_left else start.right + 14
                return (
                    _bracket(x, start.bottom, y, end.middle.x, end.top),
                    Point(side, y - above),
                    ("end" if is_left else "start"),
                )
            case "over":
                y = self._top - _LANE / 2
                points = _bracket(start.middle.x, start.top, y, end.middle.x, end.top)
                return points, Point((start.middle.x + end.middle.x) / 2, y - above), "middle"
            case "under":
                y = self._row_top(self._rows) + 24
                points = _bracket(start.middle.x - _ASIDE, start.bottom, y, end.middle.x + _ASIDE, end.bottom)
                return points, Point((start.middle.x + end.middle.x) / 2, y + 17), "middle"
            case "loop":
                y, left = self._top - _LANE / 2, start.left + _PAD + 8
                return _bracket(left, start.top, y, left + 56, start.top), Point(left + 66, y), "start"
            case "straight" if start.left == end.left:
                return self._upright(start, end, arrow)
            case "straight":
                y = start.middle.y
                xs = (start.right, end.left) if start.left < end.left else (start.left, end.right)
                return [Point(xs[0], y), Point(xs[1], y)], Point(sum(xs) / 2, y - above), "middle"
        raise ValueError(f"no line runs {arrow.route}")

    def _upright(self, start: Frame, end: Frame, arrow: Arrow) -> tuple[Sequence[Point], Point, str]:
        """Between a box and the one above or below it; the label stands under any line that runs sideways there."""
        x = start.middle.x
        ys = (start.bottom, end.top) if start.top < end.top else (start.top, end.bottom)
        row = min(self._boxes[arrow.start].at[1], self._boxes[arrow.end].at[1])
        has_lane = self._gaps[row] == _ROW_GAP_WITH_LANE
        middle = self._row_top(row + 1) - (_ROW_GAP_WITH_LANE - _LANE_IN_GAP) / 2 if has_lane else sum(ys) / 2
        return [Point(x, ys[0]), Point(x, ys[1])], Point(x + 10, middle + 19 - _label_height(arrow) / 2), "start"

    # what is said below

    def _draw_notes(self, top: float) -> float:
        """The key and further properties; where the drawing ends."""
        y = top + _MARGIN
        self._drawing.line([Point(_MARGIN, y), Point(self._width - _MARGIN, y)], "rule")
        y += 6
        if any(arrow.is_by_rule for arrow in self._pattern.arrows):
            y += _NOTE_LINE_HEIGHT
            self._drawing.line([Point(_MARGIN, y - 4), Point(_MARGIN + 34, y - 4)], "link drawn", has_end=True)
            self._drawing.text(Point(_MARGIN + 44, y), "concluded, by a rule or a chain", "soft")
        notes = [
            "⊂ is a kind of." if any(box.parent for box in self._pattern.boxes) else "",
            f"{_ONE} one value at most." if any(arrow.is_functional for arrow in self._pattern.arrows) else "",
            f"Further properties here: {', '.join(self._pattern.further)}." if self._pattern.further else "",
        ]
        for line in wrap(" ".join(filter(None, notes)), 12, self._width - 2 * _MARGIN):
            y += _NOTE_LINE_HEIGHT
            self._drawing.text(Point(_MARGIN, y), line, "soft")
        return y + _MARGIN / 2


def _bracket(x: float, y: float, lane: float, other_x: float, other_y: float) -> list[Point]:
    """From a box to a lane, along it, and to another box."""
    return [Point(x, y), Point(x, lane), Point(other_x, lane), Point(other_x, other_y)]


def _head_height(box: Box) -> float:
    return _HEAD_HEIGHT + (_PARENT_HEIGHT if box.parent else 0)


def _texts(box: Box) -> list[tuple[str, float]]:
    """What has to fit into a box in one line, with its size."""
    values = [(f"{label}    {value}", 13.0) for label, value in box.values]
    return [(box.label, _HEADING_SIZE), (f"⊂ {box.parent}", 12.0), *values]


def _label_width(arrow: Arrow) -> float:
    labels = max(text_width(label, _LABEL_SIZE) for label in arrow.labels)
    return max(labels, text_width(arrow.name, _NAME_SIZE, is_mono=True))


def _label_height(arrow: Arrow) -> float:
    """From the first line of a label to the line that it stands on."""
    return (len(arrow.labels) + bool(arrow.name)) * _LABEL_LINE_HEIGHT - 8
