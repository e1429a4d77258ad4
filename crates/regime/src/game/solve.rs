//! Looking for the plan. The only file of this room that reckons in floats, and what it finds is believed by nobody: [`Announced::worst`] and
//! [`Against::least`] compute exactly what it is worth.
//!
//! ```text
//! minimise z   where   z ≥ w_i − (w_i + c)·d_i·x_i for each cell i,  0 ≤ x_i ≤ 1,  no period and no site has more visits than it may
//! ```
//!
//! and then, z being what it is, find as much as can be found with the visits that are left. The dual of the first gives [`Against`].

use super::{Against, Announced, Game, WHOLE, Worth};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

/// A plan that is as good as any, as closely as its parts allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solved {
    /// The plan.
    pub plan: Announced,
    /// How a party violates against which no plan does better than [`Solved::least`].
    pub against: Against,
    /// What every plan leaves the party at least; [`Announced::worst`] of the plan is no less.
    pub least: Worth,
}

/// The numbers are too far apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the plan could not be computed ({0}): bring the stakes closer together, or give fewer sites and periods")]
pub struct NotSolved(String);

impl Game {
    /// The plan by which the violation that is worth most is worth least.
    ///
    /// # Errors
    /// Where the library of linear programming gives no answer.
    pub fn solved(self) -> Result<Solved, NotSolved> {
        let cells = Cells::of(&self);
        let (visited, against) = (cells.plan()?, cells.against()?);
        let least = against.least(&self);
        Ok(Solved { plan: Announced::fitted(self, visited), against, least })
    }
}

/// The game in floats, its largest stake or loss being 1.
struct Cells<'a> {
    game: &'a Game,
    unit: f64,
}

/// What a programme is to reach.
#[derive(Clone, Copy)]
enum Aim {
    /// The least z.
    Least,
    /// The most that visits find, where z is no more than this.
    Found { least: f64 },
}

impl<'a> Cells<'a> {
    fn of(game: &'a Game) -> Self {
        let stakes = game.sites().iter().flat_map(|site| &site.stakes).copied();
        Self { game, unit: stakes.chain([game.caught()]).max().map_or(1.0, f64::from) }
    }

    fn stake(&self, (site, period): (usize, usize)) -> f64 {
        f64::from(self.game.sites()[site].stakes[period]) / self.unit
    }

    /// By how much a visit makes a violation worth less.
    fn found(&self, cell: (usize, usize)) -> f64 {
        let detects = self.game.sites()[cell.0].detects.of(1 << 50) as f64 / (1_u64 << 50) as f64;
        (self.stake(cell) + f64::from(self.game.caught()) / self.unit) * detects
    }

    fn plan(&self) -> Result<Vec<Vec<u32>>, NotSolved> {
        let (problem, visits, z) = self.primal(Aim::Least);
        let first = solve(&problem)?;
        let (problem, again, _) = self.primal(Aim::Found { least: first.var_value(z) });
        // a least z that is rounded down may be beyond reach: then the first plan stands, and guarantees the same
        let visited = solve(&problem).map_or_else(|_| parts(&first, &visits), |second| parts(&second, &again));
        Ok(self.rows(&visited))
    }

    fn primal(&self, aim: Aim) -> (Problem, Vec<Variable>, Variable) {
        let (to, weight, most) = match aim {
            Aim::Least => (OptimizationDirection::Minimize, 1.0, f64::INFINITY),
            Aim::Found { least } => (OptimizationDirection::Maximize, 0.0, least),
        };
        let mut problem = Problem::new(to);
        let z = problem.add_var(weight, (f64::NEG_INFINITY, most));
        let of = |cell| if let Aim::Found { .. } = aim { self.found(cell) } else { 0.0 };
        let visits: Vec<_> = self.game.cells().map(|cell| problem.add_var(of(cell), (0.0, 1.0))).collect();
        for (cell, visit) in self.game.cells().zip(&visits) {
            problem.add_constraint([(z, 1.0), (*visit, self.found(cell))], ComparisonOp::Ge, self.stake(cell));
        }
        let periods = self.game.periods() as usize;
        for period in 0..periods {
            let within = visits.iter().skip(period).step_by(periods).map(|visit| (*visit, 1.0));
            problem.add_constraint(within, ComparisonOp::Le, f64::from(self.game.visits()));
        }
        for (site, row) in visits.chunks(periods).enumerate().filter(|(site, _)| self.game.is_capped(*site)) {
            let most = f64::from(self.game.sites()[site].most);
            problem.add_constraint(row.iter().map(|visit| (*visit, 1.0)), ComparisonOp::Le, most);
        }
        (problem, visits, z)
    }

    fn against(&self) -> Result<Against, NotSolved> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let game = self.game;
        let above = (0.0, f64::INFINITY);
        let violates: Vec<_> = game.cells().map(|cell| problem.add_var(self.stake(cell), above)).collect();
        let of_period: Vec<_> =
            (0..game.periods()).map(|_| problem.add_var(-f64::from(game.visits()), above)).collect();
        let of_site: Vec<_> = game.sites().iter().map(|site| problem.add_var(-f64::from(site.most), above)).collect();
        problem.add_constraint(violates.iter().map(|cell| (*cell, 1.0)), ComparisonOp::Eq, 1.0);
        for ((site, period), cell) in game.cells().zip(&violates) {
            let gained = problem.add_var(-1.0, above);
            let mut terms = vec![(gained, 1.0), (*cell, -self.found((site, period))), (of_period[period], 1.0)];
            if game.is_capped(site) {
                terms.push((of_site[site], 1.0));
            }
            problem.add_constraint(terms, ComparisonOp::Ge, 0.0);
        }
        let solution = solve(&problem)?;
        let priced =
            |of: &[Variable]| of.iter().map(|price| price_of(solution.var_value(*price) * self.unit)).collect();
        let mut violates = parts(&solution, &violates);
        whole(&mut violates);
        Ok(Against { violates: self.rows(&violates), of_period: priced(&of_period), of_site: priced(&of_site) })
    }

    fn rows(&self, parts: &[u32]) -> Vec<Vec<u32>> {
        parts.chunks(self.game.periods() as usize).map(<[u32]>::to_vec).collect()
    }
}

fn solve(problem: &Problem) -> Result<Solution, NotSolved> {
    let outcome = problem.solve().map_err(|why| NotSolved(why.to_string()))?;
    outcome.into_solution().map_err(|_| NotSolved("it was broken off".to_owned()))
}

/// Probabilities in parts.
fn parts(solution: &Solution, of: &[Variable]) -> Vec<u32> {
    // a cast of what is no number, or beyond the bounds, ends at them
    of.iter()
        .map(|variable| (solution.var_value(*variable).clamp(0.0, 1.0) * f64::from(WHOLE)).round() as u32)
        .collect()
}

fn price_of(price: f64) -> u64 {
    (price.max(0.0) * f64::from(WHOLE)).round() as u64
}

/// Makes parts add up to the whole, by the largest of them.
fn whole(parts: &mut [u32]) {
    let sum: u64 = parts.iter().copied().map(u64::from).sum();
    let Some(largest) = parts.iter_mut().max() else { return };
    *largest = u32::try_from((u64::from(*largest) + u64::from(WHOLE)).saturating_sub(sum)).unwrap_or(0);
}
