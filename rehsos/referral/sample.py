"""Invented referrals: of the cases of the cast, one answered, one late, one refused, one that waits at the province."""

from datetime import datetime

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.house.sample import Scene

from .actions import answer_referral, begin_referral, receive_referral, send_referral
from .doors import Told
from .models import Answer, Deed, Outside, Referral, Refusal, Urgency, Wanted
from .outside import ask_outside, give_code

SENTRA, PROVINCE = 5, 2


def between_offices(scene: Scene) -> None:
    """NTB and Kupang send, Sentra Efata and the province answer, or do not. Nothing where their cases are not told."""
    with scene.by("hadi", scene.days.at(-9, 13)):
        if not Case.objects.filter(pk=scene.case("Nipah Rekaan")).exists():
            return
    asked = _sent(scene, "hadi", "Nipah Rekaan", Wanted.AID, "Kursi roda anak.", at=scene.days.at(-9, 13))
    _received(scene, asked, "fajar", scene.days.at(-8, 9))
    words = "Alatnya ada, penyesuaian bulan depan."
    _answered(scene, asked, -7, answer=Answer.PARTLY, refusal=Refusal.NONE, words=words)
    late = _sent(
        scene, "hadi", "Teratai Peraga", Wanted.EXPERT, "Psikolog, seminggu dua kali.", at=scene.days.at(-8, 9)
    )
    _received(scene, late, "fajar", scene.days.at(-7, 10))
    bed = _sent(scene, "hadi", "Nipah Rekaan", Wanted.BED, "Tempat aman malam ini.", at=scene.days.at(-3, 16))
    _answered(scene, bed, -2, answer=Answer.REFUSED, refusal=Refusal.FULL, words="Semua tempat tidur anak terisi.")
    _sent(scene, "melati", "mawar", Wanted.AID, "Alat bantu dengar.", at=scene.days.at(-2, 9))
    _asked_outside(scene)
    _sent(scene, "melati", "yanto", Wanted.ASSESSMENT, "Asesmen pengasuhan.", to=PROVINCE, at=scene.days.ago(20))


def _sent(
    scene: Scene, who: str, client: str, wanted: Wanted, asked: str, *, at: datetime, to: int = SENTRA
) -> Referral:
    with scene.by(who, at) as by:
        case, receiver = Case.objects.get(pk=scene.case(client)), Office.objects.get(pk=to)
        urgency = Urgency.URGENT if wanted == Wanted.BED else Urgency.USUAL
        made = begin_referral(
            case=case, deed=Deed.REFER, receiver=receiver, wanted=wanted, asked=asked, urgency=urgency,
            proposed=receiver, by=by, action_id=new_id(),
        )  # fmt: skip
        send_referral(referral=made, parts=(Told("kind", ("Anak yang memerlukan perlindungan",)),), by=by,
                      action_id=new_id())  # fmt: skip
    return made


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
        receive_referral(referral=Referral.objects.get(pk=made.pk), at=at, by=by, action_id=new_id())


def _answered(scene: Scene, made: Referral, day: int, *, answer: Answer, refusal: Refusal, words: str) -> None:
    with scene.by("fajar", scene.days.at(day, 11)) as by:
        answer_referral(referral=Referral.objects.get(pk=made.pk), answer=answer, refusal=refusal, words=words, by=by,
                        action_id=new_id())  # fmt: skip
