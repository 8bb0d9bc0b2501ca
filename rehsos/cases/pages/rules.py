"""The rules of the law as pages: what each clock rests on. Open to every worker who signed in."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page
from rehsos.law.book import UnknownRule, fact_kinds, regulations, rule, rules
from rehsos.law.shapes import Condition, Duty, Rule

from ..actions.facts import Known
from ..models import Role
from ..rulebook import duty_words, extension_words, kind_words, language, length_words


@page()
def all_rules(request: Request) -> HttpResponseBase:
    """Every rule, by whose duty it is."""
    lang = language()
    groups = [
        (duty_words(found[0]), [_line(one, lang) for one in found])
        for duty in Duty
        if (found := [one for one in rules().values() if one.duty is duty])
    ]
    return render(request, "cases/rules.html", {"groups": groups, "count": len(rules())})


def _line(one: Rule, lang: int) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": one.label[lang],
        "length": length_words(one.length) if one.length else "",
        "owed_by": one.owed_by[lang],
        "basis": one.basis[0].said(lang),
        "verified": one.verified,
    }


@page()
def one_rule(request: Request, code: str) -> HttpResponseBase:
    """One rule as a table a lawyer can check: length, how it is counted, start, stop, conditions, articles."""
    try:
        known = rule(code)
    except UnknownRule:
        raise Http404 from None
    lang = language()
    return render(
        request,
        "cases/rule.html",
        {
            "rule": known,
            "label": known.label[lang],
            "duty": duty_words(known),
            "said": _facts(known, lang),
            "articles": [(basis.said(lang), regulations()[basis.regulation].title) for basis in known.basis],
            "notes": [words[lang] for words in (known.note, known.caveat) if words[lang]],
        },
    )


def _facts(known: Rule, lang: int) -> list[tuple[str, str]]:
    named = [(_("Wajib dilakukan"), known.owed_by[lang]), (_("Lamanya"), _length(known))]
    named += [
        (_("Cara hitung"), kind_words(known)),
        (_("Mulai"), _labels((known.start,), lang)),
        (_("Berhenti"), _labels(known.stop, lang) or _("tidak ada kejadian yang menghentikan")),
        (_("Berlaku bila"), "; ".join(_condition(one, lang) for one in known.applies)),
        (_("Anjuran saja bila mulai dari"), _labels(known.advisory_start, lang)),
        (_("Perpanjangan"), extension_words(known, lang)),
        (_("Jeda"), _("Boleh dijeda dinas, dengan alasan.") if known.pausable else _("Tidak dapat dijeda.")),
        (_("Berlaku sejak"), date_format(known.valid_from, "j F Y")),
    ]
    return named


def _length(known: Rule) -> str:
    if known.lead and known.lead_of:
        return _("{length} sebelum batas “{other}”").format(
            length=length_words(known.lead), other=rule(known.lead_of).label[language()]
        )
    return length_words(known.length) if known.length else _("tidak ada dalam peraturan")


def _labels(codes: tuple[str, ...], lang: int) -> str:
    return "; ".join(fact_kinds()[code].label[lang] for code in codes if code in fact_kinds())


def _condition(one: Condition, lang: int) -> str:
    answers: dict[object, Any] = {
        True: Known.YES.label,
        False: Known.NO.label,
        **dict(Known.choices),
        **dict(Role.choices),
    }
    among = _(" atau ").join(str(answers.get(value, value)) for value in one.among)
    asked = fact_kinds()[one.fact].label[lang]
    return f"{asked} {among}" if asked.endswith("?") else f"{asked}: {among}"
