"""A map of the French départements for one procedure, as inline SVG. Pure.

Shares are told by dots, which are slots: the more and the larger, the more often a look showed one. So nothing hangs on
colour. Where a robot cannot measure, the area is hatched. A department's number is its share without slot, in percent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from monitor.charts import About, DayMark
from monitor.charts.drawing import SMALL, Box, Drawing, Swatch, breadth, number, wrapped, written
from monitor.charts.paint import LIGHT
from monitor.site.departements import CREDIT, PARIS_SIZE, SIZE, Outline, Part, outlines
from monitor.site.departements.areas import Area, Shade
from monitor.site.departements.table import caption, percent, row_of
from monitor.site.phrases import Tongue

WIDTH = 320
"""Of the whole drawing: that of a small phone, so that numbers stay legible there."""
_SCALE = WIDTH / SIZE[0]
"""From the units of outlines to those of the drawing."""
_TILE = 24
"""The side of a pattern, in units of outlines."""
_DOTS = {Shade.RARELY: 2.6, Shade.SELDOM: 5, Shade.OFTEN: 8}
"""Radius of the dots; without any no look showed a slot, and beyond these all is full of them."""
_COUNTED = (Shade.NEVER, Shade.RARELY, Shade.SELDOM, Shade.OFTEN, Shade.MOSTLY)
_PLAIN = {Shade.NEVER.value: DayMark.NONE, Shade.MOSTLY.value: DayMark.SLOTS}
"""Drawn in one colour."""
_PARTLY = "-partly"
"""Ends the name of a drawing that is hatched as well."""
_PARIS_AT = (0, 200)
"""Where the enlarged outlines begin: in the sea."""
_BELFORT = ("90", 1081, 392)
"""The one département that has no room for its number and no enlarged outline: where it stands instead."""


def departements_map(about: About, areas: Iterable[Area], tongue: Tongue) -> str:
    """SVG of the map; areas that are not given are ones of which no page is known.

    Its colours, dark mode and print follow ``charts.stylesheet()``; ``stylesheet()`` adds its size and focus.
    """
    given = {area.code: area for area in areas}
    every = {one.code: given.get(one.code, Area(one.code)) for one in outlines()}
    drawing = _Map(about, tongue, every)
    shown = {look_of(area) for area in every.values()}
    looks = [look for shade in Shade for look in (shade.value, shade + _PARTLY) if look in shown]
    drawing.patterns(look for look in looks if look not in _PLAIN)
    drawing.headline(caption(every.values(), tongue))
    drawing.france()
    drawing.paris()
    drawing.overseas()
    drawing.numbers()
    legend = [(drawing.sample(look), tongue.say(look)) for look in looks if not look.endswith(_PARTLY)]
    hatched = [(drawing.sample(look), tongue.say("partly")) for look in looks if look.endswith(_PARTLY)]
    drawing.legend([*legend, *hatched[:1]])
    drawing.credit()
    svg = drawing.done("map", caption(every.values(), tongue))
    # What has links in it is a group: an image's parts are not told to those who cannot see it.
    return svg.replace('role="img"', 'role="group"', 1) if "<a " in svg else svg


def look_of(area: Area) -> str:
    """How a département is drawn: its shade, hatched over where a part cannot be measured."""
    return area.shade + _PARTLY if area.conclusive and area.gated else area.shade.value


def stylesheet() -> str:
    """The CSS that a map needs beside that of the charts."""
    return (
        ".sw-map{max-width:38rem;margin-inline:auto}"
        ".sw-map a:focus-visible{outline:3px solid;outline-offset:1px}"
        ".sw-map a:focus-visible path,.sw-map a:hover path{stroke-width:9}"
        "@media print{.sw-map{max-width:24rem}}\n"
    )


class _Map(Drawing):
    """The map in the making."""

    def __init__(self, about: About, tongue: Tongue, areas: dict[str, Area]) -> None:
        super().__init__(about, tongue.labels, WIDTH)
        self.areas = areas
        self.tongue = tongue
        self._numbers: list[str] = []

    def _id(self, shade: str) -> str:
        return f"{self.about.id}-{shade}"

    def patterns(self, looks: Iterable[str]) -> None:
        """Define the dots, lines and hatching of these."""
        for look in looks:
            shade, partly = Shade(look.removesuffix(_PARTLY)), look.endswith(_PARTLY)
            if shade in _COUNTED:
                self._pattern(look, self._dotted(shade) + (self._hatch("M-6 6 6-6M-6 30 30-6M18 30 30 18", 4) * partly))
            elif shade is Shade.UNMEASURABLE:
                hatch = self._ground(DayMark.GATED) + self._hatch(f"M0 0v{_TILE}", 10)
                self._pattern(look, hatch, ' patternTransform="rotate(45)"')
            elif shade is Shade.UNANSWERED:
                self._pattern(look, self._ground(DayMark.TURNED_AWAY) + self._ruled("M12 0v"))
            elif shade is Shade.KNOWN:
                self._pattern(look, self._ruled("M0 12h"))

    def _dotted(self, shade: Shade) -> str:
        if shade is Shade.MOSTLY:
            return self._ground(DayMark.SLOTS)
        dot = f'fill="{LIGHT.marks[DayMark.SLOTS].fill}" stroke-width="0"'
        radius = _DOTS.get(shade, 0)
        dots = (f'<circle class="sw-slots" cx="{at}" cy="{at}" r="{number(radius)}" {dot}/>' for at in (6, 18))
        return self._ground(DayMark.NONE) + "".join(dots) * bool(radius)

    def _ground(self, mark: DayMark) -> str:
        square = f'width="{_TILE}" height="{_TILE}" fill="{LIGHT.marks[mark].fill}" stroke-width="0"'
        return f'<rect class="sw-{mark}" {square}/>'

    def _hatch(self, path: str, width: int) -> str:
        edge = LIGHT.marks[DayMark.GATED].edge
        return f'<path class="sw-gated" d="{path}" stroke="{edge}" stroke-width="{width}"/>'

    def _ruled(self, way: str) -> str:
        return f'<path class="sw-line" d="{way}{_TILE}" stroke="{LIGHT.line}" stroke-width="2"/>'

    def _pattern(self, name: str, content: str, more: str = "") -> None:
        size = f'width="{_TILE}" height="{_TILE}" patternUnits="userSpaceOnUse"{more}'
        self.add(f'<pattern id="{self._id(name)}" {size}>{content}</pattern>')

    def _fill(self, look: str) -> str:
        """Class and colour, or pattern."""
        if look in _PLAIN:
            mark = _PLAIN[look]
            return f'class="sw-{mark}" fill="{LIGHT.marks[mark].fill}"'
        return f'class="sw-paper" fill="{LIGHT.paper}"' if look == Shade.UNKNOWN else f'fill="url(#{self._id(look)})"'

    def headline(self, said: str) -> None:
        """Say above the map how much of what is known is watched."""
        for line in wrapped(said, WIDTH, SMALL):
            self.y += 14
            self.write(line, 0, self.y, size=SMALL)
        self.y += 6

    def france(self) -> None:
        """Draw the main map, and the number of each département that has room for it."""
        main = [one for one in outlines() if one.part is Part.MAIN]
        enlarged = {one.code for one in outlines() if one.part is Part.PARIS}
        self._group(0, self.y, main, silent=enlarged)
        for one in main:
            if one.code == _BELFORT[0]:
                self._number(self.areas[one.code], _BELFORT[1] * _SCALE, self.y + _BELFORT[2] * _SCALE, 7)
            elif one.code not in enlarged:
                self._number(self.areas[one.code], one.x * _SCALE, self.y + one.y * _SCALE, one.room * _SCALE)

    def paris(self) -> None:
        """Draw Paris and its neighbours enlarged, in the Bay of Biscay, which is empty."""
        left, top = _PARIS_AT[0], self.y + _PARIS_AT[1]
        wide, high = PARIS_SIZE[0] * _SCALE, PARIS_SIZE[1] * _SCALE
        near = [one for one in outlines() if one.part is Part.PARIS]
        self.line(
            f"M{number(left)} {number(top)}h{number(wide + 6)}v{number(high + 6)}h-{number(wide + 6)}z", width=0.7
        )
        at = f'x="{number(left + (wide + 6) / 2)}" y="{number(top - 4)}"'
        self.add(f'<text {at} font-size="9" text-anchor="middle">{written(self.tongue.say("paris"))}</text>')
        self._group(left + 3, top + 3, near)
        for one in near:
            x, y = left + 3 + one.x * _SCALE, top + 3 + one.y * _SCALE
            self._number(self.areas[one.code], x, y, one.room * _SCALE)
        self.y += SIZE[1] * _SCALE + 8

    def _group(self, x: float, y: float, shapes: Iterable[Outline], silent: Collection[str] = ()) -> None:
        """Draw outlines; ``silent`` ones are drawn once more elsewhere, with words and links."""
        where = f'transform="translate({number(x)} {number(y)}) scale({_SCALE:.4f})"'
        self.add(f'<g class="sw-line" {where} stroke="{LIGHT.line}" stroke-width="2.5" stroke-linejoin="round">')
        self.add(f"<g {self._fill(Shade.UNKNOWN)}>")
        for one in shapes:
            self.add(self._shape(self.areas[one.code], one.path, silent=one.code in silent))
        self.add("</g></g>")

    def _shape(self, area: Area, path: str, *, silent: bool) -> str:
        """One département with what is said of it, as a link where it has a page."""
        if area.shade is Shade.UNKNOWN:
            return f'<path d="{path}"/>'
        said = "" if silent else f"<title>{written(self._said(area))}</title>"
        shape = f'<path {self._fill(look_of(area))} d="{path}">{said}</path>'
        if silent or not area.href:
            return shape
        return f'<a href="{escape(area.href)}">{shape}</a>'

    def _said(self, area: Area) -> str:
        row = row_of(area, self.tongue)
        parts = [row.pages, row.note]
        if area.conclusive:
            count = self.tongue.voice.number(area.conclusive)
            parts.insert(0, self.tongue.say("share", share=row.share, n=count))
        return f"{area.name} ({area.code}){self.labels.colon}{'; '.join(part for part in parts if part)}"

    def _number(self, area: Area, x: float, y: float, room: float) -> None:
        """The share in percent inside an outline; letters are as large as there is room for."""
        if (share := area.share) is not None:
            text = percent(share, self.tongue.voice)
            size = max(min(2 * room / breadth(text, 1) * 1.1, 10), 6.5)
            at = f'x="{number(x)}" y="{number(y + size * 0.36)}" font-size="{number(size)}"'
            self._numbers.append(f"<text {at}>{written(text)}</text>")

    def numbers(self) -> None:
        """Write the numbers over all, with an edge of paper around them, so that any pattern leaves them legible."""
        if self._numbers:
            # ">99" would be turned round in a text from right to left.
            self.add(
                f'<g class="sw-note" text-anchor="middle" direction="ltr" paint-order="stroke" stroke="{LIGHT.paper}" '
                f'stroke-width="2.2" stroke-linejoin="round" pointer-events="none">{"".join(self._numbers)}</g>'
            )

    def overseas(self) -> None:
        """Draw a labelled box for each département and collectivité overseas, three in a row."""
        self.write(self.tongue.say("overseas"), 0, self.y + 8, size=SMALL, bold=True)
        self.y += 16
        columns, high = 3, 29
        wide = WIDTH / columns
        for place, one in enumerate(one for one in outlines() if one.part is Part.OVERSEAS):
            x, y = place % columns * wide, self.y + place // columns * high
            self._box(one, x, y, wide - 36)
        self.y += -(-sum(one.part is Part.OVERSEAS for one in outlines()) // columns) * high

    def _box(self, one: Outline, x: float, y: float, room: float) -> None:
        left = self.left(x, 28)
        path = "M0 0h106v82h-106z"
        self._group(left + 0.5, y + 0.5, [Outline(one.part, one.code, one.name, 0, 0, 0, path)])
        self._number(self.areas[one.code], left + 14, y + 11, 13)
        # Names are in Latin letters, whatever the language; a hyphen stays where a name is broken after it.
        lines = wrapped(f"{one.code} {one.name}".replace("-", "- "), room, 9)
        anchor = ' text-anchor="end"' if self.labels.from_right else ""
        for count, line in enumerate(lines):
            at, base = number(self.left(x + 32)), number(y + 14.5 + 10 * (count - (len(lines) - 1) / 2))
            name = written(line.replace("- ", "-"))
            self.add(f'<text x="{at}" y="{base}" font-size="9" direction="ltr"{anchor}>{name}</text>')

    def sample(self, look: str) -> Swatch:
        """Draws a sample for the legend."""

        def draw(box: Box) -> None:
            side = number(box.width / _SCALE - 3)
            where = f"translate({number(self.left(box.x, box.width) + 0.5)} {number(box.y + 0.5)}) scale({_SCALE:.4f})"
            edge = f'stroke="{LIGHT.line}" stroke-width="3"'
            square = f'<path {self._fill(look)} d="M0 0h{side}v{side}h-{side}z"/>'
            self.add(f'<g class="sw-line" transform="{where}" {edge}>{square}</g>')

        return draw

    def credit(self) -> None:
        """Say what the numbers are, and who drew the outlines."""
        said = self.tongue.say("numbers")
        outline = self.tongue.say("credit", credit=CREDIT)
        for line in [line for text in (said, outline) for line in wrapped(text, WIDTH, 9)]:
            self.y += 11
            self.write(line, 0, self.y, size=9)
        self.y += 5
