"""The page "Write your own store" ends in a store that passes the whole contract suite, run by pytest as its reader would."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.reference import ROOT

PAGE = ROOT / "docs" / "write-your-own-store.md"


def test_the_store_of_the_page_passes_the_contract_suite(tmp_path: Path) -> None:
    """Its examples, put into one file, are a test file in which every promise passes and none is left out."""
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    (tmp_path / "test_folder_store.py").write_text("\n".join(code), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        str(tmp_path),
    ]
    home = {**os.environ, "TMPDIR": str(tmp_path)}  # where the stores are made
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=home)
    last = done.stdout.strip().splitlines()[-1]
    assert done.returncode == 0, done.stdout
    passed = re.fullmatch(r"(\d+) passed in .*", last)
    assert passed is not None, last
    assert int(passed[1]) >= 50
