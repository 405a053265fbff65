"""Text messages carry what is needed to pay, and fit."""

import pytest

from faktura.formats.message.text_message import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("å" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),  # each takes two positions
        ("€" * 81, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ł" * 70, 1),  # outside the GSM alphabet
        ("ł" * 71, 2),
        ("😀" * 35, 1),  # two positions each in UTF-16
        ("😀" * 36, 2),
    ],
)
def test_message_parts(text: str, parts: int) -> None:
    """160 GSM characters or 70 others go in one part, 153 or 67 in each of several (3GPP TS 23.038)."""
    assert parts_of(text) == parts
