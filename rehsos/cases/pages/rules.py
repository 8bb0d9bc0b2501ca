"""The rules of the law as pages: what each clock rests on. Open to every worker who signed in."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page
from rehsos.audit.answers import Words
from rehsos.law.book import UnknownRule, fact_kinds, regulations, rule, rules
from rehsos.law.shapes import Condition, Duty, Rule
from rehsos.look.words import say

from ..roles import YES_OR_NO, answers, roles
from ..rulebook import duty_words, extension_words, kind_words, length_words


@page()
def all_rules(request: Request) -> HttpResponseBase:
    """Every rule, by whose duty it is."""
    groups = [
        (duty_words(found[0]), [_line(one) for one in found])
        for duty in Duty
        if (found := [one for one in rules().values() if one.duty is duty])
    ]
    return render(request, "cases/rules.html", {"groups": groups, "count": len(rules())})


def _line(one: Rule) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": say(one.label),
        "length": length_words(one.length) if one.length else "",
        "owed_by": say(one.owed_by),
        "basis": say(one.basis[0].words),
        "verified": one.verified,
    }


@page()
def one_rule(request: Request, code: str) -> HttpResponseBase:
    """One rule as a table a lawyer can check: length, how it is counted, start, stop, conditions, articles."""
    try:
        known = rule(code)
    except UnknownRule:
        raise Http404 from None
    return render(
        request,
        "cases/rule.html",
        {
            "rule": known,
            "label": say(known.label),
            "duty": duty_words(known),
            "said": _facts(known),
            "articles": [(say(basis.words), regulations()[basis.regulation].title) for basis in known.basis],
            "notes": [say(words) for words in (known.note, known.caveat) if say(words)],
        },
    )


def _facts(known: Rule) -> list[tuple[str, str]]:
    named = [(_("Wajib dilakukan"), say(known.owed_by)), (_("Lamanya"), _length(known))]
    named += [
        (_("Cara hitung"), kind_words(known)),
        (_("Mulai"), _labels((known.start,))),
        (_("Berhenti"), _labels(known.stop) or _("tidak ada kejadian yang menghentikan")),
        (_("Berlaku bila"), "; ".join(_condition(one) for one in known.applies)),
        (_("Anjuran saja bila mulai dari"), _labels(known.advisory_start)),
        (_("Perpanjangan"), extension_words(known)),
        (_("Jeda"), _("Boleh dijeda dinas, dengan alasan.") if known.pausable else _("Tidak dapat dijeda.")),
        (_("Berlaku sejak"), date_format(known.valid_from, "j F Y")),
    ]
    return named


def _length(known: Rule) -> str:
    if known.lead and known.lead_of:
        return _("{length} sebelum batas “{other}”").format(
            length=length_words(known.lead), other=say(rule(known.lead_of).label)
        )
    return length_words(known.length) if known.length else _("tidak ada dalam peraturan")


def _labels(codes: tuple[str, ...]) -> str:
    return "; ".join(say(fact_kinds()[code].label) for code in codes if code in fact_kinds())


def _condition(one: Condition) -> str:
    said: dict[Any, Words] = {True: YES_OR_NO["yes"], False: YES_OR_NO["no"], **answers(), **roles()}
    among = _(" atau ").join(str(said.get(value, value)) for value in one.among)
    asked = say(fact_kinds()[one.fact].label)
    return f"{asked} {among}" if asked.endswith("?") else f"{asked}: {among}"
