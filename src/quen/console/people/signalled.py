"""What a customer said of late, or did not, and what that meant for coming back in the shop's own past."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.console.templatetags.written import number, percent
from quen.insight.forecasts.heard import Followed, Signal, from_json, shifted, signal_of
from quen.insight.models import Forecast, ForecastRun

_SAID: Mapping[Signal, object] = {
    Signal.COMPLAINT: gettext_lazy("Complained on %(day)s."),
    Signal.LOW: gettext_lazy("Gave a low score on %(day)s."),
    Signal.MIDDLE: gettext_lazy("Gave a middling score on %(day)s."),
    Signal.HIGH: gettext_lazy("Gave a high score on %(day)s."),
    Signal.SILENT: gettext_lazy("Was asked on %(day)s and did not answer."),
}


def signalled(root: int, forecast: Forecast, run: ForecastRun | None, *, at: datetime) -> str:
    """The sentences beside her forecast; empty where she gave no sign of late. Two queries."""
    found = signal_of(root, at=at)
    if found is None:
        return ""
    signal, when = found
    said = str(_SAID[signal]) % {"day": f"{timezone.localtime(when):%d/%m/%Y}"}
    findings = run.findings if run else None
    one = from_json((findings or {}).get("signals") or []).get(signal)
    if one is None or findings is None or not findings["past"]:
        return said
    return f"{said} {_measured(one, findings['past']['horizon_days'])} {_meaning(one, forecast)}"


def _measured(one: Followed, days: int) -> str:
    return _(
        "Of %(customers)s customers with this sign in your own past, %(came)s came back within %(days)s days; their "
        "purchases alone had let expect %(expected)s."
    ) % {
        "customers": number(one.customers), "came": percent(100 * one.returned / one.customers, 0),
        "days": number(days), "expected": percent(100 * one.expected, 0),
    }  # fmt: skip


def _meaning(one: Followed, forecast: Forecast) -> str:
    if one.is_small:
        return _("That is too few to go by.")
    if one.shift is None:
        return _("No difference to rely on: the forecast stands as it is.")
    chances = {
        "plain": percent(100 * forecast.returns_90, 0),
        "with": percent(100 * shifted(forecast.returns_90, one.shift), 0),
    }
    return (
        _("So the chance to come back within 90 days, %(plain)s by purchases alone, is rather %(with)s.")
        % chances
    )
