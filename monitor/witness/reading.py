"""What a person's page teaches: read as a saved page is, by the target's probe, or declared by the person. Pure.

A probe's flow cannot be entered in the middle: the person walked it. So the page is screened and read alone, as the
answer to the flow's last step. The rule says whose page it was: ``witness/ezbooking/notice-fr``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.model import Target
from monitor.watch.replay import classify
from monitor.witness.errors import WitnessError
from probes.contract import Outcome, Page, Probe, Reading, Reason, combine
from probes.language import Identifier, with_language

RULE = "witness"
DECLARED = f"{RULE}/declared"
NOT_QUOTED = "[déclaré, non lu / declared, not read]"
"""In the place of the page's words, which nobody read: a claim needs some, and none are put into the site's mouth."""
_OURS_ALONE = (
    *(Reason.ROBOTS, Reason.TOO_LARGE, Reason.TOO_COSTLY, Reason.NOT_HTML, Reason.BLOCKED_ADDRESS, Reason.STEPS),
    Reason.OFFLINE,
)
"""Reasons that only a program can meet; that a person's own network was down says nothing of a site."""
_USUAL = {
    Outcome.SLOTS: Reason.POSITIVE_PHRASE,
    Outcome.NO_SLOTS: Reason.NEGATIVE_PHRASE,
    Outcome.CLOSED: Reason.SUSPENDED,
    Outcome.GATED: Reason.CAPTCHA,
    Outcome.REFUSED: Reason.FORBIDDEN,
    Outcome.FAILING: Reason.TIMEOUT,
    Outcome.UNRECOGNISED: Reason.UNRECOGNISED_PAGE,
}
"""The reason of each outcome that claims least."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads pages of a target: its own probe first, then those that know their system when they see it."""

    probes: Sequence[tuple[Probe, Mapping[str, object]]]
    identifier: Identifier | None = None

    @classmethod
    def of(
        cls,
        target: Target,
        probes: Mapping[str, Probe],
        by_content: Sequence[tuple[Probe, Mapping[str, object]]],
        identifier: Identifier | None = None,
    ) -> Reader:
        """The readers for a target: behind a captcha there may be another system than the one that the robot sees."""
        own = probes[target.probe]
        others = [(probe, options) for probe, options in by_content if probe.name != own.name]
        return cls(((own, dict(target.options)), *others), identifier)

    def read(self, pages: Sequence[Page]) -> tuple[Reading, str]:
        """What saved pages teach, and the probe that read them; several are several plannings of the target."""
        found = [self._one(page) for page in pages]
        reading = combine([reading for reading, _ in found])
        return reading, next(label for one, label in found if one is reading)

    def _one(self, page: Page) -> tuple[Reading, str]:
        own: tuple[Reading, str] | None = None
        for probe, options in self.probes:
            found = (self._named(page, classify(page, [(probe, options)])), probe.label)
            own = own or found
            if not found[0].is_foreign and not _leads_only(probe, found[0]):
                return found
        assert own is not None, "a target has a probe"
        return own

    def _named(self, page: Page, reading: Reading) -> Reading:
        spoken = with_language(reading, self.identifier) if self.identifier else reading
        return replace(spoken, rule=f"{RULE}/{reading.rule}", page_language=reading.page_language or page.language)


def _leads_only(probe: Probe, reading: Reading) -> bool:
    """Whether the page was read as one that leads to booking: such a probe knows nothing of what comes behind."""
    return probe.name == "landing" and reading.outcome is Outcome.UNRECOGNISED


def declared(said: str) -> Reading:
    """What a person says that a picture shows: an outcome, or a reason, which is more. Raises ``WitnessError``."""
    by_outcome = {outcome.value: reason for outcome, reason in _USUAL.items()}
    by_reason = {str(reason): reason for reason in Reason if reason not in _OURS_ALONE}
    reason = by_outcome.get(said) or by_reason.get(said)
    if reason is None:
        known = ", ".join(by_outcome)
        raise WitnessError(
            f"{said[:40]!r} is nothing that a page can show; say one of: {known} (or one of their reasons)",
            f"{said[:40]!r} n'est pas une réponse connue ; écrivez l'une de celles-ci : {known}",
        )
    return Reading(reason, NOT_QUOTED if reason.outcome.conclusive else "", DECLARED)
