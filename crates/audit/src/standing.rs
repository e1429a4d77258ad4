//! How an audit stands while proofs are still being checked.
//!
//! A record is read, its signatures, receipts, dates and clear numbers are judged, long before the last of its proofs is checked. Whoever waits may be
//! told what was found by then. That is no assessment: a [`Standing`] has no outcome and no obligations, so that nothing can be called consistent
//! before all is checked, by mistake or otherwise.

use crate::assessment::Outcome;
use crate::{Audit, Finding, Incomplete};
use record::Author;
use treaty::Date;

/// What was found so far, and how much of the proofs that rests on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Standing {
    /// The day as of which it is audited.
    pub as_of: Date,
    /// Epochs whose proofs are checked.
    pub checked: u64,
    /// Epochs that have proofs to check.
    pub epochs: u64,
    /// The records that were read whole, each with the number of its statements: their files are what their checkpoints sign.
    pub records: Vec<(Author, u64)>,
    /// What speaks against an obligation, or asks for a word, already now. More may follow; what cannot be known is told at the end.
    pub findings: Vec<Finding>,
}

impl Audit {
    /// How it stands, once all records are read and while proofs are still out.
    ///
    /// # Errors
    /// As for [`Audit::finish`], but for the proofs that are not checked yet.
    pub fn standing(&self) -> Result<Standing, Incomplete> {
        let mut copy = self.clone();
        let (checked, epochs) = copy.leave_proofs();
        let assessed = copy.finish()?;
        let speaks = |finding: &Finding| finding.severity.outcome() != Outcome::Consistent;
        Ok(Standing {
            as_of: assessed.as_of,
            checked,
            epochs,
            records: assessed.records.into_iter().map(|record| (record.author, record.size)).collect(),
            findings: assessed.findings.into_iter().filter(speaks).collect(),
        })
    }
}
