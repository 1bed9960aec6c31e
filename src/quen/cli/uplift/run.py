"""The steps: read the experiment, judge it, answer."""

from django.utils.translation import gettext
from rich.console import Console
from rich.text import Text

from quen.cli.report.outcome import check_writable, write_whole
from quen.cli.report.words import Words
from quen.cli.uplift.as_json import as_json
from quen.cli.uplift.experiment import read_experiment
from quen.cli.uplift.found import find
from quen.cli.uplift.terminal import show
from quen.cli.uplift.wanted import Wanted
from quen.kernel.sentences import Sentence, gettext_noop

_NO_CURRENCY = "XXX"  # ISO 4217; outcomes are in units of their own


def run(wanted: Wanted) -> None:
    """Answer what was asked. Raises QuenError with nothing written."""
    if wanted.json.file:
        check_writable(wanted.json.file)
    aside, out = Console(stderr=True, highlight=False), Console(highlight=False)
    found = find(read_experiment(wanted), split=wanted.expected_split, horizon=wanted.horizon)
    if wanted.json.file:
        write_whole(wanted.json.file, as_json(found))
        path = {"path": wanted.json.file}
        aside.print(Text(Sentence(gettext_noop("Written: %(path)s"), path).render(gettext)))
    if wanted.json.is_for_machines:
        out.file.write(as_json(found))
    else:
        show(found, Words(wanted.language, _NO_CURRENCY, gettext), out)
