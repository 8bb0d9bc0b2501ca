"""A village that nobody else has, typed into every free line of every form: read with the name, and nowhere else."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models
from django.urls import get_resolver, reverse
from django.utils import timezone

from conftest import unlock
from rehsos.access import pages
from rehsos.access.laid_over import FIELD
from rehsos.access.pages import ActionForm
from rehsos.audit.actions import REGISTRY
from rehsos.audit.actor import set_scope
from rehsos.cases.forms.fields import Day, Moment, Number, Rupiah, Shaped
from rehsos.cases.models import Case, Status
from rehsos.console import main
from rehsos.demo import cast
from rehsos.directory.forms import PlaceField
from rehsos.people.models import Person
from rehsos.placement.models import HarmReport
from tests.whole_office import Office, doors

VILLAGE = "Zurigaha"
TYPED = f"Dusun {VILLAGE}"
ALL = tuple(office.id for office in cast.OFFICES)
OF_THE_OFFICE = {
    "desk:office_letters",
    "desk:office_look",
    "desk:office_terms",
    "desk:office_days_off",
    "desk:office_sign_in",
    "desk:my_certificate",
    "access:change_pin",
    "access:open_names",
}
"""Forms about the office or oneself; no client is in them."""
LAST = ("closure", "cases:aftercare", "justice:part_end", "cases:withdraw", "letters:letter_settle")
"""Forms that end something: filled in after the rest."""
NUMBERS = {("number_letter", "number"), ("record_certificate", "number")}
"""The number of our own letters, of the shape that numbers have, and that of a worker's certificate: no client's."""
LISTS = {
    *(
        "code",
        "codes",
        "rule_code",
        "blank",
        "about",
        "phase",
        "capacity",
        "ending",
        "level",
        "types",
        "primary_type",
        "category",
        "keep",
        "ground",
    ),
    *(
        "was",
        "state",
        "given_by",
        "form",
        "component",
        "measure",
        "unit",
        "goals",
        "lengths",
        "used",
        "shown",
        "recorded_as",
        "protection",
        "next_rung",
    ),
}
WITHOUT_NAMES = {"because", "although_open"}
"""Why somebody was erased: kept for ever, and refused where it names them."""
OFFICES_OWN = {
    "arrange_bidang",
    "set_terms",
    "set_days_off",
    "set_policy",
    "add_user",
    "describe_worker",
    "post_user",
    "describe_house",
    "add_room",
    "change_room",
    "add_beds",
    "change_bed",
    "record_paper",
}
_PAIRED = {"kind", "role", "place_id", "sex", "status", "primary_type", "category"}
_ALIKE = {f"{one}_{told}" for one in ("one", "other") for told in ("kind", "role", "sex", "status")}
PLAIN_COLUMNS = {
    "audit_action": {"name", "room", "facts"}, "papers_filledform": {"blank", "counted"}, "papers_file": {"media_type"},
    "papers_letter": {"kind", "number", "capacity", "check_code"},
    "cases_case": {"code", "primary_type", "category", "closed_because", "role"}, "cases_appointment": {"kind"},
    "cases_casetype": {"type", "ampk"}, "cases_share": {"grounds", "role"}, "cases_lawfulbasis": {"ground", "given_by"},
    "cases_fact": {"kind", "code", "level"}, "cases_circumstance": {"kind", "code", "value"},
    "cases_extension": {"kind", "rule", "level"}, "audit_view": {"what", "question"},
    "cases_clock": {"kind", "rule", "level", "duty", "missing"},
    "statistics_change": {"primary_type", "category", "place_id", "role"},
    "statistics_sum": {"primary_type", "category", "place_id", "role"},
    "statistics_pair": {f"{one}_{told}" for one in ("one", "other") for told in _PAIRED},
    "statistics_pairsum": _ALIKE, "statistics_pairchange": _ALIKE,
    "statistics_sourcechange": {"source"}, "statistics_sourcesum": {"source"},
    "cases_assessment": {"blank", "about", "phase"}, "cases_planitem": {"component"},
    "cases_approval": {"capacity", "kind"}, "cases_deskcase": {"listed"},
    "cases_cost": {"activity"}, "repatriation_legcost": {"activity"}, "placement_staycost": {"activity"},
    "cases_deathnote": {"code"},
    "cases_service": {"component"}, "justice_part": {"ended_by"}, "justice_matterfact": {"code", "level", "precision"},
    "justice_matter": {"article", "event_place"},
    "referral_referral": {"code", "age_by"}, "referral_part": {"code"}, "referral_guest": {"category", "went_to"},
    "access_answercode": {"kind"},
    "directory_officepaper": {"number", "grade", "issuer"},
    "placement_house": {"complaints", "categories"}, "placement_room": {"name"}, "placement_bed": {"name"},
    "placement_stay": {"category", "status"},
    "repatriation_journey": {"category"}, "repatriation_ride": {"category"}, "repatriation_member": {"category"},
    "repatriation_group": {"category"}, "repatriation_journeynote": {"code"},
    "justice_officer": {"post"}, "justice_hearing": {"kind"}, "justice_diversi": {"form"},
    "justice_verdict": {"measure", "unit", "outcome"},
}  # fmt: skip
"""What stands in clear in a table about people: codes of lists, what has the shape of our numbers, or of articles."""


def test_what_an_action_leaves_plain_is_a_list_a_number_or_the_offices_own() -> None:
    get_resolver().url_patterns  # noqa: B018 - every room's actions are known once its pages are
    found = {
        (name, parameter)
        for name, spec in REGISTRY.items()
        for parameter, hint in spec.hints.items()
        if getattr(hint, "__metadata__", ()) == ("plain",)  # one that names its kind of label is a code of a list
    }
    argued = LISTS | WITHOUT_NAMES
    assert {(name, p) for name, p in found - NUMBERS if name not in OFFICES_OWN and p not in argued} == set()


def test_a_column_about_people_that_holds_text_is_a_list_or_a_number() -> None:
    found = {
        model._meta.db_table: names
        for model in apps.get_models()
        if model.__module__.startswith("rehsos.") and any(f.name == "offices" for f in model._meta.get_fields())
        if (names := {f.name for f in model._meta.get_fields() if _is_text(f)})
    }
    surplus = {(table, name) for table, names in found.items() for name in names - PLAIN_COLUMNS.get(table, set())}
    assert surplus == set()


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices


WRITTEN = {
    "number": "460/{n}/DINSOS/2026",
    "article": "Pasal 80 ayat (1) UU 35/2014",
    "activity": "1.06.03.2.01.0004",
}
"""What fits the shape of a line that stands in clear, by its name; the village does not."""


def _fitting(form: ActionForm, name: str) -> str:
    return WRITTEN[name.rstrip("_0123456789")].format(n=abs(hash(form["action_id"].value())) % 10**6)


def _answer(form: ActionForm, name: str, field: forms.Field) -> Any:  # noqa: C901, PLR0911, PLR0912 - a kind a line
    """What a hurried worker would enter: the village wherever words are taken."""
    known, today = form.get_initial_for_field(field, name), timezone.localdate()
    match field:
        case forms.FileField() | forms.RegexField() | PlaceField():
            return field.prepare_value(known) if known else ""
        case _ if field.widget.is_hidden:
            return known
        case forms.DateField() | forms.DateTimeField() | forms.TimeField() | forms.IntegerField() if not field.required:
            return known if isinstance(known, int) else ""
        case Shaped():
            return f"12 {VILLAGE}"
        case Number():
            return f"dekat rumah 12 {TYPED}"
        case Moment() | forms.DateTimeField():
            hour = timezone.localtime() + timedelta(days=9 if getattr(field, "ahead", False) else 0, minutes=-1)
            return (known if known and not isinstance(known, str) else hour).strftime("%Y-%m-%dT%H:%M")
        case Day() | forms.DateField():
            ahead = today + timedelta(days=9) if getattr(field, "ahead", False) else today
            return (known if isinstance(known, date) else ahead).isoformat()
        case Rupiah():
            return "1000"
        case forms.BooleanField():
            return ""
        case forms.MultipleChoiceField():
            return known or []
        case forms.ChoiceField():
            return known or next(_choices(field), "")
        case forms.IntegerField() | forms.DecimalField():
            return known if known is not None else max(1, getattr(field, "min_value", None) or 1)
        case forms.CharField():
            return known if name in {"nik", "phone", "birth_year"} else TYPED[: field.max_length or 999]
        case _:  # a question of a blank
            kind = getattr(field.widget, "input_type", "")
            return next(_choices(field), {"date": today.isoformat(), "number": "1"}.get(kind, TYPED))


def _choices(field: Any) -> Iterator[str]:
    options: Any = getattr(field, "choices", None) or getattr(field.widget, "choices", ())
    for value, label in options:
        for inner in [v for v, _ in label] if isinstance(label, list | tuple) else [value]:
            if inner not in {"", None}:
                yield str(inner)


def fill_everything(office: Office, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every form of Melati and of TU, filled in and sent; the pages that took it."""
    shown: list[ActionForm] = []
    render = pages.render

    def seen(request: Any, template: str, context: Any = None, **given: Any) -> Any:
        if isinstance((context or {}).get("form"), ActionForm):
            shown.append(context["form"])
        return render(request, template, context, **given)

    monkeypatch.setattr(pages, "render", seen)
    done = set()
    for who in ("indah", "melati"):
        client = unlock(office.people.client(who))
        for door, path in _ways(office):
            shown.clear()
            first = client.get(path)
            if first.status_code == 200 and shown and not shown[0].is_bound:
                form = shown[0]
                laid = re.search(rf'name="{FIELD}" value="([^"]*)"', first.content.decode())
                sent = {FIELD: laid[1] if laid else None} | {
                    name: _answer(form, name, field) for name, field in form.fields.items()
                }
                answer = _meant(client, path, sent)
                if clear := [name for name, field in form.fields.items() if isinstance(field, Shaped)]:
                    assert answer.status_code == 422, (door, clear)
                    answer = _meant(client, path, sent | {name: _fitting(form, name) for name in clear})
                done |= {door} if answer.status_code == 302 else set()
    return done


def _meant(client: Any, path: str, told: dict[str, Any]) -> Any:
    """Sent, and once more where the form asks whether it is meant so."""
    answer = _sent(client, path, told)
    asked = re.findall(r'name="sure" value="([^"]+)"', answer.content.decode()) if answer.status_code == 422 else []
    return _sent(client, path, told | {"sure": [html.unescape(one) for one in asked]}) if asked else answer


def _sent(client: Any, path: str, told: dict[str, Any]) -> Any:
    return client.post(path, {name: value for name, value in told.items() if value is not None})


def _ways(office: Office) -> list[tuple[str, str]]:
    found = [(a.door, a.path) for a in office.addresses() if a.door not in OF_THE_OFFICE]
    found += [(d.name, reverse(d.name)) for d in doors() if not d.arguments and d.name not in OF_THE_OFFICE]
    return sorted(found, key=lambda way: way[0].startswith(LAST))


def in_the_tables() -> set[str]:
    """Tables in which the village stands in clear, plain or in hex, as whoever reads a dump sees them."""
    set_scope(ALL, 0)
    wanted = [VILLAGE.lower(), VILLAGE.encode().hex(), VILLAGE.lower().encode().hex()]
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            if table in {"directory_place", "people_token", "django_migrations"}:  # hidden, or public
                continue
            cursor.execute(f"SELECT 1 FROM {table} t WHERE lower(t::text) ~ %s LIMIT 1", ["|".join(wanted)])
            found |= {table} if cursor.fetchone() else set()
    set_scope((), None)
    return found


def on_the_screens(office: Office, who: str, **session: Any) -> set[str]:
    """Pages, workbooks and papers that show it to this person."""
    client = office.people.client(who)
    kept = client.session
    kept.update(session)
    kept.save()
    paths = {path for _, path in _ways(office)} | {
        "/",
        "/kasus/",
        "/rekap/",
        "/rekap/bulan-saya/",
        "/rekap/bulan-saya/xlsx/",
    }
    return {path for path in paths if VILLAGE in _text_of(client.get(path))}


def _text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with ZipFile(BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return str(content.decode("utf-8", "replace"))


def properties(office: Office) -> dict[str, str]:
    """What each paper says of itself: properties of DOCX, metadata of PDF, file names."""
    client = office.people.client("melati")
    kept = client.session
    kept.update({"names_open": True})
    kept.save()
    told = {}
    for door, path in _ways(office):
        if not re.search("pdf|docx|xlsx|file", door):
            continue
        answer = client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = str(dict(answer.headers))
        if content[:2] == b"PK":
            with ZipFile(BytesIO(content)) as book:
                said += "".join(
                    book.read(n).decode("utf-8", "replace") for n in book.namelist() if n.startswith("docProps")
                )
        elif content[:4] == b"%PDF":
            said += "".join(
                m.decode("latin-1") for m in re.findall(rb"/(?:Title|Author|Subject|Keywords) ?\([^)]*\)", content)
            )
        told[path] = said
    return told


@pytest.mark.usefixtures("undone_office")
def test_a_village_typed_everywhere_stands_with_the_name_only(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    done = fill_everything(office, monkeypatch)
    assert {
        "cases:service",
        "cases:appointment_new",
        "cases:task_new",
        "letters:letter_in",
        "cases:conference",
        "justice:matter_open",
        "justice:officer",
        "justice:hearing",
    } <= done
    assert len(done) > 40, sorted(done)
    assert in_the_tables() == set()
    assert any("/kasus/" in path for path in on_the_screens(office, "melati", names_open=True))
    assert on_the_screens(office, "eka", names_open=True) == set()
    assert on_the_screens(office, "melati", names_open=True, public_screen=True) == set()
    assert {path for path, said in properties(office).items() if VILLAGE in said} == set()


@pytest.mark.usefixtures("undone_office")
def test_and_after_erasing_nowhere_at_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_everything(office, monkeypatch)
    set_scope(ALL, 0)
    Case.objects.update(status=Status.CLOSED)
    HarmReport.objects.filter(taken_at=None).update(taken_at=timezone.now())  # before that its words are needed
    for person in list(Person.objects.values_list("pk", flat=True)):
        assert main(["person", "erase", str(person), "--because", "Permintaan 7/2026", "--yes", "--with-texts"]) == 0
    set_scope((), None)
    left = {path for path in on_the_screens(office, "melati", names_open=True) if path.startswith("/kasus/")}
    waiting = {path for path in left if path.startswith("/kasus/dari-surat/")}  # reports of nobody who is registered
    assert left - waiting == set()
