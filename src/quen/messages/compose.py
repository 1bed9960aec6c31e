"""Write a template's version for one customer: words, label, footer."""

from collections.abc import Mapping

from django.utils.html import escape
from django.utils.translation import gettext, override

from quen.messages.channel import Channel, MessagePurpose
from quen.messages.fact_names import KNOWN
from quen.messages.house import House
from quen.messages.letter import Letter
from quen.messages.markup import fill_html, html_body, in_page, text_body
from quen.messages.models import Template, TemplateVersion
from quen.messages.sms_length import without_marks
from quen.messages.wording import mentions, missing_facts, needs, read, write
from quen.messages.zns import params_of


def texts_of(version: TemplateVersion) -> list[str]:
    """Every text of a version that may name facts."""
    return [version.subject, version.body, *map(str, version.zns_params.values())]


def needed(version: TemplateVersion, *, house: House) -> list[str]:
    """The facts without which it cannot be sent; of an offer the link that stops it may be one."""
    names = needs(*texts_of(version))
    return (
        [*names, "unsubscribe"]
        if needs_link(version.template, house) and "unsubscribe" not in names
        else names
    )


def read_facts(version: TemplateVersion) -> set[str]:
    """The facts to load for it, those the frame around the text needs among them."""
    frame = {"full_name", "unsubscribe"} if needs_way_out(version.template) else {"full_name"}
    return {fact for fact in mentions(*texts_of(version)) if fact in KNOWN} | frame


def needs_way_out(template: Template) -> bool:
    """Whether it may not go without saying how it is refused: an offer by e-mail or SMS.

    Decree 91/2020/ND-CP, Articles 14 and 16 (SMS), 17 and 20 (e-mail).
    """
    return template.channel in (Channel.EMAIL, Channel.SMS) and template.purpose == MessagePurpose.MARKETING


def needs_link(template: Template, house: House) -> bool:
    """Whether that way out is the link under it: always in an e-mail, in an SMS where the shop has no words for it."""
    return needs_way_out(template) and (template.channel == Channel.EMAIL or not house.way_out)


def compose(
    version: TemplateVersion, facts: Mapping[str, object], *, house: House, key: str, address: str
) -> Letter:
    """The letter. Raises MissingFacts, and nothing half written is ever sent."""
    template = version.template
    is_marketing = template.purpose == MessagePurpose.MARKETING
    language = template.language
    unsubscribe = str(facts.get("unsubscribe") or "") if is_marketing else ""
    if needs_link(template, house) and "unsubscribe" not in facts:
        raise missing_facts(["unsubscribe"])
    subject = write(read(version.subject), facts, language=language)
    if template.channel == Channel.EMAIL:
        text, page = _email(version, facts, subject, house, unsubscribe)
    else:
        text, page = write(read(version.body), facts, language=language), ""
        if needs_way_out(template):
            text = _labelled(_refusable(text, unsubscribe, house, language), house.label)
    return Letter(
        key=key,
        address=address,
        name=str(facts.get("full_name") or ""),
        subject=_labelled(subject, house.label)
        if is_marketing and template.channel == Channel.EMAIL
        else subject,
        text=text,
        html=page,
        zns_template=version.zns_template,
        params={
            param.name: write(read(param.text), facts, language=language)
            for param in params_of(version.zns_params)
        },
        is_marketing=is_marketing,
        unsubscribe=unsubscribe,
    )


def _email(
    version: TemplateVersion, facts: Mapping[str, object], subject: str, house: House, unsubscribe: str
) -> tuple[str, str]:
    language = version.template.language
    text = text_body(version.body, facts, language=language)
    inner = fill_html(html_body(version.body, house.colour), facts, language=language)
    with override(language):
        why, stop = gettext("You get this as a customer of %(business)s."), gettext("No more offers")
        right = gettext("You may refuse all our offers, at any time.")
    why = why % {"business": house.business}
    footer = str(escape(why))
    if unsubscribe:
        lines = [line for line in (why, house.advertiser, right) if line]
        text = "\n".join([f"{text}\n\n--", *lines, f"{stop}: {unsubscribe}"])
        footer = "<br>".join([*map(escape, lines), _link(unsubscribe, stop)])
    page = in_page(
        inner, subject=subject, business=house.business, colour=house.colour, footer=footer, language=language
    )
    return text, page


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" style="color:#6b7280">{escape(words)}</a>'


def _refusable(text: str, unsubscribe: str, house: House, language: str) -> str:
    """The text with how to refuse it at its end, unless its writer said so in it."""
    ways = [each for each in (house.way_out, unsubscribe) if each]
    if not ways or any(each in text for each in ways):
        return text
    if house.way_out:
        return f"{text}\n{house.way_out}"
    with override(language):
        refuse = without_marks(
            gettext("Refuse")
        )  # one letter with diacritics would double the price of a plain text
    return f"{text}\n{refuse}: {unsubscribe}"


def _labelled(text: str, label: str) -> str:
    """Advertising says so at its very beginning (Decree 91/2020/ND-CP, Articles 15 and 18)."""
    return text if text.startswith(("[QC]", "[AD]")) else f"{label} {text}"
