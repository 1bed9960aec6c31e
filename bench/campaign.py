"""A campaign to a million: who is in it, the guard, the holdout, the outbox. `python -m bench.campaign [customers]`.

Each stage is timed alone, and the rows it wrote are copied into a like table in the same run, by INSERT … SELECT: what
any way to write them would cost at least.
"""

import sys
from typing import Any

from bench.audience import NOW, fill, make_shop
from bench.installation import installation
from bench.limits import Figure, seconds

MOST_SECONDS = 60.0
LEAST_RATIO = 0.1
_AUDIENCE_ROWS = "campaigns_arm WHERE source_kind = 'campaign'"
_OUTBOX_ROWS = "outreach_message WHERE source_kind = 'campaign'"


def main(customers: int) -> None:
    """Print the figures."""
    with installation():
        for figure in _figures(customers):
            print(figure)


def _figures(customers: int) -> list[Figure]:
    from quen.campaigns.launch import fix_audience, launch

    campaign = _approved(customers)
    audience = seconds(lambda: fix_audience(campaign=campaign, at=NOW))
    outbox = seconds(lambda: launch(campaign=campaign, at=NOW))
    written, held_out, queued = _counted()
    assert written == queued and written > 0.8 * customers and held_out > 0.08 * customers
    arms_again = _again("campaigns_arm", _AUDIENCE_ROWS)
    messages_again = _again("outreach_message", _OUTBOX_ROWS)
    whole = audience + outbox
    each = f"{written:,} written to, {held_out:,} held out of {customers:,}"
    return [
        Figure("campaign: audience, holdout, guard, outbox", whole, MOST_SECONDS, False, "s", each),
        Figure(
            "campaign: all of it, against the same rows copied", (arms_again + messages_again) / whole, LEAST_RATIO,
            True, "x", f"INSERT … SELECT of arms and messages in {arms_again + messages_again:.1f} s",
        ),
        Figure(
            "campaign: segment, guard, holdout", arms_again / audience, LEAST_RATIO, True, "x",
            f"{audience:.1f} s, its rows copied in {arms_again:.1f} s",
        ),
        Figure(
            "campaign: outbox", messages_again / outbox, LEAST_RATIO, True, "x",
            f"{outbox:.1f} s, its rows copied in {messages_again:.1f} s",
        ),
    ]  # fmt: skip


def _approved(customers: int) -> int:
    """A campaign by e-mail to everybody, with a tenth held out, that a second person said yes to."""
    from django.db import connection

    from quen.campaigns.decide import approve, ask
    from quen.campaigns.estimate import estimate
    from quen.campaigns.models import EVERYBODY
    from quen.campaigns.plan import Plan, Wording, make_campaign
    from quen.kernel.actor import SYSTEM, Actor, ActorKind
    from quen.messages.channel import Channel
    from quen.segments.profile.refresh import refresh_profiles

    template = make_shop(port=25)
    refresh_profiles(fill(customers), with_tallies=False)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    wording = Wording({Channel.EMAIL: template.pk})
    plan = Plan(
        name="Tết", segment=EVERYBODY, channels=[Channel.EMAIL], variants=[wording], holdout_percent=10
    )
    row = make_campaign(plan, at=NOW, by=SYSTEM)
    print(f"estimate: {seconds(lambda: estimate(campaign=row.pk, at=NOW)):.1f} s", flush=True)
    if ask(campaign=row.pk, at=NOW, by=SYSTEM).state == "waiting":
        approve(campaign=row.pk, at=NOW, by=Actor(ActorKind.STAFF, 2))
    return int(row.pk)


def _counted() -> tuple[int, int, int]:
    from quen.campaigns.models import Arm
    from quen.messages.models import Message

    return (
        Arm.objects.filter(arm__gte=1).count(),
        Arm.objects.filter(arm=0).count(),
        Message.objects.count(),
    )


def _again(table: str, rows: str) -> float:
    """Seconds to write the same rows into a like table with its indexes."""
    from django.db import connection

    def copy(cursor: Any) -> None:
        cursor.execute(f"INSERT INTO again OVERRIDING SYSTEM VALUE SELECT * FROM {rows}")

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE again (LIKE {table} INCLUDING ALL)")
        took = seconds(lambda: copy(cursor))
        cursor.execute("DROP TABLE again")
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
