"""A progress bar on standard error while a long command runs, only on a terminal; results still go
to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Steps:
    """Counts what is done, and prints lines without breaking the bar."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar, self._task = bar, task

    def step(self) -> None:
        """Count one more as done."""
        self._bar.advance(self._task)

    def total(self, number: int) -> None:
        """Set the total number of steps."""
        self._bar.update(self._task, total=number)

    def say(self, line: str, *, err: bool = False) -> None:
        """Print a line of the result, or with ``err`` a message."""
        if self._bar.disable or not (err or sys.stdout.isatty()):
            typer.echo(line, err=err)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def steps(what: str, total: int | None) -> Iterator[Steps]:
    """A bar for ``total`` steps; without a total only the number done is shown."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    off = not console.is_terminal or total == 1
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=off,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        yield Steps(bar, bar.add_task(what, total=total))
