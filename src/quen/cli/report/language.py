"""Vietnamese and English for a command that starts without a database and without an installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


class Language(StrEnum):
    """The languages everything is written in."""

    VI = "vi"
    EN = "en"


@contextmanager
def spoken(language: Language) -> Iterator[None]:
    """Django's `gettext` answers in `language` inside the block."""
    _make_ready()
    from django.utils import translation

    with translation.override(str(language)):
        yield


def _make_ready() -> None:
    """Start Django as far as words need it.

    The installation's settings name rooms, a database and a secret; a report needs none of them and starts a second
    faster without. Where Django runs already (tests, other commands), nothing is changed.
    """
    import django
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            USE_I18N=True,
            LANGUAGE_CODE="vi",
            LANGUAGES=[("vi", "Tiếng Việt"), ("en", "English")],
            LOCALE_PATHS=sorted(PACKAGE.glob("*/locale")),
        )
    if not apps.ready:
        django.setup()
