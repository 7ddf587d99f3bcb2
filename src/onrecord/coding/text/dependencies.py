"""Small queries on a dependency parse (ClearNLP labels) that several stages share."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from onrecord.codebook.english import english

ENGLISH = english()
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
PREMODIFIERS = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "advmod",
        "punct",
        "case",
    }
)

LONGEST_OF_PHRASE = 6  # tokens
BEFORE_NAME = ENGLISH.names.inner | {'"', "the"}


def has_child(token: Token, *relations: str, words: Collection[str] | None = None) -> bool:
    """Whether a token governs another in one of the relations, and that is one of the ``words`` if
    these are given."""
    return any(c.dep_ in relations and (words is None or c.lower_ in words) for c in token.children)


def base_form(token: Token) -> str:
    """The lower-case lemma, as the tagger gives it; :func:`lemma` for headline words as well."""
    return str(token.lemma_.lower())


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in text order ("A, B and C")."""
    found, queue = [token], [token]
    while queue:
        for child in queue.pop(0).children:
            listed = child.dep_ == "appos" and has_child(child, "conj")
            if (child.dep_ == "conj" or listed) and child.pos_ in NOMINAL | {"ADJ"}:
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: it has a passive auxiliary, or is a bare participle after its
    noun."""
    if has_child(verb, "nsubjpass", "auxpass", "agent"):
        return True
    if verb.tag_ != "VBN" or any(
        c.dep_ == "aux" and c.lemma_ in ENGLISH.auxiliaries.have for c in verb.children
    ):
        return False
    if verb.dep_ in ("acl", "xcomp", "oprd"):
        return True
    if verb.dep_ == "conj" and not has_child(verb, "nsubj"):
        return is_passive(verb.head)
    return False


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does the verb (or undergoes it, in the passive): its own subject, or else the one it
    shares by coordination or control."""
    own = own_subjects(verb)
    return own if own or depth > 5 else shared_subjects(verb, depth + 1)


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that the parse gives a verb; a relative pronoun stands for its antecedent."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")]
    return [c for t in own if t.dep_ != "expl" for c in conjuncts(antecedent(t) or t)]


def shared_subjects(verb: Token, depth: int) -> list[Token]:
    """Who does a verb without a subject of its own, by what the verb depends on."""
    head = verb.head
    match verb.dep_:
        case "acl" | "relcl":
            participle = verb.dep_ == "relcl" or verb.tag_ in ("VBG", "VBN", "VBD")
            return conjuncts(head) if participle else owner(head, depth)
        case "advcl" if said_before(verb) is not None:
            return subjects(governor(verb), depth)
        case "conj" | "xcomp" | "advcl" | "ccomp" | "dep" if (
            head.pos_ in ("VERB", "AUX") and head.i != verb.i
        ):
            reported = verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VBN", "VB")
            return [] if reported else subjects(head, depth)
        case "pcomp":
            return subjects_by_preposition(head, depth)
        case "amod" if head.pos_ in NOMINAL:
            return [head]
    return []


def subjects_by_preposition(preposition: Token, depth: int) -> list[Token]:
    """Who does a verb after a preposition: "accused them of shelling", "died while fleeing"."""
    above, word = preposition.head, preposition.lower_
    # "six were killed in shelling": not theirs
    if word in ENGLISH.prepositions.circumstance and is_passive(above):
        return []
    if word in ENGLISH.prepositions.charge and (accused := objects(above)):
        return accused
    return subjects(above, depth) if above.pos_ in ("VERB", "AUX") else owner(above, depth)


def owner(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what a noun names: its possessor, its by-phrase, or the subject of the verb it
    belongs to."""
    for child in noun.children:
        if child.dep_ == "poss":
            return conjuncts(child)
        if child.dep_ in ("prep", "agent") and child.lower_ == "by":
            return [c for p in child.children if p.dep_ == "pobj" for c in conjuncts(p)]
    above = noun.head
    if noun.dep_ in ("dobj", "attr") and above.pos_ in ("VERB", "AUX") and depth < 4:
        return subjects(above, depth + 1)
    return []


def antecedent(token: Token) -> Token | None:
    """The antecedent of a relative pronoun."""
    if token.lower_ in ENGLISH.pronouns.relative and token.tag_ in (
        "WP",
        "WDT",
        "IN",
        "WP$",
    ):
        clause: Token = token.head
        while clause.dep_ in ("conj", "xcomp") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return clause.head
    return None


def objects(verb: Token) -> list[Token]:
    """Direct objects, coordinated ones included; in a relative clause the antecedent of its object
    pronoun."""
    own = [
        c
        for c in verb.children
        if c.dep_ in ("dobj", "dative", "oprd")
        and (c.pos_ in NOMINAL or (c.dep_ == "dobj" and c.pos_ == "ADJ"))
    ]
    own = [antecedent(t) or t for t in own]
    if (
        not own
        and verb.dep_ == "relcl"
        and any(c.dep_ == "nsubj" and antecedent(c) is None for c in verb.children)
        and not is_passive(verb)
    ):
        own = [verb.head]  # "a pilot they captured"
    return [c for t in own for c in conjuncts(t)]


def under(token: Token, prepositions: frozenset[str] | set[str]) -> list[Token]:
    """The objects of the given prepositions at a token, coordinated ones included."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions:
            found.extend(c for p in child.children if p.dep_ == "pobj" for c in conjuncts(p))
            found.extend(under(child, prepositions))
    return found


def phrase(head: Token) -> tuple[int, int]:
    """Tokens (first, end) of a noun phrase: premodifiers, head, a simple of-phrase, bracketed
    acronym; no clauses."""
    first = phrase_start(head)
    words = head.doc[first : head.i].text
    if words.count(")") > words.count("("):
        first = head.left_edge.i
    if head.doc[first].text == "(":
        first = name_before(head.doc, first)
    return first, phrase_end(head)


def phrase_start(head: Token) -> int:
    """The first premodifier of a noun, without marks before it; an opening quotation mark stays."""
    edges = (c.left_edge.i for c in head.lefts if c.dep_ in PREMODIFIERS)
    first = int(min(edges, default=head.i))
    while first < head.i:
        token = head.doc[first]
        if token.text == '"' or not (token.is_punct or token.is_space):
            break
        first += 1
    return first


def phrase_end(head: Token) -> int:
    """The end of a noun phrase with a short of-phrase right after the noun."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end and not charged(head):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i - child.i <= LONGEST_OF_PHRASE:
                end = max(end, inner.i + 1)
    return end


def charged(head: Token) -> bool:
    """Whether an "of" after an object belongs to its verb: "accused the rebels of the attack"."""
    verb = head.head.lemma_.lower()
    return head.dep_ in ("dobj", "nsubjpass") and verb in ENGLISH.verbs.charging


def name_before(doc: Doc, bracket: int) -> int:
    """The first token of the name that an acronym in brackets abbreviates."""
    first = bracket
    while first > doc[bracket].sent.start and (
        doc[first - 1].pos_ == "PROPN" or doc[first - 1].text in BEFORE_NAME
    ):
        first -= 1
    while first < bracket and doc[first].text in ENGLISH.names.inner:
        first += 1
    return first


def clause_path(token: Token) -> Iterator[Token]:
    """The token and everything that governs it, up to the root."""
    while True:
        yield token
        if token.head.i == token.i:
            return
        token = governor(token)


def governor(token: Token) -> Token:
    """What governs a token; for an adverbial clause next to a trailing "police said", what was
    said: in "nine were killed when gunmen attacked, police said" and in "a bomb went off, police
    said, killing nine" the parser attaches the clause to the verb of saying."""
    return said_before(token) or token.head


def said_before(token: Token) -> Token | None:
    """The clause before a trailing "police said" to which an adverbial clause attached to the
    saying belongs: the clause also comes before it, or is a participle after it."""
    head = token.head
    if token.dep_ != "advcl" or not (token.i < head.i or token.tag_ == "VBG"):
        return None
    if head.dep_ == "parataxis" and head.head.i < head.i < token.i:
        return head.head
    first = min(token.i, head.i)
    said = next((c for c in head.children if c.dep_ == "ccomp" and c.i < first), None)
    if said is None or any(
        c.dep_ in ("nsubj", "nsubjpass") and c.i < said.i for c in head.children
    ):
        return None
    return said


def ending_words(doc: Doc, index: int, width: int = 4) -> list[str]:
    """Lemmas of the ``width`` tokens up to ``index`` within the sentence, hyphens left out."""
    words: list[str] = []
    start = doc[index].sent.start
    j = index
    while j >= start and len(words) < width:
        token = doc[j]
        if token.is_space:
            break
        if not token.is_punct or token.text not in ("-", "–"):
            words.append(lemma(token))
        j -= 1
    return words[::-1]


def lemma(token: Token) -> str:
    """The lower-case lemma; capitalised headline words lose the plural that the tagger leaves on
    them."""
    word = token.lemma_.lower()
    if token.pos_ == "PROPN" and token.tag_ != "NNP" and word.endswith("s") and len(word) > 3:
        return word[:-1]
    if (
        token.pos_ == "PROPN"
        and len(word) > 4
        and word == token.lower_
        and word.endswith("s")
        and not word.endswith("ss")
    ):
        return word[:-1]
    return word
