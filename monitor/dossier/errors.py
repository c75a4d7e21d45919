"""What can go wrong with a bundle or with the machine that makes the pieces, in messages for whoever asked."""

from __future__ import annotations


class DossierError(Exception):
    """The pieces cannot be made; the message says what is wrong and what to do."""


class BundleError(DossierError):
    """The bundle, or one file of it, is not what the pieces can be made from."""


class TypstMissingError(DossierError):
    """The package that typesets the pieces is not installed."""


class LookUnknownError(DossierError):
    """A look that was asked for by hand is not in the bundle."""
