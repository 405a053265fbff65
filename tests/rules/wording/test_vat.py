"""What is said about VAT: both languages, the same facts, every sentence used by some rule."""

import pytest

from faktura.core.vat import VatCategory
from faktura.core.wording import text_of
from faktura.rules.simplified import FullOnly
from faktura.rules.vat_rates import Supply
from faktura.rules.wording.vat import SENTENCES
from tests.reference import ROOT

MADE = {
    *(f"vat.supply.{supply.value}" for supply in Supply),
    *(f"vat.category.{category.value}" for category in VatCategory),
    *(f"simplified.{supply.value}" for supply in FullOnly),
    *(f"small_business.{year}" for year in ("this_year", "last_year", "year_before")),
}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_say_the_same_facts(code: str) -> None:
    """No full stop, the same facts in Swedish and English."""
    text = text_of(code)
    assert text.facts("sv") == text.facts("en")
    assert not text.sv.endswith(".")
    assert not text.en.endswith(".")


def test_every_sentence_is_used() -> None:
    """A code no rule names would be a promise nobody keeps."""
    rules = ROOT / "src" / "faktura" / "rules"
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(rules.glob("*.py")))
    assert [code for code in SENTENCES if code not in MADE and f'"{code}"' not in source] == []
    assert set(SENTENCES) >= MADE
