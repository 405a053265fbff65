"""What is said about settling debts: payments, refunds, write-offs and their undoing."""

from faktura.core.wording import Text, register

register(
    {
        "settlement.amount": Text(
            en="{amount} cannot be moved; give an amount above zero",
            sv="{amount} kan inte föras om; ange ett belopp större än noll",
        ),
        "settlement.reason": Text(
            en="{reason!r} is no reason to write off; give rounding, bad_debt, discount or goodwill",
            sv="{reason!r} är ingen orsak att skriva av; ange rounding, bad_debt, discount eller goodwill",
        ),
        "settlement.no_allocation": Text(
            en="allocation {id} is not in force on this debt; it may be undone already",
            sv="avprickningen {id} gäller inte på denna fordran; den kan redan vara ångrad",
        ),
        "settlement.no_write_off": Text(
            en="write-off {id} is not in force on this debt; it may be undone already",
            sv="avskrivningen {id} gäller inte på denna fordran; den kan redan vara ångrad",
        ),
        "settlement.write_off_exceeds": Text(
            en="{amount} cannot be written off of {left} outstanding; write off at most that",
            sv="{amount} kan inte skrivas av på {left} utestående; skriv av högst det",
        ),
        "settlement.rest": Text(
            en="{amount} is more than the {left} of the payment that is undecided; undo an earlier part first",
            sv="{amount} är mer än de {left} av betalningen som är obestämda; ångra en tidigare del först",
        ),
        "settlement.kept": Text(
            en="{amount} is more than the {left} kept of the payment; take back at most that",
            sv="{amount} är mer än de {left} som behållits av betalningen; ta tillbaka högst det",
        ),
        "settlement.ignored": Text(
            en="{amount} is more than the {left} of the payment set aside; take back at most that",
            sv="{amount} är mer än de {left} som lagts åt sidan av betalningen; ta tillbaka högst det",
        ),
        "refund.exceeds": Text(
            en="{amount} is more than the {owed} owed back to the customer; refund at most that",
            sv="{amount} är mer än de {owed} som kunden har till godo; betala tillbaka högst det",
        ),
    }
)
