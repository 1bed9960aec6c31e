"""Lan is asked, and answers."""

from datetime import datetime
from typing import Any

from quen.kernel.actor import Actor, ActorKind
from quen.purchases.models import Purchase
from quen.surveys.answer import answer
from quen.surveys.ask import ask
from quen.surveys.links import OfInvitation
from quen.surveys.models import Invitation, Response, Survey, Way
from tests.world import World

BY_LAN = Actor(ActorKind.MEMBER, 1, address="203.0.113.7")


def lan_is_asked(world: World, survey: Survey, at: datetime, **about: Any) -> Invitation:
    usual: dict[str, Any] = {"customer": world.lan.pk, "way": Way.LINK, "key": "lan"}
    return ask(survey=survey.pk, at=at, by=world.by_mai, **{**usual, **about})


def taps(invitation: Invitation, score: int | str, at: datetime, **how: Any) -> Response:
    given = {"score": [str(score)]}
    return answer(asked=OfInvitation(invitation.pk), given=given, key="", at=at, by=BY_LAN, **how)


def lan_buys(world: World, at: datetime, *, receipt: str = "HD1", known: bool = True) -> Purchase:
    return Purchase.objects.create(
        store=world.store, receipt=receipt, customer=world.lan if known else None, bought_at=at,
        amount_minor=100_000, staff_name="Tú",
    )  # fmt: skip
