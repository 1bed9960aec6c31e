"""Write a reward, change it, its stock and its picture."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.rewards.forms import RewardForm, StockForm
from quen.kernel.errors import QuenError
from quen.rewards.catalogue import add_reward, add_stock, change_reward
from quen.rewards.models import Reward
from quen.rewards.picture import remove_picture, set_picture
from quen.shops.roles import Permission


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new reward."""
    return _edited(request, None)


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, reward_id: int) -> HttpResponse:
    """Change one; claims made before keep their price."""
    return _edited(request, get_object_or_404(Reward.objects.select_related("picture"), pk=reward_id))


@needs(Permission.MANAGE_REWARDS)
@require_POST
def stock(request: StaffRequest, reward_id: int) -> HttpResponse:
    """Pieces come in, or go out."""
    reward, form = get_object_or_404(Reward, pk=reward_id), StockForm(request.POST)
    if form.is_valid():
        try:
            add_stock(
                reward=reward.pk, pieces=form.cleaned_data["pieces"], at=timezone.now(), by=actor(request)
            )
        except QuenError as error:
            messages.error(request, error.sentence.render(_))
        else:
            messages.success(request, _("The stock of “%(name)s” was changed.") % {"name": reward.name})
    return redirect("console:rewards:edit", reward_id=reward.pk)


@needs(Permission.MANAGE_REWARDS)
@require_POST
def drop_picture(request: StaffRequest, reward_id: int) -> HttpResponse:
    """The reward has no picture any more."""
    reward = get_object_or_404(Reward, pk=reward_id)
    remove_picture(reward=reward)
    messages.success(request, _("The picture is gone."))
    return redirect("console:rewards:edit", reward_id=reward.pk)


def _edited(request: StaffRequest, reward: Reward | None) -> HttpResponse:
    form = RewardForm(
        request.POST or None, request.FILES or None, reward=reward, currency=currency_of(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, form, reward)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("console:rewards:index")
    context = {"form": form, "reward": reward, "stock_form": StockForm()}
    return render(request, "console/rewards/edit.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _keep(request: StaffRequest, form: RewardForm, reward: Reward | None) -> Reward:
    now, by, file = timezone.now(), actor(request), form.cleaned_data["picture"]
    if reward is None:
        kept = add_reward(stock=form.cleaned_data["stock"], at=now, by=by, **form.facts())
    else:
        kept = change_reward(reward=reward.pk, at=now, by=by, **form.facts())
    if file:
        set_picture(reward=kept, content=file.read())
    return kept
