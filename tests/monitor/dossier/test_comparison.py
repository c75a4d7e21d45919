"""What counsel is shown beside the figures; it sets numbers side by side and concludes nothing."""

from monitor.dossier.comparison import comparison
from tests.monitor.dossier.sample import story
from tests.monitor.dossier.test_facts import facts_of, looked


def test_figures_stand_beside_the_decisions():
    said = "\n".join(comparison(facts_of(story())))
    assert "804 looks on schedule, 755 of them conclusive" in said
    assert "751 without a slot: on 33 days, in 5 ISO weeks; 35.0 days" in said
    assert "looks by people: 3 on 3 days" in said
    assert "435594" in said
    assert "13 to 18 September 2019: 5 days, ISO weeks 37 and 38" in said
    assert "check each one before quoting" in said


def test_nothing_is_concluded():
    for letters in ("N", "S" * 5, "F" * 3):
        said = " ".join(comparison(facts_of(looked(letters)))).lower()
        assert not any(word in said for word in ("sufficient", "enough", "satisfied", "fulfil", "meets", "therefore"))
