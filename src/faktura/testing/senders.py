"""Ready-made senders and customers for tests and examples; their numbers belong to nobody.

>>> print(SENDER.party.name, SENDER.accounts[0], COMPANY.party.identity)
Exempelbolaget AB 991-2346 559999-0016
"""

from typing import Final

from faktura.core.document import PaymentTerms
from faktura.core.identity import VatNumber
from faktura.core.money import sek
from faktura.core.party import Address, Party, PartyKind
from faktura.core.sender import Customer, Sender
from faktura.testing.identities import AUTHORITY, BANKGIRO, COMPANIES, PLUSGIRO, TOLVAN

SENDER: Final = Sender(
    id="exempelbolaget",
    party=Party(
        id="exempelbolaget",
        name="Exempelbolaget AB",
        identity=COMPANIES[0],
        vat_number=VatNumber.of(COMPANIES[0]),
        address=Address(street="Provgatan 1", postal_code="111 22", city="Stockholm"),
        email="faktura@exempelbolaget.example",
        phone="08-123 45 67",
        contact="Anna Exempel",
        f_tax=True,
        registered_office="Stockholm",
    ),
    accounts=(BANKGIRO[0],),
    terms=PaymentTerms(reminder_fee=sek(60)),
    first_number=1001,
)
"""A limited company with bankgiro, thirty days and an agreed reminder fee."""

OTHER_SENDER: Final = Sender(
    id="andra-firman",
    party=Party(
        id="andra-firman",
        name="Andra Firman AB",
        identity=COMPANIES[2],
        vat_number=VatNumber.of(COMPANIES[2]),
        address=Address(street="Testvägen 2", postal_code="411 01", city="Göteborg"),
        f_tax=True,
    ),
    accounts=(PLUSGIRO[0],),
    first_number=1,
)
"""Somebody else in the same store, so that nothing crosses."""

COMPANY: Final = Customer(
    party=Party(
        id="K1",
        name="Kundföretaget AB",
        identity=COMPANIES[1],
        vat_number=VatNumber.of(COMPANIES[1]),
        address=Address(street="Storgatan 5", postal_code="222 33", city="Lund"),
        email="ekonomi@kundforetaget.example",
    )
)
"""A company."""

PERSON: Final = Customer(
    party=Party(
        id="P1",
        name="Tolvan Tolvansson",
        kind=PartyKind.PERSON,
        identity=TOLVAN,
        address=Address(street="Lillgatan 7", postal_code="333 44", city="Växjö"),
        email="tolvan@person.example",
    )
)
"""A consumer, with a personal number reserved for testing."""

PUBLIC_AUTHORITY: Final = Customer(
    party=Party(
        id="M1",
        name="Exempelmyndigheten",
        kind=PartyKind.PUBLIC_AUTHORITY,
        identity=AUTHORITY,
        address=Address(street="Torget 1", postal_code="101 01", city="Stockholm"),
    ),
)
"""A public authority that takes e-invoices."""
