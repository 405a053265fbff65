"""Why a payment was matched, suggested or left alone."""

from faktura.core.wording import Text, register

register(
    {
        "matching.reference_and_amount": Text(
            en="OCR {reference} and the amount {amount} agree",
            sv="OCR {reference} och belopp {amount} stämmer",
        ),
        "matching.number_and_amount": Text(
            en="document number {reference} and the amount {amount} agree",
            sv="fakturanummer {reference} och belopp {amount} stämmer",
        ),
        "matching.part_payment": Text(
            en="reference {reference} agrees; {amount} is a part, {left} remains",
            sv="referens {reference} stämmer; {amount} är en delbetalning, {left} återstår",
        ),
        "matching.overpayment": Text(
            en="reference {reference} agrees; {amount} of {open} open, so {rest} is paid too much",
            sv="referens {reference} stämmer; {amount} mot {open} öppet, så {rest} är för mycket betalt",
        ),
        "matching.rounding": Text(
            en="{references} and the amount {amount} agree but for {difference}, which is taken as rounding",
            sv="{references} och belopp {amount} stämmer så när som på {difference}, som räknas som avrundning",
        ),
        "matching.several": Text(
            en="the references {references} together make exactly {amount}",
            sv="referenserna {references} blir tillsammans exakt {amount}",
        ),
        "matching.parts": Text(
            en="the payer divided {amount} on {references}, and the parts fit what is open",
            sv="betalaren har delat {amount} på {references}, och delarna ryms i det som är öppet",
        ),
        "matching.shared_reference": Text(
            en="OCR {reference} is the customer's for all invoices, and only one of them is {amount}",
            sv="OCR {reference} är kundens för alla fakturor, och bara en av dem är på {amount}",
        ),
        "matching.whole_customer": Text(
            en="OCR {reference} is the customer's for all invoices, and all that is open makes {amount}",
            sv="OCR {reference} är kundens för alla fakturor, och allt som är öppet blir {amount}",
        ),
        "matching.oldest_first": Text(
            en="OCR {reference} is the customer's for all invoices; the oldest are settled first, as the policy says",
            sv="OCR {reference} är kundens för alla fakturor; de äldsta betalas först enligt inställningen",
        ),
        "matching.payer_known": Text(
            en="the payer has paid for this customer before",
            sv="betalaren har betalat för kunden förr",
        ),
        # what kept a payment from being booked by itself
        "matching.reversal": Text(
            en="the bank took money back; this is never matched",
            sv="banken har tagit tillbaka pengar; det prickas aldrig av",
        ),
        "matching.repeated": Text(
            en="the payment stands twice among those to be matched; it counts once",
            sv="betalningen finns två gånger bland dem som ska prickas av; den räknas en gång",
        ),
        "matching.already_paid": Text(
            en="{reference} is already paid; this may be a second payment of it",
            sv="{reference} är redan betald; detta kan vara en dubbelbetalning",
        ),
        "matching.ambiguous": Text(
            en="{reference} fits {count} open items equally well",
            sv="{reference} passar lika bra på {count} öppna poster",
        ),
        "matching.amount_differs": Text(
            en="{amount} is not what {references} have open ({open})",
            sv="{amount} är inte vad {references} har öppet ({open})",
        ),
        "matching.other_payer": Text(
            en="the payer is known as another customer, and {amount} is not the {open} that is open",
            sv="betalaren är känd som en annan kund, och {amount} är inte de {open} som är öppna",
        ),
        "matching.fits_better": Text(
            en="{reference} has {open} open, but the same customer has something else of exactly {amount}",
            sv="{reference} har {open} öppet, men samma kund har något annat på exakt {amount}",
        ),
        "matching.written_reference": Text(
            en="{reference} was only written as text; that does not prove it, so a person decides",
            sv="{reference} är bara skrivet som text; det räcker inte som bevis, så en person avgör",
        ),
        "matching.credit_only": Text(
            en="{reference} names only what is owed to the customer",
            sv="{reference} pekar bara på sådant som kunden har till godo",
        ),
        "matching.currency": Text(
            en="{reference} is in another currency than the payment's {amount}",
            sv="{reference} är i en annan valuta än betalningens {amount}",
        ),
        "matching.account": Text(
            en="{reference} is not to be paid to the account the money came to",
            sv="{reference} ska inte betalas till det konto pengarna kom till",
        ),
        "matching.unknown_reference": Text(
            en="nothing has the reference {reference}",
            sv="inget har referensen {reference}",
        ),
        "matching.no_reference": Text(
            en="the payer gave no reference",
            sv="betalaren har inte angett någon referens",
        ),
        "matching.too_many": Text(
            en="more payments name the same item than can be weighed at once",
            sv="fler betalningar pekar på samma post än som kan vägas på en gång",
        ),
        # what speaks for a suggestion
        "matching.named": Text(
            en="the payer named {reference}",
            sv="betalaren har angett {reference}",
        ),
        "matching.one_digit": Text(
            en="{reference} is one digit away from what the payer wrote",
            sv="{reference} är en siffra från det som betalaren skrev",
        ),
        "matching.in_text": Text(
            en="{reference} stands in the payer's text",
            sv="{reference} står i betalarens text",
        ),
        "matching.same_amount": Text(
            en="the amount {amount} is what is open",
            sv="belopp {amount} är det som är öppet",
        ),
        "matching.only_amount": Text(
            en="nothing else has exactly {amount} open",
            sv="inget annat har exakt {amount} öppet",
        ),
        "matching.same_customer": Text(
            en="it is the same customer's",
            sv="den är samma kunds",
        ),
    }
)
