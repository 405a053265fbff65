"""Whose payment, whose claim: an id is a creditor's own, so two creditors may have the same."""

from collections import defaultdict
from collections.abc import Iterable

from attrs import frozen

from faktura.core.errors import InputError, NotFound
from faktura.core.wording import Text, register

Key = tuple[str, str]
"""Creditor and id."""


@frozen
class Names:
    """Which creditors have each id.

    Several tables may speak of the same things, and one may leave the creditor out: what one of them says decides.

    >>> names = Names.of([("A", "P1"), ("B", "P1"), ("A", "P2")], [("", "P2")])
    >>> names.key("", "P2"), names.said(("A", "P2")), names.said(("A", "P1"))
    (('A', 'P2'), 'P2', 'A:P1')
    """

    _owners: dict[str, frozenset[str]]

    @classmethod
    def of(cls, *tables: Iterable[Key]) -> "Names":
        """Return the names in *tables*, each of creditor and id."""
        owners: dict[str, frozenset[str]] = {}
        unsaid: list[str] = []
        for table in tables:
            mine: dict[str, set[str]] = defaultdict(set)
            for creditor, id in table:
                mine[id].add(creditor)
            for id, creditors in mine.items():
                if creditors == {""}:
                    unsaid.append(id)
                else:
                    owners[id] = owners.get(id, frozenset()) | creditors
        for id in unsaid:
            owners.setdefault(id, frozenset({""}))
        return cls(owners)

    def key(self, creditor: str, id: str) -> Key:
        """Return whose *id* is: the creditor's that is told, else the only one's who has it.

        Raises:
            InputError: Several have it; `lab.creditor`.
        """
        owners = self._owners.get(id, frozenset())
        if creditor or creditor in owners or not owners:
            return creditor, id
        if len(owners) > 1:
            raise InputError("lab.creditor", id=id)
        return next(iter(owners)), id

    def said(self, key: Key) -> str:
        """Return the id, with the creditor and a colon before it where several creditors have it."""
        creditor, id = key
        return f"{creditor}:{id}" if len(self._owners.get(id, ())) > 1 else id

    def named(self, text: str, creditor: str = "") -> Key:
        """Return what *text* names: an id, or an id as `said`.

        Raises:
            InputError: Several creditors have it; `lab.creditor`.
            NotFound: Nobody has it; `lab.payment`.
        """
        if text in self._owners:
            key = self.key(creditor, text)
            if key[0] in self._owners[text]:
                return key
        for at in (at for at, one in enumerate(text) if one == ":"):
            owner, id = text[:at], text[at + 1 :]
            if owner in self._owners.get(id, ()) and creditor in ("", owner):
                return owner, id
        raise NotFound("lab.payment", id=text)


register(
    {
        "lab.creditor": Text(
            en="{id} is of several creditors; say which, in the column creditor or as creditor:id",
            sv="{id} finns hos flera fordringsägare; ange vilken, i kolumnen creditor eller som fordringsägare:id",
        ),
        "lab.payment": Text(
            en="payment {id} is not in this run; check the id",
            sv="betalningen {id} finns inte i denna körning; kontrollera id",
        ),
    }
)
