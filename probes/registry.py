"""Every probe by name: the explicit list, in the order in which a saved page is tried on them."""

from __future__ import annotations

from collections.abc import Mapping

from probes.contract import Probe
from probes.ezbooking.probe import PROBE as EZBOOKING
from probes.page.probe import PROBE as PAGE

PROBES: Mapping[str, Probe] = {probe.name: probe for probe in (EZBOOKING, PAGE)}
