"""docs/install.md without a machine: its blocks are shell, its configuration loads, its files and units exist.

``.ci/install-test`` follows the page in a clean Debian root; this is what can be known without one.
"""

import re
import subprocess
from pathlib import Path

import pytest

from monitor.config.load import load
from probes.registry import PROBES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/install.md").read_text("utf-8")
FRENCH = (ROOT / "docs/install-fr.md").read_text("utf-8")
FOLLOWED = re.findall(r"^<!-- follow(?:: ([a-z]+))? -->\n```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CONFIGURATION = re.compile(r"<<END\n(.*?)^END$", re.MULTILINE | re.DOTALL)
VALUES = {
    "CONTACT": "observatory@your-organisation.org",
    "PAGE": "https://www.example.gouv.fr/booking/create/12345",
    "RECEIVER": "json://localhost",
}


def test_every_mark_is_followed_by_a_block():
    assert len(FOLLOWED) == PAGE.count("<!-- follow")
    kinds = [kind for kind, _ in FOLLOWED]
    assert (kinds[0], kinds.count("values"), kinds.count("")) == ("packages", 1, 6)


def test_the_values_are_those_that_the_test_of_the_route_replaces():
    values = next(text for kind, text in FOLLOWED if kind == "values")
    assert set(re.findall(r"^ ?([A-Z]+)=", values, re.MULTILINE)) == set(VALUES)
    route = (ROOT / ".ci/install-test").read_text("utf-8")
    assert {name for name in VALUES if re.search(rf"^{name}=", route, re.MULTILINE)} == set(VALUES)


@pytest.mark.parametrize("text", [text for _, text in FOLLOWED])
def test_a_block_is_shell_and_asks_nothing(text):
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not re.search(r"\b(editor|nano|vi|read|systemctl edit)\b", text), "nobody is there to answer"


def test_the_configuration_of_the_page_loads(tmp_path):
    written = CONFIGURATION.search(PAGE)
    assert written
    text = re.sub(r"\$([A-Z]+)", lambda name: VALUES[name[1]], written[1])
    (tmp_path / "config.toml").write_text(text, "utf-8")
    (tmp_path / "slotwatch.receiver").write_text(VALUES["RECEIVER"], "utf-8")
    config = load(tmp_path / "config.toml", probes=PROBES, environ={})
    assert [target.id for target in config.targets] == ["my-town"]
    assert [receiver.name for receiver in config.receivers] == ["team"]
    assert str(config.monitor.data_dir) == "/var/lib/slotwatch"


def test_the_secret_has_the_name_that_the_units_load():
    written = re.search(r'url = \{ file = "([^"]+)" \}', PAGE)
    assert written
    assert f"/etc/credstore/{written[1]}\n" in PAGE
    assert f"LoadCredential={written[1]}\n" in (ROOT / "systemd/slotwatch.service").read_text("utf-8")


def test_every_file_of_the_checkout_that_the_pages_name_exists():
    named = {name for text in (PAGE, FRENCH) for name in re.findall(r"(?<![\w/.-])(systemd/[\w*.-]+)", text)}
    assert len(named) > 5
    assert [name for name in sorted(named) if not list(ROOT.glob(name))] == []


def test_every_unit_that_the_pages_name_exists():
    named = {name for text in (PAGE, FRENCH) for name in re.findall(r"\bslotwatch[a-z-]*\.(?:service|timer)\b", text)}
    assert named
    assert [name for name in sorted(named) if not (ROOT / "systemd" / name).exists()] == []


def test_the_french_page_has_the_same_commands():
    def commands(text: str) -> set[str]:
        blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        return {line.strip() for block in blocks for line in block.splitlines() if line.strip()}

    assert len(commands(FRENCH)) > 10
    assert commands(FRENCH) - commands(PAGE) == set()
