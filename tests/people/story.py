"""What the story table tells."""

from quen.events.models import Event


def told(customer: int) -> list[str]:
    """The kinds of everything told of a customer, in order."""
    return list(Event.objects.filter(customer=customer).order_by("pk").values_list("kind", flat=True))


def last_facts(customer: int) -> dict[str, object]:
    """What the latest event of a customer says."""
    facts = Event.objects.filter(customer=customer).latest("pk").facts
    assert isinstance(facts, dict)
    return facts
