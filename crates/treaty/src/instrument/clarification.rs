//! How the parties clarify what they see differently: which step is due when.

use super::{Clause, Instrument, Kind, Rule, Status, Step};

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
    /// How its parties have agreed to clarify, with its clause. What is in brackets, or hangs on a condition, gives nobody a right to ask.
    pub fn clarification(&self) -> Option<(&Clause, &Clarification)> {
        let mut agreed = self.of(Kind::Clarification).filter(|clause| clause.status == Status::Agreed);
        agreed.find_map(|clause| match &clause.rule {
            Rule::Clarification(rule) => Some((clause, rule)),
            _ => None,
        })
    }
}
