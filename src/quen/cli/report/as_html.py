"""The answers as one page that needs nothing else: no script, no font, no picture from anywhere."""

from dataclasses import dataclass
from functools import cache

from django.template import Context, Engine, Template
from django.utils.safestring import SafeString

from quen.cli.report import charts, sheets, sheets_of_people
from quen.cli.report.answers import Answers
from quen.cli.report.findings import findings
from quen.cli.report.guess import counts_line
from quen.cli.report.sheet import Sheet
from quen.cli.report.words import Words
from quen.cli.start import PACKAGE


@dataclass(frozen=True)
class Section:
    """A chart with its table behind it, or a table alone."""

    sheet: Sheet
    chart: SafeString | None = None
    is_triangle: bool = False


def as_html(answers: Answers, words: Words) -> str:
    """The whole page in the language that is spoken (Django's) and that of `words`."""
    known = bool(answers.repeat.customers)
    context = {
        "language": str(words.language),
        "files": ", ".join(file.name for file in answers.plan.files[:3]),
        "more_files": max(len(answers.plan.files) - 3, 0),
        "columns": [(str(field), choice.column) for field, choice in answers.plan.columns.items()],
        "notes": [note.render(words.translate) for note in answers.notes],
        "counts_line": counts_line(answers.counts, words),
        "period": f"{words.day(answers.period.first_day)} – {words.day(answers.period.last_day)}",
        "findings": [
            (words.translate(finding.question), finding.number, finding.answer.render(words.translate))
            for finding in findings(answers, words)
        ],
        "overview": sheets.overview(answers, words),
        "people": [sheet for sheet in _people(answers, words) if sheet.rows] if known else [],
        "sections": [section for section in _sections(answers, words) if section.sheet.rows] if known else [],
        "triangle": charts.triangle(answers, words) if known else [],
    }
    return _template().render(Context(context))


def _people(answers: Answers, words: Words) -> list[Sheet]:
    return [sheets_of_people.gone(answers, words), sheets_of_people.best(answers, words)]


def _sections(answers: Answers, words: Words) -> list[Section]:
    by_purchases, revenue = sheets.by_purchases(answers, words), sheets.revenue(answers, words)
    retention, segments = sheets.retention(answers, words), sheets.segments(answers, words)
    return [
        Section(by_purchases, charts.by_purchases(answers, words, by_purchases.title)),
        Section(revenue, charts.revenue(answers, words, revenue.title)),
        Section(retention, charts.retention(answers, words, retention.title)),
        Section(sheets_of_people.cohorts(answers, words), is_triangle=True),
        Section(segments, charts.segments(answers, words, segments.title)),
        *(
            Section(sheet, charts.group(members, words, sheet.title))
            for sheet, members in zip(
                sheets_of_people.groups(answers, words), answers.groups.values(), strict=True
            )
        ),
    ]


@cache
def _template() -> Template:
    engine = Engine(dirs=[str(PACKAGE / "cli" / "templates")], libraries={"i18n": "django.templatetags.i18n"})
    return engine.get_template("cli/report.html")
