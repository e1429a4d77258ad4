//! Receipts and views: whether others saw the same record, whether they acknowledged it in time, and whose clock ran ahead.

use super::Docket;
use crate::assessment::{Finding, RecordFact, Severity, StatementAt};
use crate::records::book::{Book, Seen, finding};
use crate::records::{Held, View, times};
use log::{Hash, LeafIndex, TreeSize, VerifierKey};
use record::statement::ED25519;
use record::{Author, KeyId, KeyRing, Provision};
use std::collections::{BTreeMap, BTreeSet};
use treaty::Date;

/// A checkpoint of a record as another saw it.
#[derive(Clone)]
struct Sight<'a> {
    of: &'a Author,
    size: TreeSize,
    root: Hash,
    by: &'a str,
    /// The receipt that shows it.
    at: Option<StatementAt>,
    /// Whether its key was revoked at a smaller size, and nobody covered it before that was known: a thief may have made it.
    disowned: bool,
    /// Whether the instrument lists its key, and no record brought it.
    listed: bool,
}

/// The records of which others hold more than the copy among the inputs: what it lacks accuses nobody.
pub(super) fn old(held: &BTreeMap<Author, Held>, views: &[View]) -> BTreeSet<Author> {
    let receipts = held.values().flat_map(|held| &held.book.receipts).map(|seen| (&seen.of, seen.size));
    let views = views.iter().map(|view| (&view.of, view.checkpoint.size()));
    let beyond = |of: &Author, size| held.get(of).is_some_and(|held| size > held.reader.checkpoint().size);
    receipts.chain(views).filter(|(of, size)| beyond(of, *size)).map(|(of, _)| of.clone()).collect()
}

/// Compares what others saw with what is held.
pub(super) fn compare(docket: &Docket<'_>, views: &[View], findings: &mut Vec<Finding>) {
    let sights: Vec<_> = docket.held.iter().map(|(by, held)| receipts(docket, by, held)).collect();
    let views: Vec<_> = views.iter().map(|view| vec![of_view(docket, view)]).collect();
    let all = [sights, views].concat();
    all.iter().for_each(|of_one| compare_sights(docket, of_one, findings));
    compare_with_each_other(docket, all.iter().flatten(), findings);
    for (author, held) in docket.held {
        overdue(docket, author, held, findings);
        dated_ahead(docket, author, &held.book, findings);
    }
}

/// What the receipts of one keeper show.
fn receipts<'a>(docket: &Docket<'_>, by: &'a Author, held: &'a Held) -> Vec<Sight<'a>> {
    let sight = |seen: &'a Seen| {
        let at = Some(StatementAt::Leaf { record: by.clone(), index: seen.index });
        let (disowned, listed) =
            (disowned(docket, &seen.of, seen.size, seen.signed_by), is_listed(docket, &seen.of, seen.signed_by));
        Sight { of: &seen.of, size: seen.size, root: seen.root, by: by.as_str(), at, disowned, listed }
    };
    held.book.receipts.iter().map(sight).collect()
}

fn of_view<'a>(docket: &Docket<'_>, view: &'a View) -> Sight<'a> {
    let (size, root) = (view.checkpoint.size(), view.checkpoint.root());
    let key = KeyId::of(ED25519, view.checkpoint.key().public());
    let (disowned, listed) = (disowned(docket, &view.of, size, key), is_listed(docket, &view.of, key));
    Sight { of: &view.of, size, root, by: &view.name, at: None, disowned, listed }
}

fn is_listed(docket: &Docket<'_>, of: &Author, key: KeyId) -> bool {
    listed(docket, of).iter().any(|listed| KeyId::of(ED25519, listed.public()) == key)
}

/// The keys that the instrument lists for the checkpoints of a record.
fn listed(docket: &Docket<'_>, of: &Author) -> Vec<VerifierKey> {
    docket.rings.ring(of).map(KeyRing::listed_log_keys).unwrap_or_default()
}

fn disowned(docket: &Docket<'_>, of: &Author, size: TreeSize, signed_by: KeyId) -> bool {
    let signs = |ring: &KeyRing| ring.log_keys(size).iter().any(|key| KeyId::of(ED25519, key.public()) == signed_by);
    docket.rings.ring(of).is_some_and(|ring| !signs(ring))
}

/// Of the same record each sight must be an earlier state. One that differs first, and one that is largest, stand for all of one keeper's; what
/// a thief may have made stands for none that its author made.
fn compare_sights(docket: &Docket<'_>, sights: &[Sight<'_>], findings: &mut Vec<Finding>) {
    let (mut forked, mut beyond) = (BTreeMap::<_, &Sight<'_>>::new(), BTreeMap::new());
    for sight in sights {
        match docket.held.get(sight.of).map(|held| held.reader.root_at(sight.size)) {
            Some(Some(own)) if own != sight.root => {
                let told = forked.entry(sight.of).or_insert(sight);
                if told.disowned && !sight.disowned {
                    *told = sight;
                }
            }
            Some(None) => drop(beyond.insert(sight.of, sight)),
            // the same root is a smaller, consistent checkpoint: stale, not a lie
            _ => {}
        }
    }
    findings.extend(forked.into_values().map(|sight| equivocation(docket, sight, None)));
    findings.extend(beyond.into_iter().filter_map(|(of, sight)| {
        let held = docket.held.get(of)?.reader.checkpoint().size.get();
        let fact = RecordFact::CopyIsOld { held, seen: sight.size.get(), seen_by: sight.by.to_owned() };
        Some(of_sights(Severity::Question, &[sight], fact))
    }));
}

/// Heads beyond what is held have nothing to be compared with but each other: two of one size with two roots are two versions.
fn compare_with_each_other<'a>(
    docket: &Docket<'_>,
    sights: impl Iterator<Item = &'a Sight<'a>>,
    findings: &mut Vec<Finding>,
) {
    let mut heads: BTreeMap<_, Vec<&Sight<'_>>> = BTreeMap::new();
    let is_beyond =
        |sight: &&Sight<'_>| docket.held.get(sight.of).is_none_or(|held| sight.size > held.reader.checkpoint().size);
    for sight in sights.filter(is_beyond) {
        heads.entry((sight.of, sight.size)).or_default().push(sight);
    }
    for mut versions in heads.into_values() {
        // those that their author made come first
        versions.sort_by_key(|sight| sight.disowned);
        if let Some(other) = versions.iter().find(|other| other.root != versions[0].root) {
            findings.push(equivocation(docket, versions[0], Some(other)));
        }
    }
}

/// Two versions of a record, of which others saw one or both: a contradiction where its author made what they saw, and a question where a thief
/// may have.
fn equivocation(docket: &Docket<'_>, seen: &Sight<'_>, against: Option<&Sight<'_>>) -> Finding {
    let sights: Vec<_> = [seen].into_iter().chain(against).collect();
    let disowned = sights.iter().any(|sight| sight.disowned);
    let severity = if disowned { Severity::Question } else { Severity::Contradiction };
    let is_own_listed =
        || docket.held.get(seen.of).is_some_and(|held| held.reader.verify(&listed(docket, seen.of)).is_ok());
    let listed = seen.listed && against.map_or_else(is_own_listed, |other| other.listed);
    let (size, seen_by, against) = (seen.size.get(), seen.by.to_owned(), against.map(|sight| sight.by.to_owned()));
    let fact = RecordFact::Equivocation { size, seen_by, against, disowned, listed };
    of_sights(severity, &sights, fact)
}

fn of_sights(severity: Severity, sights: &[&Sight<'_>], fact: RecordFact) -> Finding {
    let statements = sights.iter().filter_map(|sight| sight.at.clone()).collect();
    Finding { statements, ..finding(severity, sights[0].of, None, fact, []) }
}

/// Whether the other parties acknowledged this party's statements in time, counted from when the witnesses had them. A party's own date starts
/// no clock, and receipts alone start no duty. Of an old copy nobody can say what it lacks.
fn overdue(docket: &Docket<'_>, author: &Author, held: &Held, findings: &mut Vec<Finding>) {
    let Some(provision) = docket.provisions.get(author).filter(|_| author.party().is_some()) else { return };
    let receivers = docket.held.keys().filter(|other| *other != author && other.party().is_some());
    for receiver in receivers.filter(|receiver| !docket.old.contains(receiver)) {
        let late = |index: &u64| overdue_on(docket, provision, receiver, *index).map(|due| (*index, due));
        let overdue: Vec<_> = held.book.told.iter().filter_map(late).collect();
        let Some((first, due)) = overdue.first().copied() else { continue };
        let fact = RecordFact::ReceiptOverdue { of: author.clone(), statements: overdue.len() as u64, due };
        let shown = StatementAt::Leaf { record: author.clone(), index: first };
        let statements = vec![shown];
        findings.push(Finding { statements, ..finding(Severity::Late, receiver, Some(due), fact, []) });
    }
}

/// The day on which a receipt of this statement was due, if it came later or not at all.
fn overdue_on(docket: &Docket<'_>, provision: &Provision, receiver: &Author, index: u64) -> Option<Date> {
    let leaf = LeafIndex::new(index)?;
    let known = times::day_of_deadline(provision.by_witnesses(leaf)?);
    let due = docket.rule.receipt_due.after(known).ok()?;
    let in_time = provision.received_by(receiver, leaf).is_some_and(|time| times::day_of_deadline(time) <= due);
    (!in_time && docket.is_over(due)).then_some(due)
}

/// Statements that claim a time at which others already held them: by more than two clocks may differ, one of the two is wrong. A clock that runs
/// ahead is asked about again only where it says a later time than it was asked about.
fn dated_ahead(docket: &Docket<'_>, author: &Author, book: &Book, findings: &mut Vec<Finding>) {
    let counting = book.receipts.iter().filter(|seen| seen.counts);
    let cosigned: BTreeMap<_, _> = counting.map(|seen| (seen.index, seen.time)).collect();
    let mut asked = None;
    for (index, dated) in &book.dated {
        let Some(held) = docket.provided(author, *index) else { continue };
        let claimed = cosigned.get(index).map_or(*dated, |time| *dated.max(time));
        let ahead = claimed.seconds().saturating_sub(held.seconds());
        if ahead > docket.tolerance() && Some(claimed) > asked {
            let fact = RecordFact::DatedAhead { seconds: ahead };
            findings.push(finding(Severity::Question, author, Some(times::day_of(held)), fact, [*index]));
            asked = Some(claimed);
        }
    }
}
