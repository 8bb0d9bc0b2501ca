"""Invented nights: who came to Puslansos from the street, one missing and one over the limit; children of an LKSA."""

from datetime import datetime, timedelta
from typing import Any

from rehsos.audit.actions import new_id
from rehsos.directory.models import Office
from rehsos.house.sample import Scene
from rehsos.people.models import Sex

from .actions.admitting import take_in
from .actions.during import go_away, note_stay, record_consent, tell_of_missing
from .actions.gatekeeping import report_new_child
from .actions.inspecting import add_finding, close_finding, record_inspection
from .actions.laddering import RungTold, tell_ladder
from .models import AbsenceKind, BroughtBy, Consent, Known, NoteKind, Rung, RungState, Stay, StayKind, Teller

LKSA = 12


def tonight(scene: Scene) -> None:
    """Of Puslansos one is over the limit, one in hospital, one not there since three hours, one new; and an LKSA."""
    long_here = _taken(scene, "kirana", scene.days.at(-17, 10), called="Bakau Contoh", sex=Sex.MALE, age=52,
                       category="stranded", brought_by=BroughtBy.SATPOL, health="Sehat, kaki kanan pincang.")  # fmt: skip
    with scene.by("kirana", scene.days.at(-17, 11)) as by:
        record_consent(stay=long_here, consent=Consent.GIVEN, words="", by=by, action_id=new_id())
    ill = _taken(scene, "kirana", scene.days.at(-4, 8), called="Lumut Peraga", sex=Sex.FEMALE, age=66,
                 category="odgj", brought_by=BroughtBy.VILLAGE, health="Bingung, demam.")  # fmt: skip
    with scene.by("kirana", scene.days.at(-4, 9)) as by:
        vital = "Belum dapat ditanya; sendirian di terminal."
        record_consent(stay=ill, consent=Consent.VITAL, words=vital, by=by, action_id=new_id())
        care = "Obat malam satu kali; jangan sendirian di kamar mandi."
        note_stay(stay=ill, note_kind=NoteKind.CARE, at=scene.days.at(-4, 9), words=care, by=by, action_id=new_id())
    with scene.by("kirana", scene.days.at(-3, 9)) as by:
        asked = "Adiknya, lewat telepon, setuju dirawat di sini."
        record_consent(stay=ill, consent=Consent.CARER, words=asked, by=by, action_id=new_id())
    with scene.by("kirana", scene.days.at(-1, 15)) as by:
        go_away(stay=ill, absence_kind=AbsenceKind.HOSPITAL, at=scene.days.at(-1, 14), expected=None,
                words="RSUD Contoh", by=by, action_id=new_id())  # fmt: skip
    gone = _taken(scene, "kirana", scene.days.at(-2, 19), called="Karang Rekaan", sex=Sex.MALE, age=27,
                  category="migrant", brought_by=BroughtBy.POLICE, health="Lebam di lengan kiri.")  # fmt: skip
    with scene.by("kirana", scene.days.at(-2, 20)) as by:
        record_consent(stay=gone, consent=Consent.GIVEN, words="", by=by, action_id=new_id())
    with scene.by("kirana", scene.days.ago(3)) as by:
        go_away(stay=gone, absence_kind=AbsenceKind.MISSING, at=scene.days.ago(3), expected=None, words="", by=by,
                action_id=new_id())  # fmt: skip
    with scene.by("omar", scene.days.ago(2, 20)) as by:
        tell_of_missing(stay=gone, teller=Teller.HEAD, at=scene.days.ago(2, 20), words="Lewat telepon", by=by,
                        action_id=new_id())  # fmt: skip
    _taken(scene, "kirana", scene.days.ago(2), called="", sex=Sex.FEMALE, age=30, category="woman_victim",
           brought_by=BroughtBy.POLICE, health="Tidak ada luka tampak.")  # fmt: skip
    _new_child(scene)
    _inspected(scene)
    for called, sex, age in (("Mutiara Contoh", Sex.FEMALE, 9), ("Pasir Peraga", Sex.MALE, 11)):
        child = _taken(scene, "nadia", scene.days.at(-40, 9), called=called, sex=sex, age=age, category="child",
                       stay_kind=StayKind.LONG, brought_by=BroughtBy.FAMILY, health="Sehat.")  # fmt: skip
        with scene.by("nadia", scene.days.at(-40, 10)) as by:
            record_consent(stay=child, consent=Consent.CARER, words="Neneknya, tertulis.", by=by, action_id=new_id())


def _inspected(scene: Scene) -> None:
    """The dinas saw the LKSA a fortnight ago: one finding is mended, one stands open."""
    house, day = Office.objects.get(pk=LKSA), scene.days.at(-14, 9)
    with scene.by("melati", scene.days.at(-14, 15)) as by:
        seen = record_inspection(house=house, on=day.date(), went="Melati dan Bima", seen_alone=5,
                                 words="Anak-anak sehat; jadwal belajar ada.", by=by, action_id=new_id())  # fmt: skip
        crowded, _open = (
            add_finding(inspection=seen, on_house=True, due_on=day.date() + timedelta(days=days), words=words, by=by,
                        action_id=new_id())
            for words, days in (("Kamar putra: satu ranjang dipakai dua anak.", 7), ("Nomor aduan belum dipasang.", 21))
        )  # fmt: skip
    with scene.by("nadia", scene.days.at(-9, 10)) as by:
        close_finding(finding=crowded, on=scene.days.at(-9, 10).date(), done="Satu ranjang ditambah.", by=by,
                      action_id=new_id())  # fmt: skip


def _new_child(scene: Scene) -> None:
    """A child whom nobody knows came to the LKSA, which asks the dinas: it waits for its decision."""
    child = _taken(scene, "nadia", scene.days.at(-4, 16), called="Sagu Contoh", sex=Sex.MALE, age=8, category="child",
                   stay_kind=StayKind.LONG, brought_by=BroughtBy.VILLAGE, health="Sehat, lapar.")  # fmt: skip
    asked = "Anak tanpa akta dan NIK, keluarganya belum diketahui. Siapa yang mengurus identitasnya, dan di mana ia tinggal?"
    with scene.by("nadia", scene.days.at(-4, 17)) as by:
        vital = "Anak belum dapat menyebut keluarganya."
        record_consent(stay=child, consent=Consent.VITAL, words=vital, by=by, action_id=new_id())
    with scene.by("nadia", scene.days.at(-3, 9)) as by:
        asked_whom = (RungTold(Rung.OWN, RungState.NONE, "Belum ditemukan; dicari lewat desa dan kepolisian."),
                      RungTold(Rung.INSTITUTION, RungState.USED))  # fmt: skip
        tell_ladder(case=child.case, rungs=asked_whom, at=scene.days.at(-3, 9), by=by, action_id=new_id())
        found = "Keluarga belum ditemukan; anak mau tinggal di sini."
        record_consent(stay=child, consent=Consent.GIVEN, words=found, by=by, action_id=new_id())
        report_new_child(stay=child, identity=Known.NO, family=Known.UNKNOWN, asked=asked, parts=(), by=by,
                         action_id=new_id())  # fmt: skip


def _taken(scene: Scene, who: str, at: datetime, **told: Any) -> Stay:
    with scene.by(who, at) as by:
        given = {"client": None, "stay_kind": StayKind.SHELTER, "bed": None, "at": at, **told}
        return take_in(**given, by=by, action_id=new_id())
