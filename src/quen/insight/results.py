"""Results worth keeping: computed once per lake version."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from quen.insight.lake.manifest import read_manifest
from quen.insight.lake.read import Filters
from quen.insight.models import SavedResult


def kept(measure: str, filters: Filters, compute: Callable[[], Any]) -> Any:
    """The saved result of `measure` over the lake as it is, else what `compute` gives, saved.

    Results are JSON: days come back as ``2026-11-22``, saved or not. Results of former lakes are removed.
    """
    version = read_manifest().version
    key = result_key(measure, filters, version)
    saved = SavedResult.objects.filter(key=key).first()
    if saved is None:
        computed = json.loads(json.dumps(compute(), cls=DjangoJSONEncoder))
        SavedResult.objects.exclude(lake_version=version).delete()
        saved, _ = SavedResult.objects.update_or_create(
            key=key, defaults={"lake_version": version, "result": computed}
        )
    return saved.result


def result_key(measure: str, filters: Filters, lake_version: str) -> str:
    """One key per question: the measure, the filters and the lake they are asked of."""
    asked = json.dumps([measure, asdict(filters), lake_version], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()
