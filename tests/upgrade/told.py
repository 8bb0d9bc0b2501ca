"""What a filled installation tells: names, counts, timelines, papers, pages.

`python -m tests.upgrade.told live` is asked once by the code of each landing, and its answer kept beside the
dump. `python -m tests.upgrade.told again told.json` puts the same questions to the same data after an upgrade.
Where later code keeps something elsewhere, this file follows the code; what was told stays.
"""

import contextlib
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

EVERYBODY = tuple(range(1, 7))
COUNTS = (
    "abh --by year,role --from 2015-01-01 --to {today}",
    "abh --by year,role --unit anak --from 2015-01-01 --to {today}",
    "abh --by year,role --place 53.01 --from 2015-01-01 --to 2018-06-30",
    "abh --by role,sex --place 52 --from 2024-01-01 --to 2024-04-30",
    "cases --by year,type --from 2015-01-01 --to {today}",
    "cases --by status,year --from 2015-01-01 --to {today}",
    "cases --by place --from 2015-01-01 --to {today}",
    "consultations --by year --from 2015-01-01 --to {today}",
)
PAGES = (
    *("melati /", "melati /kasus/", "melati /orang/", "melati /pengaturan/", "melati /rekap/"),
    *("citra /", "citra /kasus/", "citra /tim/", "citra /kantor/", "citra /rekap/"),
    *("indah /surat/", "indah /aduan/", "eka /kasus/", "eka /rekap/"),
)
KUPANG = 3
EARLIER_STATES = {"settled": "signed", "signed": "numbered"}
"""What the states of a letter out were called before it was numbered first and signed then."""
TOLD_BY_TIMELINE = {"agenda", "received_by"}  # of a letter; once in columns, now in its envelope


def told(counts: Iterable[str], pages: Iterable[str]) -> dict[str, Any]:
    """All of it, in words and numbers that no upgrade may change; `counts` and `pages` are asked besides."""
    from django.db import transaction

    from rehsos.audit.actor import set_scope

    with transaction.atomic():
        set_scope(EVERYBODY, 0)
        found = {"cases": _cases(), "reports": _reports(), "papers": _papers(), "persons": _persons(),
                 "kept": _kept()}  # fmt: skip
    return found | {"counts": {asked: _counted(asked) for asked in counts}, "pages": _pages(pages)}


def _cases() -> dict[str, Any]:
    """Every case by its code; the timeline of an open one in full, of a closed one as a fingerprint."""
    from rehsos.cases.models import Assignment, Case, Participant, Status

    cases = list(Case.objects.order_by("code"))
    names, lines = _names(), _timelines([case.pk for case in cases])
    around: dict[UUID, list[str]] = {}
    for case, person, relation in Participant.objects.values_list("case_id", "person_id", "relation"):
        around.setdefault(case, []).append(f"{relation} {names[person]}")
    hands: dict[UUID, list[str]] = {}
    for case, worker, kind, since in Assignment.objects.values_list("case_id", "worker_id", "kind", "since"):
        hands.setdefault(case, []).append(f"{worker} {kind} {since}")
    return {
        case.code: {
            "client": names[case.client_id],
            "is": [case.kind, case.primary_type, case.role, case.stage, case.status, case.risk, str(case.opened_on),
                   str(case.closed_on), case.place_id, case.owner_id, sorted(case.offices), sorted(case.barred)],
            "around": sorted(around.get(case.pk, [])),
            "hands": sorted(hands.get(case.pk, [])),
            "timeline": lines[case.pk] if case.status == Status.OPEN else _print_of(lines[case.pk]),
        }
        for case in cases
    }  # fmt: skip


def _names() -> dict[UUID, str]:
    from rehsos.people.identity import identities_of
    from rehsos.people.models import Person

    found = identities_of(Person.objects.all())
    return {person: f"{who.name}|{who.nik}|{who.lives_at}|{who.phone}" for person, who in found.items()}


def _persons() -> dict[str, int]:
    from rehsos.people.models import Person

    return {sex: Person.objects.filter(sex=sex).count() for sex in ("P", "L", "?")}


def _timelines(cases: list[UUID]) -> dict[UUID, list[str]]:
    """What was done, in order: the moment, the act, who, and all that was said of it, sealed or not."""
    from rehsos.audit.models import Action
    from rehsos.vault.keys import keys_of
    from rehsos.vault.seal import unseal_json

    keys, lines = keys_of(cases), {case: list[str]() for case in cases}
    for act in Action.objects.filter(dossier__in=cases).order_by("happened_at", "recorded_at", "id"):
        case = act.dossier
        assert case is not None
        sealed = unseal_json(keys[case], bytes(act.sealed), subject=case, context="action") if act.sealed else {}
        said = json.dumps(act.facts | sealed, sort_keys=True, ensure_ascii=False)
        lines[case].append(f"{act.happened_at.isoformat()} {act.name} {act.worker}@{act.office} {said}")
    return lines


def _print_of(lines: list[str]) -> str:
    return f"{len(lines)} lines, {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:16]}"


def _reports() -> list[str]:
    from rehsos.intake import actions
    from rehsos.intake.models import Report

    found = Report.objects.order_by("received_at", "id")
    return [f"{one.received_at.isoformat()} {one.channel} {one.decision} {_filled(actions.told(one))}" for one in found]


def _papers() -> dict[str, Any]:
    from rehsos.papers.filling import answers_of, upload_of
    from rehsos.papers.models import File, FilledForm, Letter

    files = [(one, upload_of(one)) for one in File.objects.order_by("id")]
    return {
        "letters": [f"{one.kind} {EARLIER_STATES.get(one.state, one.state)} {_number(one)} {one.dated} "
                    f"{_print_of([_filled(_envelope(one))])}"
                    for one in Letter.objects.order_by("id")],
        "files": [f"{it.name} {one.media_type} {hashlib.sha256(it.content).hexdigest()[:16]}" for one, it in files],
        "forms": [f"{one.blank} {one.blank_version} {one.finished} {_print_of([_filled(answers_of(one))])}"
                  for one in FilledForm.objects.order_by("id")],
    }  # fmt: skip


def _number(letter: Any) -> str:
    """Once a column of every letter; that of a letter that came in is in its envelope now."""
    from rehsos.papers.letters import envelope_of

    return str(letter.number or envelope_of(letter).number)


def _envelope(letter: Any) -> dict[str, Any]:
    """The envelope as it was told; agenda and receiver came into it later, from columns that were not told."""
    from rehsos.papers.letters import envelope_of

    told = asdict(envelope_of(letter))
    return {name: value for name, value in told.items() if name not in {"number", *TOLD_BY_TIMELINE}}


def _filled(record: Any) -> str:
    """A record without what is empty, so that a later field that nobody filled in changes nothing."""
    values = asdict(record) if is_dataclass(record) and not isinstance(record, type) else record
    return json.dumps(
        {k: v for k, v in values.items() if v and k not in TOLD_BY_TIMELINE},
        sort_keys=True,
        ensure_ascii=False,
        default=str,
    )


def _kept() -> dict[str, Any]:
    """What lies sealed for a sign-in: half-filled forms and the secret of a second factor."""
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator

    from rehsos.access.drafts import drafts_of
    from rehsos.access.models import User

    drafts = [f"{one.address} {one.title}" for user in User.objects.order_by("email") for one in drafts_of(user)]
    factors = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("pk")
    return {"drafts": drafts, "factors": [get_adapter().decrypt(one.data["secret"]) for one in factors]}


def live() -> dict[str, Any]:
    """A little of what the demonstration leaves out, done before a dump is made of it; then everything told."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.db import transaction
    from django.utils import timezone

    from rehsos.access.models import User
    from rehsos.audit.actor import set_scope
    from rehsos.cases.models import Case, Status

    browser = _browser("melati")
    typed = {"action_id": "01900000-0000-7000-8000-00000000d4af", "form_title": "Layanan", "note": "Belum selesai",
             "form_address": "/kasus/53.01-26-0002/layanan/"}  # fmt: skip
    assert browser.post("/draf/", typed).status_code == 204
    TOTP.activate(User.objects.get(email="citra@contoh.test"), "JBSWY3DPEHPK3PXP")
    with transaction.atomic():
        set_scope(EVERYBODY, 0)
        codes = list(
            Case.objects.filter(status=Status.OPEN, owner=KUPANG).order_by("code").values_list("code", flat=True)
        )
    today = timezone.localdate()
    return told([one.format(today=today) for one in COUNTS], [*PAGES, *(f"citra /kasus/{code}/" for code in codes)])


def _counted(asked: str) -> list[str]:
    """What `rehsos count …` prints for the nation; exact numbers."""
    from rehsos.console import main

    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(["count", *asked.split(), "--format", "csv"])
    return [f"exit {code}", *out.getvalue().split()]


def _pages(asked: Iterable[str]) -> dict[str, int]:
    """How each page answers to whom."""
    words = [one.split() for one in asked]
    browsers = {who: _browser(who) for who, _ in words}
    return {f"{who} {address}": browsers[who].get(address).status_code for who, address in words}


def _browser(who: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from rehsos.access.models import User

    browser = Client(headers={"host": "localhost"})
    user = User.objects.get(email=f"{who}@contoh.test")
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def main(what: str, kept: str = "") -> None:
    """Prints everything told, as JSON: the first time (`live`), or by the questions kept in a file (`again`)."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    earlier = json.loads(Path(kept).read_text("utf-8")) if what == "again" else {}
    found = told(earlier["counts"], earlier["pages"]) if earlier else live()
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
