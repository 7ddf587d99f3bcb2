"""Noun phrases to actors: their words, known name, kind and country, and the antecedents of "they"
and "it"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from onrecord.codebook.actors import ARMED
from onrecord.codebook.english import english
from onrecord.codebook.triggers import Triggers
from onrecord.coding.actors.matching import Known, Matcher
from onrecord.coding.records import Parsed
from onrecord.coding.text.dependencies import (
    base_form,
    conjuncts,
    ending_words,
    phrase,
    subjects,
    under,
)
from onrecord.coding.text.spans import span_of, tokens_at
from onrecord.schema import Actor, Span
from onrecord.schema.event import HarmClass

ENGLISH = english()
PRONOUNS, NUMBERS = ENGLISH.pronouns, ENGLISH.numbers
PERSONAL, PLURAL = PRONOUNS.personal, PRONOUNS.plural
REFERRING = PERSONAL | PRONOUNS.referring
RESOLVED = REFERRING | PRONOUNS.possessive
BODIES = frozenset({"ORG", "NORP", "DATE", "FAC", "EVENT"})
"""spaCy's labels of names that are not a person's. Places are left out: it often labels a person as
one."""


@dataclass(frozen=True)
class Cast:
    """The actors of one report: looks noun phrases up in the codebook, given the report's country
    and year."""

    parsed: Parsed
    matcher: Matcher
    triggers: Triggers
    country: str | None = None
    year: int | None = None
    places: frozenset[int] = frozenset()
    times: frozenset[int] = frozenset()

    @cached_property
    def _known(self) -> dict[int, Known | None]:
        return {}

    @property
    def doc(self) -> Doc:
        return self.parsed.doc

    def known(self, index: int) -> Known | None:
        """What the codebook knows of the noun phrase headed by token ``index``."""
        if index not in self._known:
            first, end = self.bounds(self.doc[index])
            self._known[index] = self.matcher.match(
                self.doc[first:end].text, year=self.year, country=self.country
            )
        return self._known[index]

    def bounds(self, head: Token) -> tuple[int, int]:
        """Tokens (first, end) of a noun phrase without a time that the parse attaches before it
        ("On Tuesday Red Dawn militants")."""
        first, end = phrase(head)
        time = max((i for i in range(first, head.i) if i in self.times), default=None)
        if time is not None:
            first = time + 1
            while first < head.i and (
                self.doc[first].is_punct
                or self.doc[first].is_space
                or self.doc[first].tag_ == "POS"
            ):
                first += 1
        wide = first
        while wide > 0 and self.doc[wide - 1].text[0].isupper() and wide - 1 not in self.times:
            wide -= 1
        for start in range(wide, first):  # the front of a name, attached elsewhere
            known = self.matcher.match(
                self.doc[start:end].text, year=self.year, country=self.country
            )
            if known is not None and known.form == "named":
                return start, end
        return first, end

    def classes(self, token: Token) -> set[str]:
        """Classes of things and kinds of actors that the phrase headed by ``token`` belongs to."""
        found: set[str] = set()
        if token.lower_ in PERSONAL:
            return {"pronoun", "person"} | ({"armed"} if token.lower_ in PLURAL else set())
        words = ending_words(self.doc, token.i)
        for name, phrases in self.triggers.class_phrases.items():
            if phrases.ending(words):
                found.add(name)
        if token.i in self.places:
            found.add("territory")
        if base_form(token) in self.triggers.partitive or token.pos_ == "NUM":
            for inner in under(token, {"of"}):
                found |= self.classes(inner)
        known = self.known(token.i)
        if known is not None and known.form != "nation":
            if known.kind:
                found.add(known.kind)
            if known.kind in ARMED or known.class_ == "combatant":
                found.add("armed")
            if known.kind or known.class_ != "unknown" or known.head:
                found.add("person")
        if (
            token.pos_ == "PROPN"
            and token.ent_type_ in ("", "PERSON")
            and token.i not in self.places
        ):
            found.add("name")
        if token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and "territory" not in found:
            found.add("person")
        if (
            token.pos_ == "PROPN"
            and token.i not in self.places
            and (beside := described(token)) is not None
        ):
            found |= self.classes(beside) & {"person"}
        if base_form(token) in PRONOUNS.people or (token.pos_ == "NUM" and token.dep_ != "nummod"):
            found.add("person")
        return found

    def harm_class(self, index: int) -> HarmClass:
        """Civilian, combatant or unknown, by the words of the phrase."""
        known = self.known(index)
        return known.class_ if known else "unknown"

    def resolve(self, index: int) -> int | None:
        """The token that a pronoun refers to: the nearest earlier subject that fits it; any other
        token itself."""
        token = self.doc[index]
        modifiers = {c.lower_ for c in token.lefts}
        if base_form(token) in PRONOUNS.groups and modifiers <= PRONOUNS.group_modifiers:
            return self.named_before(index) or index
        if token.pos_ != "PRON" and token.lower_ not in REFERRING:
            return index
        if token.lower_ not in RESOLVED:
            return None
        plural = token.lower_ in PLURAL
        sentence = token.sent
        acts = token.dep_ == "nsubj"
        for _ in range(3):
            fitting: list[int] = []
            for verb in (t for t in sentence if t.pos_ == "VERB" and t.i < index):
                for subject in subjects(verb):
                    if subject.i >= index or subject.pos_ not in ("NOUN", "PROPN"):
                        continue
                    classes = self.classes(subject)
                    if "person" not in classes and "armed" not in classes:
                        continue
                    if plural == (subject.tag_ in ("NNS", "NNPS") or "armed" in classes) or (
                        token.lower_ == "it" and "armed" in classes
                    ):
                        fitting.append(int(subject.i))
            if fitting:
                armed = [i for i in fitting if acts and "armed" in self.classes(self.doc[i])]
                return (armed or fitting)[0]
            if sentence.start == 0:
                break
            sentence = self.doc[sentence.start - 1].sent
        return None

    def named_before(self, index: int) -> int | None:
        """The nearest armed side called by name before a token, at most five sentences back: what
        "the group" refers to."""
        sentence = self.doc[index].sent
        first = sentence.start
        for _ in range(5):
            if first == 0:
                break
            first = self.doc[first - 1].sent.start
        for i in range(index - 1, first - 1, -1):
            if self.doc[i].pos_ == "PROPN" and self.doc[i].dep_ != "compound":
                known = self.known(i)
                if (
                    known is not None
                    and known.form == "named"
                    and known.kind in ARMED
                    and known.kind != "state_forces"
                ):
                    return i
        return None

    def fuller(self, index: int) -> int:
        """For a side named only before an event noun ("terrorist attacks"), the nearest plural of
        the same word that occurs by itself."""
        word = base_form(self.doc[index])
        same = [
            t.i
            for t in self.doc
            if t.tag_ == "NNS" and base_form(t) == word and t.dep_ != "compound"
        ]
        return min(same, key=lambda i: (abs(i - index), i), default=index)

    def actor(self, index: int) -> Actor | None:
        """The actor that the phrase headed by token ``index`` names; None for a pronoun without
        antecedent or a number alone."""
        resolved = self.resolve(index)
        if resolved is None:
            return None
        first, end = self.bounds(self.doc[resolved])
        first = without_number(self.doc, first, resolved)
        # "reported that soldiers …"
        if self.doc[first].lower_ == "that" and self.doc[resolved].tag_ in ("NNS", "NNPS"):
            first += 1
        if end == first + 1 and self.doc[first].pos_ == "NUM":
            return None
        end = self.called(resolved, end)
        span = span_of(self.parsed, first, end)
        known = self.known(resolved)
        country = known.country if known else None
        return Actor(
            name=span.text,
            actor=known.actor if known else None,
            kind=known.kind if known else None,
            country=country,
            spans=(span,),
        )

    def called(self, index: int, end: int) -> int:
        """The end of the phrase with the name of the one person that it describes ("the activist
        Adil Karim", "a reporter, Adil Karim")."""
        head = self.doc[index]
        if head.tag_ != "NN" or "person" not in self.classes(head):
            return end
        names = (
            c.i
            for c in head.children
            if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i not in self.places
        )
        return max(end, next(names, 0) + 1)

    def members(self, index: int) -> list[Actor]:
        """The people named among those in a plural phrase ("four reporters, including Robert Lind
        and Ada Moss")."""
        head = self.doc[index]
        if head.tag_ != "NNS" or "person" not in self.classes(head):
            return []
        named = under(head, {"including"}) + [
            t for c in head.children if c.dep_ == "appos" for t in conjuncts(c)
        ]
        persons = (
            t.i
            for t in named
            if t.pos_ == "PROPN" and t.i not in self.places and t.ent_type_ not in BODIES
        )
        return [found for i in persons if (found := self.actor(i)) is not None]

    def modifiers(self, noun: Token) -> list[Actor]:
        """Actors that only modify an event noun: "Russian airstrikes", "terrorist rocket attacks",
        "regime shelling"."""
        found: list[Actor] = []
        for child in noun.lefts:
            if child.dep_ not in ("amod", "compound", "nmod", "poss"):
                continue
            # "the Mali village massacre"
            if child.dep_ == "poss" or "territory" in self.classes(child):
                continue
            first = child.left_edge.i
            last = child.i + 1
            known = self.matcher.match(
                self.doc[first:last].text, year=self.year, country=self.country
            )
            if (
                known is None
                or not (known.kind in ARMED or known.form == "nation" or known.form == "named")
                or child.lower_ in ENGLISH.modifiers.no_side
            ):
                continue
            if child.i in self.places and known.form != "nation":
                continue
            if (
                child.tag_ in ("NN", "JJ")
                and known.form == "noun"
                and (whole := self.fuller(child.i)) != child.i
            ):
                found.extend(a for a in [self.actor(whole)] if a is not None)
                continue
            span = span_of(self.parsed, first, child.i + 1)
            found.append(
                Actor(
                    name=span.text,
                    actor=known.actor,
                    kind=known.kind or ("external_forces" if known.form == "nation" else None),
                    country=known.country,
                    spans=(span,),
                )
            )
        return found


def described(name: Token) -> Token | None:
    """The singular noun next to a name that says what it is ("NAME, a land rights defender")."""
    return next(
        (
            c
            for c in name.children
            if c.dep_ == "appos" and c.tag_ == "NN" and any(d.dep_ == "det" for d in c.lefts)
        ),
        None,
    )


def without_number(doc: Doc, first: int, head: int) -> int:
    """The first token of a phrase after its number ("at least 15 soldiers" → "soldiers"): who, not
    how many."""
    start = first
    if any(doc[i].lower_ in NUMBERS.ages and doc[i + 1].text == "-" for i in range(first, head)):
        return first
    for i in range(first, head):
        token = doc[i]
        if (
            token.pos_ == "NUM"
            or token.dep_ in ("nummod", "quantmod", "predet")
            or token.lower_ in NUMBERS.of_quantity
        ):
            start = i + 1
        elif token.pos_ not in ("DET", "ADV", "ADP", "SCONJ", "ADJ") or token.pos_ == "ADJ":
            break
    return start


def tokens_of(doc: Doc, spans: Iterable[Span]) -> frozenset[int]:
    """The tokens that the spans cover, in part or whole."""
    found: set[int] = set()
    for stretch in spans:
        found.update(range(*(tokens_at(doc, stretch.start, stretch.end) or (0, 0))))
    return frozenset(found)
