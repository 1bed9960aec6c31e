"""Ask for a back-test of a version, and carry it out in the background."""

from datetime import date, datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from quen.enrolment.models import ProgrammeVersion
from quen.enrolment.versions import version_in_force
from quen.insight.backtest.kept import to_json
from quen.insight.backtest.of_lake import history_of_lake
from quen.insight.backtest.replay import Candidate, back_test
from quen.insight.lake.read import Filters
from quen.insight.models import BackTest, BackTestState
from quen.kernel.actor import Actor
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.programme import from_values, to_values
from quen.shops.reads import current_business

PATIENCE = timedelta(minutes=30)
"""Not over after so long, its worker was killed: a million purchases take seconds."""
UNDER_WAY = (BackTestState.QUEUED, BackTestState.RUNNING)
_STEP = 0.01
_BROKE_OFF = gettext_noop("The back-test broke off. Nothing was changed; start it again.")


@transaction.atomic
def ask(
    *, version: ProgrammeVersion, against: int | None, first_day: date | None, last_day: date | None, by: Actor,
    at: datetime,
) -> BackTest:  # fmt: skip
    """Queue a back-test of a version, beside version `against` (default: the one in force today, if it is another)."""
    other = ProgrammeVersion.objects.filter(number=against).first() if against else None
    in_force = None if other else version_in_force(at.date())
    beside = (other.number, other.values) if other else None
    if in_force and in_force.version != version.number:
        beside = (in_force.version, to_values(in_force))
    row = BackTest.objects.create(
        version=version.number, draft=version.values, against_version=beside[0] if beside else None,
        against=beside[1] if beside else None, first_day=first_day, last_day=last_day, asked_at=at, asked_by=str(by),
    )  # fmt: skip
    run_back_test.defer(back_test_id=row.pk)
    return row


def as_it_stands(row: BackTest, *, at: datetime) -> BackTest:
    """The row as a person is told of it: broken off where nobody can be working on it any more. Nothing is kept: a job
    that waited long for its worker may still be carried out."""
    if row.state in UNDER_WAY and at - row.asked_at >= PATIENCE:
        row.state, row.error = BackTestState.FAILED, [_BROKE_OFF, {}]
    return row


@app.task(name="back_test")
def run_back_test(*, back_test_id: int) -> None:
    """Carry it out; the row tells the outcome. A second run of the same row does nothing."""
    row = BackTest.objects.filter(pk=back_test_id).exclude(state=BackTestState.DONE).first()
    business = current_business()
    if row is None or business is None:
        return
    row.state, row.error = BackTestState.RUNNING, None
    row.save(update_fields=["state", "error"])
    try:
        with history_of_lake(Filters(first_day=row.first_day, last_day=row.last_day)) as history:
            findings = back_test(
                history,
                Candidate(str(row.version), from_values(row.draft)),
                Candidate(str(row.against_version), from_values(row.against)) if row.against else None,
                currency=business.currency,
                on_progress=_Progress(row),
            )
            row.findings = to_json(findings)
    except QuenError as error:
        _fail(row, error.sentence.template, dict(error.sentence.facts))
        return
    except BaseException:
        _fail(row, _BROKE_OFF, {})
        raise
    row.state, row.progress = BackTestState.DONE, 1.0
    row.save(update_fields=["state", "progress", "findings"])


class _Progress:
    """Keeps how far it is, a hundred times at most."""

    def __init__(self, row: BackTest) -> None:
        self.row, self.kept = row, 0.0

    def __call__(self, share: float) -> None:
        if share - self.kept >= _STEP:
            self.kept = share
            BackTest.objects.filter(pk=self.row.pk).update(progress=share)


def _fail(row: BackTest, template: str, facts: dict[str, object]) -> None:
    row.state, row.error = BackTestState.FAILED, [template, {name: str(fact) for name, fact in facts.items()}]
    row.save(update_fields=["state", "error"])
