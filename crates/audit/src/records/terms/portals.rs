//! Portals: what the host declared held against what the monitors saw, each against its clock, and all that crossed against the ledger's opened sums.
//!
//! A declaration and a verdict are two parties' words. What both say alike is taken as it is said; where they differ both are kept. The sums are
//! the monitors': a crossing on which they gave no verdict counts as declared, for what they did not look at is held against nobody.
// rule: portal

mod sums;

use super::Docket;
use crate::assessment::{Epochs, Finding, GateFact, GateOf, RecordFact, Severity, StatementAt};
use crate::records::book::{Book, finding};
use crate::records::gates::{Gates, Misplaced, Passage, Plant, Seen, watched};
use crate::records::times;
use log::Timestamp;
use record::statement::{Gate, Verdict};
use record::{Author, Kind};
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::FacilitySort;
use treaty::measure::Measure;
use treaty::{Date, PartyCode};

/// Judges all that crossed, and says which measures the records have shown something of, for every party.
pub(super) fn judge(docket: &Docket<'_>, findings: &mut Vec<Finding>) -> BTreeSet<Measure> {
    out_of_place(docket, findings);
    let books = docket.held.iter().map(|(author, held)| (author, &held.book)).collect();
    findings.extend(twice(docket.gates, &books));
    left_out(docket, findings);
    for passage in &docket.gates.passages {
        let mut told = Vec::new();
        declaration(docket, passage, &mut told);
        for monitors in monitors(docket, passage.host) {
            verdict(docket, passage, monitors, &mut told);
        }
        findings
            .extend(told.into_iter().map(|(severity, monitors, fact)| tell(docket, passage, monitors, severity, fact)));
    }
    canisters(docket, findings);
    let added_up = sums::judge(docket, findings);
    shown(docket, &added_up)
}

/// A finding, whose monitors it concerns if any, with the severity of an obligation that was not met where it has none of its own.
type Told<'a> = (Option<Severity>, Option<&'a PartyCode>, GateFact);

/// All parties but the host: each has its monitors.
fn monitors<'a>(docket: &Docket<'a>, host: &'a PartyCode) -> impl Iterator<Item = &'a PartyCode> {
    docket.treaty.parties.iter().map(|party| &party.code).filter(move |code| *code != host)
}

fn out_of_place(docket: &Docket<'_>, findings: &mut Vec<Finding>) {
    for misplaced in &docket.gates.misplaced {
        if misplaced.lacks.as_ref().is_none_or(|of| docket.holds_whole(of)) {
            findings.push(misplaced_at(misplaced));
        }
    }
}

/// A statement where none may be.
pub(in crate::records) fn misplaced_at(misplaced: &Misplaced) -> Finding {
    // that a verdict is on nobody's plant shows in it; where plants are, acts say
    let alone = misplaced.kind == Kind::Verdict && misplaced.lacks.is_none();
    let fact = RecordFact::OutOfPlace { kind: misplaced.kind.word(), why: misplaced.why.clone(), alone };
    finding(Severity::Contradiction, &misplaced.author, None, fact, [misplaced.index])
}

/// The crossings whose numbers came before, and the verdicts on what had one of the same party already, as the statements show that these findings name.
pub(in crate::records) fn twice(gates: &Gates<'_>, books: &BTreeMap<&Author, &Book>) -> Vec<Finding> {
    let contradicts = |passage: &Passage<'_>, monitors: Option<&PartyCode>, fact, more: Option<StatementAt>| {
        let mut all = statements(passage, monitors);
        let host = Author::Party(passage.host.clone());
        let site = gate(passage).map_or(0, |gate| gate.site.0);
        let acts = books.get(&host).into_iter().flat_map(|book| book.acts_that_open(site));
        all.extend(more.into_iter().chain(acts.map(|act| leaf(passage.host, act))));
        let day = passage.at().map(times::day_of);
        told(Severity::Contradiction, day, name(passage, monitors), fact, all)
    };
    let verdicts = gates.twice.iter().map(|(at, monitors, seen)| {
        let again = Some(of_verdict(monitors, seen));
        contradicts(&gates.passages[*at], Some(monitors), GateFact::VerdictTwice, again)
    });
    let again = |(passage, expected, _): &(&Passage<'_>, u32, Option<u64>)| {
        passage.declared.is_some_and(|declared| declared.crossing.number < *expected)
    };
    let crossings = numbers(gates).into_iter().filter(again).map(|(passage, expected, before)| {
        let before = before.map(|before| leaf(passage.host, before));
        contradicts(passage, None, GateFact::CrossingTwice { expected }, before)
    });
    verdicts.chain(crossings).collect()
}

/// All declared crossings, with the number that was next, and with the declaration after which it was: those of each plant are numbered from 1 without
/// a gap, in the order in which the host logged them.
fn numbers<'a, 'g>(gates: &'g Gates<'a>) -> Vec<(&'g Passage<'a>, u32, Option<u64>)> {
    let mut next: BTreeMap<(&PartyCode, u16), (u32, Option<u64>)> = BTreeMap::new();
    let mut found = Vec::new();
    for passage in &gates.passages {
        let Some(declared) = passage.declared else { continue };
        let number = declared.crossing.number;
        let (expected, before) = next.entry((passage.host, declared.crossing.gate.site.0)).or_insert((1, None));
        found.push((passage, *expected, *before));
        if number >= *expected {
            (*expected, *before) = (number.saturating_add(1), Some(declared.index));
        }
    }
    found
}

fn left_out(docket: &Docket<'_>, findings: &mut Vec<Finding>) {
    findings.extend(numbers(docket.gates).into_iter().filter_map(|(passage, expected, _)| {
        let declared = passage.declared.filter(|declared| declared.crossing.number > expected);
        declared.map(|_| tell(docket, passage, None, None, GateFact::CrossingMissing { expected }))
    }));
}

/// What is the host's alone: whether it declared, and in time.
fn declaration<'a>(docket: &Docket<'_>, passage: &Passage<'a>, told: &mut Vec<Told<'a>>) {
    let Some(declared) = passage.declared else {
        let seen = passage.seen.iter().map(|(monitors, seen)| {
            let (way, seen) = (seen.verdict.gate.way, seen.verdict.seen);
            (None, Some(*monitors), GateFact::CrossingUndeclared { way, seen })
        });
        return told.extend(seen);
    };
    let ahead = passage.plant.portal.declaration.seconds();
    let due = passage.at().map_or(0, |at| at.seconds().saturating_sub(ahead)) + docket.tolerance();
    let late = declared.dated.seconds().saturating_sub(due);
    if late > 0 {
        told.push((Some(Severity::Late), None, GateFact::CrossingLate { minutes: late.div_ceil(60) }));
    }
}

/// What one party's monitors have to do with a crossing, and what they say of it.
fn verdict<'a>(docket: &Docket<'_>, passage: &Passage<'a>, monitors: &'a PartyCode, told: &mut Vec<Told<'a>>) {
    exit(passage, monitors, told);
    let by = Some(monitors);
    let Some(seen) = passage.seen.get(monitors) else {
        return told.extend(missing(docket, passage, monitors).map(|(severity, fact)| (Some(severity), by, fact)));
    };
    let due = due(passage.plant, seen.verdict.at).seconds() + docket.tolerance();
    let late = seen.dated.seconds().saturating_sub(due);
    if late > 0 {
        told.push((Some(Severity::Late), by, GateFact::VerdictLate { minutes: late.div_ceil(60) }));
    }
    let Some(declared) = passage.declared.map(|declared| &declared.crossing) else { return };
    let same = declared.gate == seen.verdict.gate && declared.items == seen.verdict.seen;
    match seen.verdict.verdict {
        Verdict::NotClear => told.push((Some(Severity::Question), by, GateFact::CrossingNotClear)),
        Verdict::AsDeclared if same => {}
        Verdict::AsDeclared | Verdict::Otherwise => {
            let fact = GateFact::CrossingDiffers { declared: declared.items, seen: seen.verdict.seen };
            told.push((Some(Severity::Discrepancy), by, fact));
        }
    }
}

/// Nothing that counts passes another exit than the portal, and no plant has more exits than the instrument lets it have.
fn exit<'a>(passage: &Passage<'a>, monitors: &'a PartyCode, told: &mut Vec<Told<'a>>) {
    let Some(gate) = passage.gate(monitors) else { return };
    let items = passage.items(monitors);
    if !passage.plant.portal.has_exit(gate.exit) || (gate.exit > 0 && items > 0) {
        let most = passage.plant.portal.other_exits_max.value;
        told.push((None, Some(monitors), GateFact::ExitNotAllowed { exit: gate.exit, items, most }));
    }
}

/// A verdict whose time is over, and that stands in no record. What a record lacks may be it.
fn missing(docket: &Docket<'_>, passage: &Passage<'_>, monitors: &PartyCode) -> Option<(Severity, GateFact)> {
    let declared = passage.declared?;
    let due = times::day_of(due(passage.plant, declared.crossing.at));
    if !docket.holds_whole(monitors) || !docket.is_over(due) {
        return None;
    }
    let (severity, grace_over) = docket.not_given(passage.plant.clause, due);
    Some((severity, GateFact::VerdictMissing { due, grace_over }))
}

/// By when a verdict is due on what crosses at a time.
fn due(plant: Plant<'_>, at: Timestamp) -> Timestamp {
    Timestamp::new(at.seconds().saturating_add(plant.portal.verdict.seconds())).unwrap_or(at)
}

/// The canisters that one party's monitors had opened at one plant in one calendar year.
fn canisters(docket: &Docket<'_>, findings: &mut Vec<Finding>) {
    let mut opened: BTreeMap<(&PartyCode, &PartyCode, u16, i16), Vec<&Passage<'_>>> = BTreeMap::new();
    for passage in &docket.gates.passages {
        for (monitors, seen) in passage.seen.iter().filter(|(_, seen)| seen.verdict.opened > 0) {
            let year = times::day_of(seen.verdict.at).year();
            opened.entry((passage.host, *monitors, seen.verdict.gate.site.0, year)).or_default().push(passage);
        }
    }
    for ((_, monitors, _, year), passages) in opened {
        let of_monitors = passages.iter().filter_map(|passage| passage.seen.get(monitors));
        let opened: u64 = of_monitors.map(|seen| u64::from(seen.verdict.opened)).sum();
        let last = passages.last().expect("an entry holds what it was made for");
        let most = last.plant.portal.openings();
        if opened > most.into() {
            let fact = GateFact::CanistersBeyondRight { year, opened, most };
            let mut told = tell(docket, last, Some(monitors), None, fact);
            let seen = passages.iter().filter_map(|passage| passage.seen.get(monitors));
            told.statements = seen.map(|seen| of_verdict(monitors, seen)).collect();
            findings.push(told);
        }
    }
}

/// The measures of which something was shown for every party that has such plants, if any has.
fn shown(docket: &Docket<'_>, added_up: &sums::AddedUp) -> BTreeSet<Measure> {
    let whole = docket.treaty.parties.iter().all(|party| docket.holds_whole(&party.code));
    let of_all = |sort, shown: &dyn Fn(&PartyCode) -> bool| {
        let held = docket.held.iter().filter_map(|(author, held)| Some((author.party()?, held)));
        let watched: Vec<_> =
            held.filter_map(|(party, held)| Some((party, watched(docket.treaty, held, sort)?))).collect();
        whole && !watched.is_empty() && watched.iter().all(|(party, all)| *all && shown(party))
    };
    let crossed = |sort| {
        move |party: &PartyCode| {
            let mut of_party = docket.gates.passages.iter().filter(|passage| passage.host == party);
            of_party.any(|passage| passage.plant.sort == sort && !passage.seen.is_empty())
        }
    };
    let (missiles, warheads) = (FacilitySort::MissilePlant, FacilitySort::WarheadPlant);
    let measures = [
        (Measure::PortalMissilePlants, of_all(missiles, &crossed(missiles))),
        (Measure::PortalWarheadPlants, of_all(warheads, &|party| added_up.out.contains(party))),
        (Measure::DismantlementPortal, of_all(warheads, &|party| added_up.into.contains(party))),
    ];
    measures.into_iter().filter_map(|(measure, shown)| shown.then_some(measure)).collect()
}

fn tell(
    docket: &Docket<'_>,
    passage: &Passage<'_>,
    monitors: Option<&PartyCode>,
    severity: Option<Severity>,
    fact: GateFact,
) -> Finding {
    let day = passage.at().map_or(docket.as_of, times::day_of);
    let severity = severity.unwrap_or_else(|| docket.broken(passage.plant.clause, day));
    told(severity, Some(day), name(passage, monitors), fact, statements(passage, monitors))
}

/// A crossing as findings name it.
fn name(passage: &Passage<'_>, monitors: Option<&PartyCode>) -> GateOf {
    GateOf {
        portal: passage.plant.clause.id.clone(),
        host: passage.host.clone(),
        monitors: monitors.cloned(),
        site: Some(passage.plant.alias.clone()),
        number: passage.declared.map(|declared| declared.crossing.number),
        epochs: Epochs::one(gate(passage).map_or(0, |gate| gate.epoch.0)),
    }
}

/// Where it crossed, as it was declared or else as it was seen first.
fn gate(passage: &Passage<'_>) -> Option<Gate> {
    let declared = passage.declared.map(|declared| declared.crossing.gate);
    declared.or_else(|| passage.seen.values().next().map(|seen| seen.verdict.gate))
}

/// The declaration, and the verdict of these monitors.
fn statements(passage: &Passage<'_>, monitors: Option<&PartyCode>) -> Vec<StatementAt> {
    let declared = passage.declared.map(|declared| leaf(passage.host, declared.index));
    let seen = monitors.and_then(|monitors| Some(of_verdict(monitors, passage.seen.get(monitors)?)));
    declared.into_iter().chain(seen).collect()
}

fn told(severity: Severity, day: Option<Date>, gate: GateOf, fact: GateFact, statements: Vec<StatementAt>) -> Finding {
    let author = Author::Party(gate.party(&fact).clone());
    let mut told = finding(severity, &author, day, RecordFact::Gate { gate, fact }, []);
    told.statements = statements;
    told
}

fn of_verdict(monitors: &PartyCode, seen: &Seen) -> StatementAt {
    leaf(monitors, seen.index)
}

fn leaf(party: &PartyCode, index: u64) -> StatementAt {
    StatementAt::Leaf { record: Author::Party(party.clone()), index }
}

/// The days of the first and the last crossing under a portal with which a party had to do, as host or with its monitors.
pub(in crate::records) fn days(docket: &Docket<'_>, portal: &treaty::Id, party: &PartyCode) -> Option<(Date, Date)> {
    let under = docket.gates.passages.iter().filter(|passage| passage.plant.clause.id == *portal);
    let of_party = under.filter(|passage| passage.host == party || passage.seen.contains_key(party));
    let days = of_party.filter_map(Passage::at).map(times::day_of);
    days.map(|day| (day, day)).reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}
