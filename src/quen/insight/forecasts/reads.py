"""What is kept of the forecasts."""

from quen.insight.models import Forecast, ForecastRun, NextProduct, RunsOut
from quen.kernel.sentences import Sentence


def last_run() -> ForecastRun | None:
    """The last time forecasts were worked out, or found impossible. One query."""
    return ForecastRun.objects.filter(pk=1).first()


def forecast_of(customer: int) -> Forecast | None:
    """Hers, None where there is none. One query."""
    return Forecast.objects.filter(pk=customer).first()


def what_is_missing(run: ForecastRun) -> Sentence | None:
    """Why there is no forecast yet; None where there is one."""
    return Sentence(run.missing[0], run.missing[1]) if run.missing else None


def runs_out_of(customer: int, *, most: int) -> list[RunsOut]:
    """What she runs out of, soonest first, with its product. One query."""
    return list(
        RunsOut.objects.filter(customer=customer).select_related("product").order_by("runs_out_on")[:most]
    )


def next_products_of(customer: int) -> list[NextProduct]:
    """What she is likeliest to take next, the likeliest first, with the product and what it goes with. One query."""
    return list(
        NextProduct.objects.filter(customer=customer).select_related("product", "because").order_by("rank")
    )
