//! What `standstill regime` can be asked.

use super::{Allocate, Compare, Lot, Simulate, lot};
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// `standstill regime`
#[derive(Debug, ClapArgs)]
pub struct Regime {
    /// What is asked.
    #[command(subcommand)]
    pub verb: RegimeVerb,
}

/// A verb of `standstill regime`.
#[derive(Debug, Subcommand)]
pub enum RegimeVerb {
    /// Simulates years under one instrument: with what probability each evasion would be found, how soon, and what that costs an honest side.
    Simulate(Simulate),
    /// Puts several instruments beside each other: what each would have found, what each measure alone buys, and on which assumptions that hangs.
    Compare(Compare),
    /// Dresher's game: one site, several periods, fewer inspections. What it is worth, and what each side does in the next period.
    Dresher {
        /// How many periods are left.
        #[arg(long)]
        periods: u32,
        /// How many inspections are left.
        #[arg(long)]
        inspections: u32,
    },
    /// Finds the probabilities of visits that may be published: by which the violation that is worth most is worth least.
    Allocate(Allocate),
    /// Draws the visits of a plan by its lot, and tells the commitment to it. Whoever holds plan and lot draws the same.
    Draw {
        /// The file that `regime allocate` wrote.
        plan: PathBuf,
        /// The lot: 64 hexadecimal digits that nobody can guess, kept from everybody until the last period is over.
        #[arg(long, value_name = "DIGITS", value_parser = lot)]
        lot: Lot,
    },
}
