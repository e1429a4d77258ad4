//! Two proposals side by side: what each asks, and what each would let the other side know.
// rule: readers

use crate::instrument::{Article, Clause, Instrument, Kind, Reader, Rule};
use crate::measure::Measure;
use crate::text::Id;
use std::collections::BTreeSet;

/// Two instruments, compared.
#[derive(Clone, Debug)]
pub struct Diff<'a> {
    /// The first.
    pub left: &'a Instrument,
    /// The second.
    pub right: &'a Instrument,
    /// What differs, in the order of kinds.
    pub rows: Vec<Row<'a>>,
    /// How many clauses and articles are the same in both.
    pub same: usize,
    /// The measures of either, with who has them.
    pub knows: Vec<(Measure, bool, bool)>,
    /// The kinds of statement that either lets somebody read, where they differ.
    pub reads: Vec<(Id, Option<&'a Reader>, Option<&'a Reader>)>,
}

/// What one side has and the other has not, or has otherwise.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// An article.
    Article(Option<&'a Article>, Option<&'a Article>),
    /// A clause.
    Clause(Option<&'a Clause>, Option<&'a Clause>),
}

/// Compares two instruments.
pub fn diff<'a>(left: &'a Instrument, right: &'a Instrument) -> Diff<'a> {
    let mut rows = Vec::new();
    let mut same = 0;
    let numbers = left.articles.iter().chain(&right.articles).map(|article| &article.number);
    for number in in_order(numbers) {
        // articles of the same number in two offers need not be about the same matter: they are the same only word for word
        match (left.article(number), right.article(number)) {
            (Some(a), Some(b)) if a.text == b.text && a.status == b.status => same += 1,
            (a, b) => rows.push(Row::Article(a, b)),
        }
    }
    for kind in Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Measure | Kind::Reader)) {
        for id in in_order(left.of(*kind).chain(right.of(*kind)).map(|clause| &clause.id)) {
            match (last(left, *kind, id), last(right, *kind, id)) {
                (Some(a), Some(b)) if a.rule == b.rule && a.status == b.status => same += 1,
                (a, b) => rows.push(Row::Clause(a, b)),
            }
        }
    }
    let has = |side: &Instrument, measure| side.measures().iter().any(|(_, other)| *other == measure);
    let all = Measure::WORDS.into_iter().map(|(_, measure)| (measure, has(left, measure), has(right, measure)));
    let knows = all.filter(|(_, a, b)| *a || *b).collect();
    let readers = in_order(left.of(Kind::Reader).chain(right.of(Kind::Reader)).map(|clause| &clause.id));
    let reads = readers.into_iter().map(|id| (id.clone(), reader(left, id), reader(right, id)));
    let reads = reads.filter(|(_, a, b)| a.map(|a| a.readers) != b.map(|b| b.readers)).collect();
    Diff { left, right, rows, same, knows, reads }
}

/// The clause that counts: an offer's own term stands behind that of its base.
fn last<'a>(side: &'a Instrument, kind: Kind, id: &Id) -> Option<&'a Clause> {
    side.of(kind).filter(|clause| clause.id == *id).last()
}

fn reader<'a>(side: &'a Instrument, id: &Id) -> Option<&'a Reader> {
    match &side.clause(Kind::Reader, id)?.rule {
        Rule::Reader(reader) => Some(reader),
        _ => None,
    }
}

/// Each name once, in the order in which it first appears.
fn in_order<'a, T: Ord>(names: impl Iterator<Item = &'a T>) -> Vec<&'a T> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(*name)).collect()
}
