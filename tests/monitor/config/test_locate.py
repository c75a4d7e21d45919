import subprocess
import sys
from pathlib import Path

import pytest

from monitor.config.locate import LocateError, data_dir, database, find_config


def test_the_file_named_by_hand_wins(tmp_path):
    named, other = tmp_path / "a.toml", tmp_path / "b.toml"
    named.touch()
    other.touch()
    assert find_config(named, {"SLOTWATCH_CONFIG": str(other)}, (other,)) == named


def test_the_environment_comes_second_and_the_usual_places_last(tmp_path):
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    second.touch()
    assert find_config(None, {"SLOTWATCH_CONFIG": str(second)}, (first,)) == second
    assert find_config(None, {"SLOTWATCH_CONFIG": ""}, (first, second)) == second


def test_a_missing_file_is_not_replaced_by_another(tmp_path):
    other = tmp_path / "b.toml"
    other.touch()
    with pytest.raises(LocateError, match=r"there is no configuration file '.*none\.toml'; `slotwatch init` makes one"):
        find_config(tmp_path / "none.toml", {}, (other,))
    with pytest.raises(LocateError, match=r"'.*none\.toml', which \$SLOTWATCH_CONFIG names"):
        find_config(None, {"SLOTWATCH_CONFIG": str(tmp_path / "none.toml")}, (other,))


def test_all_places_tried_are_named(tmp_path):
    with pytest.raises(LocateError) as caught:
        find_config(None, {}, (Path("none.toml"), tmp_path / "x" / "config.toml"))
    assert str(caught.value) == (
        f"no configuration file found; tried $SLOTWATCH_CONFIG (not set), none.toml, {tmp_path}/x/config.toml; "
        "`slotwatch init` makes one"
    )


DATA_DIRS = [
    (b'[monitor]\ndata_dir = "store"\n', "store", "as written, beside the file"),
    (b'[monitor]\ndata_dir = "/var/lib/slotwatch"\n', "/var/lib/slotwatch", "an absolute folder"),
    (b"[monitor]\n", "data", "the default"),
    (b"", "data", "an empty file"),
    (b'\xef\xbb\xbfmonitor.data_dir = "store"', "store", "a byte order mark and a dotted key"),
    (b'[monitor]\ndata_dir = "store"\nbroken = [\n', "store", "TOML broken elsewhere"),
    (b"broken\n  data_dir='s p' # why\n", "s p", "broken, literal quotes"),
    (b'broken\ndata_dir = "a\\u00e9"\n', "a\u00e9", "broken, with an escape"),
    (b'broken\ndata_dir = "a\\q"\n', "a\\q", "broken, with a broken escape"),
    (b"broken\n# data_dir = 'x'\n", "data", "a comment is no setting"),
    (b"broken\ndata_dir = \n", "data", "broken just there"),
    (b'[monitor]\ndata_dir = "store"\nx = "\xff"', "store", "not UTF-8 elsewhere"),
    (b"[monitor]\ndata_dir = 5\n", "data", "not text"),
    (b'monitor = "x"\n', "data", "not a table"),
    (b"x = " + b"[" * 5000, "data", "nested beyond all measure"),
]


@pytest.mark.parametrize(("content", "folder", "why"), DATA_DIRS, ids=[row[2] for row in DATA_DIRS])
def test_the_data_folder_is_found_even_in_a_broken_file(tmp_path, content, folder, why):
    config = tmp_path / "config.toml"
    config.write_bytes(content)
    assert data_dir(config) == tmp_path / folder, why


def test_a_relative_configuration_file_gives_an_absolute_data_folder(tmp_path, monkeypatch):
    (tmp_path / "config.toml").touch()
    monkeypatch.chdir(tmp_path)
    assert data_dir(find_config(None, {})) == tmp_path / "data"


def test_a_file_that_cannot_be_read_is_an_error_in_words(tmp_path):
    with pytest.raises(LocateError, match="cannot be read: No such file or directory"):
        data_dir(tmp_path / "none.toml")
    with pytest.raises(LocateError, match="cannot be read: Is a directory"):
        data_dir(tmp_path)


def test_the_database_is_a_file_of_the_data_folder():
    assert database(Path("/data")) == Path("/data/slotwatch.sqlite3")


@pytest.mark.parametrize("module", ["monitor.config", "monitor.config.locate", "monitor.config.settings"])
def test_light_modules_load_no_validation_library(module):
    code = f"import sys, {module}; print([m for m in sys.modules if m.split('.')[0] in ('pydantic', 'bs4', 'httpx')])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
