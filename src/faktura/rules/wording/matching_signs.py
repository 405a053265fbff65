"""What the signs of matching are, in a table."""

from faktura.core.wording import Text, register

register(
    {
        "matching.sign.reference.exact": Text(
            en="reference, as printed",
            sv="referens, som tryckt",
        ),
        "matching.sign.reference.text": Text(
            en="reference within a text",
            sv="referens i en text",
        ),
        "matching.sign.reference.number": Text(
            en="document number",
            sv="fakturanummer",
        ),
        "matching.sign.reference.loose": Text(
            en="digits that are a document number",
            sv="siffror som är ett fakturanummer",
        ),
        "matching.sign.reference.each": Text(
            en="further ones named too",
            sv="fler angivna",
        ),
        "matching.sign.reference.some": Text(
            en="not all are named",
            sv="alla är inte angivna",
        ),
        "matching.sign.reference.near": Text(
            en="reference but for one slip",
            sv="referens så när som på ett skrivfel",
        ),
        "matching.sign.reference.slip": Text(
            en="a slip from another one",
            sv="ett skrivfel från en annan",
        ),
        "matching.sign.reference.earlier": Text(
            en="paid reference of the customer",
            sv="betald referens hos kunden",
        ),
        "matching.sign.reference.silent": Text(
            en="nothing is named",
            sv="inget är angivet",
        ),
        "matching.sign.reference.other": Text(
            en="something else is named",
            sv="något annat är angivet",
        ),
        "matching.sign.reference.ignored": Text(
            en="something else is named too",
            sv="något annat är också angivet",
        ),
        "matching.sign.several": Text(
            en="several claims",
            sv="flera fordringar",
        ),
        "matching.sign.amount.exact": Text(
            en="exact amount, as rare as it is",
            sv="exakt belopp, så ovanligt det är",
        ),
        "matching.sign.amount.rounded": Text(
            en="amount but for rounding",
            sv="belopp så när som på avrundning",
        ),
        "matching.sign.amount.discount": Text(
            en="amount less the discount",
            sv="belopp efter kassarabatt",
        ),
        "matching.sign.amount.deduction": Text(
            en="amount but for Skatteverket's part",
            sv="belopp så när som på Skatteverkets del",
        ),
        "matching.sign.amount.fee": Text(
            en="amount but for the bank's fee",
            sv="belopp så när som på bankens avgift",
        ),
        "matching.sign.amount.part": Text(
            en="a part of the amount",
            sv="en del av beloppet",
        ),
        "matching.sign.amount.over": Text(
            en="more than the amount",
            sv="mer än beloppet",
        ),
        "matching.sign.amount.exact_within": Text(
            en="a part of it is exact",
            sv="en del av det är exakt",
        ),
        "matching.sign.payer.account": Text(
            en="account known as the customer's",
            sv="konto känt som kundens",
        ),
        "matching.sign.payer.organisation": Text(
            en="organisation number of the customer",
            sv="kundens organisationsnummer",
        ),
        "matching.sign.payer.name": Text(
            en="name of the customer",
            sv="kundens namn",
        ),
        "matching.sign.payer.alike": Text(
            en="nearly the customer's name",
            sv="nästan kundens namn",
        ),
        "matching.sign.payer.surname": Text(
            en="a name in common",
            sv="ett namn gemensamt",
        ),
        "matching.sign.payer.unlike": Text(
            en="unknown payer",
            sv="okänd betalare",
        ),
        "matching.sign.payer.namesake": Text(
            en="called as another customer",
            sv="heter som en annan kund",
        ),
        "matching.sign.payer.called": Text(
            en="customer named in the text",
            sv="kunden nämnd i texten",
        ),
        "matching.sign.payer.calls": Text(
            en="another customer is named in the text",
            sv="en annan kund är nämnd i texten",
        ),
        "matching.sign.payer.other": Text(
            en="known as another customer",
            sv="känd som en annan kund",
        ),
        "matching.sign.payer.untold": Text(
            en="payer not told",
            sv="betalaren anges inte",
        ),
        "matching.sign.date.before_issue": Text(
            en="paid before it was issued",
            sv="betald innan den ställdes ut",
        ),
        "matching.sign.gate": Text(
            en="stopped",
            sv="stoppad",
        ),
    }
)
