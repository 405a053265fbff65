"""The version of faktura, as it stands in the files it writes."""

from typing import Final

VERSION: Final = "0.2.0"
"""The same as in `pyproject.toml`; a test compares."""
