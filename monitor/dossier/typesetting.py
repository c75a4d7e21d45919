"""The door to Typst: a template and data become a tagged PDF; captured text comes in as JSON, never as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from monitor.dossier.errors import DossierError, TypstMissingError

_TEMPLATES = ("common.typ", "text.typ", "pictures.typ")


def typeset(template: str, data: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> bytes:
    """One PDF from one of the templates; ``files`` are pictures, by the names that the data give them.

    The same input gives the same bytes on a machine with the same fonts. Raises ``TypstMissingError``, or
    ``DossierError`` where Typst cannot set what it was given.
    """
    try:
        import typst
    except ImportError as error:
        raise TypstMissingError(
            "the pieces are typeset with the package 'typst', which is not installed: install slotwatch[dossier]"
        ) from error
    with TemporaryDirectory(prefix="slotwatch-dossier-") as folder:
        root = Path(folder)
        for name in _TEMPLATES:
            text = resources.files("monitor.dossier").joinpath("templates", name).read_text(encoding="utf-8")
            (root / name).write_text(text, encoding="utf-8")
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, content in (files or {}).items():
            (root / name).write_bytes(content)
        try:
            compiler = typst.Compiler(root / template, root=root)
            pdf, _ = compiler.compile_with_warnings(format="pdf", pdf_tags=True)
        except typst.TypstError as error:
            raise DossierError(f"Typst could not set {template}: {error.message}") from error
    assert isinstance(pdf, bytes)
    return pdf
