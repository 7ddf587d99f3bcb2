"""The wording of every rule by which the coder sets a value, under the rule's id.

The id drives logic and is stable; the wording is for people and may be mended at any time. Rules of
the codebook (types, statuses, times, weights of signs) have their ids and wording there.
"""

from __future__ import annotations

WORDING = {
    # how many: what the words of a number mean
    "count.exact": "a number",
    "count.range": "a range of numbers",
    "count.vague": "a vague word, read by the rule set for vague numbers",
    "count.one_person": "one person, named or in the singular",
    "count.at_least": "“at least”: the upper bound is open",
    "count.more_than": "“more than”: the upper bound is open",
    "count.up_to": "“up to”: the lower bound is 0",
    "count.fewer_than": "“fewer than”: the lower bound is 0",
    "count.about": "“about”: read as the number itself",
    # how many: the headline figure of a kind of harm
    "figure.single": "single claim",
    "figure.agree": "claims agree",
    "figure.own": "the report's own figure; the source gives a part",
    "figure.widest": "lowest and highest claim",
    # when
    "when.named": "named for it ({timex})",
    "when.telling": "assumed from the day of the statement ({timex})",
    "when.counted_from_day": "counted from {day}",
    "when.counted_from_event": "counted from {event}",
    "when.counted_back": "counted back from the report's day",
    "when.planned": "not said",
    "when.background": "background to what is reported: over by the report's day",
    "when.carried": "carried over from {event}",
    "when.within": "within the range of {event}, which reaches the report's day",
    "when.after": "after {event}, by the report's day",
    "when.story": "the day of the story, taken from {event}",
    "when.unknown": "neither a time nor the report's day is known",
    "when.lasting": "going on, or ended at an unstated time, by the report's day",
    "when.report": "no time is named: the report's day",
    # where
    "where.named": "named for it ({toponym}){reading}",
    "where.border": "a border",
    "where.definite": "“{noun}” stands for it",
    "where.unnamed": "a place without a name",
    "where.carried": "carried over from {event}",
    "where.body": "named in its sentence for somebody from there",
    "where.nearest": "the nearest place in its sentence",
    "where.country": "the country the report is about",
    "where.also": "named with it",
    # by whom, upon whom
    "side.arguments": "arguments of the triggers",
    "side.carried": "carried over from {event}",
    # who says so
    "claim.report": "nobody else is named: the report's own voice",
    "claim.attribution": "{attribution}",
    "claim.own_deed": "an armed group says that it did it: {attribution}",
    # how a speaker was found
    "source.subject": "the subject of the verb of speech",
    "source.shared_subject": "the subject that the verb of speech shares with another",
    "source.agent": "the doer of the verb in the passive (“by …”)",
    "source.passive": "the doer of what was said (“it was said by …”)",
    "source.relative_clause": "whom the relative clause describes",
    "source.participle": "whom the participle describes",
    "source.quoted": "the one who is quoted as saying so",
    "source.after_quotation": "named behind the quotation",
    "source.before": "named before the verb",
    # how what a speaker vouches for was found
    "content.quotation": "the words in quotation marks",
    "content.clause": "the clause of the verb of speech",
    "content.trailing": "the sentence that the speaker closes or interrupts",
    "content.parenthesis": "the sentence around the speaker's clause",
    "content.preposition": "what stands under the verb's preposition",
    "content.count": "the number put on something",
    "content.responsibility": "the deed for which responsibility is claimed",
    "content.infinitive": "the infinitive of the verb",
    "content.gerund": "the -ing form of the verb",
    "content.naming": "what it is called",
    "content.rest": "the rest of the sentence",
    "content.participle": "the noun that the participle describes",
    "content.phrase": "the object of the verb",
    # cues that name the speaker and what is said at once
    "cue.according": "“according to”",
    "cue.closing": "a verb of speech that closes its sentence",
    "cue.noun": "a noun of speech with its clause",
    "cue.hearsay_adverb": "an adverb of hearsay (“reportedly”)",
    "cue.hearsay_passive": "a passive of hearsay (“is believed to”)",
    # with what
    "weapon.type": "names a weapon or carrier ({type})",
    "weapon.any": "names a weapon or carrier that points to no type",
    "item.object": "what was {act}",
    # which type, if the codebook's table does not say; which sentences
    "type.no_trigger": "no rule of the codebook applies",
    "type.lent": "the means of what is reported right before",
    "merged": "{parts}",
    "status": "{triggers}",
}
"""Rule ids and their wording; names in braces are filled in."""


def worded(rule: str, **details: object) -> str:
    """A rule's wording with its details.

    Raises:
        KeyError: there is no such rule, or a detail is missing.
    """
    return WORDING[rule].format(**details)
