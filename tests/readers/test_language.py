"""English or not."""

from __future__ import annotations

import pytest

from onrecord.errors import OnrecordError
from onrecord.readers.language import require_english


@pytest.mark.parametrize(
    "text",
    [
        "The army said on Monday that five of its men were killed in an attack on a post near the border with the south of the country.",
        "THE ARMY SAID ON MONDAY THAT FIVE OF ITS MEN WERE KILLED IN AN ATTACK ON A POST NEAR THE BORDER WITH THE SOUTH.",
        "Rockets kill 34 civilians in Deir Ezzor",
        "Gunmen kill five",
        "Bombing in Al Bab: قتل خمسة, said the monitor, in the city of Al Bab on Monday, in what it called the worst attack of the year.",
    ],
)
def test_english(text: str) -> None:
    require_english(text, source="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Пятеро военных погибли в понедельник при обстреле поста",
        "قتل خمسة جنود يوم الاثنين في هجوم على موقع",
        "五名士兵周一在袭击中丧生",
        "El ejército dijo el lunes que cinco de sus hombres murieron en un ataque contra un puesto cerca de la frontera con el sur.",
        "Cinq soldats ont été tués dans une attaque",
        "Die Armee teilte am Montag mit, dass fünf ihrer Soldaten bei einem Angriff auf einen Posten nahe der Grenze getötet worden sind.",
    ],
)
def test_other_languages(text: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        require_english(text, source="a.txt")
    assert caught.value.code == "E206"
