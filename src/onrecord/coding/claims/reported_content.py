"""What a verb of speech reports: the ranges of its content, and the stance it shows."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from onrecord.codebook.english import english
from onrecord.codebook.speech import SpeechCodebook
from onrecord.coding.claims.source_phrases import FINITE
from onrecord.coding.text.dependencies import base_form, has_child, said_before
from onrecord.coding.text.noun_phrases import DAYS, core
from onrecord.coding.text.quotes import Quote
from onrecord.schema.event import Stance

CONJUNCTIONS = english().conjunctions
JOINING, SUBORDINATORS = CONJUNCTIONS.joining, CONJUNCTIONS.subordinating
OF_COUNT, OF_RESPONSIBILITY = english().prepositions.count, english().prepositions.responsibility
CLAUSAL = frozenset({"ccomp", "parataxis"})
DASHES = frozenset({"-", "--", "–", "—"})
EDGES = JOINING | {word.title() for word in JOINING} | {",", ";", ":", "."} | DASHES
LOOSE_ENDS = CONJUNCTIONS.trailing | {"("}
FULL_STOPS = frozenset({".", "!", "?", ":", ";", '"', "”"})
DATE_LINE = 14  # tokens
FARTHEST = 80  # tokens by which a sentence may begin before the boundary that the parse sets
NEAR = 12  # tokens between a verb and the quotation or the "that" it brings
Range = tuple[int, int]


class Content(NamedTuple):
    """Token ranges in order, the stance, and the id of the rule that found them."""

    ranges: list[Range]
    stance: Stance
    rule: str


class Contents:
    """Finds reported content in one report. ``group``: the range of source and verb, never part of
    it."""

    def __init__(self, doc: Doc, speech: SpeechCodebook, quotes: list[Quote]) -> None:
        self.doc, self.speech, self.quotes = doc, speech, quotes
        self.quote_at = {i: q for q in quotes for i in range(*q.outer)}

    def of(self, verb: Token, group: Range) -> Content | None:
        """The content of a verb of speech, None if it has none."""
        speech, lemma = self.speech, base_form(verb)
        dobj = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        if dobj is not None and base_form(dobj) in speech.not_speech.get(lemma, ()):
            return None
        if lemma in speech.citing and has_child(verb, "prep", words=("as",)):
            return None  # its "saying" is the cue
        found = self._framed(verb, lemma, dobj) or self._clause(verb, lemma, group)
        if found is None:
            quote = self._quotation(verb, group)
            found = self._before(verb, lemma, group, dobj)
            if found is None and quote and lemma in speech.clause_stance:
                found = Content([quote.outer], speech.clause_stance[lemma], "content.quotation")
            found = found or self._loose(verb, lemma, dobj)
        if found is None:
            return None
        ranges = [
            (a, b) for a, b in found.ranges if any(t.is_alpha or t.is_digit for t in self.doc[a:b])
        ]
        return found._replace(ranges=ranges) if ranges else None

    def closing(self, verb: Token, start: int) -> list[Range]:
        """The clause before a cue that closes its sentence and begins at the token ``start``."""
        content = self.trim(self.start(verb.sent, start), start)
        if (
            start == 0
            or self.doc[start - 1].lower_ in SUBORDINATORS
            or not self._has_predicate(content)
        ):
            return []
        return self.widen([content], (start, verb.i + 1))

    def start(self, sentence: Span, cue: int) -> int:
        """The start of the clause before a cue: after a date line, or at the start of the sentence.
        A boundary without a full stop does not count."""
        for i in range(sentence.start + 1, min(sentence.start + DATE_LINE, cue)):
            if self.doc[i].text in DASHES and self.doc[i - 1].text in (")", "]"):
                return i + 1
        start = sentence.start
        while (
            start
            and sentence.start - start < FARTHEST
            and (self.doc[start - 1].is_alpha or self.doc[start - 1].is_digit)
        ):
            start = self.doc[start - 1].sent.start
        return start

    def trim(self, start: int, end: int) -> Range:
        """The range without marks and conjunctions at its edges."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].text in EDGES):
            start += 1
        while end > start and (
            doc[end - 1].is_space or doc[end - 1].text in EDGES or doc[end - 1].text in LOOSE_ENDS
        ):
            end -= 1
        return start, end

    def widen(self, ranges: list[Range], group: Range) -> list[Range]:
        """Ranges that touch a quotation take the whole of it, unless the cue is inside it."""
        out = []
        for start, end in ranges:
            first, last = self.quote_at.get(start), self.quote_at.get(end - 1)
            if first:
                start = min(start, first.outer[0])
            if last and not last.outer[0] <= group[0] < last.outer[1]:
                end = max(end, last.outer[1])
            out.append((start, end))
        return out

    def circumstances(self, verb: Token) -> bool:
        """Whether nothing but time, place and hearer follows the verb in its sentence."""
        rest = [
            t for t in self.doc[verb.i + 1 : verb.sent.end] if not t.is_space and not t.is_punct
        ]
        if any(t.lower_ == "that" and t.tag_ == "IN" for t in rest[:NEAR]):
            return False
        if not rest or rest[0].lower_ in DAYS or rest[0].tag_ in ("IN", "RB", "TO"):
            return True
        if verb.lemma_ in self.speech.addressing and rest[0].pos_ in ("PROPN", "DET", "NOUN"):
            return len(rest) <= 6 and not any(t.tag_ in FINITE for t in rest)
        return len(rest) > 2 and rest[2].lower_ in CONJUNCTIONS.time_links

    def _framed(self, verb: Token, lemma: str, dobj: Token | None) -> Content | None:
        """Reads "accused Y of …", "claimed responsibility for …", "threatened to …"."""
        return (
            self._prepositional(verb, lemma, dobj)
            or self._toll(verb, lemma, dobj)
            or self._claimed(verb, lemma, dobj)
            or self._infinitive(verb, lemma)
            or self._gerund(verb, lemma)
        )

    def _prepositional(self, verb: Token, lemma: str, dobj: Token | None) -> Content | None:
        """Reads "accused Y of …", "blamed Y for …"."""
        if lemma not in self.speech.preposition_stance:
            return None
        stance, prepositions = self.speech.preposition_stance[lemma]
        for child in [*verb.rights, *(dobj.rights if dobj is not None else ())]:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                start = child.i if dobj is None else min(dobj.left_edge.i, child.i)
                ranges = [self.trim(start, child.right_edge.i + 1)]
                return Content(ranges, stance, "content.preposition")
        return None

    def _toll(self, verb: Token, lemma: str, dobj: Token | None) -> Content | None:
        """Reads "put the toll at …"."""
        counting = self.speech.counting
        if dobj is None or lemma not in counting.verbs or base_form(dobj) not in counting.nouns:
            return None
        number = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in OF_COUNT), None)
        if number is None:
            return None
        ranges = [self.trim(dobj.left_edge.i, number.right_edge.i + 1)]
        return Content(ranges, "states", "content.count")

    def _claimed(self, verb: Token, lemma: str, dobj: Token | None) -> Content | None:
        """Reads "claimed responsibility for …"."""
        if lemma != "claim" or dobj is None or base_form(dobj) not in self.speech.responsibility:
            return None
        ranges = [self._responsibility(verb, dobj)]
        return Content(ranges, "claims_responsibility", "content.responsibility")

    def _infinitive(self, verb: Token, lemma: str) -> Content | None:
        """Reads "threatened to …"."""
        if lemma not in self.speech.infinitive_stance:
            return None
        for child in verb.rights:
            if child.dep_ == "xcomp" and any(
                a.lower_ == "to" for a in child.lefts if a.dep_ == "aux"
            ):
                ranges = [self.trim(child.left_edge.i, self._end(verb))]
                return Content(ranges, self.speech.infinitive_stance[lemma], "content.infinitive")
        return None

    def _gerund(self, verb: Token, lemma: str) -> Content | None:
        """Reads "denied shelling …"; the gerund has no subject of its own."""
        if lemma not in self.speech.gerund_stance:
            return None
        gerund = next(
            (c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG"), None
        )
        if gerund is None or has_child(gerund, "nsubj"):
            return None
        ranges = [self.trim(gerund.left_edge.i, self._end(verb))]
        return Content(ranges, self.speech.gerund_stance[lemma], "content.gerund")

    def _responsibility(self, verb: Token, dobj: Token) -> Range:
        for child in [*dobj.rights, *verb.rights]:
            if child.dep_ == "prep" and child.lower_ in OF_RESPONSIBILITY:
                return self.trim(child.i, child.right_edge.i + 1)
        return (
            (core(verb.head).start, verb.left_edge.i)
            if verb.dep_ == "relcl"
            else (dobj.i, dobj.right_edge.i + 1)
        )

    def _clause(self, verb: Token, lemma: str, group: Range) -> Content | None:
        """The clause after the verb, to the end of the sentence: even what the parse attaches
        elsewhere mostly belongs to it."""
        if lemma not in self.speech.clause_stance:
            return None
        clause = next(
            (c for c in verb.rights if c.dep_ in CLAUSAL and c.left_edge.i > verb.i), None
        )
        if clause is None or (
            lemma in self.speech.marked and clause.left_edge.lower_ not in SUBORDINATORS
        ):
            return None
        if clause.tag_ == "VBG" and not has_child(clause, "nsubj", "aux"):
            return None
        start = min([clause.left_edge.i, *(c.i for c in verb.rights if c.dep_ == "mark")])
        if (
            self.doc[start].tag_ in ("IN", "TO")
            and (that := self._that(verb)) is not None
            and that > start
        ):
            start = that
        ranges = self.widen([self.trim(start, self._end(verb))], group)
        return Content(ranges, self.speech.clause_stance[lemma], "content.clause")

    def _quotation(self, verb: Token, group: Range) -> Quote | None:
        """The quotation that follows the verb, or in the next paragraph if a colon introduces
        it."""
        stop = verb.sent.end
        if any(t.text == ":" for t in self.doc[max(verb.i, stop - 3) : stop]):
            while stop < len(self.doc) and self.doc[stop].is_space:
                stop += 1
            stop += 1
        return next(
            (q for q in self.quotes if verb.i < q.outer[0] < stop and q.start - group[1] <= NEAR),
            None,
        )

    def _before(self, verb: Token, lemma: str, group: Range, dobj: Token | None) -> Content | None:
        """What comes before "X said", and what follows it in "A, X said, B"."""
        if not self._may_trail(verb, lemma, dobj):
            return None
        stance = self.speech.clause_stance[lemma]
        start = self.start(verb.sent, group[0])
        if group[0] <= start:
            return self._quoted_sentence(start, stance)
        if self.doc[group[0] - 1].lower_ in SUBORDINATORS:
            return None
        if not self._quote_ends_at(group[0]):
            if lemma in self.speech.trailing and not self._has_predicate((start, group[0])):
                return self._parenthesis(verb, start, group, stance)
            if not self._trails(verb, lemma, group):
                return None
        ranges = [self.trim(start, group[0]), *self._after(verb, group)]
        return Content(self.widen(ranges, group), stance, "content.trailing")

    def _may_trail(self, verb: Token, lemma: str, dobj: Token | None) -> bool:
        """Whether a verb can follow what it reports: its only object is a hearer, if any."""
        return (
            lemma in self.speech.clause_stance
            and verb.dep_ not in ("relcl", "acl")
            and (dobj is None or lemma in self.speech.addressing)
        )

    def _quoted_sentence(self, start: int, stance: Stance) -> Content | None:
        """The quotation before a cue that is a sentence of its own: "…!" he said."""
        ended = (start, start - 1 if start and self.doc[start - 1].is_space else start)
        spoken = next((q for q in self.quotes if q.outer[1] in ended), None)
        return Content([spoken.outer], stance, "content.trailing") if spoken else None

    def _quote_ends_at(self, cue: int) -> bool:
        """Whether a quotation ends right before a cue."""
        return any(cue - 3 <= q.outer[1] <= cue + 1 and q.start < cue for q in self.quotes)

    def _parenthesis(self, verb: Token, start: int, group: Range, stance: Stance) -> Content | None:
        """Reads "The strike, X said, killed …": the cue between two halves of one clause."""
        rest = self.trim(group[1], verb.sent.end)
        straddles = (
            self._pause_before(group[0])
            and self._comma(group[1])
            and any(t.tag_ in FINITE for t in self.doc[rest[0] : rest[1]])
        )
        if not straddles:
            return None
        return Content([self.trim(start, group[0]), rest], stance, "content.parenthesis")

    def _trails(self, verb: Token, lemma: str, group: Range) -> bool:
        """Whether a verb closes a clause that it reports: by the parse, by a comma before it, or
        because it is the main verb."""
        if lemma not in self.speech.trailing:
            return False
        if verb.dep_ not in ("advcl", "conj") or self._pause_before(group[0]):
            return True
        return any(c.dep_ in CLAUSAL for c in verb.lefts)

    def _pause_before(self, token: int) -> bool:
        """Whether a comma or a dash is right before a token."""
        mark = self.doc[token - 1].text
        return mark in (",", ";") or mark in DASHES

    def _after(self, verb: Token, group: Range) -> list[Range]:
        """The second half of "A, X said, B"."""
        rest = self.trim(group[1], verb.sent.end)
        if rest[1] <= rest[0]:
            return []
        if (quote := self._quote_after(verb, group)) is not None:
            return [quote.outer]
        if (participle := self._participle_after(verb, group)) is not None:
            return [self.trim(participle.left_edge.i, participle.right_edge.i + 1)]
        over = _end_of_clauses(verb)
        return [self.trim(group[1], over)] if over > group[1] and self._comma(group[1]) else []

    def _quote_after(self, verb: Token, group: Range) -> Quote | None:
        """The quotation that begins right after a cue, in its sentence."""
        for quote in self.quotes:
            if group[1] <= quote.outer[0] < verb.sent.end and quote.start - group[1] < NEAR:
                return quote
        return None

    def _participle_after(self, verb: Token, group: Range) -> Token | None:
        """The participle that continues what was said: "…, X said, killing nine"."""
        found = next(
            (
                c
                for c in verb.rights
                if c.tag_ == "VBG" and c.i > group[1] and said_before(c) is not None
            ),
            None,
        )
        return found if found is None or base_form(found) not in self.speech.verbs else None

    def _loose(self, verb: Token, lemma: str, dobj: Token | None) -> Content | None:
        """Reads "called it a massacre", a clause that the parse has misplaced, "confirmed the
        attack", "an attack claimed by …"."""
        if lemma in self.speech.naming:
            return self._naming(verb, lemma)
        if dobj is None and (misplaced := self._misplaced(verb, lemma)) is not None:
            return misplaced
        stance = self.speech.phrase_stance.get(lemma)
        if stance is None:
            return None
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            return Content([(core(verb.head).start, verb.i)], stance, "content.participle")
        if dobj is None or dobj.pos_ not in ("NOUN", "PROPN"):
            return None
        ranges = [self.trim(dobj.left_edge.i, dobj.right_edge.i + 1)]
        return Content(ranges, stance, "content.phrase")

    def _naming(self, verb: Token, lemma: str) -> Content | None:
        """Reads "called it a massacre"."""
        named = [c for c in verb.rights if c.dep_ in ("dobj", "oprd", "ccomp")]
        if len(named) < 2 and not any(c.dep_ != "dobj" for c in named):
            return None
        content = self.trim(named[0].left_edge.i, named[-1].right_edge.i + 1)
        stance = self.speech.phrase_stance.get(lemma, "states")
        return Content([content], stance, "content.naming")

    def _misplaced(self, verb: Token, lemma: str) -> Content | None:
        """The clause after a verb to which the parse attaches none, unless the verb closes its
        sentence."""
        if lemma not in self.speech.trailing:
            return None
        before = (verb.sent.start, verb.left_edge.i)
        if self.circumstances(verb) and self._has_predicate(before):
            return None
        rest = self._rest(verb)
        return Content([rest], self.speech.clause_stance[lemma], "content.rest") if rest else None

    def _rest(self, verb: Token) -> Range | None:
        """A clause after the verb that the parse attaches elsewhere."""
        after = self.doc[verb.i + 1 : verb.sent.end]
        that = self._that(verb)
        if that is not None:
            return self.trim(that, self._end(verb))
        if not len(after) or after[0].pos_ not in ("DET", "NUM", "PROPN", "NOUN", "ADJ", "PRON"):
            late = next(
                (t for t in after if t.dep_ in ("nsubj", "nsubjpass", "expl") and t.head.i > t.i),
                None,
            )
            if late is None or self._has_predicate((verb.sent.start, verb.left_edge.i)):
                return None
            return self.trim(late.left_edge.i, self._end(verb))
        return (
            self.trim(verb.i + 1, self._end(verb)) if any(t.tag_ in FINITE for t in after) else None
        )

    def _that(self, verb: Token) -> int | None:
        """The "that" which begins its clause, perhaps after some circumstances."""
        for token in self.doc[verb.i + 1 : min(verb.i + 1 + NEAR, verb.sent.end)]:
            if token.tag_ in FINITE:
                return None
            if token.lower_ == "that" and token.tag_ == "IN":
                return token.i
        return None

    def _end(self, verb: Token) -> int:
        """The end of reported speech after ``verb``: the sentence, a paragraph, the next cue of the
        same speaker, a "but"."""
        for token in self.doc[verb.i + 1 : verb.sent.end]:
            if (
                token.is_space
                and "\n" in token.text
                and (self.doc[token.i - 1].text in FULL_STOPS or token.text.count("\n") > 1)
            ):
                return token.i
            if token.i in self.quote_at:
                continue
            if token.lower_ in CONJUNCTIONS.contrasting and _breaks(token, verb):
                return token.i
            if base_form(token) in self.speech.verbs:
                joined = (
                    token.head is verb
                    and token.dep_ in ("conj", "advcl")
                    and not has_child(token, "nsubj")
                )
                if joined or (token.tag_ == "VBG" and self.doc[token.i - 1].text == ","):
                    return token.i
        return verb.sent.end

    def _comma(self, token: int) -> bool:
        return token < len(self.doc) and self.doc[token].text == ","

    def _has_predicate(self, content: Range) -> bool:
        """Whether a range contains a predicate."""
        return any(t.tag_ in FINITE or t.tag_ == "VBN" for t in self.doc[content[0] : content[1]])


def _end_of_clauses(verb: Token) -> int:
    """The end of the last clause that the parse gives a verb of speech, 0 if it gives none."""
    clauses = [c for c in verb.children if c.dep_ in CLAUSAL]
    if verb.dep_ == "parataxis":
        clauses.append(verb.head)
    return max((c.right_edge.i + 1 for c in clauses), default=0)


def _breaks(token: Token, verb: Token) -> bool:
    """Whether "but" continues in the report's own voice: a clause with its own subject that depends
    on the verb of speech."""
    if token.dep_ == "mark":
        clause = token.head if token.head.head is verb else None
    else:
        clause = (
            next((c for c in verb.rights if c.dep_ == "conj" and c.i > token.i), None)
            if token.head is verb
            else None
        )
    return clause is not None and has_child(clause, "nsubj", "nsubjpass")
