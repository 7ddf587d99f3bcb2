"""Triggers: the words that report an event, each with its frame and its arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.codebook.triggers import Arguments, Frame, Triggers
from onrecord.coding.events.roles import Classes, Roles, anyof, meets, noun_roles, verb_roles
from onrecord.coding.records import Means, Mention, Parsed
from onrecord.coding.text.dependencies import (
    NOMINAL,
    antecedent,
    ending_words,
    is_passive,
    lemma,
    objects,
    subjects,
    under,
)


def find_mentions(
    parsed: Parsed, triggers: Triggers, classes: Classes, *, until: int | None = None
) -> list[Mention]:
    """Every trigger before token ``until``, in text order, with who acts and who is acted upon.

    A frame that asks for a class of subject or object fires only if one is there. Of several
    phrases that end at one word the longest wins; of several frames of one phrase the first in the
    codebook whose demands are met.
    """
    doc = parsed.doc
    found: list[Mention] = []
    taken: set[int] = set()
    for read in (verb_mention, noun_mention):
        for token in reversed(doc[:until]):
            if token.is_space or token.is_punct or token.i in taken:
                continue
            mention = read(token, triggers, classes)
            if mention:
                found.append(mention)
                taken.update(mention.words)
    # a patrol that acts or is attacked is a body of people, not an event
    named = {i for m in found for i in (*m.agents, *m.patients)}
    named |= {
        m.trigger
        for m in found
        if doc[m.trigger].dep_ == "nsubj"
        and any(c.dep_ in ("det", "poss") for c in doc[m.trigger].lefts)
    }
    found = [m for m in found if not (m.nominal and m.frame.body and m.trigger in named)]
    return one_sense(sorted(found, key=lambda m: m.trigger), doc, triggers)


def one_sense(found: list[Mention], doc: Doc, triggers: Triggers) -> list[Mention]:
    """A word of two frames ("strike") that says nothing by itself is taken in the sense in which
    the rest of the report uses it (Gale, Church and Yarowsky 1992: one sense per discourse)."""

    def frames(mention: Mention) -> list[str]:
        return [
            f.name
            for phrase, f in triggers.nouns.get(lemma(doc[mention.trigger]), ())
            if len(phrase) == 1
        ]

    def silent(mention: Mention) -> bool:
        alone = (
            mention.nominal
            and len(mention.words) == 1
            and not mention.agents
            and not mention.patients
        )
        return alone and mention.frame.name in frames(mention)[:1]

    out = []
    for mention in found:
        if silent(mention) and len(both := frames(mention)) > 1:
            said = {
                m.frame.name: m.frame
                for m in found
                if m.nominal
                and not silent(m)
                and lemma(doc[m.trigger]) == lemma(doc[mention.trigger])
            }
            other = [frame for name, frame in said.items() if name in both]
            if len(said) == len(other) == 1:
                mention = replace(
                    mention, frame=other[0], rule=f"{other[0].name}: as elsewhere in the report"
                )
        out.append(mention)
    return out


def verb_mention(token: Token, triggers: Triggers, classes: Classes) -> Mention | None:
    """The verb frame that fires at ``token``."""
    word = verb_lemma(token, triggers)
    for phrase, frame in triggers.verbs.get(word or "", ()):
        words = verb_words(token, phrase)
        if words is None:
            continue
        if token.dep_ == "amod" or (frame.voice == "passive" and not is_passive(token)):
            continue
        agents, patients = verb_roles(token, frame, words, triggers.arguments)
        if not meets(
            frame, agents, patients, classes, subject=[] if is_passive(token) else subjects(token)
        ):
            continue
        return Mention(
            token.i,
            words,
            frame,
            nominal=False,
            agents=ids(agents),
            patients=ids(patients),
            rule=f"{frame.name}: {' '.join(phrase)}",
        )
    return adjective_mention(token, triggers, classes)


def verb_lemma(token: Token, triggers: Triggers) -> str | None:
    """The lemma if the token is a verb; a capitalised headline word may be one ("3 Civilians
    Killed")."""
    if token.pos_ in ("VERB", "AUX"):
        return token.lemma_.lower()
    if (
        token.pos_ in ("PROPN", "ADJ")
        and token.text[:1].isupper() | (token.pos_ == "ADJ")
        and token.lower_.endswith(("ed", "ing"))
    ):
        if token.pos_ == "ADJ" and token.dep_ not in (
            "amod",
            "acomp",
            "conj",
            "ROOT",
            "oprd",
            "acl",
            "ccomp",
        ):
            return None
        stem = token.lower_.removesuffix("ing").removesuffix("ed")
        for form in (stem, stem + "e", stem[:-1]):
            if form in triggers.verbs:
                return form
    return None


def verb_words(token: Token, phrase: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a verb phrase: its other words are among what the verb governs, at most eight
    tokens away."""
    words = [token.i]
    for word in phrase[1:]:
        reach = token.doc[token.i + 1 : min(token.i + 9, token.sent.end)]
        hit = next(
            (
                t
                for t in reach
                if (lemma(t) == word or t.lower_ == word)
                and (t.head.i in words or t.head.head.i in words)
            ),
            None,
        )
        if hit is None:
            return None
        words.append(hit.i)
    return tuple(words)


def adjective_mention(token: Token, triggers: Triggers, classes: Classes) -> Mention | None:
    """An adjective frame ("dead"): who is, or the noun it modifies, or the number before it; a
    participle tagged as a noun ("4 shot") is recognised by its number."""
    if token.pos_ == "VERB" and token.tag_ != "VBG":  # "are missing" is one
        return None
    for _, frame in triggers.adjectives.get(token.lower_, ()):
        if token.dep_ == "amod" and token.head.pos_ in NOMINAL:
            if token.i < token.head.i:
                return None
            holders = [token.head]
        elif token.dep_ == "acomp":
            holders = subjects(token.head)
        elif token.dep_ == "oprd" and (
            held := objects(token.head) or subjects(token.head)
        ):  # "left five dead", "were found dead"
            holders = held
        elif (
            token.dep_ == "pobj" and token.head.lower_ == "among" and subjects(token.head.head)
        ):  # "women were among the dead"
            holders = subjects(token.head.head)
        else:
            holders = (
                subjects(token) or [c for c in token.children if c.dep_ == "nummod"] or [token]
            )
        if (
            frame.object
            and not any(t.pos_ == "NUM" for t in holders)
            and not anyof(holders, frame.object, classes)
        ):
            return None
        return Mention(
            token.i,
            (token.i,),
            frame,
            nominal=False,
            patients=ids(holders),
            rule=f"{frame.name}: {token.lower_}",
        )
    return None


def noun_mention(token: Token, triggers: Triggers, classes: Classes) -> Mention | None:
    """The noun frame that fires at ``token``."""
    if not may_be_event(token) or in_name(token):
        return None
    entries = [e for e in noun_entries(token, triggers) if ends_with(token, e[0])]
    if not entries or qualifies_a_thing(token, triggers):
        return None
    light = light_verb(token, triggers)
    for phrase, frame in entries:
        agents, patients = noun_arguments(token, frame, light, triggers)
        doers = agents or (subjects(token.head) if token.dep_ == "dobj" else [])
        if not meets(frame, agents, patients, classes, nominal=True) or anyof(
            doers, frame.subject_not, classes
        ):
            continue
        return Mention(
            token.i,
            tuple(range(token.i - len(phrase) + 1, token.i + 1)),
            frame,
            nominal=True,
            agents=ids(agents),
            patients=ids(patients),
            via=() if light is None else (light.i,),
            rule=f"{frame.name}: {' '.join(phrase)}",
        )
    return None


def may_be_event(token: Token) -> bool:
    """Whether a word can be an event noun: a noun that does not name a day, or a word in its place
    that is tagged as a verb or an adjective."""
    if token.pos_ in ("VERB", "ADJ"):
        return token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass")
    return token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.ent_type_ != "DATE")


def noun_entries(token: Token, triggers: Triggers) -> Sequence[tuple[tuple[str, ...], Frame]]:
    """The phrases that end at a noun, each with its frame, the longest first; a capitalised word is
    looked up as it is written too."""
    found = triggers.nouns.get(lemma(token))
    if not found and token.pos_ != "NOUN":
        found = triggers.nouns.get(token.lower_)
    return found or ()


def ends_with(token: Token, phrase: tuple[str, ...]) -> bool:
    """Whether the words up to a noun are those of a phrase; the noun in its lemma or as written."""
    before = ending_words(token.doc, token.i)[:-1]
    start = len(before) + 1 - len(phrase)
    return start >= 0 and any(
        phrase == (*before[start:], word) for word in (lemma(token), token.lower_)
    )


def qualifies_a_thing(token: Token, triggers: Triggers) -> bool:
    """Whether a noun only says what kind another is ("attack helicopter"); "bomb attack victims"
    still reports the event."""
    return (
        token.dep_ == "compound"
        and token.head.pos_ in ("NOUN", "PROPN")
        and lemma(token.head) not in triggers.nouns
        and lemma(token.head) not in triggers.of_events
    )


def noun_arguments(token: Token, frame: Frame, light: Token | None, triggers: Triggers) -> Roles:
    """(agents, patients) of an event noun, those of its light verb if it has none itself."""
    agents, patients = noun_roles(token, frame, triggers.arguments)
    if light is None:
        return Roles(agents, patients)
    by, on = triggers.arguments.agent, triggers.arguments.target
    return Roles(
        agents or (under(light, by) if is_passive(light) else subjects(light)),
        patients or under(light, on),
    )


def light_verb(noun: Token, triggers: Triggers) -> Token | None:
    """The light verb whose object (or passive subject) the noun is."""
    noun = carried(noun, triggers.arguments)
    head = noun.head
    if noun.dep_ == "pobj":
        return claimed(noun, triggers) or light_preposition(noun, triggers)
    if noun.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB":
        return head if is_light(head, triggers) else None
    return light_clause(noun, triggers)


def carried(noun: Token, arguments: Arguments) -> Token:
    """The noun that takes the place of an event noun at the verb: the first of a list ("shootings
    and bombings"), the whole ("a series of bombings")."""
    while noun.dep_ in ("conj", "compound") and noun.head.i != noun.i:
        noun = noun.head
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ in arguments.whole:
        return preposition.head if preposition.head.pos_ == "NOUN" else noun
    return noun


def claimed(noun: Token, triggers: Triggers) -> Token | None:
    """The verb of "claimed responsibility for the bombing"."""
    thing = noun.head.head
    phrase = f"{thing.lemma_} {noun.head.lower_}"
    return thing.head if thing.dep_ == "dobj" and phrase in triggers.claimed else None


def light_preposition(noun: Token, triggers: Triggers) -> Token | None:
    """The light verb with the preposition before the noun ("took part in the protest")."""
    if noun.head.dep_ != "prep":
        return None
    verb = noun.head.head
    return verb if f"{verb.lemma_.lower()} {noun.head.lower_}" in triggers.light else None


def is_light(verb: Token, triggers: Triggers) -> bool:
    """Whether a verb is light, by itself or with its particle ("carried out")."""
    word = verb.lemma_.lower()
    particles = [c.lower_ for c in verb.children if c.dep_ == "prt"]
    return word in triggers.light or " ".join([word, *particles]) in triggers.light


def light_clause(noun: Token, triggers: Triggers) -> Token | None:
    """The light verb in a clause behind the noun ("an attack carried out by rebels")."""
    first_words = {phrase.split()[0] for phrase in triggers.light}
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "relcl") and c.lemma_.lower() in first_words
        ),
        None,
    )
    return clause if clause is not None and is_passive(clause) else None


def in_name(token: Token) -> bool:
    """Whether a capitalised noun is part of a proper name ("Operation Inherent Resolve"), not of a
    headline in title case."""
    if token.pos_ != "PROPN" or token.i == token.sent.start:
        return False
    words = [t for t in token.sent if t.is_alpha and len(t) > 3]
    return sum(t.text[0].isupper() for t in words) < 0.6 * len(words)


def find_means(doc: Doc, parsed: Parsed, triggers: Triggers) -> list[Means]:
    """Every weapon or carrier named, longest words first, and every verb made of one ("bombed"), in
    text order."""
    found: list[Means] = []
    free = len(doc)
    for i in range(len(doc) - 1, -1, -1):
        if i >= free or doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
            continue
        if not doc[i].is_punct and lemma(doc[i]) not in triggers.means_phrases.by_head:
            continue  # no phrase ends so: most words are passed over here
        words = ending_words(doc, i)
        act = is_act(doc[i], triggers)
        hit = triggers.means_phrases.ending(words[-1:] if act else words)
        if hit:
            free = start_of(doc, i, hit[0])
            span = parsed.span(doc[free].idx, doc[i].idx + len(doc[i]))
            found.append(Means(token=i, span=span, kind=hit[1], weapon=not act))
    return found[::-1]


def start_of(doc: Doc, end: int, length: int) -> int:
    """The first token of a phrase of so many words that ends at a token; marks within do not
    count."""
    start, seen = end, 1
    while seen < length and start > 0:
        start -= 1
        seen += not doc[start].is_punct
    return start


def is_act(token: Token, triggers: Triggers) -> bool:
    """Whether a word is what somebody does ("bombed", "shells the town"), not a thing. The tagger
    takes some plurals for verbs: these are in a compound ("the air strikes targeted …") or have no
    object ("tanks and missiles")."""
    if token.pos_ != "VERB":
        return False
    if token.tag_ in ("VBD", "VBN", "VBG"):
        return True
    phrase = triggers.means_phrases.ending(ending_words(token.doc, token.i))
    alone = phrase is not None and phrase[0] == 1
    takes_object = any(c.dep_ == "dobj" for c in token.children)
    return alone and takes_object and lemma(token) in triggers.verbs


def ids(tokens: list[Token]) -> tuple[int, ...]:
    """Token indexes, relative pronouns replaced by their antecedents, without repeats."""
    out: list[int] = []
    for token in tokens:
        i = (antecedent(token) or token).i
        if i not in out:
            out.append(i)
    return tuple(out)
