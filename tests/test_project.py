"""The tree as a whole: the lock holds no addresses, and no file says where it was written."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.reference import ROOT

LOCKS: Final = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Written in pieces, so that this file does not hold what it looks for.
REGISTRY: Final = re.compile(
    "|".join(["pypi" + r"\.", "pythonhosted" + r"\.", "--(extra-)?" + "index-url", "find" + "-links"])
)
MACHINE: Final = re.compile(
    "|".join(["/" + "work/", "/" + "root/", "/" + "home/[a-z]", r"(?<![.\w])/" + "tmp/", r"[A-Z]:\\" + "Users"])
)


def tracked() -> list[Path]:
    """The files of the repository, as git sees them: tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this tree is no git repository")
    paths = [ROOT / name.decode() for name in done.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def names(text: str) -> set[str]:
    """The package names of a lock."""
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_names_versions_and_hashes_only(lock: Path) -> None:
    """Every line is a pinned name, perhaps with a marker, or a hash: no address, no index option."""
    line = re.compile(r"[a-z0-9._-]+==[0-9a-z.!+]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    text = lock.read_text(encoding="ascii")
    assert [row for row in text.splitlines() if not line.fullmatch(row)] == []
    for wrong in ("://", "--" + "index", "--extra-" + "index", "--find-" + "links"):
        assert wrong not in text


def test_each_declared_dependency_is_locked() -> None:
    """What the package asks for stands in both locks, at or above nothing less than its floor."""
    wanted = {re.split("[><=]", line)[0] for line in PROJECT["dependencies"]}
    for lock in ("run.txt", "dev.txt"):
        assert wanted <= names((ROOT / "requirements" / lock).read_text(encoding="ascii"))


def test_the_demo_runs_with_what_the_tests_run_with() -> None:
    """Every pinned line of run.txt is a line of dev.txt: the same version, the same marker."""
    run, dev = (
        (ROOT / "requirements" / name).read_text(encoding="ascii").splitlines() for name in ("run.txt", "dev.txt")
    )
    assert {row for row in run if "==" in row} <= {row for row in dev if "==" in row}


def test_dependencies_have_floors_and_no_caps() -> None:
    """A cap in a library breaks its hosts; floors alone are declared."""
    for line in PROJECT["dependencies"]:
        assert re.fullmatch(r"[a-z0-9-]+>=[0-9.]+", line), line


def test_no_file_names_a_registry_or_a_place_on_a_machine() -> None:
    """The repository can be read, cloned and built anywhere."""
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, row in enumerate(text.split("\n"), start=1):
            if REGISTRY.search(row) or MACHINE.search(row):
                found.append(f"{path.relative_to(ROOT)}:{number}: {row.strip()[:80]}")
    assert found == []
