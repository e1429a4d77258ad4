"""What a case comes to: the terms of an instrument and the numbers assumed of a side, looked up once for all replicates.

What they mean is docs/spec/simulation.md and docs/spec/assumptions.md. It is done here again, and in floating point, so that a number which one of the two sides
takes wrongly shows as estimates that do not agree.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

YEAR = 8_760
AT_ONCE = 16  # visits under way at once where no clause says how many may be

# word: (origin, hideout, books, whether items flee before a visit)
EVASIONS = {
    "hidden-store": ("stock", "undeclared", "silent", False),
    "hidden-in-empty-place": ("stock", "empty", "silent", False),
    "padded-baseline": ("stock", "books", "padded", False),
    "padded-with-dummies": ("stock", "books", "dummies", False),
    "shell-game": ("stock", "store", "silent", True),
    "paper-dismantlement": ("paper", "undeclared", "silent", False),
    "undeclared-production": ("declared-plant", "undeclared", "silent", False),
    "undeclared-plant": ("undeclared-plant", "undeclared", "silent", False),
    "growth-entered": ("stock", "books", "entered", False),
    "growth-in-stores": ("stock", "store", "silent", False),
    "growth-on-carriers": ("stock", "base", "silent", False),
}


@dataclass(frozen=True)
class Kind:
    """A kind of visits; `at` are the sites among which one is chosen by lot, none for a challenge."""

    number: int
    look: str
    quota: int
    same_site_max: int
    sample: int
    hours_to_arrival: int
    hours_on_site: int
    inspector_hours: int
    restricted: bool
    at: list[int]


class World:
    def __init__(self, case: dict) -> None:
        assumed, measures = case["assumed"], set(case["measures"])
        self.hours: int = case["years"] * YEAR
        self.assumed = assumed
        self._sites(assumed)
        self._evasion(case["evasion"], assumed)
        self._visits(case, measures)
        self._books(case, measures)

        survives = 1.0 if "national-technical-means" in measures else assumed["cue-survives"]
        self.trip_spotted = assumed["trip-spotted"] * survives
        self.store_spotted = daily(assumed["store-spotted"] * survives)
        self.plant_spotted = daily(assumed["plant-spotted"] * survives)
        self.false_cue = assumed["false-cues"] / 365
        self.portal = "portal-warhead-plants" in measures
        self.exit_recognised = assumed["exit-recognised"] * (1 - assumed["exit-bypassed"])
        self.clearing_hours = int(assumed["clearing-days"] * 24)

    def _sites(self, assumed: dict) -> None:
        """Bases first, then stores, then empty places."""
        bases, stores, empty = (int(assumed[of]) for of in ("bases", "stores", "empty-places"))
        self.items = spread(int(assumed["items-at-bases"]), bases) + spread(int(assumed["items-in-stores"]), stores) + [0] * empty
        self.carriers = spread(int(assumed["carriers"]), bases) + [0] * (stores + empty)
        self.declared = bases + stores
        self.sites = {"base": range(bases), "store": range(bases, bases + stores), "empty": range(bases + stores, len(self.items))}

    def _evasion(self, word: str | None, assumed: dict) -> None:
        self.honest = word is None
        self.origin, self.hideout, self.books, self.flees = EVASIONS.get(word, ("", "", "", False))
        share = Fraction(str(assumed["excess"]))
        self.excess = 0 if self.honest else math.ceil(share * sum(self.items))
        self.excess_hours = int(assumed["excess-years"] * YEAR)
        place = "store" if self.books in ("padded", "dummies") else self.hideout
        self.excess_at = list(self.sites.get(place, []))[: int(assumed["excess-sites"])]
        if place in self.sites and not self.excess_at:
            self.excess = 0  # what needs a site of which there is none is not done

    def _visits(self, case: dict, measures: set[str]) -> None:
        assumed = self.assumed
        rights = {"ledger": "sampled-inspections", "absence": "absence-visits", "spotted": "challenge"}
        quotas = {"ledger": "sampled-visits", "absence": "absence-visits", "spotted": "challenge-visits"}
        named = {visits["look"] for visits in case["visits"]}
        unnumbered = [look for look, right in rights.items() if right in measures and look not in named]
        supposed = [{"look": look, "quota": round(assumed[quotas[look]]), "at": ["base", "store"], "at_once_max": 1, "restricted": True} for look in unnumbered]

        self.kinds, limits = [], set()
        for number, visits in enumerate(case["visits"] + supposed):
            look = visits["look"]
            either = lambda key, parameter: int(assumed[parameter] if visits.get(key) is None else visits[key])
            places = {"ledger": visits["at"], "carriers": visits["at"], "absence": ["empty"], "spotted": []}
            limits.add(visits.get("at_once_max") or AT_ONCE)
            on_site = either("hours_on_site", "hours-on-site")
            self.kinds.append(Kind(
                number=number,
                look=look,
                quota=visits["quota"],
                same_site_max=visits.get("same_site_max") or 10**9,
                sample={"ledger": either("items_max", "sample"), "carriers": visits.get("items_max") or 1}.get(look, 0),
                hours_to_arrival=either("hours_to_arrival", "hours-to-arrival"),
                hours_on_site=on_site,
                inspector_hours=either("team_max", "team") * on_site,
                restricted=visits["restricted"],
                at=[site for place in places[look] for site in self.sites[place]],
            ))
        if len(limits) > 1:
            raise ValueError(f"kinds of visits with several limits at once, {limits}: the model has one pool of inspectors")
        self.at_once = limits.pop() if limits else AT_ONCE
        self.challenge = next((kind for kind in self.kinds if kind.look == "spotted"), None)

    def _books(self, case: dict, measures: set[str]) -> None:
        """When statements are due, and the window of dismantlement; in hours."""
        exchange = int(self.assumed["exchange-days"] * 24)
        every = later = None
        if "commitments" in measures:
            every, later = (case["epoch_days"] or exchange // 24) * 24, (case["due_days"] or 0) * 24
        elif "totals" in measures:
            every, later = exchange, 0
        self.statements = every
        self.stated = (every, later) if every and case["counts_all"] else None
        self.window = (case["window_days"] or exchange // 24) * 24 if "dismantlement-portal" in measures else None


def spread(number: int, over: int) -> list[int]:
    return [number // over + (site < number % over) for site in range(over)]


def daily(yearly: float) -> float:
    """The chance of a day of which 365 make that of a year."""
    return 1 - (1 - yearly) ** (1 / 365)
