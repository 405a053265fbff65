"""For data scientists: matching replayed over tables, every decision explained and counted.

>>> from faktura import lab
>>> items = [{"claim_id": "F1", "ocr": "12351", "customer_id": "K", "due_date": "2026-10-01", "open": "250.00"}]
>>> payments = [{"payment_id": "P17", "booked_on": "2026-10-02", "amount": "250.00", "reference": "12351"}]
>>> run = lab.match(items, payments)
>>> run.why("P17")
'OCR 12351 and the amount 250.00 SEK agree.'
>>> print(run.table())
payment  outcome  claims     remainder
P17      auto     F1:250.00  0.00
"""

from faktura.lab.replay import Run, Score, match

__all__ = ["Run", "Score", "match"]
