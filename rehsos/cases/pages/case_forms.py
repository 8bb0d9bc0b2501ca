"""What every form page of a case does: find the file, say why not, lead back to the case."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm, NamesShut, NotNow, Request, Save, Shown, form_page, names_lock
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Answer, Words, no
from rehsos.directory.days import held_on
from rehsos.directory.models import Cover, Posting
from rehsos.look import words
from rehsos.look.repeated import way_to

from ..crumbs import case_crumbs, opens_cases
from ..dying import may_ask
from ..models import Filed, Status
from ..policies import may_finish_here, may_note, may_record_here
from ..queries import Opened, open_case_file

Kept = TypeVar("Kept", bound=Filed)


def case_to_write(request: Request, code: str) -> Opened:
    """The file of who works it and may add to it now; others read the reason (403) or find nothing (404)."""
    file = open_case_file(request, code)
    insist(_may_write(request, file))
    return file


def case_of_living(request: Request, code: str) -> Opened:
    """The file of who may add to it now, for what is asked of the client or agreed with them: of the dead nothing.

    What was typed while somebody told of the death is refused by its action, and stays on the form.
    """
    file = case_to_write(request, code)
    insist_living(request, file)
    return file


def insist_living(request: Request, file: Opened) -> None:
    """A form that would ask the dead is not offered."""
    if request.method == "GET":
        insist(may_ask(file.case))


def case_to_finish(request: Request, code: str) -> Opened:
    """The file of who works it, closed or not: for what a closed case still takes (`policies.may_finish`)."""
    file = open_case_file(request, code)
    insist(may_finish_here(file.case, request.actor, works_it=file.works))
    return file


def case_to_note(request: Request, code: str, fact: str) -> Opened:
    """The file of who may note that fact in it now: in a closed case, of who works it, what ends what is still owed."""
    file = open_case_file(request, code)
    closed = file.case.status == Status.CLOSED
    insist(may_note(file.case, fact, request.actor) if closed else _may_write(request, file))
    return file


def _may_write(request: Request, file: Opened) -> Answer:
    return may_record_here(file.case, request.actor, works_it=file.works)


def insist(answer: Answer) -> None:
    """Show the reason as a page of its own unless it may happen; of a state that has passed, that it has."""
    if not answer:
        raise (PermissionDenied if answer.whoever else NotNow)(str(answer.reason))


def reads(file: Opened) -> bool:
    """Whether the case's own texts may stand on this screen: once names are open, and for a colleague said why."""
    return file.shown is Shown.FULL


SHARED = no(_("Layar ini disetel sebagai layar umum, jadi isi kasus tertutup. Ubah di layar Anda sendiri."))


def insist_open(request: Request, file: Opened) -> None:
    """Lead to where names are opened unless they are; 404 for who may not open any."""
    if reads(file):
        return
    if request.session.get("public_screen") and (file.works or request.actor.may(Permission.SEE_NAMES)):
        insist(SHARED)
    if not file.named or not request.actor.may(Permission.SEE_NAMES):
        raise Http404
    if file.works:
        raise NamesShut(names_lock(request))
    raise NamesShut(
        reverse("cases:reveal_case", args=[file.case.code]) + "?" + urlencode({"next": request.get_full_path()})
    )


def hides(request: Request) -> bool:
    """Whether this screen is shared: then nothing that somebody wrote stands on it."""
    return bool(request.session.get("public_screen"))


def one_of(model: type[Kept], file: Opened, pk: UUID, *related: str) -> Kept:
    """A thing filed in this case, or 404."""
    found = model._default_manager.filter(pk=pk, case=file.case).select_related(*related).first()  # noqa: SLF001 - Django's public way
    if found is None:
        raise Http404
    found.case = file.case
    return found


def case_form(
    request: Request,
    file: Opened,
    form_class: type[ActionForm],
    save: Save,
    *,
    title: Words,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """One form page of a case."""
    back = back or (way_to("case", file.case.code) if opens_cases(request.actor) else way_to("register"))
    crumbs = [*case_crumbs(file, request.actor), (str(title), None)]
    return form_page(request, form_class, save, title=title, back=back, crumbs=crumbs, file=file, **more)


def colleagues(by: Actor, *roles: str, above: bool = False) -> Sequence[tuple[str, str]]:
    """Who works at the actor's office today in one of the roles: id and name, for a list to choose from.

    `above` adds those of the office that sees above it. Of who is away today it is said, and until when.
    """
    today, office = timezone.localdate(), by.office
    where = Q(office=office) | Q(office__children=office) if above else Q(office=office)
    postings = Posting.objects.filter(held_on(today), where, role__in=roles)
    covers = Cover.objects.filter(absent=OuterRef("worker"), since__lte=today, until__gte=today)
    away = Subquery(covers.order_by("-until").values("until")[:1])
    found = postings.annotate(away=away).values_list("worker_id", "worker__name", "away")
    return [(str(worker), _called(name, until)) for worker, name, until in found.order_by("worker__name").distinct()]


def _called(name: str, away: date | None) -> str:
    return str(_("{name} (tidak masuk sampai {day})")).format(name=name, day=words.day(away)) if away else name


def this_minute() -> datetime:
    """Now, in the office's zone, without seconds: what a form proposes."""
    return timezone.localtime().replace(second=0, microsecond=0)
