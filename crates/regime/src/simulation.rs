//! Many replicates of one side under one regime, and what they came to.

use crate::assumptions::Values;
use crate::draws::Seed;
use crate::evasion::Evasion;
use crate::quantity::Quantity;
use crate::replicate::Runner;
use crate::tally::Tally;
use crate::terms::Terms;
use crate::world::{Refused, World};
use std::ops::Range;

/// The most replicates.
pub const REPLICATES_MAX: u64 = 1_000_000_000_000;
/// The most sizes of excess that are asked for at once.
pub const SIZES_MAX: usize = 8;

/// What is asked of a regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// How many years are simulated.
    pub years: u32,
    /// Before the excess has come to which shares of all items it is to be found.
    pub sizes: Vec<Quantity>,
    /// From which seed.
    pub seed: Seed,
}

/// One side, one regime, one evasion or none.
pub struct Simulation {
    world: World,
    seed: Seed,
    reached: Vec<Option<u32>>,
}

impl Simulation {
    /// Of a side for which these numbers are assumed; without an evasion it is honest.
    ///
    /// # Errors
    /// Where numbers make no sense together.
    pub fn new(terms: &Terms, values: &Values, evasion: Option<Evasion>, question: &Question) -> Result<Self, Refused> {
        let world = World::new(terms, values, evasion, question.years)?;
        if question.sizes.len() > SIZES_MAX {
            let (number, help) = (question.sizes.len() as u64, "ask for no more than 8 at once");
            return Err(Refused::Number { what: "a number of sizes", number, help });
        }
        let reached = question.sizes.iter().map(|size| {
            let items = size.of_rounded_up(world.stock).max(1);
            let number = u32::try_from(items).ok().filter(|items| *items <= world.excess.items && world.can_evade())?;
            Some(world.excess.hour_of(number)).filter(|hour| *hour < world.hours)
        });
        Ok(Self { reached: reached.collect(), seed: question.seed, world })
    }

    /// The items of the side.
    pub fn stock(&self) -> u64 {
        self.world.stock
    }

    /// Whether the side has what its evasion needs: whoever fills a place that is declared empty needs one.
    pub fn can_evade(&self) -> bool {
        self.world.can_evade()
    }

    /// The hour at which the excess comes to each size that is asked for; nothing where it never does.
    pub fn reached(&self) -> &[Option<u32>] {
        &self.reached
    }

    /// Runs these replicates. Tallies of different ranges may be merged in any order.
    pub fn run(&self, replicates: Range<u64>) -> Tally {
        let mut tally = self.empty();
        let mut runner = Runner::new(&self.world, self.seed);
        for number in replicates {
            tally.add(runner.run(number), &self.reached);
        }
        tally
    }

    /// The tally of no replicate.
    pub fn empty(&self) -> Tally {
        Tally::new(self.world.hours.div_ceil(24), self.reached.len())
    }
}
