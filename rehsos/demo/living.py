"""The living cases of Dinas Sosial Kabupaten Kupang, told from the moment of loading: Melati's six children.

Rambu's social report is 1 hour 40 minutes late at that moment, Yanto is heard in court at 13.30 that day, Lia
is visited tomorrow, Mawar has no birth certificate yet, Dodi's plan waits for the Kabid, and the investigator
has four hours left to offer Anton a diversi.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.views import saw
from rehsos.cases.actions.opening import take_report
from rehsos.cases.actions.paying import CostLine
from rehsos.cases.actions.placing import place_client
from rehsos.cases.actions.plan import Step, decide_plan, record_answer, submit_plan, write_plan
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.actions.work import add_task, assess, postpone
from rehsos.cases.models import (
    Answer,
    AppointmentKind,
    Case,
    CostKind,
    Errand,
    Mode,
    Payer,
    Relation,
    Risk,
    ServiceKind,
    WhereaboutsKind,
)
from rehsos.cases.models.clocks import Precision
from rehsos.cases.policies import DECISION
from rehsos.intake.actions import Told, receive_report
from rehsos.intake.models import Channel, Danger, Decision, FromRole
from rehsos.justice.actions.matter import Particulars, move_matter
from rehsos.justice.actions.steps import record_diversi
from rehsos.justice.appointments import Kind
from rehsos.justice.models import DiversiResult, Level, Part, Side
from rehsos.justice.roles import Role
from rehsos.justice.social_report import REPORT as SOCIAL_REPORT
from rehsos.letters import paper
from rehsos.letters.actions import begin_letter, deliver_letter, sign_letter
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import Letter, NumberSource
from rehsos.people.models import Sex

from . import cast
from .around import (
    appointed,
    asked_in_writing,
    for_child,
    happened,
    in_matter,
    intake,
    letter_number,
    nearby,
    police_number,
    served,
)
from .opening import adult, opened
from .told import Days, by_hand
from .words import INITIAL, REPORT

MINE = cast.MELATI
ABH = "child_in_justice"


def rambu(days: Days) -> None:
    """Anak korban, 14: asked by phone, then by letter; visited, accompanied, assessed; the report is late."""
    called = days.at(-4, 19, 20)
    with by_hand(MINE, called) as by:
        case = _asked_by_phone(days, by)
    received = days.ago(73, 40)
    with by_hand(MINE, received + timedelta(minutes=45)) as by:
        part = in_matter(case, Role.VICTIM, Side.HARMED, _lp112(days), 14, by=by)
        request = asked_in_writing(part, received, letter_number(71, days.day(-4)), "412", by)
    with by_hand(MINE, days.at(-2, 11)) as by:
        served(case, ServiceKind.VISIT, days.at(-2, 10), Mode.VISIT, "Bersama guru; anak didampingi ibu.", by=by,
               place="Desa Oesao")  # fmt: skip
        place_client(case=case, custody=None, custody_office=None, custody_words="", whereabouts=WhereaboutsKind.FAMILY,
                     whereabouts_office=None, whereabouts_words="Rumah nenek, Oesao", at=days.at(-2, 10), by=by,
                     action_id=new_id())  # fmt: skip
    with by_hand(MINE, days.at(-1, 16)) as by:
        costs = (CostLine(CostKind.TRANSPORT, 60_000, Payer.OWN), CostLine(CostKind.MEALS, 25_000, Payer.OWN))
        served(case, ServiceKind.ACCOMPANY, days.at(-1, 13), Mode.POLICE, "Satu kali pemeriksaan, ada jeda.", by=by,
               place="Unit PPA Polres Contoh", minutes=135, waiting=60, costs=costs)  # fmt: skip
    with by_hand(MINE, days.ago(15)) as by:
        answers = {"purpose": "investigation", "child_role": "child_victim",
                   "request_number": envelope_of(request).number, "request_date": f"{request.dated}"}  # fmt: skip
        begin_letter(case=case, kind=SOCIAL_REPORT, subject=part.pk, request=request,
                     envelope=Envelope(party="Kepala Unit PPA"), by=by, action_id=new_id(),
                     answers=answers)  # fmt: skip
        for_child(part, "draft_reached_signer", days.ago(15), by)
    with by_hand(MINE, days.ago(1)) as by:
        _assessed(case, by)
        appointed(case, Kind.STATEMENT, days.at(3, 9), "Unit PPA Polres Contoh", by=by, part=part)


def _asked_by_phone(days: Days, by: Actor) -> Case:
    told = Told(asked="Minta anak korban didampingi saat pemeriksaan", about="R.T., perempuan, 14 tahun",
                officer="Aipda Peraga Umpama", unit="Unit PPA Polres Contoh", phone="081200000099",
                safe_contact="Lewat ibu, siang")  # fmt: skip
    report = receive_report(channel=Channel.PHONE, from_role=FromRole.INVESTIGATOR, received_at=days.at(-4, 19, 20),
                            told=told, danger=Danger.UNKNOWN, place=None, needed_at=None, by=by,
                            action_id=new_id())  # fmt: skip
    case = opened(cast.clients(days.today)["rambu"], ABH, "53.01", days.day(-4), by, key="rambu", report=report.pk)
    take_report(case=case, report=report, decision=Decision.CASE, from_role=FromRole.INVESTIGATOR,
                channel=Channel.PHONE, at=report.received_at, by=by, action_id=new_id())  # fmt: skip
    intake(case, days.at(-4, 19, 20), by)
    mother = adult("Marta Teladan", Sex.FEMALE, by, "marta", phone="081200000001")
    stepfather = adult("Peraga Bayangan", Sex.MALE, by, "ayah tiri rambu")
    nearby(case, mother, Relation.MOTHER, by, trusted=True, lives_together=True, safe_contact="Siang, telepon saja")
    nearby(case, stepfather, Relation.STEPFATHER, by, alleged=True, no_contact=True, lives_together=True)
    return case


def _lp112(days: Days) -> Particulars:
    return Particulars(
        police_number=police_number(112, days.day(-6)),
        police_unit="Unit PPA Polres Contoh",
        offence="Kekerasan seksual terhadap anak",
        article="Pasal 81 UU 35/2014",
        sexual_violence=True,
        penalty_seven_or_more=True,
        adult_suspect=True,
        event_from=days.day(-20),
    )


def _assessed(case: Case, by: Actor) -> None:
    answers = {**INITIAL, "met_on": timezone.localdate().isoformat()}
    assess(case=case, blank="initial_assessment", about="child", phase="", on=timezone.localdate(), answers=answers,
           by=by, action_id=new_id())  # fmt: skip


def yanto(days: Days) -> None:
    """Anak saksi, 15: report handed over in time, plan approved, second hearing today at 13.30."""
    asked = days.at(-58, 9)
    with by_hand(MINE, asked + timedelta(hours=1)) as by:
        case = opened(cast.clients(days.today)["yanto"], ABH, "53.01", days.day(-58), by, key="yanto")
        intake(case, asked, by)
        part = in_matter(case, Role.WITNESS, Side.NEITHER, _lp087(days), 15, by=by)
        request = asked_in_writing(part, asked, letter_number(58, days.day(-58)), "361", by)
    with by_hand(MINE, days.at(-57, 15)) as by:
        served(
            case, ServiceKind.VISIT, days.at(-57, 10), Mode.VISIT, "Bertemu Yanto dan bibinya.", by=by, place="Naibonat"
        )
        set_risk(case=case, risk=Risk.LOW, reasons="Tinggal bersama bibi, jauh dari yang disangka.", by=by,
                 action_id=new_id())  # fmt: skip
    with by_hand(MINE, days.at(-56, 14)) as by:
        _handed_over(part, request, days, by)
    planned(case, days, -45, by_approval=-44)
    with by_hand(MINE, days.at(-24, 9)) as by:
        happened(part, "file_received_by_prosecutor", days.at(-35, 9), by)
        _reach(part, Level.COURT, days, -25, by)
        first = appointed(case, Kind.HEARING, days.at(-14, 9, 30), "PN Oelamasi, ruang anak", by=by, part=part)
    with by_hand(MINE, days.at(-14, 9, 10)) as by:
        postpone(appointment=first, to=days.at(0, 13, 30), reason="Hakim berhalangan.", by=by, action_id=new_id())
    with by_hand(MINE, days.at(-12, 16)) as by:
        served(case, ServiceKind.COUNSEL, days.at(-12, 15), Mode.OFFICE, "Menyiapkan diri untuk sidang.", by=by)


def _lp087(days: Days) -> Particulars:
    return Particulars(
        police_number=police_number(87, days.day(-62)),
        police_unit="Unit PPA Polres Contoh",
        offence="Penganiayaan",
        penalty_seven_or_more=False,
        adult_suspect=True,
        event_from=days.day(-70),
    )


def _handed_over(part: Part, request: Letter, days: Days, by: Actor) -> None:
    """The whole road of a letter: draft, signed, numbered, handed over."""
    case = part.case
    answers = {**REPORT, "request_number": envelope_of(request).number, "request_date": days.day(-59).isoformat()}
    envelope = Envelope(party="Kepala Unit PPA", party_place="Polres Contoh", place="Oelamasi")
    begin_letter(case=case, kind=SOCIAL_REPORT, subject=part.pk, request=request, envelope=envelope,
                      answers=answers, by=by, action_id=(letter_id := new_id()))  # fmt: skip
    paper.settle(letter=_letter(letter_id), case=case, capacity="", signed_as="", on_behalf_of="", by=by,
                 action_id=new_id())  # fmt: skip
    paper.number(letter=_letter(letter_id), case=case, number="R-61/400.9/DINSOS", source=NumberSource.AGENDA,
                   dated=days.day(-56), by=by, action_id=new_id())  # fmt: skip
    sign_letter(letter=_letter(letter_id), case=case, at=days.at(-56, 11), scan=None, by=by, action_id=new_id())
    deliver_letter(letter=_letter(letter_id), case=case, at=days.at(-56, 13, 40), handed_to="Aipda Peraga Umpama",
                   rank="Aipda", receipt=None, reason="", by=by,
                   action_id=new_id())  # fmt: skip


def _letter(number: UUID) -> Letter:
    return Letter.objects.get(pk=number)


def _reach(part: Part, level: Level, days: Days, day: int, by: Actor) -> None:
    move_matter(case=part.case, matter=part.matter, level=level, at=days.at(day, 10), precision=Precision.HOUR,
                reason="", by=by, action_id=new_id())  # fmt: skip


def planned(case: Case, days: Days, day: int, by_approval: int | None) -> None:
    """A plan the client agrees with; approved on a day, or still waiting for the Kabid."""
    steps = (
        Step("Rasa aman", "Pendampingan setiap pemeriksaan dan sidang", "family_support", who="Melati Contoh"),
        Step(
            "Kembali belajar",
            "Bertemu wali kelas, menyusun pelajaran susulan",
            "therapy_psychosocial",
            who="Wali kelas",
        ),
    )
    with by_hand(MINE, days.at(day, 11)) as by:
        plan = write_plan(case=case, goal="“Saya mau sekolah lagi dengan tenang.”", steps=steps,
                               review_on=days.day(day + 90), by=by, action_id=new_id())  # fmt: skip
        record_answer(plan=plan, answer=Answer.AGREES, words="Setuju, asal ditemani.", by=by, action_id=new_id())
        approval = submit_plan(plan=plan, by=by, action_id=new_id())
    if by_approval is not None:
        with by_hand(cast.CITRA, days.at(by_approval, 9)) as by:
            saw(DECISION, approval.pk, by, offices=case.offices)
            decide_plan(approval=approval, plan=plan, approved=True, note="", capacity="", by=by, action_id=new_id())


def lia(days: Days) -> None:
    """Maltreated child, 6: reached through her teacher; a visit tomorrow."""
    with by_hand(MINE, days.at(-9, 10)) as by:
        case = opened(cast.clients(days.today)["lia"], "maltreated_child", "53.01", days.day(-9), by, key="lia")
        intake(case, days.at(-9, 9), by)
        set_risk(case=case, risk=Risk.MEDIUM, reasons="Sekolah melihat lebam; di rumah ada nenek.", by=by,
                 action_id=new_id())  # fmt: skip
        teacher = adult("Umpama Misalan", Sex.FEMALE, by, "guru lia", phone="081200000003")
        nearby(case, teacher, Relation.TEACHER, by, trusted=True, safe_contact="Jam istirahat; jangan ke rumah")
    with by_hand(MINE, days.at(-7, 12)) as by:
        served(case, ServiceKind.VISIT, days.at(-7, 10), Mode.SCHOOL, "Bermain dan menggambar bersama guru.", by=by,
               place="Sekolah")  # fmt: skip
        appointed(case, AppointmentKind.VISIT, days.at(1, 9), "Desa Oesao, bersama guru", by=by)


def mawar(days: Days) -> None:
    """Neglected child, about 9, one name and no NIK: her birth certificate is asked for."""
    with by_hand(MINE, days.at(-20, 10)) as by:
        case = opened(cast.clients(days.today)["mawar"], "neglected_child", "53.01", days.day(-20), by, key="mawar")
        intake(case, days.at(-20, 9), by)
        set_risk(case=case, risk=Risk.LOW, reasons="Tinggal sementara dengan tetangga yang dikenalnya.", by=by,
                 action_id=new_id())  # fmt: skip
    with by_hand(MINE, days.at(-15, 12)) as by:
        served(case, ServiceKind.VISIT, days.at(-15, 10), Mode.VISIT, "Makan dan tidur cukup.", by=by, place="Naibonat")
        add_task(case=case, kind=Errand.BIRTH, what="Mengurus akta kelahiran", agency="Dukcapil", due_on=days.day(5),
                 by=by, action_id=new_id())  # fmt: skip
    with by_hand(MINE, days.at(-1, 15)) as by:
        _waits_for_its_number(case, by)


def _waits_for_its_number(case: Case, by: Actor) -> None:
    """A letter that is settled: the next step is the clerk's, who gives it a number."""
    envelope = Envelope(party="Kepala Dinas Kependudukan dan Pencatatan Sipil\nKabupaten Kupang", place="Oelamasi",
                        about="Permintaan akta kelahiran", named=True, conceptor="MC")  # fmt: skip
    answers = {"body": "Kami mendampingi anak berikut, yang belum mempunyai akta kelahiran.\n"
                       "Mohon bantuan penerbitan akta kelahirannya.",
               "closing": "Atas bantuan Saudara kami ucapkan terima kasih."}  # fmt: skip
    begin_letter(case=case, kind="certificate_request", subject=None, request=None, envelope=envelope, answers=answers,
                 by=by, action_id=(letter_id := new_id()))  # fmt: skip
    paper.settle(letter=_letter(letter_id), case=case, capacity="", signed_as="", on_behalf_of="", by=by,
                 action_id=new_id())  # fmt: skip


def dodi(days: Days) -> Part:
    """In conflict with the law, 17: diversi failed with the police, now at the prosecutor; the plan waits."""
    with by_hand(MINE, days.at(-38, 10)) as by:
        case = opened(cast.clients(days.today)["dodi"], ABH, "53.01", days.day(-38), by, key="dodi")
        intake(case, days.at(-38, 9), by)
        set_risk(
            case=case, risk=Risk.MEDIUM, reasons="Berhenti sekolah; orang tua mendukung.", by=by, action_id=new_id()
        )
        part = in_matter(case, Role.IN_CONFLICT, Side.ACCUSED, _lp101(days), 17, by=by)
    with by_hand(MINE, days.at(-36, 15)) as by:
        _investigated(part, days.at(-40, 9), by)
        served(case, ServiceKind.VISIT, days.at(-36, 14), Mode.VISIT, "Bertemu Dodi dan ayahnya.", by=by, place="Tarus")
    with by_hand(MINE, days.at(-35, 12)) as by:
        for_child(part, "diversi_offered", days.at(-35, 10), by)
    with by_hand(MINE, days.at(-3, 15)) as by:
        record_diversi(part=part, level=Level.POLICE, result=DiversiResult.FAILED, form="", on=days.day(-30),
                       until=None, reason="", by=by, action_id=new_id())  # fmt: skip
        _reach(part, Level.PROSECUTION, days, -3, by)
        served(case, ServiceKind.COUNSEL, days.at(-3, 14), Mode.OFFICE, "Ingin ikut kejar paket.", by=by)
    planned(case, days, -1, by_approval=None)
    return part


def _lp101(days: Days) -> Particulars:
    return Particulars(
        police_number=police_number(101, days.day(-41)),
        police_unit="Unit PPA Polres Contoh",
        offence="Penganiayaan antar-anak",
        penalty_seven_or_more=False,
        adult_suspect=False,
        event_from=days.day(-44),
    )


def anton(days: Days) -> None:
    """In conflict with the law, 16: six days and 20 hours into the investigation, no diversi offered yet."""
    started = days.ago(164)
    with by_hand(MINE, started + timedelta(hours=3)) as by:
        on = started.astimezone(by.zone).date()
        case = opened(cast.clients(days.today)["anton"], ABH, "53.01", on, by, key="anton")
        intake(case, started + timedelta(hours=2), by)
        set_risk(case=case, risk=Risk.LOW, reasons="Tinggal dengan orang tua, bersekolah.", by=by, action_id=new_id())
        matter = Particulars(police_number=police_number(119, on), police_unit="Unit PPA Polres Contoh",
                             offence="Pencurian", penalty_seven_or_more=False, adult_suspect=False,
                             event_from=on - timedelta(days=3))  # fmt: skip
        part = in_matter(case, Role.IN_CONFLICT, Side.ACCUSED, matter, 16, by=by)
    with by_hand(MINE, days.ago(50)) as by:
        _investigated(part, started, by)
        served(case, ServiceKind.CONTACT, days.ago(52), Mode.PHONE, "Menjelaskan apa itu diversi.", by=by, minutes=20)


def _investigated(part: Part, started: datetime, by: Actor) -> None:
    """The investigator's first duties, all done in time, and the probation officer's report."""
    happened(part, "investigation_started", started, by)
    happened(part, "pk_peksos_asked", started + timedelta(hours=14), by)
    happened(part, "prosecutor_coordinated", started + timedelta(hours=18), by)
    for_child(part, "litmas_request_received", started + timedelta(hours=20), by)
    for_child(part, "litmas_handed_over", started + timedelta(hours=80), by)
