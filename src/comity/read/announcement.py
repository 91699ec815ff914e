"""Read one announcement: the door of the reader."""

from __future__ import annotations

from datetime import date

from comity.law.errors import UsageError
from comity.read.documents.document import Document
from comity.read.documents.intake import load
from comity.read.model import Reading
from comity.read.named.agreements import VISA_EXEMPTION
from comity.read.named.digest import reports
from comity.read.record.write import write_acts
from comity.read.story.acts import Story
from comity.read.words.analysis import Analysis
from comity.read.words.language import detect
from comity.read.words.lexicon import languages, lexicon


def read_announcement(
    text: str | Document, *, published: str | date | None = None, lang: str | None = None
) -> Reading:
    """Read the acts an announcement reports.

    Args:
        text: the announcement as a string of plain text or HTML, or a `Document`.
        published: the day of publication (ISO), which settles weekdays and dates without a
            year; by default what the document declares.
        lang: the language (ISO 639-1), where it is known.

    Raises:
        UsageError: `published` is no ISO date.
        IntakeError: the document is beyond the limits.
    """
    document = load(text) if isinstance(text, str) else text
    day = _day(published if published is not None else document.published)
    language = lang or _language(document)
    shown = day.isoformat() if day is not None else None
    if language not in languages():
        said = (
            "the language of the text cannot be told"
            if language is None
            else (f"texts in the language {language!r} cannot be read")
        )
        return Reading(language=language, published=shown, warnings=(said,))
    analysis = Analysis(document.text, lexicon(language))
    if not _concerned(analysis):
        return Reading(language=language, published=shown)
    apart = reports(document.text, lexicon(language))
    stories = [Story(Analysis(text, lexicon(language)), day) for text in apart]
    stories = stories or [Story(analysis, day)]
    told = [act for story in stories for act in write_acts(story)]
    acts = tuple(sorted(told, key=lambda act: act.background))
    warnings = (
        []
        if day is not None or not acts
        else ["no date of publication: dates without a year stay open"]
    )
    alone = _one_party(stories[0]) if not acts else None
    if alone is not None:
        warnings.append(f"an agreement with {alone} is told, but the other party is never named")
    return Reading(language=language, published=shown, acts=acts, warnings=tuple(warnings))


def _one_party(story: Story) -> str | None:
    """The one state named with an act on a visa exemption, whose other party is left unsaid."""
    for fact in story.facts:
        for event in fact.events:
            if event.subject == VISA_EXEMPTION and len(event.states) == 1 and event.agreement:
                return event.states[0]
    return None


def _language(document: Document) -> str | None:
    found = detect(document.text)
    return found if found is not None else document.language


def _concerned(analysis: Analysis) -> bool:
    """Whether the text speaks of visas, agreements or envoys of states at all."""
    tags = analysis.by_tag
    credentials = any(h.value.startswith("accreditation") for h in tags.get("act", ()))
    spoken = credentials or any(tags.get(tag) for tag in ("visa", "subject", "agreement"))
    return spoken and bool(tags.get("state"))


def _day(published: str | date | None) -> date | None:
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published[:10])
    except ValueError as error:
        raise UsageError(
            f"{published!r} is no date", where="published", expected="YYYY-MM-DD"
        ) from error
