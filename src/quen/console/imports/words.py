"""The words of the import pages: fields, stages, who started it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.flows.models import SalesImport
from quen.kernel.actor import ActorKind
from quen.kernel.sentences import Sentence
from quen.shops.models import Staff


@dataclass(frozen=True)
class FieldWords:
    """A FIELD of a sales file as the page names it."""

    field: str
    label: Promise
    hint: Promise | None = None


@dataclass(frozen=True)
class FieldGroup:
    """Fields that answer one question."""

    title: Promise
    fields: tuple[FieldWords, ...]


GROUPS = (
    FieldGroup(
        _("When and how much"),
        (
            FieldWords("date", _("Date"), _("needed")),
            FieldWords("time", _("Time")),
            FieldWords("receipt", _("Receipt number"), _("tells which rows are one purchase")),
            FieldWords("amount", _("Amount"), _("needed, unless there are quantity and unit price")),
            FieldWords("quantity", _("Quantity"), _("negative means a return")),
            FieldWords("unit_price", _("Unit price")),
            FieldWords("discount", _("Discount")),
            FieldWords("currency", _("Currency")),
            FieldWords("type", _("Type of row"), _("sale, return, cancelled")),
        ),
    ),
    FieldGroup(
        _("Who bought"),
        (
            FieldWords("customer", _("Customer code")),
            FieldWords("name", _("Customer's name")),
            FieldWords("phone", _("Phone")),
            FieldWords("email", _("E-mail")),
            FieldWords("card", _("Card number")),
        ),
    ),
    FieldGroup(
        _("What was bought"),
        (
            FieldWords("product", _("Product code")),
            FieldWords("product_name", _("Product name")),
            FieldWords("category", _("Category")),
            FieldWords("serial", _("Serial number")),
        ),
    ),
    FieldGroup(
        _("Where"),
        (
            FieldWords("store", _("Store")),
            FieldWords("channel", _("Channel")),
            FieldWords("staff", _("Seller")),
        ),
    ),
)

DECIDED_BY = {
    "map": _("you chose"),
    "preset": _("known layout"),
    "header": _("by its heading"),
    "content": _("by its contents"),
}

_STAGES = {
    "": _("Waiting for its turn"),
    "reading": _("Reading the files"),
    "staging": _("Handing the rows to the database"),
    "customers": _("Finding stores, products and customers"),
    "purchases": _("Writing purchases"),
    "lines": _("Writing the lines of the purchases"),
    "returns": _("Linking returns to their purchases"),
    "story": _("Writing everybody's story"),
    "search": _("Making customers findable"),
    "points": _("Giving members their points"),
    "done": _("Done"),
}


def stage_words(stage: str) -> str:
    """What is being done, in the reader's language."""
    return str(_STAGES.get(stage, _STAGES["reading"]))


def said(kept: list[object] | tuple[object, ...] | None) -> str:
    """A kept [template, facts] in the reader's language."""
    if not kept:
        return ""
    template, facts = kept
    assert isinstance(template, str)
    assert isinstance(facts, dict)
    why = facts.get("why")
    if why:  # a reason is a part of the sentence, not a name out of the file
        facts = {**facts, "why": gettext(why)}
    return Sentence(template, facts).render(gettext)


def starters(records: Iterable[SalesImport]) -> dict[str, str]:
    """From ``staff:7`` to a name, for all the records at once."""
    actors = {record.created_by for record in records}
    prefix = f"{ActorKind.STAFF}:"
    ids = [int(actor.removeprefix(prefix)) for actor in actors if actor.startswith(prefix)]
    names = dict(Staff.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {
        actor: names.get(int(actor.removeprefix(prefix)), gettext("a former colleague"))
        if actor.startswith(prefix)
        else gettext("the command line")
        for actor in actors
    }
