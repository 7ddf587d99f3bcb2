"""Exports of a casebook: what leaves, under which policy, and the record of it in the audit
trail."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.casebook.casebook import Casebook
from onrecord.codebook import Codebook
from onrecord.errors import Errors, OnrecordError, writing
from onrecord.exporters import Stamp, write_incidents
from onrecord.exporters.preview import preview
from onrecord.exporters.protect import Policy, Protection
from onrecord.exporters.registry import LAYOUTS, REPORTS
from onrecord.gazetteer import Gazetteer
from onrecord.schema import Incident


@dataclass(frozen=True, slots=True)
class Order:
    """The order for an export: a layout of :data:`onrecord.exporters.TABLES` or ``reports``, which
    incidents (arguments of ``Casebook.incidents``), and the protection policy, by name or file."""

    layout: str
    chosen: Mapping[str, Any]
    policy: str | None = None
    gazetteer: Path | None = None

    def details(self) -> dict[str, Any]:
        """The choice for the audit trail, without what was not chosen."""
        plain = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.chosen.items()
        }
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in plain.items()
            if value
        }


def protection(book: Casebook, codes: Codebook, order: Order, by: str | None) -> Protection | None:
    """The policy to apply, with the casebook's secret."""
    if order.policy is None:
        return None
    policy = Policy.load(order.policy)
    return Protection(
        policy,
        salt=book.salt(by=by),
        book=codes,
        gazetteer=Gazetteer.open(order.gazetteer) if order.gazetteer else None,
    )


def incidents(book: Casebook, order: Order) -> Iterator[Incident]:
    """The incidents that are wanted."""
    return book.incidents(**order.chosen)


def write(
    book: Casebook, codes: Codebook, order: Order, out: Path | None, *, by: str | None = None
) -> tuple[Stamp, Iterator[str]]:
    """Write an export and put it on record.

    Returns its stamp, and its text if it goes to no file.

    Raises:
        OnrecordError: what :func:`onrecord.exporters.write_incidents` raises, E615 if the layout
            is not text and there is no file, E619 if reports are to be protected.
    """
    if out is None and not LAYOUTS[order.layout].text:
        raise OnrecordError(Errors.E615.format(name=order.layout), code="E615")
    with tempfile.TemporaryDirectory() as folder:
        file = out or Path(folder) / "export"
        if order.layout == REPORTS.name:
            stamp = reports(book, codes, order, file)
        else:
            rule, protect = book.settings["headline"], protection(book, codes, order, by)
            stamp = write_incidents(
                incidents(book, order),
                file,
                as_=order.layout,
                book=codes,
                rule=rule,
                protect=protect,
            )
        pieces = iter(()) if out else iter([file.read_text(encoding="utf-8")])
    kept = {
        name: value
        for name, value in stamp.model_dump(exclude={"schema_", "layout", "files"}).items()
        if value
    }
    book.exported(
        {"as": order.layout, "file": out.name if out else "-", **kept, **order.details()}, by=by
    )
    return stamp, pieces


def reports(book: Casebook, codes: Codebook, order: Order, out: Path) -> Stamp:
    """Every report with its newest coding, one a line, as ``onrecord code --format jsonl`` prints
    it."""
    from onrecord import __version__

    if order.policy or order.details():
        raise OnrecordError(Errors.E619, code="E619")
    whole, count = sha256(), 0
    with writing(out), out.open("w", encoding="utf-8", newline="") as file:
        for one in book.coded():
            count += 1
            line = one.to_json(indent=None) + "\n"
            whole.update(line.encode())
            file.write(line)
    return Stamp(
        layout=REPORTS.name,
        version=__version__,
        codebook=codes.digest,
        count=count,
        rows=f"sha256:{whole.hexdigest()}",
    )


def changes(book: Casebook, codes: Codebook, order: Order, *, width: int = 80) -> Iterator[str]:
    """What would leave, field by field, as lines for the terminal: values kept, made coarser,
    replaced by a pseudonym, left out, and examples."""
    protect = protection(book, codes, order, None)
    if protect is None:
        protect = Protection(
            Policy(
                name="none",
                persons="keep",
                officials="keep",
                places="keep",
                sources="keep",
                text="keep",
            ),
            book=codes,
        )
    found = preview(incidents(book, order), protect)
    wide = max([28, *(len(change.field) + 1 for change in found)])
    yield f"policy {protect.name}\n\n"
    yield f"{'field':{wide}}{'kept':>7}{'coarser':>9}{'pseudonym':>11}{'left out':>10}\n"
    for change in found:
        yield (
            f"{change.field:{wide}}{change.kept:>7}{change.coarsened:>9}"
            f"{change.pseudonymised:>11}{change.left_out:>10}\n"
        )
        for before, after in change.examples[:1]:
            text = f"    {' '.join(before.split())} → {' '.join(after.split()) or 'nothing'}"
            yield (text if len(text) <= width else text[: width - 1] + "…") + "\n"
