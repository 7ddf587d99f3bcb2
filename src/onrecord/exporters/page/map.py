"""Where: a small map with the borders around the events' places; a place known only roughly is a
circle with its radius."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from onrecord.schema import CodedReport, Place

WIDTH, HEIGHT = 480, 270
DEGREE_KM = 111.32
LEAST_KM = 380  # of the view's height
MARGIN = 1.35
RADIUS_KM = 150  # a circle wider than this does not widen the view
LABEL = 0.02  # of the view: a smaller piece of a country gets no name
EDGE = 12  # units around the view that are drawn, so that the clipping does not show
TOWNS = 9  # the most that are named for orientation
LONGEST = 30  # characters of a place's words
CLEAR = 26  # units between the words of two towns

Point = tuple[float, float]
Located = tuple[float, float, Place, str]
"""Longitude, latitude, the place there, the event's id."""
Box = tuple[float, float, float, float]
"""Least x, least y, greatest x, greatest y."""


def narrow(latitude: float) -> float:
    """A degree of longitude as a share of one of latitude (near the poles a tenth, to avoid
    division by 0)."""
    return max(0.1, math.cos(math.radians(latitude)))


class Ring(NamedTuple):
    """A line around land, in degrees, and its bounding box."""

    points: list[Point]
    box: Box


@dataclass(frozen=True, slots=True)
class View:
    """An equirectangular view, true to scale at its middle."""

    longitude: float
    latitude: float
    scale: float  # units of the drawing per degree of latitude

    def xy(self, longitude: float, latitude: float) -> Point:
        """A point of the drawing."""
        x = WIDTH / 2 + (longitude - self.longitude) * narrow(self.latitude) * self.scale
        return round(x, 1), round(HEIGHT / 2 - (latitude - self.latitude) * self.scale, 1)

    def box(self, edge: float) -> Box:
        """What is in view, and ``edge`` units around it, in degrees."""
        tall = (HEIGHT / 2 + edge) / self.scale
        wide = (WIDTH / 2 + edge) / self.scale / narrow(self.latitude)
        return (
            self.longitude - wide,
            self.latitude - tall,
            self.longitude + wide,
            self.latitude + tall,
        )

    def units(self, km: float) -> float:
        """A distance in units of the drawing."""
        return round(km / DEGREE_KM * self.scale, 1)


@dataclass(frozen=True, slots=True)
class Country:
    """The part of a country that is in view, as an SVG path; the position of its name, if there is
    room."""

    path: str
    name: str
    label: Point | None


@dataclass(frozen=True, slots=True)
class Marker:
    """One place and the events there; ``side`` is where the label goes: start (right of it) or end
    (left)."""

    x: float
    y: float
    radius: float
    exact: bool
    name: str
    events: tuple[str, ...]
    side: str
    off: float
    drop: float


@dataclass(frozen=True, slots=True)
class Town:
    """A town named for orientation."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Map:
    """What the page draws, in a box of WIDTH by HEIGHT."""

    countries: tuple[Country, ...]
    markers: tuple[Marker, ...]
    towns: tuple[Town, ...]
    bar: float
    bar_km: int
    nowhere: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw(coded: CodedReport, *, prefix: str = "") -> Map | None:
    """The map of a report's events; None if no event has a point."""
    located = [
        (p.longitude, p.latitude, p, e.id)
        for e in coded.events
        for p in (e.where, *e.where_also)
        if p.longitude is not None and p.latitude is not None
    ]
    if not located:
        return None
    view = fit(located)
    places = tuple(markers(located, view=view, prefix=prefix))
    shown = {id for *_, id in located}
    taken = [(m.x, m.y) for m in places] + [
        (m.x + (60 if m.side == "start" else -60), m.y + m.drop) for m in places
    ]
    km = next((k for k in (1000, 500, 200, 100, 50, 20, 10) if view.units(k) <= WIDTH / 4), 10)
    return Map(
        countries=tuple(countries(view, taken)),
        markers=places,
        towns=tuple(orientation(view, taken)),
        bar=view.units(km),
        bar_km=km,
        nowhere=tuple(prefix + e.id for e in coded.events if e.id not in shown),
    )


def fit(located: Sequence[Located]) -> View:
    """The view that contains all points with room around them."""
    places = [
        (longitude, latitude, min(place.radius_km or 0, RADIUS_KM) / DEGREE_KM)
        for longitude, latitude, place, _ in located
    ]
    south, north = min(b - r for _, b, r in places), max(b + r for _, b, r in places)
    middle = (south + north) / 2
    thin = narrow(middle)
    west, east = min(a - r / thin for a, _, r in places), max(a + r / thin for a, _, r in places)
    tall = max(
        (north - south) * MARGIN,
        (east - west) * thin * MARGIN * HEIGHT / WIDTH,
        LEAST_KM / DEGREE_KM,
    )
    return View((west + east) / 2, middle, HEIGHT / tall)


def markers(located: Sequence[Located], *, view: View, prefix: str) -> Iterator[Marker]:
    """Events at one point share a marker; labels that would overlap are moved down."""
    groups: dict[Point, list[tuple[Place, str]]] = {}
    for longitude, latitude, place, id in located:
        groups.setdefault((longitude, latitude), []).append((place, id))
    taken: list[Point] = []
    for (longitude, latitude), here in groups.items():
        x, y = view.xy(longitude, latitude)
        drop = room(x, y, taken)
        taken.append((x, y + drop))
        places = [place for place, _ in here]
        radius = circle(places, view)
        yield Marker(
            x,
            y,
            radius,
            any(place.precision == "exact" for place in places),
            labelled(places),
            tuple(dict.fromkeys(prefix + id for _, id in here)),
            "end" if x > WIDTH * 0.65 else "start",
            max(8.0, radius + 4) if radius < WIDTH / 8 else 8.0,
            drop,
        )


def room(x: float, y: float, taken: Sequence[Point]) -> float:
    """How far a label is moved down so that it overlaps no other."""
    drop = 0.0
    while any(abs(x - a) < WIDTH / 3 and abs(y + drop - b) < 13 for a, b in taken):
        drop += 13
    return drop


def circle(places: Sequence[Place], view: View) -> float:
    """The radius of the circle around places at one point, 0 for none: a circle around the whole
    view says nothing."""
    radius = view.units(max(place.radius_km or 0 for place in places))
    return radius if radius < WIDTH / 2 else 0.0


def labelled(places: Sequence[Place]) -> str:
    """The names of places at one point, cut if they are too long."""
    names = dict.fromkeys(place.resolved or place.name or place.country or "" for place in places)
    name = ", ".join(n for n in names if n)
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip(" ,") + "…"


def countries(view: View, taken: Sequence[Point]) -> Iterator[Country]:
    """The countries in view, clipped a little outside it."""
    box = view.box(EDGE)
    for name, rings in borders().items():
        clipped = [clip(ring.points, box) for ring in rings if overlap(ring.box, box)]
        parts = [[view.xy(a, b) for a, b in part] for part in clipped if len(part) > 2]
        if not parts:
            continue
        path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in distinct(p)) + "Z" for p in parts)
        largest = max(parts, key=lambda p: abs(area(p)))
        roomy = abs(area(largest)) > LABEL * WIDTH * HEIGHT
        yield Country(path, name, free(middle(largest), taken) if roomy else None)


def free(at: Point, taken: Sequence[Point]) -> Point:
    """``at``, or the nearest position above or below it that no event occupies."""
    for shift in (0, -60, 60, -100, 100):
        x, y = at[0], at[1] + shift
        if 16 <= y <= HEIGHT - 10 and all(abs(x - a) > 90 or abs(y - b) > 14 for a, b in taken):
            return x, y
    return at


def orientation(view: View, taken: Sequence[Point]) -> Iterator[Town]:
    """The largest towns in view whose names do not touch the events or each other."""
    used, count = list(taken), 0
    west, south, east, north = view.box(0)
    for name, longitude, latitude in towns():
        if not (west < longitude < east and south < latitude < north):
            continue
        x, y = view.xy(longitude, latitude)
        if not (10 < x < WIDTH - 60 and 12 < y < HEIGHT - 28):
            continue
        if all(abs(x - a) > 3 * CLEAR or abs(y - b) > CLEAR for a, b in used):
            used.append((x, y))
            yield Town(x, y, name)
            count += 1
            if count == TOWNS:
                return


@cache
def towns() -> list[tuple[str, float, float]]:
    """(name, longitude, latitude), the largest first; see scripts/towns.py for the source."""
    data = json.loads(
        (files("onrecord.exporters") / "data" / "towns.json").read_text(encoding="utf-8")
    )
    return [(name, longitude, latitude) for name, longitude, latitude in data]


@cache
def borders() -> dict[str, list[Ring]]:
    """Country name → its rings; see scripts/borders.py for the source."""
    data = json.loads(
        (files("onrecord.exporters") / "data" / "borders.json").read_text(encoding="utf-8")
    )
    step, lines = data["step"], []
    for flat in data["arcs"]:
        x = y = 0
        line = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x * step, y * step))
        lines.append(line)
    return {
        name: [
            enclosed([p for a in ring for p in (lines[a] if a >= 0 else lines[~a][::-1])])
            for ring in rings
        ]
        for name, rings in data["countries"].items()
    }


def enclosed(points: list[Point]) -> Ring:
    """A ring with its bounding box."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Ring(points, (min(xs), min(ys), max(xs), max(ys)))


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes overlap."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def clip(ring: list[Point], box: Box) -> list[Point]:
    """Clip a ring to a box (Sutherland–Hodgman)."""
    for axis, bound, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if not ring:
            break
        kept: list[Point] = []
        for a, b in pairwise([ring[-1], *ring]):
            inside_a, inside_b = sign * (a[axis] - bound) >= 0, sign * (b[axis] - bound) >= 0
            if inside_a != inside_b:
                t = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
            if inside_b:
                kept.append(b)
        ring = kept
    return ring


def distinct(points: list[Point]) -> list[Point]:
    """The points without repeats in a row."""
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def area(points: list[Point]) -> float:
    """Signed area of a ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]])) / 2


def middle(points: list[Point]) -> Point:
    """The centroid of a ring, kept inside the drawing."""
    whole = area(points)
    x = sum(
        (a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*points, points[0]])
    ) / (6 * whole)
    y = sum(
        (a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*points, points[0]])
    ) / (6 * whole)
    return round(min(max(x, 40), WIDTH - 40), 1), round(min(max(y, 16), HEIGHT - 10), 1)
