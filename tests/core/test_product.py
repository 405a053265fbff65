"""A product's package can be split by its components, or the product cannot exist."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError
from faktura.core.product import Component, Product

WEIGHTS = st.lists(st.decimals(-10, 10, places=2), max_size=4)


def package(*weights: Decimal) -> Product:
    """A package of parts with these weights."""
    parts = tuple(Component(name="Del", weight=weight) for weight in weights)
    return Product(id="A1", name="Paket", price=Decimal(100), components=parts)


@given(WEIGHTS)
def test_a_package_is_splittable_or_cannot_exist(weights: list[Decimal]) -> None:
    """Every weight zero or more and one of them more; without components it is no package."""
    if not weights or (min(weights) >= 0 and max(weights) > 0):
        assert len(package(*weights).components) == len(weights)
        return
    with pytest.raises(InputError) as refused:
        package(*weights)
    assert refused.value.code == "product.components"
    assert "A1" in refused.value.explain("sv")


@pytest.mark.parametrize("weight", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_weight_is_a_number(weight: str) -> None:
    """What is none is refused as any other wrong weight, not by an arithmetic error."""
    with pytest.raises(InputError):
        package(Decimal(1), Decimal(weight))
