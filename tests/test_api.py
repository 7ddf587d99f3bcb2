"""The public names."""

from __future__ import annotations

import pytest

import onrecord


def test_every_public_name_is_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))
    assert len(onrecord.__all__) <= 12


def test_no_other_name() -> None:
    with pytest.raises(AttributeError):
        onrecord.nothing  # noqa: B018
