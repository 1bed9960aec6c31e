"""A customer is to be called again: within the hours of calls, or outside of them at her own wish alone.

The hours are those of the guard (Decree 91/2020/ND-CP, Article 13: offers by telephone between 8 and 17, unless she
agreed otherwise); that she asked for the hour herself is kept with the task and told in her story.
"""

from datetime import datetime

from django.utils.timezone import localtime

from quen.flows.errors import OutsideCallHours
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.guard import opens
from quen.messages.settings import rules_for
from quen.tasks.call_back import call_back
from quen.tasks.models import Outcome, Task


def call_again(
    *, task: int, call_at: datetime, outcome: Outcome, words: str, is_her_wish: bool, at: datetime, by: Actor
) -> Task:
    """Let it wait for `call_at`. `is_her_wish`: she asked for that hour herself, whatever the hours are.

    Raises OutsideCallHours with the next moment within them, NoSuchTask, TaskEnded, BadTask.
    """
    rules = rules_for(Channel.CALL, MessagePurpose.MARKETING)
    opens_at = opens(call_at, rules)
    is_outside = opens_at > call_at
    if is_outside and not (is_her_wish and outcome == Outcome.CALL_BACK):
        raise OutsideCallHours(
            gettext_noop(
                "Customers are called between %(first)s and %(last)s o'clock only; %(asked)s is outside of that."
            ),
            opens_at=opens_at, first=rules.from_hour, last=rules.until_hour, asked=f"{localtime(call_at):%H:%M}",
        )  # fmt: skip
    return call_back(
        task=task, call_at=call_at, outcome=outcome, words=words, is_appointment=is_outside, at=at, by=by
    )
