//! The lot of an announced plan: from probabilities of visits to the visits of each period, each with exactly its probability.
//!
//! A site and a period are joined by an edge that has the parts of the visit between them (`docs/spec/announced.md`). As long as an edge is neither
//! empty nor whole, such edges form a trail that goes round in a circle or ends on both sides. Along it the parts of every other edge grow and those
//! between shrink by the same number, or the other way about, until one is empty or whole: by which of two numbers, a lot says, weighed so that on
//! average nothing moves. Sums at the inner places of the trail stay, so a period never has more visits than were planned, and a site never more than
//! its limit. A site without a limit is not joined over the periods, so what is drawn in one period says nothing about another.
//!
//! R. Gandhi, S. Khuller, S. Parthasarathy, A. Srinivasan, *Dependent rounding and its applications to approximation algorithms*, Journal of the ACM
//! 53 (2006); for one period it is the pivotal method of Deville and Tillé (1998).

use super::{Announced, Game, WHOLE};

impl Announced {
    /// The sites that are visited in each period, by their places, in the order of the visits. `below` gives a number below another, each as likely.
    pub fn drawn(&self, mut below: impl FnMut(u64) -> u64) -> Vec<Vec<usize>> {
        let mut edges = Edges { game: self.game(), parts: self.visited().to_vec() };
        while let Some(trail) = edges.trail() {
            let (up, down) = edges.room(&trail);
            let goes_up = below(u64::from(up) + u64::from(down)) < u64::from(down);
            edges.shift(&trail, goes_up, if goes_up { up } else { down });
        }
        let periods = 0..self.game().periods() as usize;
        let visited =
            periods.map(|period| (0..edges.parts.len()).filter(|site| edges.parts[*site][period] == WHOLE).collect());
        visited.map(|sites| shuffled(sites, &mut below)).collect()
    }
}

type Cell = (usize, usize);

#[derive(Clone)]
struct Edges<'a> {
    game: &'a Game,
    parts: Vec<Vec<u32>>,
}

/// An end of an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Period(usize),
    Site(usize),
    /// A site without a limit, in this period alone.
    Alone(Cell),
}

impl Edges<'_> {
    /// A circle of open edges; where there is none, a trail of them that goes on at neither side; nothing where no edge is open.
    fn trail(&self) -> Option<Vec<Cell>> {
        let open: Vec<Cell> =
            self.game.cells().filter(|(site, period)| !matches!(self.parts[*site][*period], 0 | WHOLE)).collect();
        let at = |end: End| open.iter().copied().filter(move |cell| self.ends(*cell).contains(&end));
        let ends = || open.iter().flat_map(|cell| self.ends(*cell));
        let mut end = ends().find(|end| at(*end).count() == 1).or_else(|| ends().next())?;
        let (mut trail, mut passed) = (Vec::new(), vec![end]);
        while let Some(cell) = at(end).find(|cell| trail.last() != Some(cell)) {
            let [one, other] = self.ends(cell);
            end = if end == one { other } else { one };
            trail.push(cell);
            if let Some(start) = passed.iter().position(|earlier| *earlier == end) {
                return Some(trail.split_off(start));
            }
            passed.push(end);
        }
        Some(trail)
    }

    /// How far the first, third, … edge of a trail can grow while those between shrink, and how far the other way about.
    fn room(&self, trail: &[Cell]) -> (u32, u32) {
        let (mut up, mut down) = (WHOLE, WHOLE);
        for (number, (site, period)) in trail.iter().enumerate() {
            let parts = self.parts[*site][*period];
            let (more, less) = if number % 2 == 0 { (WHOLE - parts, parts) } else { (parts, WHOLE - parts) };
            (up, down) = (up.min(more), down.min(less));
        }
        (up, down)
    }

    /// Moves so many parts along a trail.
    fn shift(&mut self, trail: &[Cell], goes_up: bool, by: u32) {
        for (number, (site, period)) in trail.iter().enumerate() {
            let parts = &mut self.parts[*site][*period];
            *parts = if goes_up == (number % 2 == 0) { *parts + by } else { *parts - by };
        }
    }

    fn ends(&self, (site, period): Cell) -> [End; 2] {
        let of_site = if self.game.is_capped(site) { End::Site(site) } else { End::Alone((site, period)) };
        [End::Period(period), of_site]
    }
}

/// In an order of which each is as likely as another: the first visit of a period tells nothing of where the others go by its place.
fn shuffled(mut sites: Vec<usize>, below: &mut impl FnMut(u64) -> u64) -> Vec<usize> {
    for left in (2..=sites.len()).rev() {
        // it is below a length
        let other = usize::try_from(below(left as u64)).unwrap_or(0);
        sites.swap(left - 1, other);
    }
    sites
}

#[cfg(test)]
mod tests {
    use super::super::{Site, Worth};
    use super::*;
    use crate::Probability;

    fn plan(most: &[u32], visits: u32, visited: &[&[u32]]) -> Announced {
        let site = |(number, most): (usize, &u32)| Site {
            name: format!("site-{number}"),
            stakes: vec![1],
            detects: Probability::one(),
            most: *most,
        };
        let periods = u32::try_from(visited[0].len()).unwrap();
        let game = Game::new(most.iter().enumerate().map(site).collect(), periods, visits, 0).unwrap();
        Announced::new(game, visited.iter().map(|row| row.to_vec()).collect()).unwrap()
    }

    /// Every way that the lot can go, each with its probability.
    fn every_way(edges: Edges<'_>, probability: Worth, ends: &mut Vec<(Worth, Vec<Vec<u32>>)>) {
        let Some(trail) = edges.trail() else {
            ends.push((probability, edges.parts));
            return;
        };
        let (up, down) = edges.room(&trail);
        for (goes_up, by, weight) in [(true, up, down), (false, down, up)] {
            let mut after = edges.clone();
            after.shift(&trail, goes_up, by);
            let share = Worth::whole(weight).over(&Worth::whole(u64::from(up) + u64::from(down)));
            every_way(after, probability.clone() * share, ends);
        }
    }

    #[test]
    fn each_visit_has_exactly_its_probability_and_no_limit_is_passed_whichever_way_the_lot_goes() {
        let third = WHOLE / 3;
        for plan in [
            plan(&[1, 1, 1], 1, &[&[third], &[third], &[third + 1]]),
            plan(&[1; 4], 2, &[&[WHOLE], &[123_456_789], &[WHOLE - 123_456_790], &[0]]),
            plan(&[1, 1, 2], 1, &[&[400_000_000, 600_000_000], &[100_000_000, 7], &[500_000_000, 1]]),
            plan(&[1, 2, 1], 2, &[&[300_000_000; 3], &[700_000_000, 600_000_000, 700_000_000], &[1, 2, 3]]),
            plan(&[2, 1], 1, &[&[999_999_999, 999_999_999, 2], &[1, 1, 999_999_998]]),
        ] {
            let mut ends = Vec::new();
            every_way(Edges { game: plan.game(), parts: plan.visited().to_vec() }, Worth::whole(1), &mut ends);
            let mut drawn = vec![vec![Worth::whole(0); plan.game().periods() as usize]; plan.game().sites().len()];
            for (probability, visited) in &ends {
                for (site, period) in plan.game().cells().filter(|(site, period)| visited[*site][*period] == WHOLE) {
                    drawn[site][period] = drawn[site][period].clone() + probability.clone();
                }
                Announced::new(plan.game().clone(), visited.clone()).expect("what is drawn keeps to the limits");
            }
            for (site, period) in plan.game().cells() {
                assert_eq!(drawn[site][period], Worth::parts(plan.visited()[site][period], WHOLE), "{site}, {period}");
            }
        }
    }
}
