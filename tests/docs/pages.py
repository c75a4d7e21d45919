"""The pages of the documentation as texts, and the code in them. Reads the checkout."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "data/README.md", *ROOT.glob("docs/**/*.md")])
TEXTS = {str(page.relative_to(ROOT)): page.read_text("utf-8") for page in PAGES}
UNIT = (ROOT / "systemd/slotwatch.service").read_text("utf-8")
REFERENCE = {page.stem: TEXTS[str(page.relative_to(ROOT))] for page in ROOT.glob("docs/reference/*.md")}
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    """Fenced code of one language, without its indentation."""
    found = [match for match in FENCE.finditer(text) if match[2] == language]
    return [re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE) for match in found]


def inline(text: str) -> list[str]:
    """Code between single back quotes."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", FENCE.sub("", text))
