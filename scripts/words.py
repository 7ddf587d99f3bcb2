"""Lists the English words that are left in the code of ``onrecord.coding``.

python scripts/words.py [--all] [FOLDER]

Words that the code compares with or keeps in a list belong in the codebook's data. Counted are
the strings in collections and comparisons, in ``match`` cases and in calls of string methods;
words inside regular expressions are counted apart. Left out are docstrings, messages, labels of the
parser, names of fields and values of the records, and keys of the codebook. Where a list could be
either, it counts as labels if at least half of it is.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from spacy.glossary import GLOSSARY

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"
DATA = PACKAGE / "codebook" / "data"
WORD = re.compile(r"[a-zA-Z]+(?:['’-][a-zA-Z]+)*\.?")
PATTERN = re.compile(r"\\[bsdwWSD]|\(\?|[\[({|].*[\])}|]|^\^|\$$")
PATTERN_WORD = re.compile(r"(?<![\\\w])[A-Za-z]{2,}")
NO_WORD = re.compile(r"\\.|\[[^\]]*\]|\(\?P?<\w+>|\(\?P=\w+\)|\{[^}]*\}")
NAMED = re.compile(r"^ +([a-z][^:#\n]*): -?\d+\.\d+|\bas: (\w+)", re.MULTILINE)
TOKEN_LABELS = frozenset({"dep_", "pos_", "tag_", "ent_type_", "ent_iob_", "label_"})
TOKEN_WORDS = frozenset({"lower_", "lemma_", "text", "norm_", "lower", "split"})
METHODS = frozenset({"endswith", "startswith", "removeprefix", "removesuffix", "findall"})
LETTERS = frozenset({"a", "i"})
COLLECTIONS = (ast.Set, ast.Tuple, ast.List, ast.Dict)
TEXTS = (ast.Constant, ast.JoinedStr)


class Words(NamedTuple):
    """The English words of one file: those used as data, and those inside patterns."""

    plain: list[str]
    in_patterns: list[str]


def words_of(source: str, labels: frozenset[str]) -> Words:
    """The words of a module's source; ``labels`` are the strings that are names of the program's
    own."""
    tree = ast.parse(source)
    apart = prose(tree) | patterns(tree)
    plain = [
        word
        for node in ast.walk(tree)
        for texts, sure in literals(node)
        for word in english([t.value for t in texts if id(t) not in apart], labels, sure)
    ]
    return Words(plain, list(pattern_words(tree)))


def literals(node: ast.AST) -> Iterator[tuple[list[ast.Constant], bool]]:
    """The strings that a node uses as data, each group with whether they are words for sure."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        names = {name for side in sides for name in attributes(side)}
        if not names & TOKEN_LABELS:
            yield [t for s in sides for t in strings(s)], bool(names & TOKEN_WORDS)
            yield from ((strings(s, within=True), bool(names & TOKEN_WORDS)) for s in sides)
    elif isinstance(node, ast.Call):
        for argument in node.args:
            if isinstance(argument, COLLECTIONS) or called(node) in METHODS:
                yield strings(argument, within=isinstance(argument, COLLECTIONS)), False
        if isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            yield strings(node.func.value), True
    elif isinstance(node, ast.MatchValue):
        yield strings(node.value), False
    elif isinstance(node, ast.Assign | ast.AnnAssign | ast.BinOp | ast.IfExp | ast.Starred):
        yield from ((strings(c, within=True), False) for c in ast.iter_child_nodes(node))


def strings(node: ast.AST, *, within: bool = False) -> list[ast.Constant]:
    """The string that a node is, or, ``within``, those that a collection holds."""
    if not within:
        return [node] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
    if not isinstance(node, COLLECTIONS):
        return []
    items = entries(node) if isinstance(node, ast.Dict) else node.elts
    return [
        text
        for item in items
        if item is not None
        for text in (strings(item) or strings(item, within=True))
    ]


def entries(node: ast.Dict) -> list[ast.expr | None]:
    """The keys and values of a table of strings; a table of numbers or functions has names for
    keys."""
    texts = all(strings(value) or strings(value, within=True) for value in node.values)
    return node.keys + node.values if texts else []


def attributes(node: ast.AST) -> set[str]:
    """The attributes that an expression reads."""
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def called(node: ast.Call) -> str:
    """The name of what a call calls."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def english(texts: list[str], labels: frozenset[str], sure: bool) -> Iterator[str]:
    """The words of one list of strings; none where the list is of labels."""
    known = sum(text in labels for text in texts)
    if sure or 2 * known < len(texts):
        yield from (w for text in texts for w in text.split() if is_word(w))


def is_word(text: str) -> bool:
    """Whether a string could be an English word: no code and no lone letter."""
    return (
        bool(WORD.fullmatch(text)) and (len(text) > 1 or text in LETTERS) and text == text.lower()
    )


def prose(tree: ast.AST) -> set[int]:
    """The strings that stand alone (docstrings) or inside f-strings."""
    return {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.JoinedStr)
        for part in ast.iter_child_nodes(node)
    }


def patterns(tree: ast.AST) -> set[int]:
    """The strings that are regular expressions."""
    return {id(node) for node in ast.walk(tree) if isinstance(node, TEXTS) and is_pattern(node)}


def is_pattern(node: ast.Constant | ast.JoinedStr) -> bool:
    """Whether a text is a regular expression, by the marks it holds."""
    return bool(PATTERN.search(text_of(node)))


def pattern_words(tree: ast.AST) -> Iterator[str]:
    """The words inside the regular expressions of a module."""
    apart = prose(tree)
    for node in ast.walk(tree):
        if isinstance(node, TEXTS) and id(node) not in apart and is_pattern(node):
            yield from PATTERN_WORD.findall(NO_WORD.sub(" ", text_of(node)))


def text_of(node: ast.Constant | ast.JoinedStr) -> str:
    """The fixed text of a string or an f-string."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(
        p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)
    )


def program_labels() -> frozenset[str]:
    """What is not English but a name: the parser's labels, fields and values of the records, keys
    of the codebook."""
    records = [ast.parse(path.read_text("utf-8")) for path in (PACKAGE / "schema").glob("*.py")]
    modules = [ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")]
    fields = (name for tree in records for name in field_names(tree))
    return frozenset(
        {*GLOSSARY, *codebook_keys(), *fields, *(v for m in modules for v in values(m))}
    )


def field_names(tree: ast.AST) -> Iterator[str]:
    """The fields of a module's classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def values(tree: ast.AST) -> Iterator[str]:
    """The values of a module's ``Literal`` types and the keys of its tables of numbers or
    functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
            yield from (t.value for t in ast.walk(node.slice) if isinstance(t, ast.Constant))
        elif isinstance(node, ast.Dict) and not entries(node):
            yield from (t.value for key in node.keys if key for t in strings(key))


def codebook_keys() -> set[str]:
    """The names of frames, classes, means, kinds of actors, weights and normalisations."""
    triggers = yaml.safe_load((DATA / "triggers.yaml").read_text("utf-8"))
    actors = yaml.safe_load((DATA / "actors.yaml").read_text("utf-8"))["actors"]
    named = [n for path in DATA.glob("*.yaml") for n in NAMED.finditer(path.read_text("utf-8"))]
    lists = (
        triggers["classes"],
        triggers["means"],
        actors["heads"],
        [n[n.lastindex] for n in named],
    )
    frames = triggers["frames"]
    demanded = [frame[key] for frame in frames for key in ("subject", "object") if key in frame]
    return {frame["name"] for frame in frames}.union(*lists, *demanded)


def table(folder: Path, *, listed: bool) -> Iterator[str]:
    """A line a file, the most words first, and their sum."""
    labels = program_labels()
    found = [(path, words_of(path.read_text("utf-8"), labels)) for path in folder.rglob("*.py")]
    found = sorted((f for f in found if any(f[1])), key=lambda f: (-len(f[1].plain), f[0]))
    for path, words in found:
        name = path.relative_to(folder).as_posix()
        yield f"{len(words.plain):5} {len(words.in_patterns):5}  {name}"
        if listed:
            yield from (f"{'':13} {' '.join(part)}" for part in words if part)
    plain = sum(len(words.plain) for _, words in found)
    yield f"{plain:5} {sum(len(w.in_patterns) for _, w in found):5}  {len(found)} files"


def main(arguments: list[str]) -> None:
    """Prints the table: words as data, words in patterns, file."""
    folders = [Path(a) for a in arguments if not a.startswith("-")] or [PACKAGE / "coding"]
    for folder in folders:
        lines = table(folder.resolve(), listed="--all" in arguments)
        sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
