"""When a survey asks by itself, and what answering brings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.draws.models import Draw, State
from quen.flows.survey_texts import CHANNELS, make_text
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.models import Template
from quen.messages.settings import accounts, public_url
from quen.shops.models import Store
from quen.shops.roles import Permission
from quen.surveys.asking import BY_MESSAGE, MOST_DAYS, MOST_DELAY_HOURS, OF_PRODUCT, make_rule, switch_rule
from quen.surveys.models import AskingRule, Audience, Occasion, RewardKind, Survey, Way
from quen.surveys.reward import MOST_POINTS, set_reward
from quen.vouchers.models import VoucherKind

_WAY_OF = {Channel.EMAIL: Way.EMAIL, Channel.SMS: Way.SMS, Channel.ZALO: Way.ZALO, Channel.IN_APP: Way.IN_APP}


class RuleForm(forms.Form):
    """When whom is asked. `text` is a template's number, or the way for which one is written."""

    occasion = forms.ChoiceField(label=gettext_lazy("When"), choices=Occasion.choices)
    text = forms.ChoiceField(
        label=gettext_lazy("By which message"), required=False,
        help_text=gettext_lazy("For the occasions that send one. It goes only to who agreed to messages this way."),
    )  # fmt: skip
    store = forms.ModelChoiceField(
        label=gettext_lazy("Only at the store"), queryset=Store.objects.filter(closed_on=None).order_by("name"),
        required=False,
    )  # fmt: skip
    delay_hours = forms.IntegerField(
        label=gettext_lazy("Hours after the purchase, or after the ticket was settled"),
        min_value=0,
        max_value=MOST_DELAY_HOURS,
        initial=3,
    )
    sample_percent = forms.IntegerField(
        label=gettext_lazy("Of a hundred, so many are asked"), min_value=1, max_value=100, initial=100
    )
    rest_days = forms.IntegerField(
        label=gettext_lazy("Nobody twice within so many days"), min_value=1, max_value=MOST_DAYS, initial=90
    )
    every_days = forms.IntegerField(
        label=gettext_lazy("Regularly: every so many days"), min_value=7, max_value=MOST_DAYS, required=False,
        initial=180,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, survey: Survey) -> None:
        super().__init__(data)
        if survey.is_of_product:
            occasion = self.fields["occasion"]
            assert isinstance(occasion, forms.ChoiceField)
            occasion.choices = [(one.value, one.label) for one in OF_PRODUCT]
        new = [(way.value, _("A new text: %(way)s") % {"way": way.label}) for way in CHANNELS]
        rows = Template.objects.filter(channel__in=list(_WAY_OF), archived_at=None).order_by("name")
        known = [(str(row.pk), f"{row.name} ({row.get_channel_display()})") for row in rows]
        field = self.fields["text"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *new, *known]


class RewardForm(forms.Form):
    """What answering to the end brings. Nothing here speaks of what was answered, and nothing may."""

    kind = forms.ChoiceField(
        label=gettext_lazy("For answering to the end"), choices=RewardKind.choices, required=False
    )
    points = forms.IntegerField(
        label=gettext_lazy("Points"), min_value=1, max_value=MOST_POINTS, required=False
    )
    voucher = forms.ChoiceField(label=gettext_lazy("Voucher"), required=False)
    draw = forms.TypedChoiceField(
        label=gettext_lazy("Prize draw"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any = None, *, survey: Survey) -> None:
        initial = {
            "kind": survey.reward, "points": survey.reward_points, "voucher": survey.reward_voucher,
            "draw": survey.reward_draw,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        if survey.is_anonymous:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [(one.value, one.label) for one in (RewardKind.NOTHING, RewardKind.VOUCHER)]
        kinds = VoucherKind.objects.filter(stopped_at=None, is_of_programme=False).order_by("name")
        draws = Draw.objects.filter(state=State.OPEN).order_by("name")
        for name, rows in (
            ("voucher", kinds.values_list("key", "name")),
            ("draw", draws.values_list("pk", "name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *rows]


@needs(Permission.SEE_SURVEYS)
@require_GET
def show(request: StaffRequest, survey_id: int) -> HttpResponse:
    """The rules there are, and forms for one more and for the reward."""
    survey = get_object_or_404(Survey, pk=survey_id, audience=Audience.CUSTOMERS)
    return _page(request, survey, RuleForm(survey=survey), RewardForm(survey=survey))


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def add(request: StaffRequest, survey_id: int) -> HttpResponse:
    """Ask so from now on; where a new text is wanted it is written, and may be changed under Outreach."""
    survey = get_object_or_404(Survey, pk=survey_id, audience=Audience.CUSTOMERS)
    form = RuleForm(request.POST, survey=survey)
    if form.is_valid():
        try:
            _make(request, survey, form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("It asks by itself from now on."))
            return redirect("console:surveys:asking", survey.pk)
    return _page(request, survey, form, RewardForm(survey=survey), status=422)


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def switch(request: StaffRequest, survey_id: int, rule_id: int) -> HttpResponse:
    """A rule asks, or no longer."""
    rule = get_object_or_404(AskingRule, pk=rule_id, survey=survey_id)
    is_on = not rule.is_on
    act(
        request, lambda _now: switch_rule(rule=rule.pk, is_on=is_on, by=actor(request)),
        done=_("It asks again.") if is_on else _("It asks no longer."),
    )  # fmt: skip
    return redirect("console:surveys:asking", survey_id)


@needs(Permission.MANAGE_REWARDS)
@require_POST
def reward(request: StaffRequest, survey_id: int) -> HttpResponse:
    """What answering brings from now on."""
    survey = get_object_or_404(Survey, pk=survey_id, audience=Audience.CUSTOMERS)
    form = RewardForm(request.POST, survey=survey)
    if form.is_valid():
        said = form.cleaned_data
        try:
            set_reward(
                survey=survey.pk, kind=RewardKind(said["kind"]), points=said["points"], voucher=said["voucher"],
                draw=said["draw"], by=actor(request),
            )  # fmt: skip
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Kept. Answers from now on bring this, whatever they say."))
            return redirect("console:surveys:asking", survey.pk)
    return _page(request, survey, RuleForm(survey=survey), form, status=422)


def _make(request: StaffRequest, survey: Survey, said: dict[str, Any]) -> None:
    now, by, text = timezone.now(), actor(request), said["text"]
    occasion, way, template = Occasion(said["occasion"]), None, None
    if occasion in BY_MESSAGE and text:
        if text in Way.values:
            row = make_text(survey=survey, way=Way(text), at=now, by=by)
        else:
            found = Template.objects.filter(pk=int(text), archived_at=None).first()
            if found is None:
                raise Http404
            row = found
        way, template = _WAY_OF[Channel(row.channel)], row.pk
    make_rule(
        survey=survey.pk, occasion=occasion, way=way, template=template, at=now, by=by,
        store=said["store"].pk if said["store"] else None, delay_hours=said["delay_hours"],
        sample_percent=said["sample_percent"], rest_days=said["rest_days"], every_days=said["every_days"],
    )  # fmt: skip


def _page(
    request: StaffRequest, survey: Survey, form: RuleForm, reward_form: RewardForm, *, status: int = 200
) -> HttpResponse:
    rules = list(survey.rules.select_related("store").order_by("-is_on", "-pk"))
    texts = Template.objects.in_bulk([rule.template for rule in rules if rule.template])
    channels_on = {row.channel for row in accounts() if row.is_on}
    lines = [(rule, texts.get(rule.template or 0)) for rule in rules]
    off = {
        text.get_channel_display()
        for rule, text in lines
        if text and rule.is_on and text.channel not in channels_on
    }
    context = {
        "survey": survey,
        "rules": lines,
        "form": form,
        "reward_form": reward_form,
        "has_public_url": bool(public_url()),
        "sends": any(rule.template for rule in rules),
        "channels_off": sorted(off),
        "reward": reward_words(survey),
    }
    return render(request, "console/surveys/asking.html", context, status=status)


def reward_words(survey: Survey) -> str:
    """What answering brings, in a sentence's end; empty for nothing."""
    if survey.reward == RewardKind.POINTS:
        points = survey.reward_points or 0
        return ngettext("%(points)s point", "%(points)s points", points) % {"points": points}
    if survey.reward == RewardKind.VOUCHER:
        return (
            VoucherKind.objects.filter(key=survey.reward_voucher).values_list("name", flat=True).first() or ""
        )
    if survey.reward == RewardKind.DRAW:
        return Draw.objects.filter(pk=survey.reward_draw or 0).values_list("name", flat=True).first() or ""
    return ""
