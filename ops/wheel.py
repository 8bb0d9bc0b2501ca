"""A wheel carries the compiled words too: they lie in no checkout."""

import sys
from pathlib import Path

from setuptools.command import build_py as usual


class build_py(usual.build_py):  # type: ignore[misc]  # noqa: N801 - what setuptools calls it
    """The usual, after the words are compiled."""

    def run(self) -> None:
        """Compile, then gather the files. A wheel is made in the folder of its sources, on nobody's path as yet."""
        sys.path.insert(0, str(Path.cwd()))
        from ops.catalogues import compile_all

        compile_all(Path("rehsos").resolve())
        super().run()
