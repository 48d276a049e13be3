"""Dates as options."""

from __future__ import annotations

from datetime import date
from typing import Any

import click


class _Day(click.ParamType["date"]):
    """An option's value that is a day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, from `YYYY-MM-DD`."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as YYYY-MM-DD, for example 2021-05-03", param, ctx)


DAY = _Day()
