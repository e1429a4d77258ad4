//! What `standstill regime` can be asked.

use super::{Compare, Simulate};
use clap::{Args as ClapArgs, Subcommand};

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
}
