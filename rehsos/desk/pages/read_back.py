"""What is read from what stands in a box of a form, before it is sent. Help only: the form's answer says it too."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.html import escape
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page
from rehsos.access.sent import only_sent
from rehsos.directory.forms import offered, written
from rehsos.directory.reading import read
from rehsos.look.fields import TypedDay

MOST_TYPED = 160


@only_sent
@page()
def read_back(request: Request) -> HttpResponseBase:
    """A day in words, or the places that may be meant, by the eyes of the office. Writes nothing and keeps nothing."""
    text, name = (request.POST.get(part, "")[:MOST_TYPED] for part in ("text", "name"))
    if request.POST.get("kind") == "day":
        return HttpResponse(escape(TypedDay(forward=bool(request.POST.get("forward"))).echo(text)))
    reading = read(text, request.actor.place)
    if reading.sure:
        return HttpResponse(escape(_("Terbaca: {place}").format(place=written(reading.sure.code))))
    return HttpResponse(offered(name, text, reading))
