"""The store contract for index rows."""

import pytest

from faktura.core.errors import InputError
from faktura.ports.store import IndexRow, Store
from faktura.testing.contracts.store_samples import row
from faktura.testing.contracts.store_suite import StoreSuite


class RowsContract(StoreSuite):
    """Rows are found by key and by order, and replaced by subject."""

    def test_rows_come_in_order(self, store: Store) -> None:
        """By order, then subject, then key, as Unicode code points sort."""
        rows = [row("s", key=key, order=order) for order in ("", "2", "10", "å", "z", "𝄞", "～") for key in "ba"]
        others = [row("r", order="2"), row("t", order="2")]
        with store.unit("A") as unit:
            unit.index("s", [*rows, row("s", kind="other")])
            for other in others:
                unit.index(other.subject, [other])
        ordered = sorted([*rows, *others], key=lambda one: (one.order, one.subject, one.key))
        with store.read("A") as reading:
            assert list(reading.rows("open_item")) == ordered
            assert list(reading.rows("other")) == [row("s", kind="other")]
            assert list(reading.rows("unknown")) == []

    def test_rows_are_found_by_key(self, store: Store) -> None:
        """Exact keys, one after the other as asked, at most so many of each."""
        with store.unit("A") as unit:
            for number in range(4):
                rows = [row(f"s{number}", key=key, order=str(number)) for key in ("k", "K", "kk", "100 SEK")]
                unit.index(f"s{number}", rows)
        with store.read("A") as reading:
            found = [(one.key, one.subject) for one in reading.rows("open_item", ["kk", "none", "k"], most=2)]
            assert found == [("kk", "s0"), ("kk", "s1"), ("k", "s0"), ("k", "s1")]
            assert list(reading.rows("open_item", [])) == []
            assert list(reading.rows("other", ["k"])) == []
            bounded = reading.rows("open_item", ["k"], since="2", until="3")
            assert [one.subject for one in bounded] == ["s2"]

    def test_rows_are_bounded_and_paged(self, store: Store) -> None:
        """From one order up to before another; pages join without gap or double."""
        rows = [row(f"s{number:04}", order=f"{number // 3:04}") for number in range(1200)]
        with store.unit("A") as unit:
            for one in rows:
                unit.index(one.subject, [one])
        with store.read("A") as reading:
            assert list(reading.rows("open_item")) == rows
            assert list(reading.rows("open_item", since="0100", until="0300")) == rows[300:900]
            assert list(reading.rows("open_item", since="0399")) == rows[1197:]
            assert list(reading.rows("open_item", most=700)) == rows[:700]
            assert list(reading.rows("open_item", most=0)) == []
            pages: list[IndexRow] = []
            while page := list(reading.rows("open_item", after=pages[-1] if pages else None, most=100)):
                pages += page
            assert pages == rows
            assert list(reading.rows("open_item", since="0001", after=rows[1], most=2)) == rows[3:5]
            assert list(reading.rows("open_item", [""], after=rows[5], until="0003")) == rows[6:9]

    def test_the_rows_of_a_subject_are_replaced_together(self, store: Store) -> None:
        """What the subject no longer stands for is gone; other subjects' rows stay."""
        with store.unit("A") as unit:
            unit.index("s", [row("s", key="1", body="a"), row("s", key="2"), row("s", "due", order="3")])
            unit.index("t", [row("t", key="1")])
        with store.unit("A") as unit:
            unit.index("s", [row("s", key="1", body="b"), row("s", "due", order="4")])
            unit.index("s", [row("s", key="1", body="c"), row("s", "due", order="5")])
        with store.read("A") as reading:
            assert list(reading.rows("open_item")) == [row("s", key="1", body="c"), row("t", key="1")]
            assert list(reading.rows("due")) == [row("s", "due", order="5")]
        with store.unit("A") as unit:
            unit.index("s", [])
        with store.read("A") as reading:
            assert list(reading.rows("open_item")) == [row("t", key="1")]
            assert list(reading.rows("due")) == []

    @pytest.mark.parametrize("rows", [[row("other")], [row("s"), row("s", body="2")]])
    def test_rows_that_cannot_stand_are_refused(self, store: Store, rows: list[IndexRow]) -> None:
        """Another subject's, or two in one place."""
        with pytest.raises(InputError), store.unit("A") as unit:
            unit.index("s", rows)
