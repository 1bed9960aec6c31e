"""Staff are reminded of due tasks: by a notice where a browser of theirs asked for some, else by a letter through the
shop's own way out; one for all that came due together.

That she is told is committed before the letter leaves: a worker that dies in between reminds nobody twice, and the list
in the console shows the task anyway. Where the server is busy the note is taken back, and it is tried again.
"""

from contextlib import ExitStack
from datetime import datetime
from email.utils import formataddr
from typing import NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.events.one_worker import one_worker
from quen.messages.channel import Channel
from quen.messages.channels.email.port import carrying
from quen.messages.channels.push.port import notice_of, send_notice, topic_of
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome, Unknown
from quen.messages.settings import account_of, public_url
from quen.messages.settings_models import ChannelAccount
from quen.messages.staff_push import forget_of_staff, subscriptions_of_staff
from quen.messages.staff_push_models import StaffSubscription
from quen.shops.clock import shop_timezone
from quen.shops.models import Staff
from quen.shops.reads import current_business
from quen.tasks.models import Task
from quen.tasks.remind import take, to_remind
from quen.tasks.remind_models import Reminder, ReminderState
from quen.tickets.mail_names import name_of_mail

MOST_LETTERS, MOST_NAMED, MOST_IN_NOTICE = 50, 20, 5
_LONGEST_LINE = 120


def remind_due(*, at: datetime) -> int:
    """Tell who has something due; how many were told. None while neither e-mail nor notices are on."""
    ways = Ways(_usable(Channel.EMAIL), _usable(Channel.PUSH))
    if not any(ways):
        return 0
    with one_worker("tasks:reminders") as is_mine:
        found = to_remind(at=at) if is_mine else {}
        if not found:
            return 0
        return _send(ways, found, at)


class Ways(NamedTuple):
    """The channels that may be used now."""

    email: ChannelAccount | None
    push: ChannelAccount | None


def _usable(channel: Channel) -> ChannelAccount | None:
    account = account_of(channel)
    return account if account.is_on and not account.is_paused else None


def _send(ways: Ways, found: dict[Staff, list[Task]], at: datetime) -> int:
    sent, browsers = 0, subscriptions_of_staff([one.pk for one in found]) if ways.push else {}
    with ExitStack() as stack:
        carry = stack.enter_context(carrying(ways.email)) if ways.email else None
        for person, tasks in list(found.items())[:MOST_LETTERS]:
            hers = browsers.get(person.pk, [])
            if carry is None and not hers:
                continue
            rows = take(person, tasks, at=at)
            outcome = _notify(ways.push, hers, person, tasks)
            if ways.email and carry and not isinstance(outcome, HandedOver):
                outcome = carry(_letter(ways.email, person, tasks))
            sent += isinstance(outcome, HandedOver)
            _write_down(rows, outcome)
            if isinstance(outcome, Busy) and outcome.is_everyone:
                break
    return sent


def _write_down(rows: list[Reminder], outcome: Outcome) -> None:
    noted = Reminder.objects.filter(pk__in=[row.pk for row in rows])
    if isinstance(outcome, Busy):
        noted.delete()
    elif isinstance(outcome, HandedOver):
        noted.update(state=ReminderState.SENT)
    else:
        is_refused = isinstance(outcome, NotTaken)
        noted.update(state=ReminderState.REFUSED if is_refused else ReminderState.UNKNOWN)


def _notify(
    account: ChannelAccount | None, browsers: list[StaffSubscription], person: Staff, tasks: list[Task]
) -> Outcome:
    """To every browser of hers; the best of what came of it."""
    if account is None or not browsers:
        return NotTaken("no browser asked for notices")
    title, shop = _count(person, tasks)
    names = "\n".join(f"• {task.title}"[:_LONGEST_LINE] for task in tasks[:MOST_IN_NOTICE])
    topic = topic_of(f"tasks:{person.pk}:{max(task.pk for task in tasks)}")
    plain = notice_of(f"{title} · {shop}" if shop else title, names, topic)
    outcomes = [
        send_notice(account, one, plain, topic=topic, urgency="normal", gone=forget_of_staff)
        for one in browsers
    ]
    for kind in (HandedOver, Unknown, Busy):
        if (best := next((each for each in outcomes if isinstance(each, kind)), None)) is not None:
            return best
    return outcomes[0]


def _count(person: Staff, tasks: list[Task]) -> tuple[str, str]:
    """How many are due, in her language, and the shop's name."""
    business, count = current_business(), len(tasks)
    with translation.override(person.language or (business.language if business else "vi")):
        due = ngettext("%(count)s task is due", "%(count)s tasks are due", count) % {"count": count}
    return due, business.name if business else ""


def _letter(account: ChannelAccount, person: Staff, tasks: list[Task]) -> EmailMultiAlternatives:
    said, business = account.settings, current_business()
    sender, shop = str(said.get("sender") or ""), business.name if business else ""
    name = str(said.get("sender_name") or shop)
    subject, _shop = _count(person, tasks)
    with translation.override(person.language or (business.language if business else "vi")):
        body = _body(tasks)
    return EmailMultiAlternatives(
        subject=f"{subject} · {shop}" if shop else subject,
        body=body,
        from_email=formataddr((name, sender)) if name else sender,
        to=[formataddr((person.name, person.email))],
        headers={
            "Message-ID": f"<{name_of_mail()}@{sender.rpartition('@')[2] or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _body(tasks: list[Task]) -> str:
    base, zone = public_url(), shop_timezone()
    parts = []
    for task in tasks[:MOST_NAMED]:
        whose = task.customer and (task.customer.root or task.customer)
        due = timezone.localtime(task.due_at, zone)
        when = _("due %(day)s at %(time)s") % {"day": date_format(due, "d/m/Y"), "time": f"{due:%H:%M}"}
        lines = [f"• {task.title}", f"  {whose} · {when}" if whose else f"  {when}"]
        parts.append("\n".join([*lines, f"  {base}/tasks/{task.pk}/"] if base else lines))
    if len(tasks) > MOST_NAMED:
        parts.append(_("and %(count)s more") % {"count": len(tasks) - MOST_NAMED})
    parts.append(_("You can turn these letters off on the page of tasks, under Reminders."))
    return "\n\n".join(parts) + "\n"
