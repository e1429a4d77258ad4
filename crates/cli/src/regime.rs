//! `standstill regime …`: what a regime would find.

mod simulate;
mod threads;

use crate::args::{Regime, RegimeVerb};
use crate::out::{Answer, Failure, Teller};

/// Answers a call.
pub fn run(call: &Regime, teller: &Teller) -> Result<Answer, Failure> {
    match &call.verb {
        RegimeVerb::Simulate(call) => simulate::simulate(call, teller),
        RegimeVerb::Compare(call) => simulate::compare(call, teller),
    }
}
