//! A plan that may be published: with what probability each site is visited in each period.

use super::{Game, NoGame, WHOLE, Worth};

/// A plan of visits. What it guarantees is computed from its own whole numbers, whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    game: Game,
    visited: Vec<Vec<u32>>,
}

impl Announced {
    /// A plan: for each site, for each period, with how many parts of [`WHOLE`] it is visited.
    ///
    /// # Errors
    /// Where a probability is above 1, a period has more visits than the game, or a site more than it may have.
    pub fn new(game: Game, visited: Vec<Vec<u32>>) -> Result<Self, NoGame> {
        let refuse = |why: String| Err(NoGame::Plan(why));
        let periods = game.periods() as usize;
        if visited.len() != game.sites().len() || visited.iter().any(|site| site.len() != periods) {
            return refuse(format!("a plan gives each of {} sites {periods} probabilities", game.sites().len()));
        }
        let plan = Self { game, visited };
        for (site, of) in plan.game.sites().iter().enumerate() {
            if let Some(parts) = plan.visited[site].iter().find(|parts| **parts > WHOLE) {
                return refuse(format!(
                    "site `{}` is visited with {parts} parts of {WHOLE}, which is above 1",
                    of.name
                ));
            }
            if plan.at(site) > whole(of.most) {
                return refuse(format!("site `{}` is visited more than its {} times", of.name, of.most));
            }
        }
        match (0..periods).find(|period| plan.within(*period) > whole(plan.game.visits())) {
            Some(period) => refuse(format!("period {} has more than {} visits", period + 1, plan.game.visits())),
            None => Ok(plan),
        }
    }

    /// The plan nearest to one that reckoning in floats left a few parts beside: what is too much is taken from the largest probabilities, and what is
    /// left over is given to where a violation is worth most.
    #[cfg(feature = "games")]
    pub(super) fn fitted(game: Game, mut visited: Vec<Vec<u32>>) -> Self {
        let most: Vec<_> = game.sites().iter().map(|site| whole(site.most)).collect();
        let of_period = whole(game.visits());
        for (row, most) in visited.iter_mut().zip(&most) {
            row.iter_mut().for_each(|parts| *parts = (*parts).min(WHOLE));
            lower(row.iter_mut(), *most);
        }
        for period in 0..game.periods() as usize {
            lower(visited.iter_mut().map(|row| &mut row[period]), of_period);
        }
        let mut plan = Self { game, visited };
        let mut cells: Vec<_> = plan.game.cells().map(|cell| (plan.worth(cell.0, cell.1), cell)).collect();
        cells.sort_by(|one, other| other.cmp(one));
        for (_, (site, period)) in cells {
            let room = (of_period - plan.within(period)).min(most[site] - plan.at(site));
            let parts = &mut plan.visited[site][period];
            // no more than a whole, so it fits
            *parts += u32::try_from(room.min(u64::from(WHOLE - *parts))).unwrap_or(0);
        }
        plan
    }

    /// The game.
    pub fn game(&self) -> &Game {
        &self.game
    }

    /// For each site, for each period, with how many parts of [`WHOLE`] it is visited.
    pub fn visited(&self) -> &[Vec<u32>] {
        &self.visited
    }

    /// What a violation at a site and in a period, by their places, is worth to the party that knows this plan.
    ///
    /// # Panics
    /// Where there is no such site or period.
    pub fn worth(&self, site: usize, period: usize) -> Worth {
        let of = &self.game.sites()[site];
        let (stake, caught) = (of.stakes[period], self.game.caught());
        let found = Worth::from(&of.detects) * Worth::parts(self.visited[site][period], WHOLE);
        Worth::whole(stake) - found * Worth::whole(u64::from(stake) + u64::from(caught))
    }

    /// The worst that the plan leaves: what the violation that is worth most is worth, exactly. The party that knows the plan can do no better.
    pub fn worst(&self) -> Worth {
        let all = self.game.cells().map(|(site, period)| self.worth(site, period));
        all.max().expect("a game has a site and a period")
    }

    /// Whether a violation here is as good as the worst: within a millionth of the largest stake, which is as fine as parts can be told apart.
    ///
    /// # Panics
    /// Where there is no such site or period.
    pub fn is_worst(&self, site: usize, period: usize, worst: &Worth) -> bool {
        let largest = self.game.sites().iter().flat_map(|site| &site.stakes).max().copied().unwrap_or(0);
        (worst.clone() - self.worth(site, period)) * Worth::whole(1_000_000) <= Worth::whole(largest)
    }

    fn at(&self, site: usize) -> u64 {
        self.visited[site].iter().copied().map(u64::from).sum()
    }

    fn within(&self, period: usize) -> u64 {
        self.visited.iter().map(|site| u64::from(site[period])).sum()
    }
}

fn whole(visits: u32) -> u64 {
    u64::from(visits) * u64::from(WHOLE)
}

/// Takes from the largest parts what their sum has above a bound.
#[cfg(feature = "games")]
fn lower<'a>(parts: impl Iterator<Item = &'a mut u32>, most: u64) {
    let mut parts: Vec<_> = parts.collect();
    let sum: u64 = parts.iter().map(|parts| u64::from(**parts)).sum();
    let mut excess = sum.saturating_sub(most);
    parts.sort_by(|one, other| other.cmp(one));
    for part in parts {
        let taken = u64::from(*part).min(excess);
        excess -= taken;
        // no more than it has, so it fits
        *part -= u32::try_from(taken).unwrap_or(*part);
    }
}
