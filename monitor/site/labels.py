"""The words on charts in each of the site's languages. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.charts import ENGLISH, FRENCH, DayMark, Labels
from monitor.locale import SHORT
from monitor.report.figures import MARKS

ARABIC = Labels(
    language="ar",
    marks={mark: next(SHORT["ar"][outcome] for outcome in SHORT["ar"] if MARKS[outcome] is mark) for mark in DayMark},
    weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    short_weekdays=("اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "أحد"),
    initials=("ن", "ث", "ر", "خ", "ج", "س", "ح"),
    months=tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),
    short_months=tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),
    day_and_month="{day} {month}",
    hour="{hour}:00",
    days="الأيام",
    spells="الفترات",
    counted="المراجعات",
    looks="مراجعات: {n}",
    fewer="أقل من {n} مراجعات",
    no_look="لا مراجعة",
    marker="يوم عليه ملاحظة",
    empty="لم يُقَس شيء بعد",
)
LABELS: Mapping[str, Labels] = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}
