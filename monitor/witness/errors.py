"""Why something that a person handed over cannot be taken, in the languages of those who hand over. Pure."""

from __future__ import annotations


class WitnessError(Exception):
    """What was handed over cannot be taken as it is; both texts say why, and what to do.

    The English one is the exception's text; neither names the file, which whoever shows it knows.
    """

    def __init__(self, english: str, french: str) -> None:
        super().__init__(english)
        self.english = english
        self.french = french
