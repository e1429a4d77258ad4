"""What does not agree is told: each of what is compared, and nothing that chance alone explains."""

import unittest

from compare import Came, disagreements, faster, wilson


def came(replicates: int, found: int = 300, events: float = 10, spread: float = 4, of: str = "events") -> Came:
    """So many of a thousand found, and so many events each, that spread by so much."""
    per_thousand = replicates // 1_000
    sums = {of: (events * replicates, (events**2 + spread) * replicates)}
    return Came(replicates, {"found within 5 years": found * per_thousand}, sums, seconds=1, processor_seconds=2)


def told(ours: Came, theirs: Came) -> list[str]:
    return [what.split(":")[0] for what in disagreements(ours, theirs)]


class Compared(unittest.TestCase):
    def test_what_chance_explains_is_no_disagreement(self) -> None:
        self.assertEqual(told(came(100_000), came(1_000)), [])
        self.assertEqual(told(came(100_000), came(1_000, found=330, events=10.1)), [])

    def test_an_estimate_outside_the_interval_is_told(self) -> None:
        self.assertEqual(told(came(100_000), came(1_000, found=380)), ["found within 5 years"])

    def test_a_mean_outside_the_interval_is_told(self) -> None:
        self.assertEqual(told(came(100_000), came(1_000, events=10.4)), ["events"])
        self.assertEqual(told(came(100_000, of="refused"), came(1_000, events=9.6, of="refused")), ["refused"])

    def test_what_does_not_spread_has_to_be_the_same(self) -> None:
        self.assertEqual(told(came(100_000, spread=0), came(1_000, spread=0)), [])
        self.assertEqual(told(came(100_000, spread=0), came(1_000, events=10.001, spread=0)), ["events"])

    def test_an_interval_is_wilsons(self) -> None:
        # Newcombe (1998), table I
        self.assertEqual([round(bound, 4) for bound in wilson(81, 263, 1.959964)], [0.2553, 0.3662])

    def test_replicates_a_second_are_compared_and_not_seconds(self) -> None:
        self.assertEqual(faster(came(100_000), came(1_000), "processor_seconds"), 100)


if __name__ == "__main__":
    unittest.main()
