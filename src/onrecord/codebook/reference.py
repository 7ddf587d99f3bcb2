"""The codebook in readable form: what ``onrecord codebook show`` prints and ``docs/codebook.md``
contains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.codebook.actors import Actors
from onrecord.codebook.codebook import Codebook
from onrecord.schema import precision

UCDP = {
    "by_sides": "1 state-based, 2 non-state or 3 one-sided, by who is on either side",
    "one_sided": "3 one-sided, unless armed men are attacked",
    "none": "not counted",
}
FAMILIES = {
    "violence": "violence",
    "protest": "protest",
    "territory": "territory taken",
    "taken": "people taken",
    "none": "none: a family of its own",
}


def overview(book: Codebook) -> Iterator[tuple[str, str]]:
    """(code, definition) of every event type, the one that wins a tie first."""
    for code in book.types.codes:
        yield code, book.types[code].definition


def describe(book: Codebook, code: str) -> Iterator[tuple[str, str]]:
    """Describe one event type as (name, words): definition, crosswalks, and the words that point to
    it. Raises KeyError for an unknown code."""
    kind = book.types[code]
    yield "definition", kind.definition
    yield "family", FAMILIES[kind.family] + (", violent" if kind.violent else "")
    yield (
        "priority",
        (
            f"{kind.priority}: of two types that one event's words name equally strongly, the lower"
            " wins; of one priority that named first"
        ),
    )
    yield "ACLED", " / ".join(kind.acled)
    yield "PLOVER", " / ".join(p for p in kind.plover if p) if kind.plover else "none"
    yield "CAMEO", f"root {kind.cameo}" if kind.cameo else "none"
    yield "UCDP", UCDP[kind.ucdp]
    frames = [f for f in book.triggers.frames if f.type == code]
    for name in ("verbs", "nouns", "adjectives"):
        if words := sorted({w for f in frames for w in getattr(f, name)}):
            yield name, ", ".join(words)
    if means := book.triggers.means.get(code):
        yield "means", ", ".join(sorted(set(means)))


def markdown(book: Codebook) -> str:
    """The reference as one Markdown page."""
    lines = [
        "# Codebook",
        "",
        "Generated from `src/onrecord/codebook/data/*.yaml` by `make docs`; a test checks that",
        "this page is up to date. A YAML file of your own (`--codebook FILE`) extends or replaces",
        "any of it: see [extending.md](extending.md).",
        "",
        "## Event types",
        "",
        (
            "The sub-event types of ACLED's public codebook, the one that wins a tie first. Verbs"
            " and nouns are lemmas."
        ),
    ]
    for code in book.types.codes:
        lines += ["", f"### {code}", ""]
        for name, words in describe(book, code):
            lines.append(words + "\n" if name == "definition" else f"- **{name}**: {words}")
    lines += [
        "",
        "## Number words",
        "",
        (
            "What a vague word means under each rule set of `--rules`; a dash means that the"
            " rule set does not have the word."
        ),
        "",
    ]
    lines += list(numbers(book))
    lines += [
        "",
        "## Precision codes",
        "",
        (
            "How exactly an event is dated and placed, by the length of the interval and the"
            " precision of the place; there is no code beyond them."
        ),
        "",
    ]
    lines += list(codes())
    lines += [
        "",
        "## Nouns for actors",
        "",
        (
            "Singulars. A weak noun takes its kind from the word before it. The class says"
            " how people called by the noun are counted when killed."
        ),
        "",
    ]
    lines += list(nouns(book.actors))
    lines += [
        "",
        "## Known actors",
        "",
        "With their years of activity where known; their aliases are in `data/groups.yaml`.",
    ]
    lines += list(known(book.actors))
    return "\n".join(lines) + "\n"


def numbers(book: Codebook) -> Iterator[str]:
    """The vague number words under the rule sets, as a Markdown table."""
    rules = book.quantities.rules
    yield f"| word | {' | '.join(rules)} |"
    yield "|---" * (len(rules) + 1) + "|"
    for word in sorted({w for vague in rules.values() for w in vague}):
        yield f"| {word} | {' | '.join(bounds(vague.get(word)) for vague in rules.values())} |"


def codes() -> Iterator[str]:
    """The precision codes of ACLED and UCDP, as a Markdown table."""
    yield "| field | code | when |"
    yield "|---|---|---|"
    for field, meanings in precision.CODES.items():
        for code, meaning in meanings.items():
            yield f"| `{field}` | {code} | {meaning} |"


def nouns(actors: Actors) -> Iterator[str]:
    """The sorts of nouns, as a Markdown table."""
    yield "| sort | kind | class | called | words |"
    yield "|---|---|---|---|---|"
    for name, head in actors.heads.items():
        kind = actors.kinds[head.kind] if head.kind else "weak" if head.weak else "—"
        yield (
            f"| {name} | {kind} | {head.class_} | {head.actor or '—'} |"
            f" {', '.join(sorted(head.words, key=str.casefold))} |"
        )


def known(actors: Actors) -> Iterator[str]:
    """The known actors by kind and country, as Markdown lists."""
    for kind, countries in actors.groups.items():
        yield from ("", f"### {actors.kinds[kind]}", "")
        named = {
            "Of no one country" if code == "INT" else actors.country_name(code): names
            for code, names in countries.items()
        }
        for country in sorted(named):
            yield (
                f"- **{country}**:"
                f" {'; '.join(dated(name, words) for name, words in named[country].items())}"
            )


def dated(name: str, words: Sequence[str]) -> str:
    """A name and its years: "Syrian Democratic Forces (2015–)"."""
    years = next((word for word in words if re.fullmatch(r"(\d{4})?-(\d{4})?", word)), None)
    return f"{name} ({years.replace('-', '–')})" if years else name


def bounds(value: tuple[int | None, int | None, int | None] | None) -> str:
    """Bounds as words: "24–99", "2 or more", "12"; the best value if it is neither end."""
    if value is None:
        return "—"
    low, best, high = value
    said = (
        f"{low:,} or more" if high is None else f"{low:,}" if low == high else f"{low:,}–{high:,}"
    )
    return said + (f", best {best:,}" if best is not None and best not in (low, high) else "")
