"""The form of a resident's death: that of any death, told by the house."""

from rehsos.access.bound import Does
from rehsos.cases.forms.dying import DeathFields

from .actions.dying import record_resident_died


class ResidentDiedForm(DeathFields):
    """The death of somebody who stays."""

    does = Does(record_resident_died, about=("stay",))
