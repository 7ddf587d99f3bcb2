"""``python -m bench.dump ROWS FILE``: an invented country dump in GeoNames' form, for measuring
``onrecord gazetteer add``.

Names are syllables of Arabic romanisation with the diacritics, articles and Arabic spellings found
in GeoNames' dumps, three per place; classes, provinces and populations are distributed as in Iraq's
dump. The same number of rows makes the same file.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

CONSONANTS = ["b", "t", "th", "j", "ḩ", "kh", "d", "r", "z", "s", "sh", "ş"]
CONSONANTS += ["ḑ", "ţ", "‘", "gh", "f", "q", "k", "l", "m", "n", "h", "w", "y"]
LETTERS = dict(zip(CONSONANTS, "بتثجحخدرزسشصضطعغفقكلمنهوي", strict=True))
VOWELS = ("a", "ā", "i", "ī", "u", "ū")
HEADS = ("", "", "", "Tall ", "Qaryat ", "Kafr ", "Al ", "Al ", "Umm ", "Wādī ", "Jabal ", "Nahr ")
FEATURES = ("P.PPL",) * 12 + (
    "P.PPLX",
    "T.HLL",
    "T.MT",
    "H.STM",
    "H.WAD",
    "S.RUIN",
    "S.FRM",
    "S.AIRB",
    "S.CMP",
    "R.RD",
    "L.AREA",
    "A.ADM3",
)


def lines(rows: int) -> Iterator[str]:
    """The dump's lines."""
    dice = random.Random(rows)
    for n in range(rows):
        sounds = [(dice.choice(CONSONANTS), dice.choice(VOWELS)) for _ in range(dice.randint(2, 4))]
        name = dice.choice(HEADS) + "".join(c + v for c, v in sounds).lstrip("‘").capitalize()
        plain = name.translate(str.maketrans("āīūḩşḑţ", "aiuhsdt", "‘"))
        script = "".join(LETTERS[c] for c, _ in sounds)
        letter, code = FEATURES[n % len(FEATURES)].split(".")
        people = dice.choice((0, 0, 0, 300, 2_000, 30_000)) if letter == "P" else 0
        at = (f"{dice.uniform(29, 37):.5f}", f"{dice.uniform(39, 48):.5f}")
        province = f"{dice.randint(1, 18):02d}"
        yield (
            "\t".join(
                (
                    *(
                        str(20_000_000 + n),
                        name,
                        plain,
                        f"{plain},{plain}a,{script}",
                        *at,
                        letter,
                        code,
                        "IQ",
                        "",
                    ),
                    *(
                        province,
                        f"{province}{dice.randint(1, 9)}",
                        "",
                        "",
                        str(people),
                        "",
                        "30",
                        "Asia/Baghdad",
                        "2026-01-05",
                    ),
                )
            )
            + "\n"
        )


def main(rows: int, out: Path) -> None:
    """Write the dump."""
    with out.open("w", encoding="utf-8") as file:
        file.writelines(lines(rows))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
