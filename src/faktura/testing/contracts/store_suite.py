"""How every part of the store contract gets its store."""

from collections.abc import Iterator

import pytest

from faktura.ports.store import Store


class StoreSuite:
    """A fresh store for each test, made by `make_store` and released by `dispose`."""

    def make_store(self) -> Store:
        """Return an empty store."""
        raise NotImplementedError

    def reopen(self, store: Store) -> Store:
        """Close *store* and return another one on the same data, for stores that keep any."""
        pytest.skip(f"{type(store).__name__} ends with its process")

    def make_impatient_store(self) -> Store:
        """Return an empty store whose units wait for each other a second at most, for stores that can be told so."""
        pytest.skip("make_impatient_store is not overridden: how long a unit waits is not tested")

    def dispose(self, store: Store) -> None:
        """Release what *store* holds; by default call its `close`, if it has one."""
        close = getattr(store, "close", None)
        if close is not None:
            close()

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """A store for one test."""
        made = self.make_store()
        yield made
        self.dispose(made)
