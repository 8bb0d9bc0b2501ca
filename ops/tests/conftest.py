"""Every test here has a `var/` of its own: none touches the developer's server."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops import environment, postgres
from ops.cluster import Cluster, this_cluster

ELSEWHERE = ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY")


@pytest.fixture(scope="module")
def own_var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REHSOS_VAR", str(folder))
        for name in ELSEWHERE:
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="module")
def cluster(own_var: Path) -> Iterator[Cluster]:
    """A running server in its own folder, gone with the module."""
    postgres.ensure_running()
    ours = this_cluster()
    assert environment.var() == own_var
    yield ours
    postgres.stop()
    if ours.account is not None:
        shutil.rmtree(ours.home)


@pytest.fixture
def bystander(cluster: Cluster) -> Iterator[subprocess.Popen[bytes]]:
    """A living process of the server's own user that is not the server."""
    from ops.account import as_account

    process = subprocess.Popen([*as_account(cluster.account), "sleep", "60"], cwd="/")
    yield process
    process.kill()
    process.wait()
