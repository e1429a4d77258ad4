"""From the document that ``standstill audit --json`` prints to an assessment."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from ._array import Json, fixed
from ._assessment import (
    Assessment,
    Coverage,
    Finding,
    Input,
    Months,
    Obligation,
    Opened,
    Reading,
    Record,
    Site,
    Text,
    Total,
)


def assessment(told: dict[str, Json]) -> Assessment:
    """The assessment of a document."""
    return Assessment(
        outcome=told["outcome"],
        treaty=told["treaty"],
        instrument=told["instrument"],
        title=Text(**told["title"]),
        form=told["form"],
        as_of=date.fromisoformat(told["as_of"]),
        inputs=tuple(Input(**one) for one in told["inputs"]),
        obligations=tuple(_obligation(one) for one in told["obligations"]),
        findings=tuple(_finding(one) for one in told["findings"]),
        totals=tuple(_totals(told["totals"])),
        records=tuple(_record(one) for one in told["records"]),
        opened=tuple(_opened(one) for one in told["opened"]),
        sites=tuple(_site(one) for one in told["sites"]),
        reader=told["reader"],
        again=told["again"],
        document=told,
    )


def _day(word: str | None) -> date | None:
    return None if word is None else date.fromisoformat(word)


def _days(words: Sequence[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(word) for word in words)


def _text(told: Json) -> Text | None:
    return None if told is None else Text(**told)


def _obligation(told: dict[str, Json]) -> Obligation:
    covers = told["covers"]
    days = None if covers is None else _days(covers.split("/"))
    return Obligation(**told | {"covers": None if days is None else (days[0], days[1]), "name": _text(told["name"])})


def _finding(told: dict[str, Json]) -> Finding:
    readings = tuple(Reading(**one | {"text": Text(**one["text"])}) for one in told["readings"])
    made = {"date": _day(told["date"]), "statements": tuple(told["statements"]), "readings": readings}
    return Finding(**told | made | {"text": Text(**told["text"])})


def _totals(told: dict[str, Json]) -> list[Total]:
    totals = []
    for party, days in told.items():
        limits = dict.fromkeys(limit for cells in days.values() for limit in cells)
        for limit in limits:
            # a day on which one place has several numbers stands as often
            rows = [(day, one) for day, cells in days.items() if limit in cells for one in (cells[limit], *cells[limit].get("others", ()))]
            totals.append(_total(party, limit, rows))
    return totals


def _total(party: str, limit: str, rows: list[tuple[str, Json]]) -> Total:
    value = [float("nan") if one["value"] is None else one["value"] for _, one in rows]
    return Total(
        party=party,
        limit=limit,
        days=fixed(np.array([day for day, _ in rows], dtype="datetime64[D]")),
        value=fixed(np.array(value, dtype=np.float64)),
        most=fixed(np.array([one["limit"] for _, one in rows], dtype=np.int64)),
        verdict=tuple(one["verdict"] for _, one in rows),
        status=tuple(one["status"] for _, one in rows),
    )


def _record(told: dict[str, Json]) -> Record:
    months = told["months"]
    counts = {name: fixed(np.array([month[name] for month in months], dtype=np.int64)) for name in ("due", "stated", "proved", "in_time", "receipts")}
    first = fixed(np.array([month["first"] for month in months], dtype="datetime64[D]"))
    covered = tuple(Coverage(**one) for one in told["covered_by"])
    return Record(**told | {"covered_by": covered, "months": Months(first=first, **counts)})


def _opened(told: dict[str, Json]) -> Opened:
    epochs = told["epochs"]
    return Opened(
        party=told["party"],
        opening=told["opening"],
        epochs=(epochs["first"], epochs["last"]),
        day=date.fromisoformat(told["day"]),
        of_class=told["class"],
        sum=told["sum"],
    )


def _site(told: dict[str, Json]) -> Site:
    return Site(**told | {name: _days(told[name]) for name in ("opened", "inspected", "disputed")})
