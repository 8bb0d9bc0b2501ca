"""The settings of the house with the invented room: what one writes in `ROOMS`, on an added path."""

from pathlib import Path

import rehsos

rehsos.__path__.append(str(Path(__file__).parent))

from config.settings import *  # noqa: E402, F403 - the house as it is
from config.settings import INSTALLED_APPS, TEMPLATES  # noqa: E402

_above = INSTALLED_APPS.index("rehsos.justice") + 1
INSTALLED_APPS = [*INSTALLED_APPS[:_above], "rehsos.lending", *INSTALLED_APPS[_above:]]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "lending" / "templates"]
