"""For data scientists: matching replayed over tables, every decision explained, counted and held against the truth.

>>> from faktura import lab
>>> items = [{"claim_id": "F1", "ocr": "12351", "customer_id": "K", "due_date": "2026-10-01", "open": "250.00"}]
>>> payments = [{"payment_id": "P17", "booked_on": "2026-10-02", "amount": "250.00", "reference": "12351"}]
>>> run = lab.match(items, payments)
>>> run.why("P17")
'OCR 12351 and the amount 250.00 SEK agree.'
>>> print(run.table())
payment  outcome  claims     remainder  why not
P17      auto     F1:250.00       0.00

`lab.synthetic` makes up ledgers with their truth, `lab.baselines` what an afternoon's work would decide, `lab.checks`
what must not change a decision. Plots and frames need the extra `lab`; nothing else does.
"""

from faktura.lab.compare import Comparison, compare, compare_runs
from faktura.lab.extras import MissingExtra
from faktura.lab.metrics import Evaluation, Score, evaluate
from faktura.lab.replay import Run, decide, match
from faktura.lab.sweep import Sweep, sweep

__all__ = [
    "Comparison",
    "Evaluation",
    "MissingExtra",
    "Run",
    "Score",
    "Sweep",
    "compare",
    "compare_runs",
    "decide",
    "evaluate",
    "match",
    "sweep",
]
