"""Where the fields of a payment stand among its elements: worked out once for all payments that are laid out alike.

A bank writes thousands of payments with the same elements in the same order. Which of them holds the payer's name is a
question of the shape alone: the names of the elements in document order, and how many children each has.

>>> elements = list(etree.fromstring("<TxDtls><Refs><TxId>7</TxId></Refs><AddtlTxInf>Hej</AddtlTxInf></TxDtls>").iter())
>>> layout = Layouts().of(elements)
>>> layout.references, elements[layout.information].text
((('TxId', 2),), 'Hej')
"""

from collections.abc import Sequence
from typing import Final

from attrs import field, frozen
from lxml import etree

from faktura.formats.xml import named

IDS: Final = ("AcctSvcrRef", "TxId", "AcctSvcrTxId", "InstrId", "EndToEndId", "ClrSysRef", "MsgId", "PmtInfId")
"""The ids of a payment, the bank's own first."""

_MOST: Final = 512
_PARTS: Final = ("RmtdAmt", "CdtNoteAmt", "DuePyblAmt")
_TYPES: Final = ("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry")
_OTHER: Final = ("Id/Othr/Id", "Id/Othr/SchmeNm/Cd", "Id/Othr/SchmeNm/Prtry")

Spot = int
"""The number of an element in document order; 0, the payment itself, where there is none."""


@frozen
class Structured:
    """Where one Strd has its fields: documents as number and types, amounts by their kind."""

    reference: Spot
    documents: tuple[tuple[Spot, tuple[Spot, ...]], ...]
    parts: tuple[tuple[str, Spot], ...]
    information: tuple[Spot, ...]


@frozen
class AccountSpots:
    """Where an account has its IBAN, or its number, code and scheme; and the clearing number of its bank."""

    iban: Spot
    other: tuple[Spot, ...]
    member: Spot

    @property
    def any(self) -> bool:
        """Whether there is an account."""
        return bool(self.iban or any(self.other))


@frozen
class PartySpots:
    """Where a party has its name, its organisation number and its address."""

    name: Spot
    number: Spot
    lines: tuple[Spot, ...]
    street: tuple[Spot, ...]
    town: tuple[Spot, ...]
    country: Spot


@frozen(kw_only=True)
class Layout:
    """Where a payment has its fields; amounts in the order in which they count."""

    references: tuple[tuple[str, Spot], ...]
    direction: Spot
    amounts: tuple[tuple[str, Spot], ...]
    instructed: Spot
    charges: Spot
    parties: tuple[PartySpots, ...]
    payer: AccountSpots
    payee: AccountSpots
    texts: tuple[Spot, ...]
    structured: tuple[Structured, ...]
    returned: Spot
    reasons: tuple[Spot, ...]
    information: Spot


@frozen
class _Tree:
    """The elements below one, by name: numbers of elements, first those that come first."""

    spot: Spot
    below: "dict[str, list[_Tree]]" = field(factory=dict)

    def each(self, path: str) -> "list[_Tree]":
        """Return every element at *path*."""
        found = [self]
        for step in path.split("/"):
            found = [inner for one in found for inner in one.below.get(step, ())]
        return found

    def spots(self, path: str) -> tuple[Spot, ...]:
        """Return where every element at *path* stands."""
        return tuple(one.spot for one in self.each(path))

    def first(self, path: str) -> Spot:
        """Return where the first element at *path* stands, or 0."""
        return next(iter(self.spots(path)), 0)


class Layouts:
    """The layouts met so far; so many that no file fills the memory with them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[object, ...], Layout] = {}

    def of(self, elements: Sequence[etree._Element]) -> Layout:
        """Return the layout of a payment, given all its *elements* in document order, itself first."""
        shape = (*[one.tag for one in elements], *map(len, elements))
        found = self._known.get(shape)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[shape] = _layout(_tree(elements))
        return found


def _tree(elements: Sequence[etree._Element]) -> _Tree:
    root = _Tree(0)
    path = [(root, len(elements[0]))]
    for spot, element in enumerate(elements[1:], start=1):
        while not path[-1][1]:
            path.pop()
        parent, left = path[-1]
        path[-1] = (parent, left - 1)
        made = _Tree(spot)
        parent.below.setdefault(named(element.tag), []).append(made)
        path.append((made, len(element)))
    return root


def _layout(tree: _Tree) -> Layout:
    amounts = [(path, tree.first(path)) for path in ("Amt", "AmtDtls/TxAmt/Amt")]
    roles = [party for role in ("Dbtr", "UltmtDbtr") for party in tree.each(f"RltdPties/{role}")[:1]]
    returned = tree.each("RtrInf")[:1]
    return Layout(
        references=tuple((name, spot) for name in IDS if (spot := tree.first(f"Refs/{name}"))),
        direction=tree.first("CdtDbtInd"),
        amounts=tuple((path, spot) for path, spot in amounts if spot),
        instructed=tree.first("AmtDtls/InstdAmt/Amt"),
        charges=tree.first("Chrgs"),
        parties=tuple(map(_party, roles)),
        payer=_account(tree, "DbtrAcct", "DbtrAgt"),
        payee=_account(tree, "CdtrAcct", "CdtrAgt"),
        texts=tree.spots("RmtInf/Ustrd"),
        structured=tuple(map(_structured, tree.each("RmtInf/Strd"))),
        returned=returned[0].spot if returned else 0,
        reasons=tuple(spot for path in ("Rsn/Cd", "Rsn/Prtry") for one in returned for spot in one.spots(path)),
        information=tree.first("AddtlTxInf"),
    )


def _account(tree: _Tree, name: str, agent: str) -> AccountSpots:
    found = next(iter(tree.each(f"RltdPties/{name}")), _Tree(0))
    member = tree.first(f"RltdAgts/{agent}/FinInstnId/ClrSysMmbId/MmbId")
    return AccountSpots(found.first("Id/IBAN"), tuple(map(found.first, _OTHER)), member)


def _party(role: _Tree) -> PartySpots:
    inner = next((one for path in ("Pty", "Agt/FinInstnId") for one in role.each(path)), role)
    address = next(iter(inner.each("PstlAdr")), _Tree(0))
    return PartySpots(
        inner.first("Nm"),
        inner.first("Id/OrgId/Othr/Id"),
        address.spots("AdrLine"),
        tuple(spot for name in ("StrtNm", "BldgNb") if (spot := address.first(name))),
        tuple(spot for name in ("PstCd", "TwnNm") if (spot := address.first(name))),
        address.first("Ctry"),
    )


def _structured(tree: _Tree) -> Structured:
    return Structured(
        tree.first("CdtrRefInf/Ref"),
        tuple((one.first("Nb"), tuple(map(one.first, _TYPES))) for one in tree.each("RfrdDocInf")),
        tuple((kind, spot) for kind in _PARTS if (spot := tree.first(f"RfrdDocAmt/{kind}"))),
        tree.spots("AddtlRmtInf"),
    )
