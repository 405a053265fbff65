"""Which VAT act a section belongs to: that of 2023 from its first day, before it the act of 1994.

>>> section_at("ML 16 kap. 13 §", date(2023, 7, 1)), section_at("ML 16 kap. 13 §", date(2023, 6, 30))
('ML 16 kap. 13 §', 'mervärdesskattelagen (1994:200)')
"""

from datetime import date
from typing import Final

ACT_OF_2023: Final = date(2023, 7, 1)
_EARLIER: Final = "mervärdesskattelagen (1994:200)"


def section_at(section: str, on: date) -> str:
    """Return *section* of the act of 2023, or only the name of the act before when *on* is earlier.

    The earlier act had other sections, and they are not given. What rests on the directive stays.
    """
    return section if on >= ACT_OF_2023 or not section.startswith("ML ") else _EARLIER
