"""Who stands in for whom in the demonstration."""

from rehsos.house.sample import Scene

from .actions import appoint_stand_in
from .models import Capacity, Worker


def stand_in(scene: Scene) -> None:
    """Melati stands in for Bima this week: Citra says so."""
    absent, instead = (Worker.objects.get(pk=scene.worker(who)) for who in ("bima", "melati"))
    with scene.by("citra") as by:
        appoint_stand_in(absent=absent, stand_in=instead, capacity=Capacity.COVER, since=scene.days.today,
                         until=scene.days.day(6), by=by, action_id=scene.id("cover", "bima"))  # fmt: skip
