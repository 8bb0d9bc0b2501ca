"""What a report says of risk to begin with: the level that was judged, why, and the answers on safety as one sentence.

The six questions stand in the short and in the whole initial assessment; what was answered last counts. A sentence says
only what was asked and answered, on its day, and is the worker's to change.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation

from rehsos.cases.models import Assessment, Case
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import said
from rehsos.papers.blanks.shape import SILENCES
from rehsos.papers.rendering.words import long_date

Filled = tuple[Assessment, Mapping[str, Any]]
ASKED_IN = ("short_assessment", "initial_assessment")
SAID: Mapping[str, Mapping[str, str]] = {
    "safe_now": {"yes": "saat itu anak aman", "no": "saat itu anak tidak aman"},
    "needs_doctor": {
        "yes": "ada luka atau keluhan yang perlu dokter",
        "no": "tidak ada luka atau keluhan yang perlu dokter",
    },
    "safe_tonight": {
        "yes": "ada tempat tidur yang aman malam itu",
        "no": "tidak ada tempat tidur yang aman malam itu",
    },
    "alleged_at_home": {
        "yes": "orang yang disangka ada di rumah atau mudah bertemu anak",
        "no": "orang yang disangka tidak ada di rumah dan tidak mudah bertemu anak",
    },
    "self_harm": {"yes": "ada tanda ingin melukai diri", "no": "tidak ada tanda ingin melukai diri"},
    "safe_adult": {
        "yes": "ada orang dewasa yang dipercaya anak",
        "no": "tidak ada orang dewasa yang dipercaya anak",
    },
}
REASONS = ("reason_1", "reason_2", "reason_3")


def risk_told(found: Mapping[str, Filled]) -> str:
    """The level with its reasons and the sentence of safety, a line each; nothing where nobody answered."""
    filled = [found[code] for code in ASKED_IN if code in found]
    newest = sorted(filled, key=lambda one: (one[0].on, one[0].pk), reverse=True)
    level = next((one for one in newest if _told(one[1], "risk_level")), None)
    safety = next((sentence for one in newest if (sentence := _sentence(*one))), "")
    return "\n".join([*(_judged(*level) if level else ()), *filter(None, [safety])])


def level_alone(case: Case) -> str:
    """The level that the case bears where no assessment says one; its reasons stand in no form."""
    with translation.override("id"):
        return f"{case.get_risk_display()}." if case.risk else ""


def _judged(row: Assessment, answers: Mapping[str, Any]) -> Iterator[str]:
    """The level and why. The short assessment's reason is its answers over again: the sentence says them."""
    fields = blank(row.blank, row.form.blank_version).fields
    reasons = REASONS if row.blank == "initial_assessment" else ()
    yield said(fields["risk_level"], answers["risk_level"])
    yield from (f"- {said(fields[code], answers[code])}" for code in reasons if _told(answers, code))


def _sentence(row: Assessment, answers: Mapping[str, Any]) -> str:
    told = [words[answers[code]] for code, words in SAID.items() if answers.get(code) in words]
    return f"Menurut penilaian keselamatan tanggal {long_date(row.on)}: {'; '.join(told)}." if told else ""


def _told(answers: Mapping[str, Any], code: str) -> bool:
    return bool(answers.get(code)) and answers[code] not in SILENCES
