"""Where a customer came from, in words."""

from quen.leads.models import LeadSource


def source_in_words(source: str) -> str:
    """A lead's source as pages say it; any other is what staff or a file wrote, and stays."""
    return str(LeadSource(source).label) if source in LeadSource.values else source
