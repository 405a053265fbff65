"""What all tests share: the reference material and the settings of hypothesis."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.privacy_watch import WATCH
from tests.reference import SHARED, reference

WATCH.install()

# `ci` gives the same examples each time, on every machine; `thorough` and `soak` look further and take their seed from
# --hypothesis-seed. Chosen with HYPOTHESIS_PROFILE. A test that wants more or fewer says so by `tried`.
settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough",
    deadline=None,
    max_examples=600,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "soak",
    deadline=timedelta(seconds=10),
    max_examples=5_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_report_header() -> str:
    """Say at the top of each run whether the official material takes part."""
    found = "found: official schemas and samples are read" if SHARED.is_dir() else "absent: what needs it is skipped"
    return f"shared folder {found}"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while the tests are gathered: what is made then stays, and is not walked through ever again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Fail the test during which a personal number was said, logged, or made part of a file's name."""
    seen = WATCH.taken()
    assert not seen, f"a personal number was told: {seen}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the files of few tests, and leave the long runs out, unless they were asked for by mark.

    What takes seconds stands mostly in small files; were one of them last, a worker would end alone with it.
    """
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (tests[item.path], item.path))
    if "soak" in config.option.markexpr:
        return
    left_out = pytest.mark.skip(reason="a long run: ask for it with -m soak")
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(left_out)


@pytest.fixture(scope="session")
def shared() -> Callable[..., Path]:
    """The function that finds a file of the reference material: `shared("bank", "bgmax", "minimal.txt")`."""
    return reference
