"""The charts that golden files are kept of: days, weeks and spells that look like real ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from monitor.charts import (
    ENGLISH,
    FRENCH,
    About,
    Day,
    DayMark,
    Hour,
    Labels,
    Row,
    Segment,
    strip,
    timeline,
    week_map,
    year_calendar,
)

ARABIC = Labels(
    language="ar",
    speaks="fr",
    marks=dict(
        zip(
            DayMark,
            [
                "موعد معروض",
                "لا موعد معروض",
                "الحجز مغلق",
                "خطأ أو لا جواب",
                "أُبعد البرنامج",
                "لا يقيسه برنامج",
                "صفحة غير مفهومة",
                "لا قياس",
            ],
            strict=True,
        )
    ),
    weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    short_weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    initials=("ن", "ث", "ر", "خ", "ج", "س", "ح"),
    months=tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),
    short_months=tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),
    day_and_month="{day} {month}",
    hour="{hour}:00",
    days="الأيام",
    spells="الفترات",
    counted="الاطلاعات",
    looks="الاطلاعات: {n}",
    fewer="أقل من {n} اطلاعات",
    no_look="لا اطلاع",
    marker="يوم عليه ملاحظة",
    empty="لم يُقس شيء بعد",
)
LABELS = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}
HOSTILE = (
    "<script>alert(\"x\")</script> & 'q' ]]> \u202ereversed\u202c \u2066isolated\u2069 a\x00b\x1b[31mc\x7f "
    "\ud800 \ufffe line\u2028break z" + "\u0301" * 40 + " 👩‍💻 \u200bend"
)


def year_of_days(first: date = date(2018, 1, 15), count: int = 365) -> list[Day]:
    """A year of a desk that showed a slot on few days."""
    days = []
    for number in range(count):
        day = first + timedelta(days=number)
        days.append(Day(day, _mark(number), f"{day}: seen at 23 of 24 looks" if number % 2 else ""))
    if len(days) > 263:
        days[263] = replace(days[263], note="the office said that its module worked")
        days[40] = replace(days[40], note="new words")
    return days


def _mark(number: int) -> DayMark:
    spans = [(0, 9, DayMark.NOT_MEASURED), (95, 105, DayMark.CLOSED), (150, 156, DayMark.ERROR)]
    spans += [(200, 214, DayMark.GATED), (230, 232, DayMark.UNREAD), (250, 253, DayMark.TURNED_AWAY)]
    for begin, end, mark in [*spans, (300, 306, DayMark.NOT_MEASURED)]:
        if begin <= number < end:
            return mark
    return DayMark.SLOTS if number % 23 == 5 else DayMark.ERROR if number % 61 == 7 else DayMark.NONE


def week_of_hours() -> dict[tuple[int, int], Hour]:
    """Releases on weekday mornings, most of them on Mondays; nothing known of Sunday nights."""
    hours = {}
    for weekday in range(7):
        for hour in range(24):
            share = max(0.0, 1.1 - 0.28 * weekday - 0.3 * abs(hour - 9)) if weekday < 5 else 0.0
            looks = 2 if weekday == 5 and hour > 18 else 8
            if (weekday, hour) < (6, 0) or hour > 5:
                hours[weekday, hour] = Hour(min(share, 1.0), looks)
    return hours


def at(day: int, hour: float = 0, month: int = 10, year: int = 2018) -> datetime:
    """A moment in UTC."""
    return datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour)


def rows_of_spells(labels: Labels) -> list[Row]:
    """A robot's month with holes and short slots, and three looks of people."""
    names = {"en": ("Robot, Paris", "People"), "fr": ("Robot, Paris", "Personnes"), "ar": ("برنامج", "أشخاص")}
    robot, people = names[labels.language]
    return [
        Row(
            robot,
            [
                Segment(at(1, 3), at(5, 9), DayMark.NONE),
                Segment(at(5, 10), at(5, 10.5), DayMark.SLOTS, "Créneau affiché <b>le 12</b>"),
                Segment(at(5, 11), at(11, 9), DayMark.NONE),
                Segment(at(11, 10), at(11, 23), DayMark.ERROR),
                Segment(at(14, 0), at(17, 9), DayMark.CLOSED),
                Segment(at(17, 10), at(20, 9), DayMark.GATED),
                Segment(at(20, 10), at(22, 9), DayMark.TURNED_AWAY),
                Segment(at(22, 10), at(24, 9), DayMark.UNREAD),
                Segment(at(24, 10), at(28, 9), DayMark.NONE),
                Segment(at(28, 10), at(30, 9), DayMark.SLOTS),
            ],
        ),
        Row(
            people,
            [
                Segment(at(2, 8), at(2, 8), DayMark.NONE),
                Segment(at(9, 8), at(9, 8), DayMark.NONE),
                Segment(at(16, 8), at(16, 8), DayMark.SLOTS),
            ],
        ),
    ]


def daily_slots() -> list[Row]:
    """A year in which a slot was shown for half an hour each morning: too dense to draw one by one."""
    robot = []
    for number in range(365):
        begin = at(1, 0, 1) + timedelta(days=number)
        robot.append(Segment(begin + timedelta(hours=8.5), begin + timedelta(hours=31), DayMark.NONE))
        robot.append(Segment(begin + timedelta(hours=8), begin + timedelta(hours=8.4), DayMark.SLOTS))
    return [Row("", robot)]


def about(name: str, labels: Labels, **more: Any) -> About:
    """What the example says of itself."""
    titles = {
        "en": "Palaiseau: what was seen",
        "fr": "Palaiseau\u00a0: ce qui a été vu",
        "ar": "باليزو: ما شوهد",
    }
    return About(f"{name}-{labels.language}", titles[labels.language], **more)


def _year(labels: Labels) -> str:
    return year_calendar(about("year", labels), year_of_days(), labels)


def _week(labels: Labels) -> str:
    return week_map(about("week", labels), week_of_hours(), labels)


def _timeline(labels: Labels) -> str:
    return timeline(
        about("timeline", labels), rows_of_spells(labels), labels, start=at(1), end=at(31, 12), zone="Europe/Paris"
    )


def _strip(labels: Labels) -> str:
    counts = {DayMark.NONE: 1714, DayMark.SLOTS: 2, DayMark.ERROR: 36}
    caption = {
        "en": "No slot offered at 1,714 of 1,752 looks (97.8%)",
        "fr": "Aucun créneau proposé à 1\u202f714 consultations sur 1\u202f752 (97,8\u202f%)",
        "ar": "لا موعد معروض في 1714 من 1752 اطلاعا (97,8%)",
    }
    return strip(about("strip", labels, headed=True), counts, caption[labels.language], labels)


def _hostile(labels: Labels) -> str:
    rows = [Row(HOSTILE, [Segment(at(1), at(9), DayMark.NONE, HOSTILE)])]
    said = About("hostile", HOSTILE, HOSTILE, headed=True)
    return timeline(said, rows, labels, start=at(1), end=at(31, 12), zone="Europe/Paris")


def _empty(labels: Labels) -> str:
    return year_calendar(about("empty", labels), [], labels)


def _daily(labels: Labels) -> str:
    return timeline(about("daily", labels), daily_slots(), labels, start=at(1, 0, 1), end=at(31, 23, 12), zone="UTC")


IN_EACH_LANGUAGE = {"year": _year, "week": _week, "timeline": _timeline, "strip": _strip}
EXAMPLES: dict[str, Callable[[], str]] = {
    **{
        f"{kind}.{name}": partial(make, labels)
        for kind, make in IN_EACH_LANGUAGE.items()
        for name, labels in LABELS.items()
    },
    "daily.en": partial(_daily, ENGLISH),
    "hostile.en": partial(_hostile, ENGLISH),
    "empty.fr": partial(_empty, FRENCH),
}
