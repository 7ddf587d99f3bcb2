"""The codebook for people to read: what ``onrecord codebook show`` prints and ``docs/codebook.md`` holds."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.codebook import Codebook

UCDP = {
    "by_sides": "1 state-based, 2 non-state or 3 one-sided, by who stands on either side",
    "one_sided": "3 one-sided",
    "none": "not counted",
}


def overview(book: Codebook) -> Iterator[tuple[str, str]]:
    """(code, definition) of every event type, the one that wins a tie first."""
    for code in book.types.codes:
        yield code, book.types[code].definition


def describe(book: Codebook, code: str) -> Iterator[tuple[str, str]]:
    """(name, words) of one event type: definition, crosswalks, and the words that point to it. Raises KeyError for an unknown code."""
    kind = book.types[code]
    yield "definition", kind.definition
    yield "priority", f"{kind.priority} of {len(book.types.codes)}: wins where one sentence points to this and a later type"
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
        "Made from `src/onrecord/codebook/data/*.yaml` by `make docs`; a test holds the two",
        "together. A user's YAML (`--codebook FILE`) extends or replaces any of it: see the guide.",
        "",
        "## Event types",
        "",
        "The sub-event types of ACLED's public codebook, in the order in which ties are broken. Verbs and nouns are lemmas.",
    ]
    for code in book.types.codes:
        lines += ["", f"### {code}", ""]
        for name, words in describe(book, code):
            lines.append(words + "\n" if name == "definition" else f"- **{name}**: {words}")
    lines += ["", "## Number words", "", "What a vague word stands for under each rule set of `--rules`; a dash: the word is read as in none of them.", ""]
    lines += list(numbers(book))
    return "\n".join(lines) + "\n"


def numbers(book: Codebook) -> Iterator[str]:
    """The vague number words under the rule sets, as a Markdown table."""
    rules = book.quantities.rules
    yield f"| word | {' | '.join(rules)} |"
    yield "|---" * (len(rules) + 1) + "|"
    for word in sorted({w for vague in rules.values() for w in vague}):
        yield f"| {word} | {' | '.join(bounds(vague.get(word)) for vague in rules.values())} |"


def bounds(value: tuple[int | None, int | None, int | None] | None) -> str:
    """Bounds as words: "24–99", "2 or more", "12"; the best value where it is neither end."""
    if value is None:
        return "—"
    low, best, high = value
    said = f"{low:,} or more" if high is None else f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return said + (f", best {best:,}" if best is not None and best not in (low, high) else "")
