"""Staff are reminded of due tasks by e-mail, through the shop's own way out: one letter for all that came due together.

That she is told is committed before the letter leaves: a worker that dies in between reminds nobody twice, and the list
in the console shows the task anyway. Where the server is busy the note is taken back, and it is tried again.
"""

from datetime import datetime
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.events.one_worker import one_worker
from quen.messages.channel import Channel
from quen.messages.channels.email.port import carrying
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome
from quen.messages.settings import account_of, public_url
from quen.messages.settings_models import ChannelAccount
from quen.shops.clock import shop_timezone
from quen.shops.models import Staff
from quen.shops.reads import current_business
from quen.tasks.models import Task
from quen.tasks.remind import take, to_remind
from quen.tasks.remind_models import Reminder, ReminderState
from quen.tickets.mail_names import name_of_mail

MOST_LETTERS, MOST_NAMED = 50, 20


def remind_due(*, at: datetime) -> int:
    """Write to who has something due; how many letters were taken. None while the e-mail channel is off or paused."""
    account = account_of(Channel.EMAIL)
    if not account.is_on or account.is_paused:
        return 0
    with one_worker("tasks:reminders") as is_mine:
        found = to_remind(at=at) if is_mine else {}
        if not found:
            return 0
        return _send(account, found, at)


def _send(account: ChannelAccount, found: dict[Staff, list[Task]], at: datetime) -> int:
    sent = 0
    with carrying(account) as carry:
        for person, tasks in list(found.items())[:MOST_LETTERS]:
            rows = take(person, tasks, at=at)
            outcome = carry(_letter(account, person, tasks))
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


def _letter(account: ChannelAccount, person: Staff, tasks: list[Task]) -> EmailMultiAlternatives:
    said, business = account.settings, current_business()
    sender, shop = str(said.get("sender") or ""), business.name if business else ""
    name = str(said.get("sender_name") or shop)
    with translation.override(person.language or (business.language if business else "vi")):
        count = len(tasks)
        subject = ngettext("%(count)s task is due", "%(count)s tasks are due", count) % {"count": count}
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
