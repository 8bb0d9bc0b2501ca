"""Invented referrals between the offices of the cast: answered, late, refused; home through a Sentra; handed on."""

from datetime import datetime

from rehsos.audit.actions import new_id
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.house.sample import Scene

from .actions import (
    answer_referral,
    begin_referral,
    receive_referral,
    record_arrival,
    record_result,
    send_referral,
)
from .actions.outside import ask_outside, give_code
from .actions.staying import record_departure
from .doors import Told
from .models import Answer, Deed, LeftTo, Outside, Referral, Refusal, Urgency, Wanted

PROVINCE, SENTRA, NTB, PARAMITA, PUSLANSOS = 2, 5, 6, 9, 10


def between_offices(scene: Scene) -> None:
    """NTB asks Puslansos and Sentra Paramita, Kupang the Sentra Efata and the province; TTS hands a case on to NTB.

    Of NTB's one is answered, one late, one refused. A demonstration of long ago has not all of these cases: what is
    of one that it has not is not told.
    """
    parts = {
        _of_ntb: ("Nipah Rekaan", "Teratai Peraga"),
        _of_kupang: ("mawar", "yanto"),
        _home: ("kenari",),
        _handed_on: ("Sawo Tiruan",),
    }
    for part, clients in parts.items():
        cases = {scene.case(client) for client in clients}
        with scene.by("hadi", scene.days.at(-9, 13)), everywhere():
            all_there = Case.objects.filter(pk__in=cases).count() == len(cases)
        if all_there:
            part(scene)


def _of_ntb(scene: Scene) -> None:
    asked = _sent(scene, "hadi", "Nipah Rekaan", Wanted.AID, "Kursi roda anak.", to=PUSLANSOS, at=scene.days.at(-9, 13))
    _received(scene, asked, "kirana", scene.days.at(-8, 9))
    words = "Alatnya ada, penyesuaian bulan depan."
    _answered(scene, asked, "kirana", scene.days.at(-7, 11), Answer.PARTLY, words=words)
    weekly = "Psikolog, seminggu dua kali."
    late = _sent(scene, "hadi", "Teratai Peraga", Wanted.EXPERT, weekly, to=PARAMITA, at=scene.days.at(-8, 9))
    _received(scene, late, "laras", scene.days.at(-7, 10))
    tonight = "Tempat aman malam ini."
    bed = _sent(scene, "hadi", "Nipah Rekaan", Wanted.BED, tonight, to=PUSLANSOS, at=scene.days.at(-3, 16))
    words = "Semua tempat tidur anak terisi."
    _answered(scene, bed, "kirana", scene.days.at(-2, 11), Answer.REFUSED, refusal=Refusal.FULL, words=words)


def _of_kupang(scene: Scene) -> None:
    _sent(scene, "melati", "mawar", Wanted.AID, "Alat bantu dengar.", to=SENTRA, at=scene.days.at(-2, 9))
    _asked_outside(scene)
    _sent(scene, "melati", "yanto", Wanted.ASSESSMENT, "Asesmen pengasuhan.", to=PROVINCE, at=scene.days.ago(20))


def _home(scene: Scene) -> None:
    """A child of Bima's goes home through Sentra Efata: there for four days, then with the grandfather."""
    home = "Pulang ke kakeknya; keluarga dihubungi Sentra."
    sent = _sent(scene, "bima", "kenari", Wanted.FAMILY, home, to=SENTRA, at=scene.days.at(-6, 9), deed=Deed.HAND_OVER)
    _answered(scene, sent, "fajar", scene.days.at(-6, 14), Answer.ACCEPTED, words="Dijemput besok pagi.")
    with scene.by("fajar", scene.days.at(-5, 10)) as by:
        record_arrival(referral=_again(sent), at=scene.days.at(-5, 9, 30), by=by, action_id=new_id())
    with scene.by("fajar", scene.days.at(-1, 15)) as by:
        record_departure(
            referral=_again(sent), to=LeftTo.FAMILY, words="Kakek, Desa Naibonat", at=scene.days.at(-1, 14), by=by,
            action_id=new_id(),
        )  # fmt: skip
        words = "Diterima kakeknya; sekolah sudah diberi tahu."
        record_result(referral=_again(sent), words=words, by=by, action_id=new_id())


def _handed_on(scene: Scene) -> None:
    """TTS counts it, the province of NTB works it, and the child lives in Lombok: three offices, one case."""
    asked = "Anak tinggal di Lombok Tengah dan sudah kembali ke sana."
    sent = _sent(scene, "dewi", "Sawo Tiruan", Wanted.OTHER, asked, to=NTB, at=scene.days.at(-5, 9), deed=Deed.TRANSFER)
    _answered(scene, sent, "hadi", scene.days.at(-4, 10), Answer.ACCEPTED, words="Kami lanjutkan.")


def _sent(
    scene: Scene, who: str, client: str, wanted: Wanted, asked: str, *, to: int, at: datetime, deed: Deed = Deed.REFER
) -> Referral:
    with scene.by(who, at) as by:
        case, receiver = Case.objects.get(pk=scene.case(client)), Office.objects.get(pk=to)
        urgency = Urgency.URGENT if wanted == Wanted.BED else Urgency.USUAL
        made = begin_referral(
            case=case, deed=deed, receiver=receiver, wanted=wanted, asked=asked, urgency=urgency,
            proposed=receiver, by=by, action_id=new_id(),
        )  # fmt: skip
        send_referral(referral=made, parts=(Told("kind", ("Anak yang memerlukan perlindungan",)),), by=by,
                      action_id=new_id())  # fmt: skip
    return made


def _again(made: Referral) -> Referral:
    return Referral.objects.select_related("sender", "receiver").get(pk=made.pk)


def _asked_outside(scene: Scene) -> None:
    """A hospital that has no account, and a sheet with a code for it."""
    with scene.by("melati", scene.days.at(-4, 10)) as by:
        made = ask_outside(
            case=Case.objects.get(pk=scene.case("mawar")), deed=Deed.REFER, outside=Outside.HOSPITAL,
            party="RSUD Contoh, poli tumbuh kembang", phone="0812 3456 7890", wanted=Wanted.EXPERT,
            asked="Pemeriksaan pendengaran, minggu ini.", by=by, action_id=new_id(),
        )  # fmt: skip
        give_code(referral=made, by=by, action_id=new_id())


def _received(scene: Scene, made: Referral, who: str, at: datetime) -> None:
    with scene.by(who, at) as by:
        receive_referral(referral=_again(made), at=at, by=by, action_id=new_id())


def _answered(
    scene: Scene, made: Referral, who: str, at: datetime, answer: Answer, *, words: str,
    refusal: Refusal = Refusal.NONE,
) -> None:  # fmt: skip
    with scene.by(who, at) as by:
        answer_referral(referral=_again(made), answer=answer, refusal=refusal, words=words, by=by, action_id=new_id())
