"""One embedded PostgreSQL for the whole run; every worker clones its database from one migrated template."""

import os

from tests.postgres import start_for_tests, template_database

if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["DATABASE_URL"] = start_for_tests()
    os.environ["QUEN_TEST_TEMPLATE"] = template_database(os.environ["DATABASE_URL"])
    os.environ["QUEN_TEST_RUN"] = str(os.getpid())
os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"

import django

django.setup()

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.utils import translation

from tests.chromium import chromium  # noqa: F401  # the fixture of every browser test
from tests.emptying import empty_quickly
from tests.spark import spark  # noqa: F401  # the fixture of every test on Spark

# A busy machine is slow at everything: only what an example says counts, not how long it took.
hypothesis.settings.register_profile(
    "quen", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("quen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules with long tests first: begun last, one worker would be left alone with them at the end."""
    long = {
        item.path for item in items if item.get_closest_marker("long") or item.get_closest_marker("browser")
    }
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Name this worker's database after the run, so that two runs at once do not meet, and clone the template."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    test = django_settings.DATABASES["default"]["TEST"]
    test["NAME"] = f"quen_test_{os.environ['QUEN_TEST_RUN']}_{worker}"
    test["TEMPLATE"] = os.environ["QUEN_TEST_TEMPLATE"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """As pytest-django does it; and a test that commits is tidied up after in hundredths of a second."""
    with django_db_blocker.unblock():
        empty_quickly()


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches a real installation's folder."""
    monkeypatch.setenv("QUEN_HOME", str(tmp_path / "quen-home"))


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """A page asked for in English leaves its language behind: no test speaks that of the test before it."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def now() -> datetime:
    """The moment the stories happen: a Sunday morning in Saigon."""
    return datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared_data() -> Iterator[Path]:
    """The open data sets beside the checkout; a test that needs them skips where they are missing."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the open data sets (../shared/data) are not here")
    yield folder
