//! What no plan can be better than, and why.
//!
//! If the party violates in cell i with probability q_i, every plan x leaves it at least
//!
//! ```text
//! Σ q_i·w_i − max_x Σ q_i·(w_i + c)·d_i·x_i
//! ```
//!
//! and the maximum is no more than any prices of visits make it: u for a visit in a period, v for one at a site that has a limit. This is the duality of
//! linear programming, and it holds for whatever q, u and v: a bound that a poor solver gives is a poor bound, and never a wrong one.

use super::{Game, WHOLE, Worth};

/// How a party violates, so that no plan does well against it, with the prices that show it. Parts are of [`WHOLE`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// For each site, for each period, with how many parts the party violates there: [`WHOLE`] in all.
    pub violates: Vec<Vec<u32>>,
    /// For each period, the parts that a visit in it is priced at.
    pub of_period: Vec<u64>,
    /// For each site, the parts that a visit to it is priced at; 0 where it has no limit.
    pub of_site: Vec<u64>,
}

impl Against {
    /// What every plan of the game leaves the party at least, exactly.
    pub fn least(&self, game: &Game) -> Worth {
        let priced = |parts: u64, times: u32| Worth::parts(parts, WHOLE) * Worth::whole(times);
        let periods = self.of_period.iter().map(|parts| priced(*parts, game.visits()));
        let sites = game.sites().iter().zip(&self.of_site).map(|(site, parts)| priced(*parts, site.most));
        let cells = game.cells().map(|(site, period)| {
            let of = &game.sites()[site];
            let violates = Worth::parts(self.violates[site][period], WHOLE);
            let stake = u64::from(of.stakes[period]);
            let found = violates.clone() * Worth::whole(stake + u64::from(game.caught())) * Worth::from(&of.detects);
            let paid = Worth::parts(self.of_period[period], WHOLE) + Worth::parts(self.of_site[site], WHOLE);
            // a visit is made where it finds more than it is priced at
            let gained = (found - paid).max(Worth::whole(0));
            violates * Worth::whole(stake) - gained
        });
        let spent = periods.chain(sites).fold(Worth::whole(0), |sum, one| sum + one);
        cells.fold(-spent, |sum, one| sum + one)
    }
}
