"""The listing of English words that are left in code, on an invented module."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE = '''
"""The words of this docstring do not count."""
import re

NEAR = frozenset({"beneath", "beyond"})
LABELS = frozenset({"nsubj", "dobj"})
FORMS = {"ran": "run"}
WEIGHTS = {"quite near": 1.5}
MARK = re.compile(rf"\\\\b(?:uphill|downhill)\\\\s+{NEAR}$")


def rule(token, kind):
    if token.dep_ == "prep" and token.lower_ in ("upon", "below"):
        return f"{kind} under a rule"
    if kind == "person" or token.text.endswith("ward"):
        return "rule of its own"
    return [w for w in "hither and thither".split() if w != kind]
'''


@pytest.fixture(scope="module")
def words():
    spec = importlib.util.spec_from_file_location("words", ROOT / "scripts" / "words.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["words"] = module
    spec.loader.exec_module(module)
    return module


def test_words_as_data_and_in_patterns_are_listed_apart(words):
    found = words.words_of(MODULE, frozenset({"nsubj", "dobj", "prep", "person"}))
    assert sorted(found.plain) == sorted(
        ["beneath", "beyond", "ran", "run", "upon", "below", "ward", "hither", "and", "thither"]
    )
    assert found.in_patterns == ["uphill", "downhill"]


def test_labels_are_those_of_the_parser_the_records_and_the_codebook(words):
    assert {"nsubj", "killed", "kill", "armed"} <= words.program_labels()
    assert not {"the", "these", "under"} & words.program_labels()


def test_the_table_ends_with_the_sum(words, tmp_path):
    (tmp_path / "one.py").write_text(MODULE)
    (tmp_path / "two.py").write_text("def f(t):\n    return t.lower_ in ('upon', 'below')\n")
    lines = list(words.table(tmp_path, listed=False))
    assert [line.split() for line in lines] == [
        ["10", "2", "one.py"],
        ["2", "0", "two.py"],
        ["12", "2", "2", "files"],
    ]
