"""The door to the web: the only package that may import httpx, httpcore and h11; knows no targets and no store."""

import sys

# httpx's own command line, which it would load with rich and pygments: 5 MB, and a tenth of a second at every start.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: an import of it fails, which httpx expects
