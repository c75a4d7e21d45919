from datetime import timedelta

import pytest

from monitor.config import rules
from monitor.judge.terms import Rule, rules_of, terms_of
from monitor.model import SELF, EventKind, IncidentKind, Watchers

MONITOR = '[monitor]\ncontact = "mailto:us@observatory.fr"\n'
TARGET = '[[target]]\nid = "a"\nurl = "https://a.fr/x"\nprobe = "plain"\n'
OTHER = '[[target]]\nid = "b"\nurl = "https://b.fr/x"\nprobe = "plain"\n'
RECEIVERS = '[[receiver]]\nname = "us"\nurl = "json://x"\n[[receiver]]\nname = "them"\nurl = "json://x"\n'
EVERYBODY = ("us", "them")


def rule(when: str, *lines: str, name: str = "r") -> str:
    return "\n".join(["[[rule]]", f'name = "{name}"', f'when = "{when}"', *lines, ""])


@pytest.fixture
def judged(loaded):
    """The rules of a text as the judgement reads them from the effective configuration."""
    return lambda *parts: rules_of(loaded("\n".join([MONITOR, *parts])).effective)


# Defaults

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DEFAULTS = [
    ("no_slots", 3 * DAY, "new", "warning", "an office may be full for a weekend"),
    ("closed", 3 * DAY, "new", "warning", "the same"),
    ("unbookable", 3 * DAY, "new", "warning", "the same"),
    ("down", 6 * HOUR, "new", "warning", "a restart is no news"),
    ("blind", 1 * DAY, "new", "warning", "a gate may stand for an hour"),
    ("language", 6 * HOUR, "new", "warning", "quickly mended is not worth a message"),
    ("scarce", timedelta(0), "digest", "warning", "its days are its duration"),
    ("slots_appeared", timedelta(0), "digest", "info", "never at once unless asked for"),
    ("first_look", timedelta(0), "digest", "info", "once"),
    ("self", timedelta(0), "all", "critical", "who watches must be awake"),
]


@pytest.mark.parametrize(("when", "lasting", "deliver", "severity", "why"), DEFAULTS)
def test_a_rule_that_says_nothing_more_has_the_defaults_of_what_it_is_about(
    judged, when, lasting, deliver, severity, why
):
    first, *_ = judged(RECEIVERS, rule(when))
    wanted = Rule(
        "r",
        when,
        lasting=lasting,
        min_checks=3 if when in set(IncidentKind) else 1,
        tell=EVERYBODY,
        deliver=deliver,
        severity=severity,
    )
    assert first == wanted, why


@pytest.mark.parametrize("kind", [kind for kind in IncidentKind if kind is not IncidentKind.SCARCE])
def test_peoples_looks_are_few_and_wait_for_a_week_of_them(judged, kind):
    (first, *_) = judged(RECEIVERS, rule(kind, 'looks = "people"'))
    assert (first.looks, first.lasting) == (Watchers.PEOPLE, 7 * DAY)
    assert (first.min_checks, first.min_days, first.min_weeks) == (4, 3, 2)


def test_everything_that_a_rule_says_comes_through(judged):
    lines = (
        'for = "5d"\nmin_checks = 50\nmin_days = 4\nmin_weeks = 2\nmax_gap = "12h"\ntargets = ["a"]\ntell = ["us"]\n'
        'repeat = "7d"\nescalate = { after = "14d", tell = ["them"] }\nresolved = false\nseverity = "info"\n'
        'language = "en"\ndeliver = "all"\nlooks = "people"'
    )
    first, own = judged(TARGET, RECEIVERS, rule("no_slots", lines))
    assert first == Rule(
        name="r",
        when="no_slots",
        lasting=5 * DAY,
        min_checks=50,
        min_days=4,
        min_weeks=2,
        max_gap=12 * HOUR,
        targets=("a",),
        tell=("us",),
        repeat=7 * DAY,
        escalate_after=14 * DAY,
        escalate_tell=("them",),
        resolved=False,
        severity="info",
        language="en",
        deliver="all",
        looks=Watchers.PEOPLE,
    )
    assert own.when == SELF


def test_a_scarce_rule_has_its_share_and_its_days(judged):
    first, second, _ = judged(RECEIVERS, rule("scarce", "share = 1", 'over = "30d"'), rule("scarce", name="s"))
    assert (first.share, first.over, first.variant) == (1.0, 30 * DAY, "1/30d")
    assert (second.share, second.over, second.variant) == (0.95, 14 * DAY, "0.95/14d")


# Which rules are in force

NAMES = [f"default {rule['when']}" for rule in rules.default_rules([])[:-1]]


def test_without_any_rule_the_default_rules_are_in_force_and_tell_everybody(judged):
    found = judged(TARGET, RECEIVERS)
    assert [one.name for one in found] == [*NAMES, "default no_slots of people's looks"]
    assert {one.tell for one in found} == {EVERYBODY}
    lasting = {one.when: one.lasting for one in found if one.looks is Watchers.MACHINE and one.lasting}
    assert lasting == {"no_slots": 3 * DAY, "closed": 3 * DAY, "down": 6 * HOUR, "blind": DAY, "language": 6 * HOUR}
    told = {one.when for one in found}
    assert set(EventKind) - told == {EventKind.FIRST_LOOK, EventKind.PROBE_CHANGED}
    assert set(IncidentKind) - told == {IncidentKind.UNBOOKABLE}
    (people,) = [one for one in found if one.looks is Watchers.PEOPLE]
    assert (people.when, people.lasting, people.min_checks) == ("no_slots", 7 * DAY, 4)


def test_the_default_rules_tell_of_no_slot_shown_at_once(judged):
    assert {one.deliver for one in judged(RECEIVERS) if one.when in rules.POSITIVES} == {"digest"}


IN_FORCE = [
    ((rule("down"),), ["r", "default self"], "only what is written, but own trouble is always told"),
    ((rule("self"),), ["r"], "own trouble as it is written"),
    ((rule("self", name="default self"),), ["default self"], "even by the same name"),
    (("[notify]\ndefault_rules = false",), [], "none at all"),
    ((rule("down"), "[notify]\ndefault_rules = false"), ["r"], "nothing but what is written"),
]


@pytest.mark.parametrize(("parts", "names", "why"), IN_FORCE, ids=[row[2] for row in IN_FORCE])
def test_the_rules_in_force_are_those_of_the_file_or_else_the_default_ones(judged, parts, names, why):
    assert [one.name for one in judged(RECEIVERS, *parts)] == names, why


def test_slots_that_appeared_may_be_told_at_once_to_private_receivers(judged):
    private = RECEIVERS.replace('name = "us"\n', 'name = "us"\nprivate = true\n')
    first, *_ = judged(private, rule("slots_appeared", 'deliver = "new"', 'tell = ["us"]'))
    assert (first.deliver, first.tell) == ("new", ("us",))


# The way to the judgement


def test_the_judgement_reads_targets_and_rules_from_the_effective_configuration(loaded):
    lines = (
        'every = "6h"\nexpect_language = ["fr"]\ntags = ["t"]\noffice = "An office"\ngated = true\n'
        'active = { days = ["mon"], hours = "08:00-20:00" }\n'
        'maintenance = [{ hours = "12:00-13:00" }]\nmax_gap = "7h"\n'
    )
    chosen = [
        rule("down", 'targets = ["b"]', name="by id"),
        rule("down", 'tags = ["t"]', name="by tag"),
        rule("down", 'offices = ["An office"]', name="by office"),
        rule("down", 'targets = ["b"]', 'tags = ["t"]', name="by either"),
        rule("down", name="all"),
    ]
    config = loaded("\n".join([MONITOR, TARGET + lines, OTHER, RECEIVERS, *chosen]))
    terms = terms_of(config.effective)
    assert [one.name for one in terms["a"].rules] == ["by tag", "by office", "by either", "all", "default self"]
    assert [one.name for one in terms["b"].rules] == ["by id", "by either", "all", "default self"]
    (first, second) = config.targets
    a, b = terms["a"], terms["b"]
    assert (a.every, a.expect_language, a.gated, a.max_gap) == (6 * HOUR, ("fr",), True, 7 * HOUR)
    assert (a.hours.active, a.hours.maintenance) == (first.active, first.maintenance)
    assert (b.every, b.gated, b.max_gap, b.hours.maintenance) == (second.every, False, None, ())
