"""What the reader of Svefaktura 1.0 finds beside SFTI's own rules."""

from faktura.core.wording import Text, register

register(
    {
        "svefaktura.zero_rate": Text(
            en="the standard VAT category has no rate, or 0 %; it was read as zero-rated",
            sv="momskategorin S saknar sats, eller har 0 %; den lästes som nollskattesats",
        ),
        "svefaktura.zero_rate.remedy": Text(
            en="ask the sender for the right category", sv="fråga avsändaren efter rätt kategori"
        ),
        "svefaktura.line_vat": Text(
            en="the line does not say its VAT rate and the invoice has several; it was read as {rate} %",
            sv="raden anger ingen momssats och fakturan har flera; den lästes som {rate} %",
        ),
        "svefaktura.line_vat.remedy": Text(
            en="check the line's rate against the VAT specification",
            sv="kontrollera radens sats mot momsspecifikationen",
        ),
    }
)
