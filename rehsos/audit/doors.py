"""What other rooms may give to this one: how what their actions were given is said on a timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rehsos.house.rooms import Door

from .answers import Words

ITSELF: Words = "{}"
"""Said as it is, with no word around it."""


@dataclass(frozen=True, eq=False)
class Said(Door):
    """How parameters of actions are said, by their names. What is not here is in the title, or only ties rows together.

    `beside`: what stands beside the title, and in which words (`"{} menit"`). `spoken`: sealed texts that need a word
    to be understood. `labels`: codes whose words the parameter's own type does not tell, by the kind of label.
    """

    beside: Mapping[str, Words] = field(default_factory=dict)
    spoken: Mapping[str, Words] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
