"""One incident for the terminal.

Its headline values with the rule that set each, then one row per claim and one column per field,
then why the accounts are one incident and what nobody says. ``≠`` marks what contradicts the
headline, ``↑`` a toll that goes on rising.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.exporters import words
from onrecord.exporters.facts import called
from onrecord.exporters.table import NARROW, safe
from onrecord.schema import Account, Actor, Basis, Event, Harm, Incident, Link, Place

WIDE = 160
LINKS = 8
"""The most links that are shown with their evidence; the others are counted."""
EVIDENCE = 5
"""The heaviest pieces of a link's evidence."""
BEARERS = 8
"""The most accounts that are named next to a headline value; the others are counted."""
FIELDS = ("type", "status", "when", "where", "side_a", "side_b")
WIDEST = 12
"""The most columns for a date or a figure: "≠ 2031-03-05"."""
NARROWEST, WIDEST_WORD = 8, 20
"""The fewest columns for a field, and the most for a word that is not broken."""
RATIOS = {"where": 4, "type": 3, "side_a": 4, "side_b": 4}


def matrix(incident: Incident, width: int = 80, colour: bool = False) -> Iterator[str]:
    """The incident in pieces of whole lines, none longer than ``width`` (60 to 160 columns)."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(NARROW, min(width, WIDE)),
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        legacy_windows=False,
    )
    for part in (
        heading(incident),
        headline(incident),
        *claims(incident, console.width),
        *reasons(incident),
        *gaps(incident),
    ):
        console.print(safe(part) if isinstance(part, Text) else part)
        yield "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
        out.seek(0)
        out.truncate()


def heading(incident: Incident) -> Text:
    """Number, type, status; how many sources report it."""
    said, sources = len(incident.accounts), incident.sources
    count = (
        f"{said} account{'' if said == 1 else 's'} of {sources} independent"
        f" source{'' if sources == 1 else 's'}"
    )
    return Text.assemble(
        (f"{incident.id}  {words.title(incident.type)}", "bold"),
        (f" ({incident.status})", "magenta"),
        "\n",
        (" · ".join([count, *figure_rule(incident), incident.review]), "dim"),
        "\n",
    )


def figure_rule(incident: Incident) -> list[str]:
    """The rule of the figures, if there are any."""
    rules = sorted(
        {
            basis.rule
            for field, basis in incident.basis.items()
            if field.startswith("totals.") and not basis.decision
        }
    )
    return [f"figures by {', '.join(rules)}"] if rules else []


# --- the headline ---------------------------------------------------------------------------------


def headline(incident: Incident) -> Table:
    """One row per headline value: the field, the value, what set it and on whose word."""
    grid = Table(box=None, expand=True, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    grid.add_column("", width=max(len(name(field)) for field in fields(incident)) + 2, no_wrap=True)
    grid.add_column("Headline", ratio=5)
    grid.add_column("Set by", ratio=5)
    for field in fields(incident):
        differs = field in incident.differs
        label = Text(
            ("≠ " if differs else "  ") + name(field), style="yellow" if differs else "bold"
        )
        grid.add_row(
            safe(label), safe(value(incident, field)), safe(origin(incident.basis.get(field)))
        )
    return grid


def fields(incident: Incident) -> list[str]:
    """The fields shown: the six of every incident, then the figures that anybody gives."""
    kinds = dict.fromkeys(
        [*incident.totals, *(h.kind for a in incident.accounts for h in a.event.harm)]
    )
    return [*FIELDS, *(f"totals.{kind}" for kind in kinds)]


def name(field: str) -> str:
    """A field as words: ``totals.killed`` → killed, ``side_a`` → side a."""
    return field.removeprefix("totals.").replace("_", " ")


def value(incident: Incident, field: str) -> Text:
    """A headline value as words."""
    nothing = Text("cleared" if field in incident.basis else "nobody says", style="dim")
    if field.startswith("totals."):
        return total(incident, field.removeprefix("totals.")) or nothing
    if field == "when":
        return Text(words.days(incident.when), style="bold" if incident.when.start else "dim")
    if field == "where":
        text = place(incident.where) or nothing
        also = f"\nalso {others(incident)}" if incident.where_also else ""
        return text.append(also, style="not bold") if also else text
    if field in ("side_a", "side_b"):
        actors: tuple[Actor, ...] = getattr(incident, field)
        return Text("\n".join(actor(a) for a in actors), style="bold") if actors else nothing
    return Text(words.title(str(getattr(incident, field))), style="bold")


def total(incident: Incident, kind: str) -> Text | None:
    """A figure, and under it the classes of people that it is divided into."""
    found = incident.totals.get(kind)
    if found is None:
        return None
    shares = [t for t in incident.tolls if t.kind == kind and t.class_ != "unknown"]
    return Text(words.best(found), style="bold").append(
        "".join(f"\n{t.class_} {words.interval(t.low, t.high)}" for t in shares),
        style="not bold dim",
    )


def others(it: Event | Incident) -> str:
    """The other places of an event or incident."""
    return words.listed(name for place in it.where_also if (name := called(place)))


def place(where: Place) -> Text | None:
    """A place as words: its name, what it resolved to, how exactly."""
    known = words.resolved(where.model_copy(update={"admin2": None}))
    if not where.name and not known:
        return None
    text = Text(where.name or known or "", style="bold")
    if known:
        text.append(
            (
                f"\n= {known} ({words.precision(where)})"
                if where.name
                else f" ({words.precision(where)})"
            ),
            style="not bold dim",
        )
    return text


def actor(who: Actor) -> str:
    """An actor as words: "gunmen", "ISIS (Islamic State)"."""
    return who.name if who.actor is None or who.actor == who.name else f"{who.name} = {who.actor}"


def origin(basis: Basis | None) -> Text:
    """What set a value: the rule and the accounts or claims that support it, or a person's decision
    with the machine's value next to it."""
    if basis is None:
        return Text("")
    if basis.decision:
        return Text(f"a person ({basis.decision})", style="green").append(
            f"; machine: {shown(basis.machine)}", style="not bold dim"
        )
    text = Text(basis.rule)
    ids = list(dict.fromkeys(c.split("/")[0] for c in basis.claims))
    more = f" and {len(ids) - BEARERS} more" if len(ids) > BEARERS else ""
    return text.append(f": {' '.join(ids[:BEARERS])}{more}" if ids else "", style="dim")


def shown(machine: object) -> str:
    """A machine's value, kept as JSON, as words."""
    if isinstance(machine, dict):
        if "low" in machine:
            return str(
                machine.get("best")
                if machine.get("best") is not None
                else words.interval(machine["low"], machine["high"])
            )
        known = machine.get("resolved") or machine.get("name") or machine.get("start")
        return str(known or "nothing")
    if isinstance(machine, list | tuple):
        return "; ".join(str(m.get("name")) for m in machine if isinstance(m, dict)) or "nothing"
    return "nothing" if machine is None else words.title(str(machine))


# --- a row a claim --------------------------------------------------------------------------------


def claims(incident: Incident, width: int) -> Iterator[Table | Text]:
    """The matrix: for each claim a line that says who speaks and where, below it the fields in
    columns.

    Values that belong to a whole account (type, days, place, sides) are shown with its first claim.
    """
    wanted = {
        f: needed(incident, f) for f in fields(incident) if f == "when" or f.startswith("totals.")
    }
    room = width - 2 - sum(wanted.values()) - len(wanted) - len(RATIOS)
    shares = shared(room, {f: longest(incident, f) for f in RATIOS})
    widths = {"when": wanted.pop("when"), **shares, **wanted}
    yield Text("")
    yield columns(widths, [Text(name(f), style="bold") for f in widths])
    for account in incident.accounts:
        yield Text("")
        yield whence(account)
        for index, claim in enumerate(account.event.claims):
            text = Text("  ").append(f"/{index} ", style="bold").append(words.speaker(claim))
            text.append(
                f": {words.stance(claim)}", style="red" if claim.stance == "denies" else "italic"
            )
            text.append(f" (via {', '.join(claim.via)})" if claim.via else "", style="dim")
            yield text
            cells = [cell(incident, account, index, field) for field in widths]
            if any(cells):
                yield columns(widths, cells)


def shared(room: int, words: Mapping[str, int]) -> dict[str, int]:
    """The columns' widths: each gets its longest word, and the rest is divided by ``RATIOS``; if
    there is no room for all words, the widest columns shrink."""
    widths = dict(words)
    while sum(widths.values()) > room and max(widths.values()) > NARROWEST:
        widths[max(widths, key=lambda f: widths[f])] -= 1
    left = max(0, room - sum(widths.values()))
    return {f: widths[f] + left * ratio // sum(RATIOS.values()) for f, ratio in RATIOS.items()}


def longest(incident: Incident, field: str) -> int:
    """The columns that the longest word of a field takes, with a mark before it."""
    cells = (cell(incident, a, 0, field).plain for a in incident.accounts)
    return min(
        WIDEST_WORD,
        max(
            [NARROWEST, *(len(word) for text in cells for word in text.replace("≠ ", "≠_").split())]
        ),
    )


def needed(incident: Incident, field: str) -> int:
    """The columns that a date or a figure takes without being broken."""
    cells = (
        cell(incident, a, n, field).plain
        for a in incident.accounts
        for n in range(len(a.event.claims))
    )
    return min(
        WIDEST, max(len(name(field)), *(len(line) for text in cells for line in text.split("\n")))
    )


def whence(account: Account) -> Text:
    """Where an account comes from: its id, the outlet, the day, the title; whether it is a copy."""
    source, event = account.source, account.event
    text = Text(account.id, style="bold cyan")
    day = words.days(source.published) if source.published.start else None
    text.append(
        "  " + " · ".join(part for part in (source.outlet, day, source.title) if part),
        style="not bold default",
    )
    if source.copy_of:
        text.append(f" [copy of {source.copy_of}]", style="not bold magenta")
    if event.status != "occurred":
        text.append(f" ({event.status})", style="not bold magenta")
    return text


def columns(widths: dict[str, int], cells: Sequence[Text]) -> Table:
    """One row of the matrix."""
    grid = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
    grid.add_column(width=1)
    for width in widths.values():
        grid.add_column(width=width, overflow="fold")
    grid.add_row("", *(safe(c) for c in cells))
    return grid


def cell(incident: Incident, account: Account, index: int, field: str) -> Text:
    """What one claim says about one field; empty if it says nothing, or if the account's first
    claim has said it."""
    event = account.event
    if field.startswith("totals."):
        rows = [h for h in event.harm if f"totals.{h.kind}" == field and h.claim == index]
        denied = event.claims[index].stance == "denies"
        return Text("\n").join(number(incident, field, h, denied=denied) for h in rows)
    text = "" if index else said(event, field)
    if text and contradicts(account, incident, field):
        return Text(f"≠ {text}", style="yellow")
    return Text(text)


def said(event: Event, field: str) -> str:
    """What an event says about a field that is not a figure; empty if it says nothing."""
    if field == "type":
        return words.title(event.type)
    if field == "when":
        when = event.when
        return words.days(when) if when.start or when.end or when.value else ""
    if field == "where":
        text = event.where.name or event.where.resolved or event.where.country or ""
        return f"{text}; also {others(event)}" if event.where_also else text
    return words.listed(a.name for a in getattr(event, field))


def contradicts(account: Account, incident: Incident, field: str) -> bool:
    """Whether an account is not among those that support a disputed value; words that name nobody
    contradict nobody."""
    basis = incident.basis.get(field)
    bearers = {claim.split("/")[0] for claim in basis.claims} if basis is not None else set()
    if field not in incident.differs or not bearers or account.id in bearers:
        return False
    actors = getattr(account.event, field) if field.startswith("side_") else ()
    return not field.startswith("side_") or any(who.actor for who in actors)


def number(incident: Incident, field: str, harm: Harm, *, denied: bool) -> Text:
    """One figure of a claim."""
    total = incident.totals.get(field.removeprefix("totals."))
    best = total.best if total is not None else None
    off = best is not None and (
        (harm.low is not None and harm.low > best) or (harm.high is not None and harm.high < best)
    )
    text = words.interval(harm.low, harm.high).replace(" or more", "+") + (
        " ↑" if harm.cumulative else ""
    )
    return (
        Text(f"≠ {text}", style="yellow")
        if off and (denied or field in incident.differs)
        else Text(text)
    )


# --- why one incident, and what is missing --------------------------------------------------------


def reasons(incident: Incident) -> Iterator[Table | Text]:
    """The links that connect the accounts, each with its evidence in bits."""
    if not incident.links:
        return
    yield Text("\nWhy one incident", style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column()
    holding = spanning(incident.links)[:LINKS]
    for link in holding:
        grid.add_row(
            Text(f"{link.a} – {link.b}", style="bold cyan"),
            f"{100 * link.probability:.0f} %",
            safe(evidence(link)),
        )
    yield grid
    if more := len(incident.links) - len(holding):
        yield Text(f"and {more} more link{'' if more == 1 else 's'}", style="dim")


def spanning(links: Sequence[Link]) -> list[Link]:
    """The links that are enough to connect the accounts: people's first, then the strongest
    (Kruskal's spanning tree)."""
    group: dict[str, str] = {}

    def root(account: str) -> str:
        while group.setdefault(account, account) != account:
            account = group[account]
        return account

    kept = []
    for link in sorted(links, key=lambda k: (k.decision is None, -k.weight, k.a, k.b)):
        a, b = root(link.a), root(link.b)
        if a != b:
            group[a] = b
            kept.append(link)
    return kept


def evidence(link: Link) -> Text:
    """A link's evidence, the heaviest first: "where: same small place +6.6" (``onrecord why`` shows
    all of it)."""
    if link.decision:
        return Text(f"joined by a person ({link.decision})", style="green")
    text = Text()
    for one in sorted(link.evidence, key=lambda e: (-abs(e.weight), e.field))[:EVIDENCE]:
        sign = "+" if one.weight >= 0 else "−"
        text.append(", " if text else "").append(f"{one.field}: {one.level} ").append(
            f"{sign}{abs(one.weight):.1f}", style="dim"
        )
    return text


def gaps(incident: Incident) -> Iterator[Text]:
    """What nobody says."""
    if incident.missing:
        yield Text("\nNobody says: ", style="bold").append(
            ", ".join(name(f) for f in incident.missing), style="not bold default"
        )
