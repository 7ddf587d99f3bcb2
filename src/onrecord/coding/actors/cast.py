"""Noun phrases to actors: their words, known name, kind and country, and the antecedents of "they"
and "it"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from onrecord.codebook.actors import ARMED
from onrecord.codebook.english import english
from onrecord.codebook.triggers import Triggers
from onrecord.coding.actors.matching import Known, Matcher
from onrecord.coding.records import Parsed
from onrecord.coding.text.dependencies import (
    base_form,
    conjuncts,
    ending_words,
    lemma,
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

SENTENCES_SEARCHED = 3  # for what a pronoun refers to, its own included


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
        if token.lower_ in PERSONAL:
            return {"pronoun", "person"} | ({"armed"} if token.lower_ in PLURAL else set())
        found = self._trigger_classes(token) | self._part_classes(token)
        found |= self._known_classes(token.i)
        if self._is_name(token):
            found.add("name")
        if _counts_people(token) or ("territory" not in found and _labelled_person(token)):
            found.add("person")
        return found | self._described_classes(token)

    def _trigger_classes(self, token: Token) -> set[str]:
        """The classes whose phrases end in ``token``, and "territory" for a place."""
        found: set[str] = set()
        if token.is_punct or lemma(token) in self.triggers.class_heads:
            words = ending_words(self.doc, token.i)
            found = {name for name, p in self.triggers.class_phrases.items() if p.ending(words)}
        if token.i in self.places:
            found.add("territory")
        return found

    def _part_classes(self, token: Token) -> set[str]:
        """What a part or a number is taken from: "members of the group", "two of the soldiers"."""
        if base_form(token) not in self.triggers.partitive and token.pos_ != "NUM":
            return set()
        return {name for inner in under(token, {"of"}) for name in self.classes(inner)}

    def _known_classes(self, index: int) -> set[str]:
        """The classes that the codebook gives: the kind of actor, "armed", "person"."""
        known = self.known(index)
        if known is None or known.form == "nation":
            return set()
        found: set[str] = {known.kind} if known.kind else set()
        if known.kind in ARMED or known.class_ == "combatant":
            found.add("armed")
        if known.kind or known.class_ != "unknown" or known.head:
            found.add("person")
        return found

    def _is_name(self, token: Token) -> bool:
        """Whether the word can be a person's name: it is not a place or labelled as a body."""
        return (
            token.pos_ == "PROPN"
            and token.ent_type_ in ("", "PERSON")
            and token.i not in self.places
        )

    def _described_classes(self, token: Token) -> set[str]:
        """The class "person" if the noun next to a name is one ("NAME, a land rights defender")."""
        if token.pos_ != "PROPN" or token.i in self.places:
            return set()
        noun = described(token)
        return self.classes(noun) & {"person"} if noun is not None else set()

    def harm_class(self, index: int) -> HarmClass:
        """Civilian, combatant or unknown, by the words of the phrase."""
        known = self.known(index)
        return known.class_ if known else "unknown"

    def resolve(self, index: int) -> int | None:
        """The token that a pronoun refers to: the nearest earlier subject that fits it; any other
        token itself."""
        token = self.doc[index]
        if _stands_for_group(token):
            return self.named_before(index) or index
        if token.pos_ != "PRON" and token.lower_ not in REFERRING:
            return index
        return self._antecedent(token) if token.lower_ in RESOLVED else None

    def _antecedent(self, pronoun: Token) -> int | None:
        """The first subject that a pronoun fits, in its own sentence or the two before it."""
        sentence = pronoun.sent
        for _ in range(SENTENCES_SEARCHED):
            if fitting := self._fitting_subjects(sentence, pronoun):
                return self._likeliest(fitting, pronoun)
            if sentence.start == 0:
                break
            sentence = self.doc[sentence.start - 1].sent
        return None

    def _fitting_subjects(self, sentence: Sentence, pronoun: Token) -> list[int]:
        """The subjects of a sentence before a pronoun that it can refer to."""
        return [
            int(subject.i)
            for verb in sentence
            if verb.pos_ == "VERB" and verb.i < pronoun.i
            for subject in subjects(verb)
            if subject.i < pronoun.i
            and subject.pos_ in ("NOUN", "PROPN")
            and self._agrees(subject, pronoun)
        ]

    def _agrees(self, subject: Token, pronoun: Token) -> bool:
        """Whether a subject is a person or a force and agrees with the pronoun in number; a force
        is both "they" and "it"."""
        classes = self.classes(subject)
        armed = "armed" in classes
        if "person" not in classes and not armed:
            return False
        plural = subject.tag_ in ("NNS", "NNPS") or armed
        return (pronoun.lower_ in PLURAL) == plural or (pronoun.lower_ == "it" and armed)

    def _likeliest(self, fitting: list[int], pronoun: Token) -> int:
        """The first that fits; if the pronoun acts, the first force among them."""
        if pronoun.dep_ != "nsubj":
            return fitting[0]
        return next((i for i in fitting if "armed" in self.classes(self.doc[i])), fitting[0])

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
        found = (self._modifier(c) for c in noun.lefts if self._may_name_side(c))
        return [actor for actor in found if actor is not None]

    def _may_name_side(self, child: Token) -> bool:
        """Whether a word before an event noun can name who did it: not "the Mali village
        massacre"."""
        return child.dep_ in ("amod", "compound", "nmod") and "territory" not in self.classes(child)

    def _modifier(self, child: Token) -> Actor | None:
        """The actor that a word before an event noun names; None if it names no side."""
        first = child.left_edge.i
        known = self.matcher.match(
            self.doc[first : child.i + 1].text, year=self.year, country=self.country
        )
        if known is None or not self._is_side(child, known):
            return None
        if child.tag_ in ("NN", "JJ") and known.form == "noun":
            whole = self.fuller(child.i)
            if whole != child.i:
                return self.actor(whole)
        span = span_of(self.parsed, first, child.i + 1)
        return Actor(
            name=span.text,
            actor=known.actor,
            kind=known.kind or ("external_forces" if known.form == "nation" else None),
            country=known.country,
            spans=(span,),
        )

    def _is_side(self, child: Token, known: Known) -> bool:
        """Whether a modifier is an armed side, a nation or a known name, and not a place."""
        if child.lower_ in ENGLISH.modifiers.no_side:
            return False
        if known.form == "nation":
            return True
        return (known.kind in ARMED or known.form == "named") and child.i not in self.places


def _labelled_person(token: Token) -> bool:
    """Whether spaCy labels a name as a person's."""
    return token.ent_type_ == "PERSON" and token.pos_ == "PROPN"


def _counts_people(token: Token) -> bool:
    """Whether the word stands for people: "people", or a number without a noun ("killed two")."""
    return base_form(token) in PRONOUNS.people or (token.pos_ == "NUM" and token.dep_ != "nummod")


def _stands_for_group(token: Token) -> bool:
    """Whether the word is "the group" or the like, without a modifier that says which."""
    return base_form(token) in PRONOUNS.groups and PRONOUNS.group_modifiers >= {
        c.lower_ for c in token.lefts
    }


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
