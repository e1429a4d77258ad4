//! How the parties clarify what they see differently: which step is due when.

use super::{Clause, Instrument, Kind, Rule, Step};

/// The clocks of a clarification, each by the word of its step in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clarification {
    /// The hours of its steps.
    pub hours: Vec<Step>,
}

impl Clarification {
    /// The clock of the end, whichever it is.
    pub const CONCLUSION: &'static str = "conclusion";
    /// The clocks that may be set.
    pub const CLOCKS: [&'static str; 4] = ["answer", "offer", "agreement", Self::CONCLUSION];
    /// The steps from which they may run.
    pub const EVENTS: [&'static str; 4] = ["raising", "answer", "offer", "proposal"];
}

impl Instrument {
    /// How its parties clarify, with its clause.
    pub fn clarification(&self) -> Option<(&Clause, &Clarification)> {
        self.of(Kind::Clarification).find_map(|clause| match &clause.rule {
            Rule::Clarification(rule) => Some((clause, rule)),
            _ => None,
        })
    }
}
