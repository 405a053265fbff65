"""What speaks for what a payment is matched with, or might be."""

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
        "matching.overpayment": Text(
            en="reference {reference} agrees; {amount} of {open} open, so {rest} is paid too much",
            sv="referens {reference} stämmer; {amount} mot {open} öppet, så {rest} är för mycket betalt",
        ),
        "matching.rounding": Text(
            en="{agree} but for {difference}, which is taken as rounding",
            sv="{agree} så när som på {difference}, som räknas som avrundning",
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
            en="OCR {reference} is the customer's for several invoices, and only one of them is {amount}",
            sv="OCR {reference} är kundens för flera fakturor, och bara en av dem är på {amount}",
        ),
        "matching.whole_customer": Text(
            en="OCR {reference} is the customer's for several invoices, and all that is open makes {amount}",
            sv="OCR {reference} är kundens för flera fakturor, och allt som är öppet blir {amount}",
        ),
        "matching.oldest_first": Text(
            en="OCR {reference} is the customer's for several invoices; the oldest are settled first, as the policy says",
            sv="OCR {reference} är kundens för flera fakturor; de äldsta betalas först enligt inställningen",
        ),
        "matching.part_payment": Text(
            en="reference {reference} agrees; {amount} is a part, {left} remains",
            sv="referens {reference} stämmer; {amount} är en delbetalning, {left} återstår",
        ),
        "matching.several_named": Text(
            en="the payment names {references}, and {numbers} together make exactly {amount}",
            sv="{references} står i betalningen, och {numbers} blir tillsammans exakt {amount}",
        ),
        "matching.near_and_amount": Text(
            en="{reference} is one slip away from what the payer wrote, and the amount {amount} agrees",
            sv="{reference} är det som betalaren skrev så när som på ett skrivfel, och belopp {amount} stämmer",
        ),
        "matching.near_and_sum": Text(
            en="{reference} is one slip away from what the payer wrote, and {numbers} together make exactly {amount}",
            sv="{reference} är det som betalaren skrev så när som på ett skrivfel, och {numbers} blir tillsammans exakt {amount}",
        ),
        "matching.earlier_and_amount": Text(
            en="{reference} is paid, but the same customer has exactly {amount} open on {numbers}",
            sv="{reference} är betald, men samma kund har exakt {amount} öppet på {numbers}",
        ),
        "matching.amount_alone": Text(
            en="the amount {amount} is what {numbers} has open",
            sv="belopp {amount} är det som är öppet på {numbers}",
        ),
        "matching.sum_alone": Text(
            en="{numbers} together make exactly {amount}",
            sv="{numbers} blir tillsammans exakt {amount}",
        ),
        "matching.discount": Text(
            en="{agree} less the early-payment discount of {difference}",
            sv="{agree} efter kassarabatt på {difference}",
        ),
        "matching.discount_rounded": Text(
            en="{agree} less the early-payment discount of {discount} and {difference} of rounding",
            sv="{agree} efter kassarabatt på {discount} och avrundning på {difference}",
        ),
        "matching.deduction": Text(
            en="{agree} but for Skatteverket's part, {difference}",
            sv="{agree} så när som på Skatteverkets del, {difference}",
        ),
        "matching.fee": Text(
            en="{agree} but for {difference}, the bank's fee or rate",
            sv="{agree} så när som på {difference}, bankens avgift eller kurs",
        ),
        "matching.payer_known": Text(
            en="the payer has paid {times} times before",
            sv="betalaren har betalat {times} gånger förr",
        ),
        "matching.payer_known_once": Text(
            en="the payer has paid for this customer before",
            sv="betalaren har betalat för kunden förr",
        ),
        "matching.payer_organisation": Text(
            en="the payer's organisation number is the customer's",
            sv="betalarens organisationsnummer är kundens",
        ),
        "matching.payer_name": Text(
            en="the payer is called as the customer",
            sv="betalaren heter som kunden",
        ),
        "matching.payer_alike": Text(
            en="the payer's name is nearly the customer's",
            sv="betalarens namn är nästan kundens",
        ),
        "matching.payer_surname": Text(
            en="the payer has a name in common with the customer",
            sv="betalaren har ett namn gemensamt med kunden",
        ),
        "matching.payer_namesake": Text(
            en="the payer is called as another customer",
            sv="betalaren heter som en annan kund",
        ),
        "matching.payer_called": Text(
            en="the text names the customer",
            sv="texten nämner kunden",
        ),
        "matching.payer_other": Text(
            en="the payer is known as another customer",
            sv="betalaren är känd som en annan kund",
        ),
        "matching.oldest_of_equals": Text(
            en="of {count} equal claims of the customer the oldest is settled, as the policy says",
            sv="av kundens {count} lika fordringar betalas den äldsta enligt inställningen",
        ),
        "matching.agree": Text(
            en="{references} and the amount {amount} agree",
            sv="{references} och belopp {amount} stämmer",
        ),
        "matching.agree_alone": Text(
            en="the amount {amount} agrees with {numbers}",
            sv="belopp {amount} stämmer med {numbers}",
        ),
        "matching.rate": Text(
            en="{agree} but for {difference} more, the bank's rate",
            sv="{agree} så när som på {difference} mer, bankens kurs",
        ),
        "matching.shared_equals": Text(
            en="OCR {reference} is the customer's for several invoices, and {count} of them are {amount}",
            sv="OCR {reference} är kundens för flera fakturor, och {count} av dem är på {amount}",
        ),
        "matching.over_alone": Text(
            en="{numbers} has {open} open; {rest} of {amount} is too much",
            sv="{numbers} har {open} öppet; {rest} av {amount} är för mycket",
        ),
        "matching.part_alone": Text(
            en="{amount} is a part of what {numbers} has open; {left} remains",
            sv="{amount} är en del av det som är öppet på {numbers}; {left} återstår",
        ),
        "matching.oldest_suggested": Text(
            en="the customer has {count} equal claims; the oldest is suggested",
            sv="kunden har {count} lika fordringar; den äldsta föreslås",
        ),
        "matching.month_of_equals": Text(
            en="of {count} equal claims of the customer the one for the month that the payer writes is settled",
            sv="av kundens {count} lika fordringar betalas den för månaden som betalaren skriver",
        ),
        "matching.month_suggested": Text(
            en="the customer has {count} equal claims; the one for the month that the payer writes is suggested",
            sv="kunden har {count} lika fordringar; den för månaden som betalaren skriver föreslås",
        ),
        "matching.number_of_equals": Text(
            en="of {count} equal claims of the customer the one is settled whose number the payer nearly writes",
            sv="av kundens {count} lika fordringar betalas den vars nummer betalaren nästan skriver",
        ),
        "matching.number_suggested": Text(
            en="the customer has {count} equal claims; the one whose number the payer nearly writes is suggested",
            sv="kunden har {count} lika fordringar; den vars nummer betalaren nästan skriver föreslås",
        ),
    }
)
