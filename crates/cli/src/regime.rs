//! `standstill regime …`: what a regime would find.

pub mod announced;
mod game;
mod simulate;
mod threads;
mod written;

use crate::args::{Regime, RegimeVerb};
use crate::out::{Answer, Failure, Teller};

/// Answers a call.
pub fn run(call: &Regime, teller: &Teller) -> Result<Answer, Failure> {
    match &call.verb {
        RegimeVerb::Simulate(call) => simulate::simulate(call, teller),
        RegimeVerb::Compare(call) => simulate::compare(call, teller),
        RegimeVerb::Dresher { periods, inspections } => game::dresher(*periods, *inspections, teller),
        RegimeVerb::Allocate(call) => game::allocate(call, teller),
        RegimeVerb::Draw { plan, lot } => game::draw(plan, lot, teller),
    }
}
