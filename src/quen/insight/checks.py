"""`quen check facts`: what foreign keys do not guard, proved by query."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import batched

from django.db import connection

from quen.events.models import Cursor, Event
from quen.events.position import START, Position, batch_after, safe_horizon
from quen.insight.business_day import business_timezone
from quen.insight.lake.manifest import path_of, read_manifest
from quen.insight.summary.refresh import CUSTOMERS_AT_ONCE
from quen.insight.summary.statements import run
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.models import Customer
