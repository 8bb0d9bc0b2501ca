"""What a void case was opened for waits again: no case that is void may put out the clock of a letter."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.models import Action
from rehsos.intake.actions import CONTEXT, Told
from rehsos.intake.models import Channel, Danger, Decision, FromRole, Report
from rehsos.papers import letters
from rehsos.papers.filling import store, upload_of
from rehsos.papers.kinds import asking, kind_of, words_of
from rehsos.papers.models import Direction, FileKind, Letter
from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal

from ..asked import answered_by
from ..models import Case, Fact
from ..policies import may_assign


def unanswered(case: Case) -> list[Letter]:
    """Letters in the case that started a term and got no answer, oldest first."""
    asked = Letter.objects.select_related("scan").filter(
        dossier=case.pk, direction=Direction.IN, kind__in=asking(), received_at__isnull=False, answered_with=None
    )
    came = list(asked.order_by("received_at", "id"))
    last = {kind: _answered_at(case, kind) for kind in {letter.kind for letter in came}}
    return [letter for letter in came if letter.received_at and letter.received_at > last[letter.kind]]


def _answered_at(case: Case, kind: str) -> datetime:
    """When a letter of that kind was answered last; before all time where none was."""
    answers = Fact.objects.filter(case=case, code__in=answered_by(kind_of(kind)), replaced_by=None)
    return max(answers.values_list("at", flat=True), default=datetime.min.replace(tzinfo=UTC))


@action(_("Kembali menunggu keputusan, dengan suratnya, karena kasusnya dibatalkan"))
def let_wait_again(*, case: Case, report: Report | None, decision: Decision, by: Actor, action_id: UUID) -> None:
    """The report the case was opened for waits to be decided anew, with the letters that nobody answered.

    Where a letter came straight into the case there was no report: it gets one, of the action's id. `decision` is what
    the report was decided as, for when the case is restored.
    """
    may_assign(case, by).insist()
    asked = unanswered(case)
    if report is None:
        report = _report_of(asked[0], case, by, action_id)
    barred = [one for one in case.barred if one < 0]  # no wall any more; who is protected still is
    Report.objects.filter(pk=report.pk).update(decision=Decision.WAITING, decided_at=None, case=None, barred=barred)
    for letter in asked:
        _file(letter, report.pk, offices=report.offices, barred=barred, by=by)


def _report_of(letter: Letter, case: Case, by: Actor, number: UUID) -> Report:
    envelope = letters.envelope_of(letter)
    told = Told(asked=envelope.about or str(words_of(letter.kind)), unit=envelope.party)
    return Report.objects.create(
        id=number, office_id=case.owner_id, received_by=by.worker, channel=Channel.LETTER,
        from_role=FromRole.INVESTIGATOR, received_at=letter.received_at or timezone.now(), danger=Danger.UNKNOWN,
        sealed=seal(key_of(number), asdict(told), subject=number, context=CONTEXT), offices=[case.owner_id],
    )  # fmt: skip


def _file(letter: Letter, dossier: UUID, *, offices: Sequence[int], barred: Sequence[int], by: Actor) -> None:
    """A letter with its scan in another dossier."""
    scan = letter.scan
    kept = (
        store(dossier, upload_of(scan), FileKind.LETTER_IN, file_id=new_id(), by=by, offices=offices) if scan else None
    )
    letters.move(letter, dossier, scan=kept, offices=offices, barred=barred)


@action(_("Kembali ke kasus ini, dengan suratnya"))
def take_again(*, case: Case, report: Report, decision: Decision, by: Actor, action_id: UUID) -> None:
    """The case is no longer void: what still waits of what it was opened for is its own again."""
    may_assign(case, by).insist()
    waiting = Report.objects.filter(pk=report.pk, decision=Decision.WAITING)
    if waiting.update(decision=decision, decided_at=timezone.now(), case=case.pk):
        reach = Case.objects.values("offices", "barred").get(pk=case.pk)
        for letter in Letter.objects.select_related("scan").filter(dossier=report.pk):
            _file(letter, case.pk, by=by, **reach)


def sent_back(case: Case) -> Iterator[tuple[Report, Decision]]:
    """Reports that wait again because the case was void, and as what each had been decided."""
    for line in _sending_back(case):
        report = Report.objects.filter(pk=_sent(line), decision=Decision.WAITING).first()
        if report is not None:
            yield report, Decision(line.facts["decision"])


def sent_back_ids(case: Case) -> list[UUID]:
    """The same, whatever became of them since."""
    return [_sent(line) for line in _sending_back(case)]


def _sending_back(case: Case) -> QuerySet[Action]:
    return Action.objects.filter(dossier=case.pk, name=let_wait_again.__name__).order_by("recorded_at", "id")


def _sent(line: Action) -> UUID:
    """A report that was made for the letters of a case has the id of the action."""
    return UUID(str(line.facts.get("report") or line.pk))
