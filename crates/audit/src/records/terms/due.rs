//! What was due, and when it was provided: receipts decide, never the date inside a statement.

use super::{Came, Docket};
use crate::assessment::{Epochs, Finding, RecordFact, Severity};
use crate::records::book::{Book, finding};
use crate::records::chain::Chain;
use crate::records::schedule::Scheduled;
use treaty::Date;
use treaty::instrument::Readers;

/// Judges the dates of a party's epochs, openings and acts, and says whether one of them hangs on a record that is not held.
pub(super) fn judge(docket: &Docket<'_>, book: &Book, chain: &Chain, findings: &mut Vec<Finding>) -> bool {
    let all = came(docket, book);
    let openings = openings(docket, book, chain);
    epochs(docket, book, &all, findings);
    openings.iter().for_each(|opens| opening(docket, book, opens, findings));
    let acts = acts(docket, book, findings);
    let came = all.iter().map(|(_, _, came)| *came).chain(openings.iter().filter_map(|opens| opens.came));
    came.chain(acts).any(|came| came == Came::Unknown)
}

/// Each epoch that fell due by the day of the audit, with its day, and whether it was provided in time.
pub(super) fn kept(docket: &Docket<'_>, book: &Book) -> Vec<(Date, bool)> {
    let due = came(docket, book).into_iter();
    due.filter_map(|(epoch, _, came)| Some((docket.treaty.epoch_day(epoch)?, came == Came::InTime))).collect()
}

/// The days of the first and the last epoch that fell due.
pub(in crate::records) fn days_due(docket: &Docket<'_>, book: &Book) -> Option<(Date, Date)> {
    let days = kept(docket, book);
    Some((days.first()?.0, days.last()?.0))
}

/// Each epoch that fell due: its number, the last day on which it was in time, and how it came.
fn came(docket: &Docket<'_>, book: &Book) -> Vec<(u32, Date, Came)> {
    let epochs = docket.treaty.last_epoch().map_or(0..0, |last| 0..last.saturating_add(1));
    let due = epochs.map_while(|epoch| Some((epoch, due_of(docket, epoch).filter(|due| docket.is_over(*due))?)));
    due.map(|(epoch, due)| (epoch, due, epoch_came(docket, book, epoch, due))).collect()
}

/// How an epoch came. Epochs are stated in their order, each in a statement of its own.
fn epoch_came(docket: &Docket<'_>, book: &Book, epoch: u32, due: Date) -> Came {
    match (book.owed.epoch(epoch), book.owed.ahead(epoch)) {
        (Some(index), _) => docket.came(&book.author, index, due),
        (None, Some(ahead)) => docket.came_unseen(&book.author, ahead.into(), due),
        (None, None) => Came::Missing,
    }
}

/// The last day on which an epoch is in time. Nothing later than the baselines falls due before all of them are provided.
fn due_of(docket: &Docket<'_>, epoch: u32) -> Option<Date> {
    let due = docket.treaty.epoch_due(epoch)?;
    if epoch == 0 {
        return Some(due);
    }
    let after_baselines = docket.rule.due.after(docket.baselines?).ok()?;
    Some(due.max(after_baselines))
}

/// What is told of an epoch that fell due; nothing where it was in time, or nobody can say.
fn fact(docket: &Docket<'_>, epochs: Epochs, due: Date, came: Came) -> Option<(Severity, RecordFact)> {
    match came {
        Came::InTime | Came::Unknown => None,
        Came::Late(provided) => Some((Severity::Late, RecordFact::EpochLate { epochs, due, provided })),
        Came::Missing => {
            let (severity, grace_over) = docket.not_given(docket.clause, due);
            Some((severity, RecordFact::EpochMissing { epochs, due, grace_over }))
        }
    }
}

/// Neighbouring epochs of one fate are told as one: the first of them stands for all.
fn epochs(docket: &Docket<'_>, book: &Book, all: &[(u32, Date, Came)], findings: &mut Vec<Finding>) {
    let fate = |(_, due, came): &(u32, Date, Came)| match came {
        Came::Late(Some(_)) => (1, None),
        Came::Late(None) => (2, None),
        Came::Missing => (3, Some(docket.not_given(docket.clause, *due))),
        Came::InTime | Came::Unknown => (0, None),
    };
    for run in all.chunk_by(|a, b| fate(a) == fate(b)) {
        let (Some((first, due, came)), Some((last, ..))) = (run.first(), run.last()) else { continue };
        let Some((severity, fact)) = fact(docket, Epochs { first: *first, last: *last }, *due, *came) else { continue };
        let day = docket.treaty.epoch_day(*first);
        findings.push(finding(severity, &book.author, day, fact, book.owed.epoch(*first)));
    }
}

/// A window of an opening whose epochs are stated.
pub(in crate::records) struct Opens<'a> {
    pub(in crate::records) scheduled: &'a Scheduled,
    pub(in crate::records) epochs: Epochs,
    /// The day of its last epoch.
    day: Date,
    /// The last day on which it is opened in time; nothing while not all baselines are provided.
    due: Option<Date>,
    /// The statement that opens it, if all may read it.
    index: Option<u64>,
    /// How it came, if it fell due; nothing too where it may have been opened to other readers only.
    pub(in crate::records) came: Option<Came>,
}

impl Opens<'_> {
    /// Whether the audit saw what became of it: it was opened, or fell due and was not.
    pub(in crate::records) fn is_examined(&self) -> bool {
        self.index.is_some() || matches!(self.came, Some(Came::Missing | Came::Late(None)))
    }
}

/// All windows that are opened, or could be.
pub(in crate::records) fn openings<'a>(docket: &Docket<'_>, book: &Book, chain: &'a Chain) -> Vec<Opens<'a>> {
    let mut found = Vec::new();
    for (number, scheduled) in chain.schedule.openings() {
        let opened = book.owed.openings().filter(|(of, ..)| *of == number).map(|(_, last, index)| (last, Some(index)));
        let left = chain.schedule.left(number, chain.last_epoch().unwrap_or(0)).map(|last| (last, None));
        found.extend(opened.chain(left).filter_map(|(last, index)| opens(docket, book, scheduled, last, index)));
    }
    excuse(book, &mut found);
    found
}

fn opens<'a>(
    docket: &Docket<'_>,
    book: &Book,
    scheduled: &'a Scheduled,
    last: u32,
    index: Option<u64>,
) -> Option<Opens<'a>> {
    let (epochs, day) = (scheduled.window(last)?, docket.treaty.epoch_day(last)?);
    // totals open only after all baselines, so nothing is due before them
    let begins = docket.baselines.map(|baselines| baselines.max(day));
    let due = begins.and_then(|begins| scheduled.opening.due_after(begins));
    let over = due.filter(|due| docket.is_over(*due));
    let came = over.map(|due| match index {
        Some(index) => docket.came(&book.author, index, due),
        None => docket.came_unseen(&book.author, 0, due),
    });
    Some(Opens { scheduled, epochs, day, due, index, came })
}

/// An opening for the parties only stands in the record sealed, and says no more than the last epoch of its window. So of the windows that end
/// there and are not for the public, as many are not missing as are sealed; one for the public is not opened by a sealed statement.
fn excuse(book: &Book, found: &mut [Opens<'_>]) {
    let mut sealed = std::collections::BTreeMap::new();
    let not_public =
        |opens: &&mut Opens<'_>| opens.scheduled.opening.readers != Readers::Public && opens.index.is_none();
    for opens in found.iter_mut().filter(not_public) {
        let left = sealed.entry(opens.epochs.last).or_insert_with(|| book.owed.sealed(opens.epochs.last));
        if *left > 0 {
            *left -= 1;
            opens.came = None;
        }
    }
}

fn opening(docket: &Docket<'_>, book: &Book, opens: &Opens<'_>, findings: &mut Vec<Finding>) {
    let (Some(due), Some(came)) = (opens.due, opens.came) else { return };
    let (opening, epochs) = (opens.scheduled.id.clone(), opens.epochs);
    let (severity, fact) = match came {
        Came::InTime | Came::Unknown => return,
        Came::Late(provided) => (Severity::Late, RecordFact::OpeningLate { opening, epochs, due, provided }),
        Came::Missing => {
            let fact = RecordFact::OpeningMissing { opening, epochs, due };
            (docket.not_given(docket.clause_of(&fact), due).0, fact)
        }
    };
    findings.push(finding(severity, &book.author, Some(opens.day), fact, opens.index));
}

/// How the acts came. Each must be provided before the close of the epoch before the one that it names; that one stands all the same.
fn acts(docket: &Docket<'_>, book: &Book, findings: &mut Vec<Finding>) -> Vec<Came> {
    let mut all = Vec::new();
    for (index, epoch) in book.owed.acts() {
        let close = epoch.checked_sub(1).and_then(|before| docket.treaty.epoch_day(before));
        let Some(close) = close.filter(|close| docket.is_over(*close)) else { continue };
        let came = docket.came(&book.author, *index, close);
        if matches!(came, Came::Late(_) | Came::Missing) {
            let fact = RecordFact::ActLate { epoch: *epoch };
            findings.push(finding(Severity::Late, &book.author, Some(close), fact, [*index]));
        }
        all.push(came);
    }
    all
}
