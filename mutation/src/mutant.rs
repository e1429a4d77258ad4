//! A mutant: one check, disabled in one way.

use sha2::{Digest, Sha256};
use std::fmt;

/// What is done to a piece of code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Forced {
    /// A condition is false, whatever it says.
    False,
    /// A condition is true, whatever it says.
    True,
    /// A statement `…?;` is left out.
    Skipped,
    /// An arm of a match never matches, so that the arm for the rest takes it.
    Unmatched,
    /// A function returns this at once.
    Returns(&'static str),
}

impl fmt::Display for Forced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::False => f.write_str("is false"),
            Self::True => f.write_str("is true"),
            Self::Skipped => f.write_str("is skipped"),
            Self::Unmatched => f.write_str("never matches"),
            Self::Returns(value) => write!(f, "returns {value}"),
        }
    }
}

/// A mutant where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mutant {
    /// By which number the environment chooses it.
    pub id: u32,
    /// Of which room.
    pub room: &'static str,
    /// In which file, from the workspace's root.
    pub file: String,
    /// In which line, from 1: for the reader, no part of its name.
    pub line: usize,
    /// In which function.
    pub function: String,
    /// The code's text, on one line.
    pub text: String,
    /// What is done to it.
    pub forced: Forced,
    /// Which one of those that are alike in all this, from 1.
    pub nth: usize,
}

impl Mutant {
    /// Its name, which stays the same while lines move: `` `crates/log/src/key.rs` `KeyName::new` `name.is_empty()` is false ``.
    pub fn name(&self) -> String {
        let Self { text, forced, nth, .. } = self;
        let nth = if *nth > 1 { format!(" #{nth}") } else { String::new() };
        format!("{}`{text}` {forced}{nth}", self.place())
    }

    /// What its name begins with, and those of all others in its function.
    pub fn place(&self) -> String {
        format!("`{}` `{}` ", self.file, self.function)
    }
}

/// So many of some mutants as a seed draws them: the same for the same names, whatever their order.
pub fn sample(mut mutants: Vec<&Mutant>, size: usize, seed: u64) -> Vec<&Mutant> {
    mutants.sort_by_cached_key(|mutant| {
        Sha256::new().chain_update(seed.to_be_bytes()).chain_update(mutant.name()).finalize().to_vec()
    });
    mutants.truncate(size);
    mutants
}
