"""A template, the rules for all channels, one channel, a suppressed address: as forms."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.console.days import DayField
from quen.kernel.errors import QuenError
from quen.messages.brand_name import is_brand_name
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.port import Port, Setting
from quen.messages.channels.sms.gateway import gateway_from
from quen.messages.models import Template, TemplateVersion
from quen.messages.settings_models import ChannelAccount, SendingSettings, Tone
from quen.messages.templates import LONGEST_BODY, Said
from quen.webhooks.addresses import refuse_bad_address
from quen.webhooks.sign import is_secret

_AREA = forms.Textarea
LONGEST_WAY_OUT = 60


class TextForm(forms.Form):
    """What a template says; which fields there are depends on its channel."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Only staff see it."))
    purpose = forms.ChoiceField(
        label=_("It is"),
        choices=MessagePurpose.choices,
        help_text=_(
            "Offers need the customer's yes, go in daytime and have limits; receipts and the like do not."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("vi", "Tiếng Việt"), ("en", "English")])
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=LONGEST_BODY, widget=_AREA({"rows": 10}))
    zns_template = forms.CharField(
        label=_("Number of the approved ZNS template"), max_length=40, help_text=_("From your Zalo account.")
    )
    zns_params = forms.CharField(
        label=_("Its parameters"),
        widget=_AREA({"rows": 6}),
        required=False,
        help_text=_(
            "One on each line, such as customer_name = {{ name }}. With a longest length: note:100 = …"
        ),
    )

    def __init__(self, data: Any, *, channel: Channel, version: TemplateVersion | None) -> None:
        super().__init__(data, initial=_initial(version))
        unfit = {"body"} if channel == Channel.ZALO else {"zns_template", "zns_params"}
        if channel not in (Channel.EMAIL, Channel.IN_APP, Channel.PUSH, Channel.CALL):
            unfit.add("subject")
        if version is not None:
            unfit |= {"purpose", "language"}
        for name in unfit:
            del self.fields[name]
        if "subject" in self.fields and channel != Channel.EMAIL:
            self.fields["subject"].required = False
        if channel == Channel.EMAIL:
            self.fields["body"].help_text = _(
                "**bold**, # heading, - list, [words](https://…); a link alone on its line becomes a button."
            )

    def said(self) -> Said:
        """What was typed so far, whether or not all of it holds."""
        typed = self.data if self.is_bound else {**self.initial}
        return Said(
            subject=str(typed.get("subject") or "").strip(),
            body=str(typed.get("body") or "").replace("\r\n", "\n"),
            zns_template=str(typed.get("zns_template") or "").strip(),
            zns_params=_params(str(typed.get("zns_params") or "")),
        )


class RulesForm(forms.Form):
    """What counts for offers on all channels together."""

    label = forms.ChoiceField(
        label=_("Label of offers"),
        choices=[("[QC]", "[QC]"), ("[AD]", "[AD]")],
        help_text=_("The law wants it at the beginning of SMS and of e-mails' subjects."),
    )
    most_a_week = forms.IntegerField(
        label=_("At most so many a week"), min_value=1, max_value=100, required=False
    )
    most_a_month = forms.IntegerField(
        label=_("At most so many in 30 days"), min_value=1, max_value=300, required=False,
        help_text=_("To one person, over all channels and campaigns. Empty: no limit besides the channels' own."),
    )  # fmt: skip
    holdout_percent = forms.IntegerField(
        label=_("Percent of customers who never get offers"), min_value=0, max_value=50,
        help_text=_("Always the same ones. Comparing with them shows what all offers together bring."),
    )  # fmt: skip
    tone = forms.ChoiceField(label=_("How the shop's voice sounds"), choices=Tone.choices)
    asks_twice = forms.BooleanField(
        label=_("A yes to e-mail counts only once its link was followed"), required=False
    )
    public_url = forms.URLField(
        label=_("Where customers reach the member pages"), required=False, assume_scheme="https",
        help_text=_("For the links in messages, such as https://the.thanhtam.vn."),
    )  # fmt: skip
    social_pages = forms.CharField(
        label=_("Social pages"), required=False, widget=_AREA({"rows": 3}),
        help_text=_("One address on each line. Who wants no messages is shown them."),
    )  # fmt: skip

    def __init__(self, data: Any, *, row: SendingSettings) -> None:
        known = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, initial={**known, "social_pages": "\n".join(row.social_pages)})

    def clean_social_pages(self) -> list[str]:
        """The addresses, each whole."""
        check = forms.URLField(assume_scheme="https")
        return [
            check.clean(line.strip())
            for line in self.cleaned_data["social_pages"].splitlines()
            if line.strip()
        ]


class ChannelForm(forms.Form):
    """One channel: its limits, and how its provider is reached. A secret that is kept is not shown."""

    is_on = forms.BooleanField(label=_("Messages go out on this channel"), required=False)
    from_hour = forms.IntegerField(label=_("Offers from this hour"), min_value=0, max_value=23)
    until_hour = forms.IntegerField(label=_("Offers before this hour"), min_value=1, max_value=24)
    most_a_day = forms.IntegerField(
        label=_("Offers to one person in 24 hours"), min_value=1, max_value=100, required=False
    )
    per_second = forms.IntegerField(label=_("Messages a second"), min_value=1, max_value=10_000)
    price_minor = forms.IntegerField(
        label=_("Price of one message or part"), min_value=0, max_value=10_000_000
    )

    def __init__(
        self,
        data: Any,
        *,
        account: ChannelAccount,
        port: Port,
        start: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`start`: what stands in the form in place of what is kept, until it is saved."""
        self.port = port
        limits = {name: getattr(account, name) for name in self.base_fields}
        super().__init__(data, initial=limits)
        for setting in port.settings:
            if setting.is_secret:
                field = _secret_field(setting, is_kept=bool(account.secrets.get(setting.name)))
            else:
                kept = account.settings.get(setting.name, setting.default)
                field = _open_field(setting, start.get(setting.name) or kept)
            self.fields[setting.name] = field

    def clean_gateway(self) -> str:
        """Refuse a description that cannot be read."""
        text = str(self.cleaned_data["gateway"])
        try:
            gateway_from(text)
        except QuenError as error:
            raise forms.ValidationError(error.sentence.render(gettext)) from error
        return text

    def clean_way_out(self) -> str:
        """One short line: every letter of it is paid for in every offer."""
        words = " ".join(str(self.cleaned_data["way_out"]).split())
        if len(words) > LONGEST_WAY_OUT:
            raise forms.ValidationError(
                _("At most %(most)s letters: it stands in every offer.") % {"most": LONGEST_WAY_OUT}
            )
        return words

    def clean_brand_until(self) -> str:
        """A day counts for a name only: offers from a number are against the law, registered or not."""
        day = self.cleaned_data["brand_until"]
        if day and not is_brand_name(str(self.cleaned_data.get("sender") or "")):
            raise forms.ValidationError(
                _(
                    "A brand name is at most 11 letters without diacritics, digits, - _ . and spaces; not digits alone."
                )
            )
        return day.isoformat() if day else ""

    def clean_address(self) -> str:
        """Refuse an address inside a private network, or none."""
        address = str(self.cleaned_data["address"])
        try:
            refuse_bad_address(address)
        except QuenError as error:
            raise forms.ValidationError(error.sentence.render(gettext)) from error
        return address

    def clean_secret(self) -> str:
        """Refuse what nothing can be signed with."""
        secret = str(self.cleaned_data["secret"])
        if secret and not is_secret(secret):
            raise forms.ValidationError(_("A secret is whsec_ and at least 24 bytes in base64."))
        return secret

    def limits(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def settings(self) -> dict[str, str]:
        """As text, whatever was typed into; empty where nothing was."""
        typed = {each.name: self.cleaned_data[each.name] for each in self.port.settings if not each.is_secret}
        return {name: "" if value is None else str(value) for name, value in typed.items()}

    def secrets(self) -> dict[str, str]:
        return {each.name: self.cleaned_data[each.name] for each in self.port.settings if each.is_secret}


class AddressForm(forms.Form):
    """An address nobody shall write to."""

    address = forms.CharField(label=_("E-mail address or phone number"), max_length=200)
    detail = forms.CharField(label=_("Why"), max_length=300, required=False)


def _secret_field(setting: Setting, *, is_kept: bool) -> forms.Field:
    return forms.CharField(
        label=gettext(setting.label), required=setting.is_needed and not is_kept, max_length=10_000, initial="",
        help_text=gettext("Kept. Type a new one to replace it.") if is_kept else _translated(setting.help),
        widget=_AREA({"rows": 12, "spellcheck": "false"}) if setting.is_long
        else forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip


def _open_field(setting: Setting, shown: object) -> forms.Field:
    """A field for what is no secret."""
    common: dict[str, Any] = {
        "label": gettext(setting.label), "required": setting.is_needed, "help_text": _translated(setting.help),
        "initial": shown,
    }  # fmt: skip
    if setting.is_day:
        return DayField(**common)
    if setting.bounds is not None:
        least, most = setting.bounds
        return forms.IntegerField(min_value=least, max_value=most, **common)
    area = _AREA({"rows": 12, "spellcheck": "false"}) if setting.is_long else None
    return forms.CharField(max_length=10_000, widget=area, **common)


def _translated(text: str) -> str:
    return gettext(text) if text else ""


def _initial(version: TemplateVersion | None) -> dict[str, object]:
    if version is None:
        return {"language": "vi"}
    template: Template = version.template
    lines = "\n".join(f"{name} = {text}" for name, text in version.zns_params.items())
    return {
        "name": template.name, "purpose": template.purpose, "language": template.language,
        "subject": version.subject, "body": version.body, "zns_template": version.zns_template,
        "zns_params": lines,
    }  # fmt: skip


def _params(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _equals, value in pairs}
