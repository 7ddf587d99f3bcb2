"""Triggers and their arguments: predicate-argument structure read from the dependency parse."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.codebook.triggers import Frame, Triggers
from onrecord.coding.records import Means, Mention, Parsed
from onrecord.coding.text.dependencies import (
    NOMINAL,
    antecedent,
    conjuncts,
    ending_words,
    is_passive,
    lemma,
    objects,
    owner,
    subjects,
    under,
)

Classes = Callable[[Token], Collection[str]]
"""The classes of things and kinds of actors that a noun phrase, by its head, belongs to."""

ON = frozenset({"on", "upon", "against", "at", "into", "toward", "towards", "over"})
BY = frozenset({"by"})
OF = frozenset({"of"})
BETWEEN = frozenset({"between", "among"})


def find_mentions(
    parsed: Parsed, triggers: Triggers, classes: Classes, *, until: int | None = None
) -> list[Mention]:
    """Every trigger before token ``until``, in text order, with who acts and who is acted upon.

    A frame that asks for a class of subject or object fires only where one stands there. Of several
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
    # a patrol that acts or is struck is a body of people, no event
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
        agents, patients = verb_roles(token, frame, words)
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


def verb_roles(
    verb: Token, frame: Frame, words: tuple[int, ...]
) -> tuple[list[Token], list[Token]]:
    """(agents, patients) of a verb."""
    subject = [t for t in subjects(verb) if t.i not in words]
    # "a convoy was ambushed, killing two"
    if frame.harm and verb.dep_ == "advcl" and verb.tag_ == "VBG" and is_passive(verb.head):
        subject = under(verb.head, BY)
    subject_role = frame.roles.get(f"{verb.lemma_.lower()}.subject", frame.roles.get("subject"))
    patients = [t for t in objects(verb) if t.i not in words]
    patients = [t for t in patients if not headline_break(verb, t)]
    agents: list[Token] = []
    by = [t for t in under(verb, BY) if not gerund(t)]
    if is_passive(verb) or (not patients and bare_participle(verb, frame)):
        agents, patients = by, subject + patients
    else:
        agents = subject
        if not patients and subject_role is None:
            patients = [t for t in under(verb, ON) if t.i not in words]
        for word in words[1:]:
            patients += [
                t for t in under(verb.doc[word], ON | OF) if t not in patients and t.i not in words
            ]
    if subject_role == "patient" or (subject_role == "instrument" and not objects(verb)):
        patients = agents if subject_role == "patient" else patients
        agents = by
    for preposition, role in frame.roles.items():
        if role == "patient" and preposition not in ("subject", "object"):
            patients += [t for t in under(verb, {preposition}) if t not in patients]
    return agents, patients


def headline_break(verb: Token, thing: Token) -> bool:
    """In "3 Civilians Killed 38 Injured in …" the second number is no object of the first verb: it
    has its own participle."""
    return verb.tag_ in ("VBN", "VBD") and any(
        c.dep_ in ("acl", "amod") and c.tag_ in ("VBN", "VBD") and c.i == thing.i + 1
        for c in thing.children
    )


def bare_participle(verb: Token, frame: Frame) -> bool:
    """A verb of harm without an object in -ed is a participle that lost its auxiliary ("Dozens
    killed in strikes", "and 50 wounded")."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    return (
        frame.harm is not None
        and frame.roles.get("subject") is None
        and verb.lower_.endswith(("ed", "en", "slain", "shot"))
        and not any(c.dep_ == "aux" for c in verb.children)
        and (bool(own) or verb.dep_ in ("conj", "oprd", "ccomp", "ROOT", "dep"))
    )


def gerund(token: Token) -> bool:
    return token.tag_ == "VBG"


def adjective_mention(token: Token, triggers: Triggers, classes: Classes) -> Mention | None:
    """An adjective frame ("dead"): who is, or the noun it stands at, or the number before it; a
    participle that the tagger takes for a noun ("4 shot") is told by its number."""
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
    if token.ent_type_ == "DATE" and token.pos_ == "PROPN":
        return None
    if token.pos_ not in ("NOUN", "PROPN") and not (
        token.pos_ in ("VERB", "ADJ") and token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass")
    ):
        return None
    if in_name(token):
        return None
    word = lemma(token)
    entries = (
        triggers.nouns.get(word)
        or (triggers.nouns.get(token.lower_) if token.pos_ != "NOUN" else None)
        or ()
    )
    if not entries:
        return None
    before = ending_words(token.doc, token.i)[:-1]
    for phrase, frame in entries:
        if len(phrase) > len(before) + 1 or phrase not in {
            (*before[len(before) + 1 - len(phrase) :], w) for w in (word, token.lower_)
        }:
            continue
        if (
            token.dep_ == "compound"
            and token.head.pos_ in ("NOUN", "PROPN")
            and lemma(token.head) not in triggers.nouns
            and not names_event(token)
        ):
            return None
        agents, patients = noun_roles(token, frame)
        light = light_verb(token, triggers)
        via: tuple[int, ...] = ()
        if light is not None:
            via = (light.i,)
            agents = agents or (under(light, BY) if is_passive(light) else subjects(light))
            patients = patients or under(light, ON)
        doers = agents or (subjects(token.head) if token.dep_ == "dobj" else [])
        if not meets(frame, agents, patients, classes, nominal=True) or anyof(
            doers, frame.subject_not, classes
        ):
            continue
        words = tuple(range(token.i - len(phrase) + 1, token.i + 1))
        return Mention(
            token.i,
            words,
            frame,
            nominal=True,
            agents=ids(agents),
            patients=ids(patients),
            via=via,
            rule=f"{frame.name}: {' '.join(phrase)}",
        )
    return None


def names_event(token: Token) -> bool:
    """Whether a compound modifier still tells the event ("bomb attack victims" does, "attack
    helicopter" does not)."""
    return lemma(token.head) in (
        "victim",
        "site",
        "scene",
        "casualty",
        "survivor",
        "attempt",
        "campaign",
        "operation",
        "wave",
        "incident",
        "spree",
    )


def light_verb(noun: Token, triggers: Triggers) -> Token | None:
    """The light verb whose object (or passive subject) the noun is."""
    head = noun.head
    while noun.dep_ in ("conj", "compound") and head.i != noun.i:
        noun, head = head, head.head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ == "NOUN":
        noun, head = head.head, head.head.head
    if (
        noun.dep_ == "pobj"
        and head.lower_ == "for"
        and head.head.lemma_ == "responsibility"
        and head.head.dep_ == "dobj"
    ):
        return head.head.head  # "claimed responsibility for the bombing"
    if (
        noun.dep_ in ("dobj", "nsubjpass", "pobj")
        and noun.head.dep_ == "prep"
        and noun.dep_ == "pobj"
    ):
        head = noun.head.head
        phrase = f"{head.lemma_.lower()} {noun.head.lower_}"
        return head if phrase in triggers.light else None
    if noun.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB":
        particles = [c.lower_ for c in head.children if c.dep_ == "prt"]
        phrase = " ".join([head.lemma_.lower(), *particles])
        return head if phrase in triggers.light or head.lemma_.lower() in triggers.light else None
    if noun.dep_ != "pobj":
        clause = next(
            (
                c
                for c in noun.children
                if c.dep_ in ("acl", "relcl")
                and c.lemma_.lower() in {w.split()[0] for w in triggers.light}
            ),
            None,
        )
        if clause is not None and is_passive(clause):
            return clause
    return None


def noun_roles(noun: Token, frame: Frame) -> tuple[list[Token], list[Token]]:
    """(agents, patients) of an event noun, from its prepositions, possessor and clauses."""
    agents = [t for t in under(noun, BY) if not gerund(t)]
    both = under(noun, BETWEEN)
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and child.pos_ == "VERB" and is_passive(child):
            agents += [t for t in under(child, BY) if t not in agents]
    for preposition, role in frame.roles.items():
        if role == "both":
            both += [t for t in under(noun, {preposition}) if t not in both]
    if len(both) >= 2:
        return [both[0]], both[1:]
    patients = under(noun, ON | ({"of"} if frame.strength != 1 or frame.harm else set()))
    if frame.roles.get("of") == "patient" or frame.harm:
        patients += [t for t in under(noun, OF) if t not in patients]
    if frame.roles.get("with"):
        patients += [t for t in under(noun, {"with"}) if t not in patients]
    possessor = [c for c in noun.children if c.dep_ == "poss"]
    if possessor:
        if frame.harm and not patients:
            patients = conjuncts(possessor[0])
        elif not agents:
            agents = conjuncts(possessor[0])
    for child in noun.children:
        if child.dep_ == "relcl" and lemma(child) in ("target", "hit", "strike"):
            patients += [t for t in objects(child) if t not in patients]
        if (
            child.dep_ == "acl"
            and child.tag_ == "VBG"
            and lemma(child) in ("target", "hit", "strike")
        ):
            patients += [t for t in objects(child) if t not in patients]
    if (
        not patients
        and noun.dep_ == "nsubj"
        and lemma(noun.head) in ("target", "hit", "strike", "kill", "injure", "wound", "destroy")
    ):
        patients = objects(noun.head)
    return agents or [t for t in owner(noun) if noun.dep_ != "dobj"], patients


def meets(
    frame: Frame,
    agents: list[Token],
    patients: list[Token],
    classes: Classes,
    *,
    subject: list[Token] | None = None,
    nominal: bool = False,
) -> bool:
    """Whether the arguments are of the classes the frame asks for; a noun without arguments is
    given the benefit of the doubt."""

    if frame.subject:
        holders = subject if frame.roles.get("subject") and subject is not None else agents
        if not (nominal and not holders) and not anyof(holders, frame.subject, classes):
            return False
    if (
        frame.object
        and not (nominal and not patients)
        and not anyof(patients, frame.object, classes)
    ):
        return False
    if frame.plural and patients and not any(several(t) for t in patients):
        return False
    return not anyof([t for t in patients if t.pos_ != "PRON"], frame.object_not, classes)


def anyof(tokens: list[Token], wanted: tuple[str, ...], classes: Classes) -> bool:
    """Whether one of the phrases is of one of the classes."""
    return any(set(wanted) & set(classes(t)) for t in tokens)


def several(token: Token) -> bool:
    """Whether a phrase names more than one."""
    return (
        token.tag_ in ("NNS", "NNPS")
        or token.pos_ == "NUM"
        or token.lower_ in ("they", "them", "we", "us", "many", "people", "others", "those", "who")
    )


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
    takes some plurals for verbs: these stand in a compound ("the air strikes targeted …") or have
    no object ("tanks and missiles")."""
    if token.pos_ != "VERB":
        return False
    if token.tag_ in ("VBD", "VBN", "VBG"):
        return True
    phrase = triggers.means_phrases.ending(ending_words(token.doc, token.i))
    alone = phrase is not None and phrase[0] == 1
    takes_object = any(c.dep_ == "dobj" for c in token.children)
    return alone and takes_object and lemma(token) in triggers.verbs


def ids(tokens: list[Token]) -> tuple[int, ...]:
    """Token indexes, relative pronouns replaced by what they stand for, without repeats."""
    out: list[int] = []
    for token in tokens:
        i = (antecedent(token) or token).i
        if i not in out:
            out.append(i)
    return tuple(out)
