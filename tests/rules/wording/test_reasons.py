"""Reasons and refusals: each in both languages, with the same facts, and each used by some rule."""

import pytest

from faktura.core.wording import codes, text_of
from faktura.rules.wording import deductions, late_payment, settlement
from tests.reference import ROOT

TABLES = (deductions, late_payment, settlement)
RULES = ROOT / "src" / "faktura" / "rules"


def mine() -> list[str]:
    """The codes that the three tables register."""
    tables = "".join(
        (RULES / "wording" / f"{table.__name__.rpartition('.')[2]}.py").read_text(encoding="utf-8") for table in TABLES
    )
    return [code for code in codes() if f'"{code}": Text(' in tables]


@pytest.mark.parametrize("code", mine())
def test_both_languages_say_the_same_facts(code: str) -> None:
    """Lower case, no full stop, the same facts in Swedish and English."""
    text = text_of(code)
    assert text.facts("sv") == text.facts("en")
    for said in (text.sv, text.en):
        assert not said.endswith(".")
        assert said[0] == said[0].lower() or said.startswith(("ROT", "Skatteverket"))
    assert text.sv != text.en


def test_every_sentence_is_used() -> None:
    """A code no rule names would be a promise nobody keeps."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.py")))
    assert [code for code in mine() if f'"{code}"' not in source] == []
