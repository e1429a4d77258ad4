//! Custody seals: each number once, each break announced, and what was opened sealed again, each by its clock.
//!
//! What an owner says against its own earlier statements is a contradiction. What the two sides see differently is a discrepancy: that a seal was
//! found broken is its owner's word, and that nothing is closed any more says nothing of what was done behind it.
// rule: seals

use super::Docket;
use crate::assessment::{ClosedTime, Continuity, Finding, RecordFact, SealFact, SealOf, Severity, StatementAt};
use crate::records::book::{Book, finding};
use crate::records::times;
use log::Timestamp;
use record::custody::{Custody, Odd, Said, Seal, follow};
use record::layout::Ground;
use record::statement::{BreakReason, SealAct, SealDeed, SealStatement, StepHash};
use record::{Author, Kind, Side};
use std::collections::BTreeMap;
use treaty::instrument::{Clause, Seals};
use treaty::{Date, Id, Instrument, PartyCode};

/// Judges all custody seals; the times over which each thing was closed.
pub(super) fn judge(docket: &Docket<'_>, findings: &mut Vec<Finding>) -> Vec<Continuity> {
    let said = said(docket.held.iter().map(|(author, held)| (author, &held.book)));
    let Some((clause, rule)) = docket.treaty.seals() else {
        findings.extend(said.iter().map(|said| out_of_place(said, NO_SEALS.to_owned(), true)));
        return Vec::new();
    };
    let requests = requests(docket);
    let mut fit = Vec::new();
    for said in said {
        let never = never(docket.treaty, docket.tolerance(), &said).map(|why| out_of_place(&said, why, true));
        let lacks = || Some(misplaced(docket, &requests, &said)?.map(|why| out_of_place(&said, why, false)));
        match never.map(Some).or_else(lacks) {
            Some(told) => findings.extend(told),
            None => fit.push(said),
        }
    }
    let custody = follow(&fit, docket.tolerance());
    let seals = Judging { docket, clause, rule, custody: &custody };
    findings.extend(custody.odd.iter().filter_map(|(said, odd)| seals.odd(said, *odd)));
    for seal in &custody.seals {
        seals.allowed(seal, findings);
        seals.broken(seal, findings);
        seals.sealed_again(seal, findings);
    }
    continuity(docket, &custody)
}

/// What these books show of seals by themselves: statements that nobody could make, and what an owner says of a seal that it had taken off, or found
/// broken, by its own earlier word.
pub(in crate::records) fn shown(treaty: &Instrument, tolerance: u64, books: &BTreeMap<Author, Book>) -> Vec<Finding> {
    let said = said(books.iter());
    if treaty.seals().is_none() {
        return said.iter().map(|said| out_of_place(said, NO_SEALS.to_owned(), true)).collect();
    }
    let (mut fit, mut findings) = (Vec::new(), Vec::new());
    for said in said {
        match never(treaty, tolerance, &said) {
            Some(why) => findings.push(out_of_place(&said, why, true)),
            None => fit.push(said),
        }
    }
    let custody = follow(&fit, tolerance);
    let gone = custody.odd.iter().filter_map(|(said, odd)| match odd {
        Odd::Gone(before) => Some((said, &custody.seals[*before])),
        _ => None,
    });
    findings.extend(gone.map(|(said, seal)| {
        let host =
            books.get(&Author::Party(seal.host().clone())).and_then(|book| book.chain.as_ref()?.ground().cloned());
        let ground = host.or_else(|| Ground::of(treaty, seal.host()).ok());
        tell(alias(ground.as_ref(), said.statement), said, not_held(said, true), since_gone(said, seal))
    }));
    findings
}

const NO_SEALS: &str = "the instrument has no agreed [seals]";

/// The day of the first and the last statement with which a party had to do, as owner or as host.
pub(in crate::records) fn days(docket: &Docket<'_>, party: &PartyCode) -> Option<(Date, Date)> {
    let all = said(docket.held.iter().map(|(author, held)| (author, &held.book)))
        .into_iter()
        .map(|said| (said.statement, times::day_of(said.dated)));
    let own = all.filter(|(of, _)| [&of.owner, &of.host].contains(&party)).map(|(_, day)| (day, day));
    own.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}

/// Whether anything was said of a seal.
pub(in crate::records) fn any(docket: &Docket<'_>) -> bool {
    docket.held.values().any(|held| !held.book.seals.is_empty())
}

fn said<'a>(books: impl Iterator<Item = (&'a Author, &'a Book)>) -> Vec<Said<'a>> {
    let of_record = books.flat_map(|(author, book)| {
        book.seals.iter().map(move |at| Said { author, leaf: at.index, dated: at.dated, statement: &at.step })
    });
    of_record.collect()
}

fn out_of_place(said: &Said<'_>, why: String, alone: bool) -> Finding {
    let fact = RecordFact::OutOfPlace { kind: Kind::Seal.word(), why, alone };
    finding(Severity::Contradiction, said.author, None, fact, [said.leaf])
}

/// Why nobody could make a statement there, whatever else was stated.
fn never(treaty: &Instrument, tolerance: u64, said: &Said<'_>) -> Option<String> {
    let of = said.statement;
    let party = |code: &PartyCode| treaty.party(code).is_some();
    if said.author.party() != Some(of.author()) {
        let side = if of.deed.act() == SealAct::Broken { "the host of a seal" } else { "the owner of a seal" };
        return Some(format!("only {side}, {}, states this of it", of.author()));
    }
    if !party(&of.owner) || !party(&of.host) {
        return Some("a seal is one party's on what belongs to another".to_owned());
    }
    let announced = matches!(of.deed, SealDeed::Broken(_));
    let ahead = !announced && of.at.seconds() > said.dated.seconds() + tolerance;
    ahead.then(|| format!("it tells of second {}, which was still to come", of.at.seconds()))
}

/// Why it names a place or an inspection that there is not; nothing inside where only what a record lacks could show it.
fn misplaced(docket: &Docket<'_>, requests: &Requests<'_>, said: &Said<'_>) -> Option<Option<String>> {
    let of = said.statement;
    if docket.ground(&of.host).is_some() && site(docket, of).is_none() {
        let why = format!("{} has no site {}", of.host, of.site.0);
        return Some(docket.holds_whole(&of.host).then_some(why));
    }
    let request = of.inspection?;
    let sides = [&of.owner, &of.host];
    let known = requests.get(&request).is_some_and(|of| of.iter().all(|side| sides.contains(side)));
    let why = || format!("{request} is no request of an inspection between {} and {}", of.owner, of.host);
    (!known).then(|| docket.holds_both(sides).then(why))
}

/// The two sides of each inspection, by its request.
type Requests<'a> = BTreeMap<StepHash, [&'a PartyCode; 2]>;

fn requests<'a>(docket: &Docket<'a>) -> Requests<'a> {
    let sides =
        |visit: &'a super::visits::Followed| [Side::Inspector, Side::Host].map(|side| visit.progress.party(side));
    docket.visits.iter().map(|visit| (visit.progress.id(), sides(visit))).collect()
}

fn site(docket: &Docket<'_>, of: &SealStatement) -> Option<Id> {
    alias(docket.ground(&of.host), of)
}

fn alias(host: Option<&Ground>, of: &SealStatement) -> Option<Id> {
    host?.sites().get(usize::from(of.site.0)).map(|site| site.alias.clone())
}

/// Something was said of a seal that was not there, or is no more.
fn not_held(said: &Said<'_>, gone: bool) -> (Severity, SealFact) {
    (Severity::Contradiction, SealFact::NotHeld { act: said.statement.deed.act(), gone })
}

/// That it was gone by then, its owner's own statements show: the one that put it on, the one that ended it, and the one made of it since.
fn since_gone<'a>(said: &Said<'a>, seal: &Seal<'a>) -> Vec<Said<'a>> {
    [seal.applied].into_iter().chain(seal.ended).chain([*said]).collect()
}

/// The rules, on the day of the audit.
struct Judging<'a> {
    docket: &'a Docket<'a>,
    clause: &'a Clause,
    rule: &'a Seals,
    custody: &'a Custody<'a>,
}

impl Judging<'_> {
    /// What does not fit what the owner stated before. Of what rests on a missing statement nothing is said where that may stand in what a copy lacks.
    fn odd(&self, said: &Said<'_>, odd: Odd) -> Option<Finding> {
        let (rests_on_absence, (severity, fact), before) = match odd {
            Odd::Twice(before) => (false, (Severity::Discrepancy, SealFact::NumberTwice), Some(before)),
            Odd::Never => (true, not_held(said, false), None),
            Odd::Gone(before) => {
                let seal = &self.custody.seals[before];
                let mut told =
                    tell(site(self.docket, said.statement), said, not_held(said, true), since_gone(said, seal));
                let host = Author::Party(seal.host().clone());
                let acts =
                    self.docket.held.get(&host).into_iter().flat_map(|held| held.book.acts_that_open(seal.site().0));
                told.statements.extend(acts.map(|index| StatementAt::Leaf { record: host.clone(), index }));
                return Some(told);
            }
            Odd::NotInPlace => (true, (Severity::Contradiction, SealFact::NotInPlace), None),
        };
        let [owner, host] = [&said.statement.owner, &said.statement.host];
        let applied = before.map(|before| self.custody.seals[before].applied);
        let shown = !rests_on_absence || self.docket.holds_both([owner, host]);
        shown.then(|| self.tell(said, (severity, fact), [Some(*said), applied]))
    }

    /// The text says on what, and at which kinds of facility.
    fn allowed(&self, seal: &Seal<'_>, findings: &mut Vec<Finding>) {
        let of = seal.applied.statement;
        let sites = self.docket.ground(&of.host).map(|ground| ground.sites()).unwrap_or_default();
        let facility = sites.get(usize::from(of.site.0)).map(|site| &site.facility);
        let there = facility.is_none_or(|facility| self.rule.at.contains(facility));
        if !self.rule.on.contains(&seal.on) || !there {
            let severity = self.docket.broken(self.clause, times::day_of(of.at));
            findings.push(self.tell(
                &seal.applied,
                (severity, SealFact::NotAllowed { on: seal.on }),
                [Some(seal.applied), None],
            ));
        }
    }

    /// A host that breaks a seal says so: before, or in an emergency soon after.
    fn broken(&self, seal: &Seal<'_>, findings: &mut Vec<Finding>) {
        if let Some(said) = seal.broken {
            let at = said.statement.at.seconds();
            let due = match said.statement.deed {
                SealDeed::Broken(BreakReason::Maintenance) => at.saturating_sub(self.rule.notice.seconds()),
                _ => at + self.rule.emergency.seconds(),
            };
            findings.extend(self.late(said.dated, due).map(|minutes| {
                self.tell(&said, (Severity::Late, SealFact::NoticeLate { minutes }), [Some(said), None])
            }));
            return;
        }
        let found = seal.ended.filter(|said| said.statement.deed == SealDeed::Found);
        // in an emergency the host may still say it
        let window = |said: &Said<'_>| {
            let until = said.statement.at.seconds() + self.rule.emergency.seconds();
            Timestamp::new(until).map_or(self.docket.as_of, times::day_of)
        };
        let over = |said: &Said<'_>| self.docket.is_over(window(said)) && self.docket.holds_whole(seal.host());
        findings.extend(found.filter(over).map(|said| {
            self.tell(&said, (Severity::Discrepancy, SealFact::FoundBroken), [Some(seal.applied), Some(said)])
        }));
    }

    /// What was broken or taken off is sealed again within its time.
    fn sealed_again(&self, seal: &Seal<'_>, findings: &mut Vec<Finding>) {
        let Some(gone) = seal.gone() else { return };
        let ended = [seal.ended, seal.broken].into_iter().flatten().min_by_key(|said| said.statement.at);
        let due = gone.seconds() + self.rule.reseal.seconds();
        if let Some(next) = seal.next.map(|next| &self.custody.seals[next]) {
            let late = self.late(next.applied.statement.at, due);
            findings.extend(late.map(|minutes| {
                let told = (Severity::Late, SealFact::ResealedLate { minutes });
                self.tell(&seal.applied, told, [ended, Some(next.applied)])
            }));
            return;
        }
        let due = Timestamp::new(due).map_or(Date::MAX, times::day_of);
        if self.docket.is_over(due) && self.docket.holds_both([seal.owner(), seal.host()]) {
            let told = (Severity::Discrepancy, SealFact::Open { due });
            findings.push(self.tell(&seal.applied, told, [Some(seal.applied), ended]));
        }
    }

    /// By how many minutes something comes after its time.
    fn late(&self, at: Timestamp, due: u64) -> Option<u64> {
        let late = at.seconds().saturating_sub(due + self.docket.tolerance());
        (late > 0).then(|| late.div_ceil(60))
    }

    fn tell(&self, said: &Said<'_>, told: (Severity, SealFact), shown: [Option<Said<'_>>; 2]) -> Finding {
        tell(site(self.docket, said.statement), said, told, shown.into_iter().flatten().collect())
    }
}

/// A finding about a seal at a site, shown by these statements.
fn tell(site: Option<Id>, said: &Said<'_>, (severity, fact): (Severity, SealFact), shown: Vec<Said<'_>>) -> Finding {
    let of = said.statement;
    let (owner, host, number) = (of.owner.clone(), of.host.clone(), of.number.to_string());
    let seal = SealOf { owner, host, site, number };
    let day = times::day_of(shown.iter().map(|said| said.statement.at).max().unwrap_or(of.at));
    let author = Author::Party(seal.party(&fact).clone());
    let mut told = finding(severity, &author, Some(day), RecordFact::Seal { seal, fact }, []);
    let leaf = |said: &Said<'_>| StatementAt::Leaf { record: said.author.clone(), index: said.leaf };
    told.statements = shown.iter().map(leaf).collect();
    told
}

fn continuity(docket: &Docket<'_>, custody: &Custody<'_>) -> Vec<Continuity> {
    let thing = |(first, times): (&Seal<'_>, Vec<record::custody::Unbroken<'_>>)| {
        let time = |time: record::custody::Unbroken<'_>| ClosedTime {
            from: time.from,
            until: time.until,
            seals: time.seals.iter().map(ToString::to_string).collect(),
            stands: time.stands,
        };
        let (owner, host) = (first.owner().clone(), first.host().clone());
        let site = site(docket, first.applied.statement)?;
        Some(Continuity { owner, host, site, on: first.on, times: times.into_iter().map(time).collect() })
    };
    let mut all: Vec<_> = custody.unbroken(docket.tolerance()).into_iter().filter_map(thing).collect();
    all.sort();
    all
}
