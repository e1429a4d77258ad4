//! The course of a party's record, month by month: what was due, what came of it, and what was found on which day.
//!
//! Terminal, page and picture all tell this one value. It is drawn like a calendar, one row a month and one sign for each epoch, so that a
//! year of days fits a narrow page and nothing is lost in a sum. Nothing is judged here: the numbers are the audit's, and an epoch's sign
//! follows from the findings about it.

use crate::moment;
use audit::assessment::{Assessment, Epochs, Fact, Finding, Month, Record, RecordFact, Severity, Step};
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::Instrument;
use treaty::{Date, PartyCode};

/// The most months that are shown of one record; later ones are counted.
pub(crate) const MONTHS_MAX: usize = 120;

/// How the record of one party went.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Course<'a> {
    pub(crate) party: &'a PartyCode,
    /// The months that are shown, in order.
    pub(crate) rows: Vec<Row>,
    /// How many later months are not shown.
    pub(crate) more: usize,
    /// How many findings have no day, or one of no month that is shown.
    pub(crate) elsewhere: usize,
}

/// One month.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// What the audit counted.
    pub(crate) month: Month,
    /// Its epochs that were due or stated, in order.
    pub(crate) epochs: Vec<(Date, Mark)>,
    /// What was found on its days, by day and then the gravest first.
    pub(crate) found: Vec<(Date, Severity)>,
    /// What its keeper did in inspections and clarifications, by day.
    pub(crate) moves: Vec<(Date, Move)>,
}

/// A step of something that two parties do together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Move {
    /// Of an inspection.
    Inspection,
    /// Of a clarification.
    Clarification,
}

impl Move {
    pub(crate) const ALL: [Self; 2] = [Self::Inspection, Self::Clarification];

    /// Its word in the keys of messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Clarification => "clarification",
        }
    }
}

/// How an epoch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Stated and proved, and nothing is found against the epoch.
    Proved,
    /// Stated in clear numbers.
    Stated,
    /// Provided late.
    Late,
    /// Not provided.
    Missing,
    /// A contradiction is found in it.
    Contradicted,
}

impl Mark {
    pub(crate) const ALL: [Self; 5] = [Self::Proved, Self::Stated, Self::Late, Self::Missing, Self::Contradicted];

    /// Its word in the keys of messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Stated => "stated",
            Self::Late => "late",
            Self::Missing => "missing",
            Self::Contradicted => "contradicted",
        }
    }
}

/// The courses of all parties whose record is among the inputs, in the order of the instrument.
pub(crate) fn courses<'a>(assessment: &'a Assessment, instrument: &Instrument) -> Vec<Course<'a>> {
    let of = |record: &'a Record| Some(course(record, record.party.as_ref()?, assessment, instrument));
    records(assessment, instrument).into_iter().filter_map(of).collect()
}

/// The records in the order in which the instrument names their authors: parties, then witnesses.
pub(crate) fn records<'a>(assessment: &'a Assessment, instrument: &Instrument) -> Vec<&'a Record> {
    let mut ordered: Vec<_> = assessment.records.iter().collect();
    ordered.sort_by_key(|record| match &record.party {
        Some(code) => (false, instrument.parties.iter().position(|party| party.code == *code)),
        None => (true, instrument.witnesses.iter().position(|witness| witness.id.as_str() == record.author.as_str())),
    });
    ordered
}

fn course<'a>(record: &Record, party: &'a PartyCode, of: &Assessment, instrument: &Instrument) -> Course<'a> {
    let told = |finding: &&Finding| finding.party.as_ref() == Some(party) && finding.severity != Severity::Blind;
    let findings: Vec<_> = of.findings.iter().filter(told).collect();
    let moves = moves(of, party);
    let (months, more) = months(record, &findings, &moves);
    let spoken: Vec<_> = findings.iter().filter_map(|finding| of_epochs(finding)).collect();
    let rows: Vec<_> = months.into_iter().map(|month| row(month, &findings, &spoken, &moves, instrument)).collect();
    let shown: usize = rows.iter().map(|row| row.found.len()).sum();
    Course { party, rows, more, elsewhere: findings.len() - shown }
}

/// What a party did in inspections and clarifications, by day.
fn moves(of: &Assessment, party: &PartyCode) -> Vec<(Date, Move)> {
    fn own<'a, N>(steps: &'a [Step<N>], party: &'a PartyCode, kind: Move) -> impl Iterator<Item = (Date, Move)> + 'a {
        steps.iter().filter(move |step| step.by == *party).map(move |step| (moment::utc(step.at).0, kind))
    }
    let visits = of.inspections.iter().flat_map(|one| own(&one.steps, party, Move::Inspection));
    let talks = of.clarifications.iter().flat_map(|one| own(&one.steps, party, Move::Clarification));
    let mut moves: Vec<_> = visits.chain(talks).collect();
    moves.sort_unstable();
    moves
}

/// The months of a record and those between them; with more than [`MONTHS_MAX`] in all, or where no epoch stands in any, only those of which there is
/// something to say, and no more than so many.
fn months(record: &Record, findings: &[&Finding], moves: &[(Date, Move)]) -> (Vec<Month>, usize) {
    let found = findings.iter().filter(|finding| matches!(finding.fact, Fact::Record(_)));
    let days = found.filter_map(|finding| finding.date).chain(moves.iter().map(|(day, _)| *day));
    let firsts: BTreeSet<_> =
        record.months.iter().map(|month| month.first).chain(days.map(Date::first_of_month)).collect();
    let (Some(first), Some(last)) = (firsts.first().copied(), firsts.last().copied()) else { return (Vec::new(), 0) };
    let between: Vec<_> = std::iter::successors(Some(first), |month| next(*month))
        .take_while(|month| *month <= last)
        .take(MONTHS_MAX + 1)
        .collect();
    let has_epochs = record.months.iter().any(|month| month.due > 0 || month.stated > 0);
    let all = has_epochs && between.len() <= MONTHS_MAX;
    let shown: Vec<_> = if all { between } else { firsts.into_iter().collect() };
    let more = shown.len().saturating_sub(MONTHS_MAX);
    let counted = |first: Date| {
        let known = record.months.iter().find(|month| month.first == first);
        known.cloned().unwrap_or(Month { first, due: 0, stated: 0, proved: 0, in_time: 0, receipts: 0 })
    };
    (shown.into_iter().take(MONTHS_MAX).map(counted).collect(), more)
}

/// The first day of the next month; nothing beyond the calendar.
fn next(first: Date) -> Option<Date> {
    first.checked_add(jiff::Span::new().months(1)).ok()
}

/// The epochs of which a finding speaks, and what it makes of them. What it says of an opening is no matter of the epochs that it sums up.
fn of_epochs(finding: &Finding) -> Option<(Epochs, Mark)> {
    let Fact::Record(fact) = &finding.fact else { return None };
    match fact {
        RecordFact::EpochLate { epochs, provided: Some(_), .. } => Some((*epochs, Mark::Late)),
        RecordFact::EpochMissing { epochs, .. } | RecordFact::EpochLate { epochs, provided: None, .. } => {
            Some((*epochs, Mark::Missing))
        }
        RecordFact::OpeningNotDue { .. } => None,
        _ if fact.clause().is_some() || finding.severity != Severity::Contradiction => None,
        _ => Some((Epochs::one(fact.epoch()?), Mark::Contradicted)),
    }
}

fn row(
    month: Month,
    findings: &[&Finding],
    spoken: &[(Epochs, Mark)],
    moves: &[(Date, Move)],
    instrument: &Instrument,
) -> Row {
    let end = next(month.first).unwrap_or(Date::MAX);
    let days = findings.iter().filter_map(|finding| Some((finding.date?, finding.severity)));
    let mut found: Vec<_> = days.filter(|(day, _)| (month.first..end).contains(day)).collect();
    found.sort_unstable();
    let sound = if month.proved > 0 { Mark::Proved } else { Mark::Stated };
    let counted = month.due.max(month.stated);
    let numbers = first_epoch(instrument, month.first)..first_epoch(instrument, end);
    let marked = |(place, epoch): (u32, u32)| {
        let gravest =
            spoken.iter().filter(|(of, _)| (of.first..=of.last).contains(&epoch)).map(|(_, mark)| *mark).max();
        let mark = gravest.or_else(|| (place < counted).then_some(sound))?;
        Some((instrument.epoch_day(epoch)?, mark))
    };
    let epochs = (0..).zip(numbers).filter_map(marked).collect();
    let moves = moves.iter().filter(|(day, _)| (month.first..end).contains(day)).copied().collect();
    Row { month, epochs, found, moves }
}

/// The first epoch that does not end before a day. Days of epochs only go forward, so it is found by halving.
fn first_epoch(instrument: &Instrument, day: Date) -> u32 {
    let (mut before, mut at) = (0, u32::MAX);
    while before < at {
        let middle = before + (at - before) / 2;
        match instrument.epoch_day(middle) {
            Some(ends) if ends < day => before = middle + 1,
            _ => at = middle,
        }
    }
    before
}

impl Course<'_> {
    /// The months added up: due, stated, proved, in time, receipts.
    pub(crate) fn sums(&self) -> [(&'static str, u64); 5] {
        let sum = |of: fn(&Month) -> u32| self.rows.iter().map(|row| u64::from(of(&row.month))).sum();
        [
            ("due", sum(|month| month.due)),
            ("stated", sum(|month| month.stated)),
            ("proved", sum(|month| month.proved)),
            ("in-time", sum(|month| month.in_time)),
            ("receipts", sum(|month| month.receipts)),
        ]
    }

    /// The marks of its epochs, each with how many there are; none that does not occur.
    pub(crate) fn marks(&self) -> BTreeMap<Mark, u64> {
        let mut marks = BTreeMap::new();
        self.rows.iter().flat_map(|row| &row.epochs).for_each(|(_, mark)| *marks.entry(*mark).or_default() += 1);
        marks
    }

    /// How many steps of inspections and of clarifications stand in it; nothing where there are none.
    pub(crate) fn moves(&self) -> Option<[u64; 2]> {
        let all: Vec<_> = self.rows.iter().flat_map(|row| &row.moves).map(|(_, kind)| *kind).collect();
        let count = |kind| all.iter().filter(|of| **of == kind).count() as u64;
        (!all.is_empty()).then(|| Move::ALL.map(count))
    }

    /// The severities of its findings on days; none that does not occur.
    pub(crate) fn severities(&self) -> BTreeSet<Severity> {
        self.rows.iter().flat_map(|row| &row.found).map(|(_, severity)| *severity).collect()
    }
}

impl Row {
    /// What was found, by severity, the gravest first.
    pub(crate) fn tally(&self) -> BTreeMap<Severity, u64> {
        let mut tally = BTreeMap::new();
        self.found.iter().for_each(|(_, severity)| *tally.entry(*severity).or_default() += 1);
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{self, date};

    fn month(first: Date) -> Month {
        Month { first, due: 0, stated: 1, proved: 0, in_time: 0, receipts: 0 }
    }

    #[test]
    fn each_epoch_has_its_day_and_the_gravest_of_its_marks() {
        let (assessment, instrument) = (fixture::of_records(), fixture::instrument());
        let courses = courses(&assessment, &instrument);
        assert_eq!(courses.iter().map(|course| course.party.as_str()).collect::<Vec<_>>(), ["US", "RU"]);
        let row = &courses[0].rows[0];
        assert_eq!(row.epochs.len(), 28);
        let marks =
            |of: Mark| row.epochs.iter().filter(|(_, mark)| *mark == of).map(|(day, _)| day.day()).collect::<Vec<_>>();
        assert_eq!((marks(Mark::Late), marks(Mark::Contradicted)), (vec![6], vec![21]));
        assert_eq!(marks(Mark::Missing), [26, 27, 28]);
        assert_eq!(marks(Mark::Proved).len(), 23);
        assert_eq!(courses[0].marks().values().sum::<u64>(), 28);
    }

    #[test]
    fn findings_stand_on_their_days_and_those_without_one_are_counted() {
        let (assessment, instrument) = (fixture::of_records(), fixture::instrument());
        let course = &courses(&assessment, &instrument)[0];
        let found: Vec<_> = course.rows[0].found.iter().map(|(day, severity)| (day.day(), *severity)).collect();
        use Severity::{Contradiction, Late, Question};
        assert_eq!(found, [(6, Late), (21, Contradiction), (26, Late), (26, Question)]);
        assert_eq!(course.rows[0].tally(), [(Contradiction, 1), (Late, 2), (Question, 1)].into());
        assert_eq!(course.elsewhere, 1);
    }

    #[test]
    fn an_epoch_that_is_both_missing_and_contradicted_is_contradicted() {
        let (mut assessment, instrument) = (fixture::of_records(), fixture::instrument());
        let both = RecordFact::CountsUnproved { epoch: 26 };
        assessment.findings.push(Finding { fact: Fact::Record(both), ..assessment.findings[0].clone() });
        let course = &courses(&assessment, &instrument)[0];
        assert_eq!(course.rows[0].epochs[26], (date(2027, 2, 27), Mark::Contradicted));
    }

    #[test]
    fn what_is_found_of_an_opening_marks_no_epoch() {
        let (mut assessment, instrument) = (fixture::of_records(), fixture::instrument());
        let epochs = Epochs { first: 1, last: 19 };
        let sum =
            RecordFact::SumDiffers { opening: fixture::id("totals"), epochs, class: fixture::id("warhead"), sum: 1 };
        for fact in [sum, RecordFact::OpeningNotDue { opening: 0, epochs }] {
            assessment.findings.push(Finding { fact: Fact::Record(fact), ..assessment.findings[0].clone() });
        }
        assert_eq!(courses(&assessment, &instrument)[0].marks()[&Mark::Contradicted], 1);
    }

    #[test]
    fn epochs_in_clear_numbers_are_stated_and_not_proved() {
        let (mut assessment, instrument) = (fixture::of_records(), fixture::instrument());
        assessment.findings.clear();
        assessment.records[1].months[0].proved = 0;
        assert_eq!(courses(&assessment, &instrument)[0].marks(), [(Mark::Stated, 28)].into());
    }

    #[test]
    fn months_between_are_shown_and_far_ones_are_not_filled_in() {
        let (mut assessment, instrument) = (fixture::of_records(), fixture::instrument());
        let firsts = |assessment: &Assessment| {
            let courses = courses(assessment, &instrument);
            (courses[1].rows.iter().map(|row| row.month.first).collect::<Vec<_>>(), courses[1].more)
        };
        assessment.records[0].months = vec![month(date(2027, 2, 1)), month(date(2027, 5, 1))];
        assert_eq!(firsts(&assessment).0, [2, 3, 4, 5].map(|month| date(2027, month, 1)));
        let without_epochs = |first| Month { due: 0, stated: 0, ..month(first) };
        assessment.records[0].months = vec![without_epochs(date(2027, 2, 1)), without_epochs(date(2027, 5, 1))];
        assert_eq!(firsts(&assessment).0, [2, 5].map(|month| date(2027, month, 1)));
        assessment.records[0].months = vec![month(date(2027, 2, 1)), month(date(9999, 12, 1))];
        assert_eq!(firsts(&assessment), (vec![date(2027, 2, 1), date(9999, 12, 1)], 0));
    }

    #[test]
    fn no_more_months_than_the_limit_are_shown_and_the_others_are_counted() {
        let (mut assessment, instrument) = (fixture::of_records(), fixture::instrument());
        let every =
            |count: usize| std::iter::successors(Some(date(2027, 2, 1)), |month| next(*month)).take(count).map(month);
        assessment.records[0].months = every(MONTHS_MAX).collect();
        let shown = |assessment: &Assessment| {
            let courses = courses(assessment, &instrument);
            (courses[1].rows.len(), courses[1].more)
        };
        assert_eq!(shown(&assessment), (MONTHS_MAX, 0));
        assessment.records[0].months = every(MONTHS_MAX + 1).collect();
        assert_eq!(shown(&assessment), (MONTHS_MAX, 1));
    }

    #[test]
    fn an_instrument_without_records_has_months_without_epochs() {
        let none = treaty::parse(include_bytes!("../tests/small.toml"), None);
        let none = none.unwrap_or_else(|problems| panic!("{problems:#?}")).instrument;
        let assessment = fixture::of_records();
        let courses = courses(&assessment, &none);
        assert!(courses.iter().all(|course| course.rows.iter().all(|row| row.epochs.is_empty())));
    }
}
