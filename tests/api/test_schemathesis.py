"""Schemathesis throws at every operation what its shapes allow and what they do not, and looks at every answer.

In process, on the WSGI application itself. QUEN_SCHEMATHESIS_EXAMPLES gives each operation more examples.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from quen.api.reference import reference
from quen.shops.scopes import Scope
from quen.shops.tokens import MAX_PER_MINUTE
from tests import world as cast
from tests.api.cast import token
from tests.flows.loyal import member, running

EXAMPLES = int(os.environ.get("QUEN_SCHEMATHESIS_EXAMPLES", "8"))
# `positive_data_acceptance` is left out: a shape cannot say that a phone number is none or a day lies ahead.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
    checks.ignored_auth,
]

schema = schemathesis.openapi.from_dict(reference())
schema.app = get_wsgi_application()


@pytest.fixture
def secret(db: None) -> Iterator[str]:
    """A token that may do everything in a shop with a programme and a member; one connection for all requests."""
    shop = cast.build()
    running(shop)
    member(shop)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield token(*Scope, per_minute=MAX_PER_MINUTE).secret
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_its_word(secret: str, case: Any) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
