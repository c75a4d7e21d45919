import pytest

from monitor.site.build import build
from tests.support import site


@pytest.fixture(scope="session")
def year(tmp_path_factory):
    """A store of the simulated year; never written to."""
    path = tmp_path_factory.mktemp("year") / "slotwatch.db"
    site.year(path)
    return path


@pytest.fixture(scope="session")
def built(year, tmp_path_factory):
    """The site of that year, in all its languages."""
    folder = tmp_path_factory.mktemp("site") / "public"
    build(year, site.SETTINGS, folder, site.NOW)
    return folder
