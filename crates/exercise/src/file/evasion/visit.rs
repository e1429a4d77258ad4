//! Evasions in an inspection: by the host that is looked at, or by the inspector that looks.

use super::Row;
use super::ledger::how_many;
use crate::file::read::at_site;
use crate::file::{Exercise, Stock};
use std::collections::BTreeSet;
use treaty::instrument::OpeningForm;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// How a side of an inspection evades. It is the first inspection that begins after the epoch and that the party is the side of that the deed needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitDeceit {
    /// The host opens other numbers than it committed to.
    OpensOther {
        /// How many items more of each class.
        by: u32,
    },
    /// The host keeps its part of the draw back, or the inspector its own.
    KeepsNonce,
    /// The inspector goes to another site than the one of the lot.
    DesignatesOther,
    /// The host moves what must not be moved once the site is designated.
    Breaks {
        /// Which restriction.
        restriction: Id,
    },
    /// Fewer objects stand at the site than were opened.
    Hides(Stock),
    /// More do.
    Shows(Stock),
    /// So many of the objects there hold nothing, each with a leaf of its own.
    Empties(Stock),
    /// The first object that is drawn carries the tag of another.
    SwapsTag,
    /// The host moves a buddy tag after the site was designated.
    MovesBuddyTag,
    /// One item of the first class that stands there has no buddy tag beside it.
    LacksBuddyTag,
    /// The host refuses, and calls it so.
    Refuses {
        /// Whether it calls it force majeure.
        force_majeure: bool,
    },
    /// The inspector asks for an opening in a form that the instrument does not give; the host refuses that.
    AsksFor {
        /// Which form.
        form: OpeningForm,
    },
    /// The inspector reports a false count.
    ReportsFalsely,
    /// The host brings the team so many hours late.
    ArrivesLate {
        /// Hours after the time at which it would have arrived.
        hours: u32,
    },
}

impl VisitDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::OpensOther { .. } => &[Row("I1")],
            Self::KeepsNonce | Self::DesignatesOther => &[Row("I2")],
            Self::Breaks { .. } => &[Row("I3")],
            Self::Hides(_) => &[Row("I4"), Row("I5")],
            Self::Shows(_) => &[Row("I4"), Row("I5")],
            Self::Empties(_) => &[Row("I3b")],
            Self::SwapsTag => &[Row("I7")],
            Self::MovesBuddyTag | Self::LacksBuddyTag => &[Row("C5")],
            Self::Refuses { .. } => &[Row("I8")],
            Self::AsksFor { .. } => &[Row("I9")],
            Self::ReportsFalsely => &[Row("I10")],
            Self::ArrivesLate { .. } => &[Row("I12")],
        }
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise, party: &PartyCode) -> Vec<VisitDeceit> {
    let sites: BTreeSet<_> =
        exercise.side(party).into_iter().flat_map(|side| side.sites.iter().map(|site| &site.id)).collect();
    let stock = |key| {
        table.table(key).map(|table| {
            let stock = at_site(&table, "class", &sites);
            table.finish();
            stock
        })
    };
    let of_number = |key, unit| {
        table.table(key).map(|table| {
            let number = how_many(&table, unit);
            table.finish();
            number
        })
    };
    let is = |key: &'static str| table.boolean(key).unwrap_or(false);
    let refused = table.word("refuses", &[("force-majeure", true), ("other", false)]);
    let all = [
        of_number("opens-other", "by").map(|by| VisitDeceit::OpensOther { by }),
        is("keeps-nonce").then_some(VisitDeceit::KeepsNonce),
        is("designates-other").then_some(VisitDeceit::DesignatesOther),
        table.id("breaks").map(|at| VisitDeceit::Breaks { restriction: at.value }),
        stock("hides").map(VisitDeceit::Hides),
        stock("shows").map(VisitDeceit::Shows),
        stock("empties").map(VisitDeceit::Empties),
        is("swaps-tag").then_some(VisitDeceit::SwapsTag),
        is("moves-buddy-tag").then_some(VisitDeceit::MovesBuddyTag),
        is("lacks-buddy-tag").then_some(VisitDeceit::LacksBuddyTag),
        refused.map(|at| VisitDeceit::Refuses { force_majeure: at.value }),
        table.word("asks-for", &OpeningForm::WORDS).map(|at| VisitDeceit::AsksFor { form: at.value }),
        is("reports-falsely").then_some(VisitDeceit::ReportsFalsely),
        of_number("arrives-late", "hours").map(|hours| VisitDeceit::ArrivesLate { hours }),
    ];
    all.into_iter().flatten().collect()
}
