"""The section ``times``: how English news writes dates, and what the words stand for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onrecord.errors import Errors, OnrecordError

Value = int | float | str | bool

_FRAGMENT = re.compile(r"\{([a-z]+)(?::([a-z_]+))?\}")


class TimeRule(BaseModel):
    """One pattern and the normalisation (``as``) that makes days of it.

    ``match`` is a regular expression in which ``{name}`` stands for a word list, a shape or a macro, ``{name:other}`` captures it under
    another name; a group ``x`` narrows the expression. ``loose`` lets letters follow at once ("07.07.2015Get").
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    as_: str = Field(alias="as")
    match: str
    set: dict[str, Value] = Field(default_factory=dict)
    cased: bool = False
    loose: bool = False


class TimePattern(NamedTuple):
    """A rule, its compiled expression and what each of its groups captures: the field and the word list that gives its value.

    ``anchor`` names a word list of which every match holds a word, or is None: only near such words need the rule be tried;
    ``literal`` is a word that every match holds, or empty.
    """

    rule: TimeRule
    expression: re.Pattern[str]
    groups: dict[str, tuple[str, dict[str, Value]]]
    anchor: str | None
    literal: str


class Dateline(BaseModel):
    """What tells the date line of a report from a date in its prose. Regular expressions; ``within`` in characters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    within: int = Field(gt=0)
    cue: str
    place: str
    tail: str
    not_before: str
    byline: str
    start: str
    begin: str
    clock: str


class Narrative(BaseModel):
    """When a text counts as a narrative: ``dates`` years or more, ``share`` of them two or more before the report's, and no weekday within
    ``start`` characters. ``back``: how many times farther a month back counts than one on, where a bare month looks for its year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dates: int = Field(gt=0)
    share: float = Field(ge=0, le=1)
    start: int = Field(ge=0)
    back: float = Field(gt=0)


class TimesCodebook(BaseModel):
    """Words, shapes and rules of time expressions. The comments of ``data/times.yaml`` say what each key means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, dict[str, Value]]
    shapes: dict[str, str]
    macros: dict[str, str]
    rules: tuple[TimeRule, ...]
    before: dict[str, str]
    between: dict[str, str]
    future: str
    deadline: str
    lasting: str
    number_before: str
    number_after: str
    narrative: Narrative
    vague: tuple[int, int]
    plural: tuple[int, int]
    slack: dict[str, int]
    order: dict[str, Literal["dmy", "mdy"]]
    dateline: Dateline

    @model_validator(mode="after")
    def _fragments_exist(self) -> Self:
        known = {*self.words, *self.shapes, *self.macros}
        for text in (*(r.match for r in self.rules), *self.macros.values()):
            for name, _ in _FRAGMENT.findall(text):
                if name not in known:
                    raise ValueError(f"{{{name}}} is no word list, shape or macro")
        return self

    @cached_property
    def patterns(self) -> tuple[TimePattern, ...]:
        """The rules with their compiled expressions. Raises OnrecordError (E301) naming a rule that is no regular expression."""
        return tuple(self._compile(rule) for rule in self.rules)

    @cached_property
    def cues(self) -> dict[str, re.Pattern[str]]:
        """The expressions for what stands around a time expression, compiled."""
        around = {
            **self.before,
            **{f"between_{k}": v for k, v in self.between.items()},
            **{f"dateline_{k}": v for k, v in self.dateline.model_dump().items() if isinstance(v, str)},
            "future": self.future,
            "deadline": self.deadline,
            "lasting": self.lasting,
            "number_before": self.number_before,
            "number_after": self.number_after,
        }
        cased = {"dateline_place", "dateline_tail", "dateline_start", "dateline_begin"}
        return {name: re.compile(text, 0 if name in cased else re.IGNORECASE) for name, text in around.items()}

    @cached_property
    def anchors(self) -> dict[str, re.Pattern[str]]:
        """The expressions for the word lists that anchor a pattern."""
        names = sorted({pattern.anchor for pattern in self.patterns if pattern.anchor})
        return {name: re.compile(rf"(?<!\w)(?:{self._alternatives[name]})(?!\w)", re.IGNORECASE) for name in names}

    @cached_property
    def _alternatives(self) -> dict[str, str]:
        return {
            name: "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
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

        body = _FRAGMENT.sub(fill, rule.match.replace(",?", r"(?:\s?,)?").replace(" ", r"\s+").replace(r"\s+?", r"\s*"))
        end = r"(?!\d)" if rule.loose else r"(?!\w)"
        try:
            compiled = re.compile(rf"(?<!\w)(?<!\d[.,])(?<![$€£#])(?:{body}){end}", re.IGNORECASE)
        except re.error as error:
            where = {"file": "codebook", "line": "?", "key": f"times.rules.{rule.name}"}
            raise OnrecordError(Errors.E301.format(**where, problem=f"no regular expression: {error.msg}"), code="E301") from error
        fields = {name: groups.get(name, (name, self.words.get(name, {}))) for name in compiled.groupindex}
        return TimePattern(rule, compiled, fields, *self._required(rule.match))

    def _required(self, match: str) -> tuple[str | None, str]:
        """The word list and the word that stand in a pattern outside of all brackets."""
        outer, inner = re.sub(r"\\.", "_", match), ""
        while outer != inner:
            outer, inner = re.sub(r"\([^()]*\)[?*]?", " ", outer), outer
        if "|" in outer:
            return None, ""
        outer = re.sub(r"(?:\{[a-z_:]+\}|\w)\?", " ", outer)
        lists = [name for name, _ in _FRAGMENT.findall(outer) if name in self.words]
        words = re.findall(r"[a-z]{3,}", _FRAGMENT.sub(" ", outer))
        return lists[-1] if lists else None, max(words, key=len, default="")
