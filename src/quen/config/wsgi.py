"""The application for pages and the API, served by granian; sales take the fast lane."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quen.config.settings")


def _application() -> Any:
    pages = get_wsgi_application()
    from quen.config.fast_lane import FastLane  # what it imports needs Django to be set up

    return FastLane(pages)


application = _application()
