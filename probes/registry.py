"""Every probe by name: the explicit list, in the order in which a saved page is tried on them."""

from __future__ import annotations

from collections.abc import Mapping

from probes.ants.probe import PROBE as ANTS
from probes.contract import Probe
from probes.eappointment.probe import PROBE as EAPPOINTMENT
from probes.ezbooking.probe import PROBE as EZBOOKING
from probes.json.probe import PROBE as JSON
from probes.landing.probe import PROBE as LANDING
from probes.page.probe import PROBE as PAGE
from probes.rdv_prefecture.probe import PROBE as RDV_PREFECTURE
from probes.rdv_service_public.probe import PROBE as RDV_SERVICE_PUBLIC
from probes.zms.probe import PROBE as ZMS

PROBES: Mapping[str, Probe] = {
    probe.name: probe
    for probe in (EZBOOKING, EAPPOINTMENT, RDV_PREFECTURE, ANTS, RDV_SERVICE_PUBLIC, ZMS, JSON, LANDING, PAGE)
}

BY_CONTENT: tuple[tuple[Probe, Mapping[str, object]], ...] = tuple(
    (probe, {}) for probe in PROBES.values() if probe.by_content
)
"""The probes that try a saved page of unknown origin, without options, in order; the last one reads any page."""
