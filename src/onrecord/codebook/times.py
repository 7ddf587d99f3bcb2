"""The section ``times``: how dates are written in each language, and what the words mean."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from onrecord.errors import Errors, OnrecordError

Value = int | float | str | bool | date
Mode = Literal["auto", "news", "narrative"]

_FRAGMENT = re.compile(r"\{([a-z]+)(?::([a-z_]+))?\}")
_NEVER = re.compile(r"(?!)")


class TimeRule(BaseModel):
    """One pattern and the normalisation (``as``) that turns it into days.

    ``match`` is a regular expression in which ``{name}`` stands for a word list, a shape or a
    macro, ``{name:other}`` captures it under another name; a group ``x`` narrows the expression.
    ``needs``: letters that every match contains, for speed. ``loose`` allows letters to follow at
    once ("07.07.2015Get"). ``only``: the rule applies only to texts of this mode.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    as_: str = Field(alias="as")
    match: str
    set: dict[str, Value] = Field(default_factory=dict)
    cased: bool = False
    loose: bool = False
    needs: str = ""
    only: Literal["news", "narrative"] | None = None


class TimePattern(NamedTuple):
    """A rule, its compiled expression and what each of its groups captures: the field and the word
    list that gives its value.

    ``anchor`` names a word list of which every match contains a word, or is None: the rule need
    only be tried near such words. ``literal`` is a word that every match contains, or empty.
    """

    rule: TimeRule
    expression: re.Pattern[str]
    groups: dict[str, tuple[str, dict[str, Value]]]
    anchor: str | None
    literal: str

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its groups capture."""
        return frozenset(name for name, _ in self.groups.values())


class Dateline(BaseModel):
    """What distinguishes the date line of a report from a date in its prose. Regular
    expressions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cue: str
    place: str
    tail: str
    not_before: str
    byline: str
    start: str
    begin: str
    clock: str


class Narrative(BaseModel):
    """When a text counts as a narrative.

    It names ``dates`` years or more, and ``share`` of them lie before the report's year; words that
    count from the day of writing (a weekday, "today") are no more than ``deictic`` of all, and none
    of them is within the first ``start`` characters. ``back``: how many times as far a month back
    counts compared with a month ahead when a bare month looks for its year.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    dates: int = Field(gt=0)
    share: float = Field(ge=0, le=1)
    deictic: float = Field(ge=0, le=1)
    start: int = Field(ge=0)
    back: float = Field(gt=0)
    aside: int = Field(ge=0)


class Language(BaseModel):
    """The words, shapes and rules of one language. The comments of ``data/times.en.yaml`` say what
    each key means; a language does without whatever it leaves out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, dict[str, Value]] = Field(default_factory=dict)
    shapes: dict[str, str] = Field(default_factory=dict)
    macros: dict[str, str] = Field(default_factory=dict)
    rules: tuple[TimeRule, ...] = ()
    before: dict[str, str] = Field(default_factory=dict)
    between: dict[str, str] = Field(default_factory=dict)
    around: dict[str, str] = Field(default_factory=dict)
    order: dict[str, Literal["dmy", "mdy"]] = Field(default_factory=dict)
    dateline: Dateline | None = None

    def over(self, base: Language) -> Language:
        """This language's resources merged over those that all languages share; of two rules that
        match the same text its own comes first."""
        return Language(
            words={**base.words, **self.words},
            shapes={**base.shapes, **self.shapes},
            macros={**base.macros, **self.macros},
            rules=(*self.rules, *base.rules),
            before=self.before,
            between=self.between,
            around=self.around,
            order={**base.order, **self.order},
            dateline=self.dateline,
        )

    def missing(self) -> str | None:
        """The first name in braces that is not a word list, shape or macro."""
        known = {*self.words, *self.shapes, *self.macros}
        texts = (*(r.match for r in self.rules), *self.macros.values())
        return next(
            (name for text in texts for name, _ in _FRAGMENT.findall(text) if name not in known),
            None,
        )

    @cached_property
    def patterns(self) -> tuple[TimePattern, ...]:
        """The rules with their compiled expressions. Raises OnrecordError (E301) naming a rule that
        is not a regular expression."""
        return tuple(self._compile(rule) for rule in self.rules)

    @cached_property
    def cues(self) -> dict[str, re.Pattern[str]]:
        """The compiled expressions for what surrounds a time expression; one that the language
        lacks never matches."""
        texts = {
            **self.before,
            **{f"between_{k}": v for k, v in self.between.items()},
            **(
                {f"dateline_{k}": v for k, v in self.dateline.model_dump().items()}
                if self.dateline
                else {}
            ),
            **self.around,
        }
        return Cues(
            {
                name: re.compile(text, 0 if name in _CASED else re.IGNORECASE)
                for name, text in texts.items()
            }
        )

    @cached_property
    def anchors(self) -> dict[str, re.Pattern[str]]:
        """The expressions for the word lists that anchor a pattern."""
        names = sorted({pattern.anchor for pattern in self.patterns if pattern.anchor})
        return {
            name: re.compile(rf"(?<!\w)(?:{self._alternatives[name]})(?!\w)", re.IGNORECASE)
            for name in names
        }

    @cached_property
    def _alternatives(self) -> dict[str, str]:
        return {
            name: "|".join(
                re.escape(w).replace(r"\ ", r"\s+")
                for w in sorted(words, key=lambda w: (-len(w), w))
            )
            for name, words in self.words.items()
        }

    def _compile(self, rule: TimeRule) -> TimePattern:
        groups: dict[str, tuple[str, dict[str, Value]]] = {}

        def fill(found: re.Match[str]) -> str:
            name, alias = found[1], found[2] or found[1]
            if name in self.macros:
                return _FRAGMENT.sub(fill, self.macros[name])
            group = f"{alias}{sum(field == alias for field, _ in groups.values()) or ''}"
            groups[group] = alias, self.words.get(name, {})
            return f"(?P<{group}>{self._alternatives.get(name) or self.shapes[name]})"

        body = _FRAGMENT.sub(
            fill,
            rule.match.replace(",?", r"(?:\s?,)?").replace(" ", r"\s+").replace(r"\s+?", r"\s*"),
        )
        end = r"(?!\d)" if rule.loose else r"(?!\w)"
        try:
            compiled = re.compile(rf"(?<!\w)(?<!\d[.,])(?<![$€£#])(?:{body}){end}", re.IGNORECASE)
        except re.error as error:
            where = {"file": "codebook", "line": "?", "key": f"times.rules.{rule.name}"}
            raise OnrecordError(
                Errors.E301.format(**where, problem=f"not a regular expression: {error.msg}"),
                code="E301",
            ) from error
        fields = {
            name: groups.get(name, (name, self.words.get(name, {}))) for name in compiled.groupindex
        }
        return TimePattern(rule, compiled, fields, *self._required(rule))

    def _required(self, rule: TimeRule) -> tuple[str | None, str]:
        """The word list and the word that occur in a pattern outside all brackets except those of
        the group ``x``."""
        outer, inner = re.sub(r"\\.", "_", rule.match), ""
        outer = re.sub(r"\(\?P<x>([^()|]*|(?:[^()|]|\([^()]*\)[?*]?)*)\)", r"\1", outer)
        while outer != inner:
            outer, inner = re.sub(r"\([^()]*\)[?*]?", " ", outer), outer
        if "|" in outer:
            return None, rule.needs
        outer = re.sub(r"(?:\{[a-z_:]+\}|\w)\?|\{[a-z_:]+\}(?=\w)|(?<=\w)\{[a-z_:]+\}", " ", outer)
        lists = [name for name, _ in _FRAGMENT.findall(outer) if name in self.words]
        words = re.findall(r"[^\W\d_]{3,}", _FRAGMENT.sub(" ", outer))
        return lists[-1] if lists else None, rule.needs or max(words, key=len, default="").lower()


class Cues(dict[str, re.Pattern[str]]):
    """Expressions by name; a name that is missing never matches."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        return _NEVER


class TimesCodebook(BaseModel):
    """Time expressions: what every language shares, each language's own, and the numbers behind
    vague words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shared: Language
    languages: dict[str, Language]
    narrative: Narrative
    vague: tuple[int, int]
    plural: tuple[int, int]
    slack: dict[str, int]
    fiscal: int = Field(ge=1, le=12)
    ahead: int = Field(ge=0)
    within: int = Field(gt=0)

    _whole: dict[str, Language] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _fragments_exist(self) -> Self:
        for code in self.languages:
            missing = self.language(code).missing()
            if missing:
                raise ValueError(
                    f"{{{missing}}} is not a word list, shape or macro of the language {code}"
                )
        return self

    def language(self, code: str) -> Language:
        """The resources for a report in a language ("en", "en-GB"), with what all languages share;
        for a language that is not listed only the shared ones."""
        if code not in self._whole:
            own = (
                self.languages.get(code) or self.languages.get(code.partition("-")[0]) or Language()
            )
            self._whole[code] = own.over(self.shared)
        return self._whole[code]


_CASED = {"dateline_place", "dateline_tail", "dateline_start", "dateline_begin"}
