"""A wheel carries the compiled words too: they lie in no checkout."""

from pathlib import Path

from setuptools.command import build_py as usual

from ops.catalogues import compile_all


class build_py(usual.build_py):  # type: ignore[misc]  # noqa: N801 - what setuptools calls it
    """The usual, after the words are compiled."""

    def run(self) -> None:
        """Compile, then gather the files. A wheel is made in the folder of its sources."""
        compile_all(Path("rehsos").resolve())
        super().run()
