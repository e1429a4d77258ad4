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
    /// The host brings items that stand elsewhere by its ledger to the site, once it is designated, and says that they have just arrived.
    MovesIn(Stock),
    /// The host answers an inquiry with another story.
    Tells(Untold),
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
    /// The host seals the opening to a key of its own.
    SealsToOther,
    /// The host opens another leaf than the first that was drawn as that one.
    OpensOtherLeaf,
    /// The inspector says of an opening that it does not open what was committed to, and it does.
    RejectsOpening,
    /// The inspector reports that it counted as opened, and writes another count into the paper; the host signs.
    ConcealsDifference,
    /// The inspector reports that something differs, and nothing in its paper does; the host dissents.
    InventsDifference,
    /// The inspector accepts whatever is sealed to it. This stands beside what the host does in the same inspection.
    AcceptsUnread,
    /// The inspector fixes seals that have the numbers of those of its first inspection.
    ReusesSeals,
    /// The inspector hands over another list than the one that it states; the host cannot confirm what it does not hold, and refuses.
    HandsOverOtherList,
    /// The host confirms another list than the inspector's.
    ConfirmsOtherList,
}

/// How a story is told that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// Its two newest links of one epoch are exchanged: an arrival stands before its departure.
    Exchanged,
    /// It stops after its newest link.
    Cut,
    /// An item that the ledger has taken apart stands at the site, and the host tells how it ended.
    Ended,
}

impl VisitDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::OpensOther { .. } => &[Row("I1")],
            Self::KeepsNonce | Self::DesignatesOther => &[Row("I2")],
            Self::Breaks { .. } => &[Row("I3")],
            Self::Hides(_) => &[Row("I4"), Row("I5")],
            Self::Shows(_) => &[Row("I4"), Row("I5"), Row("I3")],
            Self::Empties(_) => &[Row("I3b")],
            Self::SwapsTag => &[Row("I7")],
            Self::MovesIn(_) => &[Row("I3")],
            Self::Tells(_) => &[Row("C3")],
            Self::MovesBuddyTag | Self::LacksBuddyTag => &[Row("C5")],
            Self::Refuses { .. } => &[Row("I8")],
            Self::AsksFor { .. } => &[Row("I9")],
            Self::ReportsFalsely => &[Row("I10")],
            Self::ArrivesLate { .. } => &[Row("I12")],
            Self::SealsToOther | Self::OpensOtherLeaf => &[Row("I1")],
            Self::RejectsOpening | Self::ConcealsDifference | Self::InventsDifference => &[Row("I10")],
            Self::AcceptsUnread => &[Row("I1")],
            Self::ReusesSeals => &[Row("I7")],
            Self::HandsOverOtherList | Self::ConfirmsOtherList => &[Row("I10")],
        }
    }
}

const UNTOLD: [(&str, Untold); 3] = [("exchanged", Untold::Exchanged), ("cut", Untold::Cut), ("ended", Untold::Ended)];

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
        stock("moves-in").map(VisitDeceit::MovesIn),
        table.word("tells", &UNTOLD).map(|at| VisitDeceit::Tells(at.value)),
        is("moves-buddy-tag").then_some(VisitDeceit::MovesBuddyTag),
        is("lacks-buddy-tag").then_some(VisitDeceit::LacksBuddyTag),
        refused.map(|at| VisitDeceit::Refuses { force_majeure: at.value }),
        table.word("asks-for", &OpeningForm::WORDS).map(|at| VisitDeceit::AsksFor { form: at.value }),
        is("reports-falsely").then_some(VisitDeceit::ReportsFalsely),
        of_number("arrives-late", "hours").map(|hours| VisitDeceit::ArrivesLate { hours }),
        is("seals-to-other").then_some(VisitDeceit::SealsToOther),
        is("opens-other-leaf").then_some(VisitDeceit::OpensOtherLeaf),
        is("rejects-opening").then_some(VisitDeceit::RejectsOpening),
        is("conceals-difference").then_some(VisitDeceit::ConcealsDifference),
        is("invents-difference").then_some(VisitDeceit::InventsDifference),
        is("accepts-unread").then_some(VisitDeceit::AcceptsUnread),
        is("reuses-seals").then_some(VisitDeceit::ReusesSeals),
        is("hands-over-other-list").then_some(VisitDeceit::HandsOverOtherList),
        is("confirms-other-list").then_some(VisitDeceit::ConfirmsOtherList),
    ];
    all.into_iter().flatten().collect()
}
