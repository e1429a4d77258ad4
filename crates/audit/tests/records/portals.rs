//! What crosses the gate of OND's plant, declared by OND and seen by HAL's monitors: each clock, each difference, each right.

use crate::world::*;
use audit::assessment::{Assessment, Fact, Finding, GateFact, Outcome, RecordFact, Severity};
use log::Timestamp;
use record::statement::{Crossing, CrossingHash, Gate, SeenCrossing, Verdict, Way};
use record::{Epoch, SiteNumber, Statement};
use std::sync::LazyLock;
use treaty::measure::Measure;
use treaty::{Date, Instrument};

const GATE: &str = "[[portal]]\nid = \"gate\"\nname = { en = \"Gate\", ru = \"Ворота\" }\nat = [\"plant\"]\nother-exits-max = 1\n\
                    openings-max = 2\ndeclaration = { minutes = 30 }\nverdict = { hours = 4 }\narticle = \"I\"\nsource = \"S\"\n\n[record]\n";

static GATED: LazyLock<Instrument> = LazyLock::new(|| changed("[record]\n", GATE));

/// OND's plant is its second site.
const WORKS: u16 = 1;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// OND and HAL at the gate in epoch 2; nothing else is stated.
struct Gates {
    world: World,
    number: u32,
}

fn time(seconds: u64) -> Timestamp {
    Timestamp::new(seconds).unwrap()
}

/// So many hours into epoch 2.
fn into(hours: u64) -> u64 {
    at(1, hours)
}

fn gate() -> Gate {
    Gate { site: SiteNumber(WORKS), way: Way::Out, exit: 0, epoch: Epoch(2) }
}

impl Gates {
    fn new() -> Self {
        Self { world: World::under(&GATED), number: 0 }
    }

    /// OND declares an item that leaves at an hour, an hour before.
    fn declares(&mut self, hours: u64) -> CrossingHash {
        self.number += 1;
        self.declares_so(
            Crossing { number: self.number, gate: gate(), at: time(into(hours)), items: 1 },
            into(hours) - HOUR,
        )
    }

    fn declares_so(&mut self, crossing: Crossing, dated: u64) -> CrossingHash {
        let envelope = self.world.ond.envelope(&Statement::Crossing(crossing), dated);
        self.world.ond.log(&envelope);
        CrossingHash::of(&envelope.encode())
    }

    /// HAL sees that item, and says so an hour after.
    fn sees(&mut self, crossing: CrossingHash, hours: u64) {
        self.sees_so(seen(Some(crossing), hours), into(hours) + HOUR);
    }

    fn sees_so(&mut self, seen: SeenCrossing, dated: u64) {
        self.world.hal.say(Statement::Verdict(seen), dated);
    }

    /// What is told of the gate, on the day of the audit.
    fn told(&mut self) -> Vec<String> {
        self.told_on(AS_OF)
    }

    fn told_on(&mut self, day: Date) -> Vec<String> {
        lines(&self.found(day))
    }

    fn assessed(&mut self, day: Date) -> Assessment {
        self.world.receipts(2, 1);
        audited(&GATED, &self.world.records(), day)
    }

    fn found(&mut self, day: Date) -> Vec<Finding> {
        let assessment = self.assessed(day);
        let of_gates = |finding: &Finding| {
            matches!(&finding.fact, Fact::Record(RecordFact::Gate { .. } | RecordFact::OutOfPlace { .. }))
        };
        assessment.findings.into_iter().filter(of_gates).collect()
    }
}

fn seen(crossing: Option<CrossingHash>, hours: u64) -> SeenCrossing {
    let verdict = if crossing.is_some() { Verdict::AsDeclared } else { Verdict::Otherwise };
    let host = World::new().ond.party();
    SeenCrossing { host, crossing, gate: gate(), at: time(into(hours)), seen: 1, opened: 0, verdict, file: None }
}

fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| {
        let party = finding.party.as_ref().map_or("-", |party| party.as_str());
        format!("{} {} {party}", finding.severity.word(), finding.fact.code())
    };
    findings.iter().map(line).collect()
}

const NOTHING: [&str; 0] = [];

// shows: portal
#[test]
fn what_is_declared_in_time_and_seen_as_declared_is_nothing_to_tell() {
    let mut gates = Gates::new();
    for hours in [3, 5, 9] {
        let crossing = gates.declares(hours);
        gates.sees(crossing, hours);
    }
    assert_eq!(gates.told(), NOTHING);
}

#[test]
fn a_crossing_that_was_not_declared_is_inconsistent_and_the_hosts() {
    let mut gates = Gates::new();
    gates.sees_so(seen(None, 3), into(4));
    let found = gates.found(AS_OF);
    assert_eq!(lines(&found), ["inconsistent crossing-undeclared OND"]);
    let Fact::Record(RecordFact::Gate { gate, .. }) = &found[0].fact else { panic!() };
    assert_eq!((gate.epochs.first, gate.epochs.last), (2, 2), "in the epoch in which it was seen");
}

#[test]
fn half_an_hour_before_is_in_time_and_a_minute_beyond_what_clocks_may_differ_is_late() {
    // the tolerance of the small freeze is ten minutes
    for (ahead, told) in [(30, &NOTHING[..]), (20, &NOTHING), (19, &["late crossing-late OND"])] {
        let mut gates = Gates::new();
        let crossing = Crossing { number: 1, gate: gate(), at: time(into(3)), items: 1 };
        let crossing = gates.declares_so(crossing, into(3) - ahead * MINUTE);
        gates.sees(crossing, 3);
        assert_eq!(gates.told(), told, "{ahead} minutes");
    }
    // the monitors' time counts: who came earlier than it said declared later than it should
    let mut gates = Gates::new();
    let crossing = gates.declares(3);
    gates.sees_so(SeenCrossing { at: time(into(2) + 10 * MINUTE), ..seen(Some(crossing), 3) }, into(4));
    assert_eq!(gates.told(), ["late crossing-late OND"]);
}

#[test]
fn four_hours_after_a_verdict_is_in_time_and_later_it_is_late() {
    for (after, told) in [(250, &NOTHING[..]), (251, &["late verdict-late HAL"])] {
        let mut gates = Gates::new();
        let crossing = gates.declares(3);
        gates.sees_so(seen(Some(crossing), 3), into(3) + after * MINUTE);
        assert_eq!(gates.told(), told, "{after} minutes");
    }
}

#[test]
fn a_verdict_that_is_lacking_is_late_and_after_the_grace_inconsistent() {
    // due on 13 January, with a grace of four days
    let late = &["late verdict-missing HAL"][..];
    for (day, told) in [(13, &NOTHING[..]), (14, late), (17, late), (18, &["inconsistent verdict-missing HAL"])] {
        let mut gates = Gates::new();
        gates.declares(23);
        assert_eq!(gates.told_on(Date::constant(2030, 1, day)), told, "on 2030-01-{day}");
    }
}

#[test]
fn what_a_copy_lacks_may_be_the_verdict() {
    let mut gates = Gates::new();
    let crossing = gates.declares(3);
    let copies = gates.world.records();
    gates.sees(crossing, 3);
    gates.world.receipts(2, 1);
    let mut records = gates.world.records();
    records[0] = copies[0].clone();
    let assessment = audited(&GATED, &records, AS_OF);
    assert!(assessment.findings.iter().all(|finding| finding.fact.code() != "verdict-missing"));
}

#[test]
fn a_verdict_that_differs_is_kept_beside_the_declaration() {
    let differs = ["discrepancy crossing-differs OND"];
    type Change = fn(&mut SeenCrossing);
    let changes: [(Change, &[&str]); 6] = [
        (|seen| seen.verdict = Verdict::Otherwise, &differs),
        (|seen| seen.seen = 2, &differs),
        (|seen| seen.gate.way = Way::In, &differs),
        (|seen| seen.gate.exit = 1, &["inconsistent exit-not-allowed OND", differs[0]]),
        (|seen| (seen.gate.epoch, seen.at) = (Epoch(3), time(at(2, 0))), &differs),
        (|seen| seen.verdict = Verdict::NotClear, &["question crossing-not-clear OND"]),
    ];
    for (number, (change, told)) in changes.into_iter().enumerate() {
        let mut gates = Gates::new();
        let crossing = gates.declares(23);
        let mut seen = seen(Some(crossing), 23);
        change(&mut seen);
        let dated = seen.at.seconds() + HOUR;
        gates.sees_so(seen, dated);
        assert_eq!(gates.told(), told, "change {number}");
    }
}

#[test]
fn nothing_that_counts_passes_another_exit_and_no_exit_is_one_too_many() {
    for (exit, items, told) in [
        (1, 0, &NOTHING[..]),
        (1, 1, &["inconsistent exit-not-allowed OND"]),
        (2, 0, &["inconsistent exit-not-allowed OND"]),
    ] {
        let mut gates = Gates::new();
        let gate = Gate { exit, ..gate() };
        let crossing = gates.declares_so(Crossing { number: 1, gate, at: time(into(3)), items }, into(2));
        gates.sees_so(SeenCrossing { gate, seen: items, ..seen(Some(crossing), 3) }, into(4));
        assert_eq!(gates.told(), told, "exit {exit}, {items} items");
    }
}

#[test]
fn numbers_leave_no_gap_and_none_comes_twice() {
    for (second, told) in
        [(2, &NOTHING[..]), (1, &["contradiction crossing-twice OND"]), (3, &["inconsistent crossing-missing OND"])]
    {
        let mut gates = Gates::new();
        for (number, hours) in [(1, 3), (second, 5)] {
            let crossing = Crossing { number, gate: gate(), at: time(into(hours)), items: 1 };
            let crossing = gates.declares_so(crossing, into(hours) - HOUR);
            gates.sees(crossing, hours);
        }
        let found = gates.found(AS_OF);
        assert_eq!(lines(&found), told, "then number {second}");
        if second == 1 {
            shown_alone(&GATED, &gates.world.records(), &found[0], &[0, 1]);
        }
    }
    // a number that came before does not set the count back
    let mut gates = Gates::new();
    for (number, hours) in [(1, 3), (2, 5), (1, 7), (3, 9)] {
        let crossing = Crossing { number, gate: gate(), at: time(into(hours)), items: 1 };
        let crossing = gates.declares_so(crossing, into(hours) - HOUR);
        gates.sees(crossing, hours);
    }
    assert_eq!(gates.told(), ["contradiction crossing-twice OND"]);
}

#[test]
fn one_verdict_is_given_on_a_declaration() {
    let mut gates = Gates::new();
    let crossing = gates.declares(3);
    gates.sees(crossing, 3);
    gates.sees_so(SeenCrossing { verdict: Verdict::Otherwise, ..seen(Some(crossing), 3) }, into(4));
    let found = gates.found(AS_OF);
    assert_eq!(lines(&found), ["contradiction verdict-twice HAL"], "the first counts");
    shown_alone(&GATED, &gates.world.records(), &found[0], &[0, 1, 2]);
}

#[test]
fn canisters_are_opened_as_often_as_the_text_says_in_a_calendar_year() {
    for (each, told) in [(1, &NOTHING[..]), (2, &["inconsistent canisters-beyond-right HAL"])] {
        let mut gates = Gates::new();
        for (hours, opened) in [(3, each), (5, each), (7, 0)] {
            let crossing = gates.declares(hours);
            gates.sees_so(SeenCrossing { opened, ..seen(Some(crossing), hours) }, into(hours + 1));
        }
        let found = gates.found(AS_OF);
        assert_eq!(lines(&found), told);
        for finding in found {
            assert_eq!(finding.statements.len(), 2, "the verdicts that tell of an opening");
            let Fact::Record(RecordFact::Gate { fact: GateFact::CanistersBeyondRight { year, opened, most }, .. }) =
                finding.fact
            else {
                panic!()
            };
            assert_eq!((year, opened, most), (2030, 4, 2));
        }
    }
}

#[test]
fn what_stands_where_nothing_can_cross_is_out_of_place() {
    let out_of_place = |by: &str| format!("contradiction out-of-place {by}");
    let crossings: [fn(&mut Crossing); 6] = [
        |crossing| crossing.gate.site = SiteNumber(0),
        |crossing| crossing.gate.site = SiteNumber(9),
        |crossing| crossing.gate.epoch = Epoch(0),
        |crossing| crossing.gate.epoch = Epoch(1),
        |crossing| crossing.gate.epoch = Epoch(3),
        // the clocks of two parties may differ by ten minutes
        |crossing| crossing.at = time(into(0) - 10 * MINUTE - 1),
    ];
    for change in crossings {
        let mut gates = Gates::new();
        let mut crossing = Crossing { number: 1, gate: gate(), at: time(into(3)), items: 1 };
        change(&mut crossing);
        gates.declares_so(crossing, into(2));
        let found = gates.found(AS_OF);
        assert_eq!(lines(&found), [out_of_place("OND")], "{crossing:?}");
        assert!(!audit::evidence::can_be_cut(&found[0]), "an act may open a plant there");
    }
    type Change = fn(&mut SeenCrossing);
    let verdicts: [(Change, bool); 5] = [
        (|seen| seen.host = World::new().hal.party(), true),
        (|seen| seen.host = treaty::PartyCode::new("XX").unwrap(), true),
        (|seen| seen.crossing = Some(CrossingHash([1; 32])), false),
        (|seen| seen.gate.site = SiteNumber(0), false),
        (|seen| seen.gate.epoch = Epoch(4000), false),
    ];
    for (change, shows_it_alone) in verdicts {
        let mut gates = Gates::new();
        let mut seen = seen(None, 3);
        change(&mut seen);
        gates.sees_so(seen.clone(), into(4));
        let found = gates.found(AS_OF);
        assert_eq!(lines(&found), [out_of_place("HAL")], "{seen:?}");
        assert_eq!(audit::evidence::can_be_cut(&found[0]), shows_it_alone, "{seen:?}");
        if shows_it_alone {
            shown_alone(&GATED, &gates.world.records(), &found[0], &[]);
        }
    }
    let mut gates = Gates::new();
    let crossing = Crossing { number: 1, gate: gate(), at: time(into(0) - 10 * MINUTE), items: 1 };
    let crossing = gates.declares_so(crossing, into(0) - HOUR);
    gates.sees(crossing, 0);
    assert_eq!(gates.told(), NOTHING, "ten minutes before the epoch, by the host's clock");
    let mut gates = Gates::new();
    let crossing = Statement::Crossing(Crossing { number: 1, gate: gate(), at: time(into(3)), items: 1 });
    gates.world.lakeside.say(crossing, into(2));
    assert_eq!(gates.told(), [out_of_place("-")], "a witness has no plant");
}

#[test]
fn a_verdict_on_what_a_copy_lacks_is_not_called_out_of_place() {
    let mut gates = Gates::new();
    let copies = gates.world.records();
    let crossing = gates.declares(3);
    gates.sees(crossing, 3);
    gates.world.receipts(2, 1);
    let mut records = gates.world.records();
    records[1] = copies[1].clone();
    let assessment = audited(&GATED, &records, AS_OF);
    assert!(assessment.findings.iter().all(|finding| finding.fact.code() != "out-of-place"));
}

#[test]
fn a_portal_whose_sums_were_not_added_up_is_still_unverified() {
    let mut gates = Gates::new();
    let crossing = gates.declares(3);
    gates.sees(crossing, 3);
    gates.world.receipts(2, 1);
    let assessment = audited(&GATED, &gates.world.records(), AS_OF);
    let unverified = |finding: &Finding| {
        matches!(finding.fact, Fact::Unverified { measure: Measure::PortalWarheadPlants, .. })
            && finding.severity == Severity::Blind
    };
    assert!(assessment.findings.iter().any(unverified));
}

#[test]
fn a_gates_findings_and_days_are_those_of_its_own_obligation() {
    let mut gates = Gates::new();
    let crossing = gates.declares(3);
    gates.sees(crossing, 3);
    // the next day, and nobody had declared it
    gates.sees_so(SeenCrossing { gate: Gate { epoch: Epoch(3), ..gate() }, ..seen(None, 27) }, into(28));
    assert_eq!(gates.told(), ["inconsistent crossing-undeclared OND"]);
    // no epoch is stated here, so nothing that rests on records is closed
    let assessment = gates.assessed(AS_OF);
    let both = "2030-01-12/2030-01-13".to_owned();
    assert_eq!(obligation(&assessment, "OND", "gate"), Some((Outcome::Inconsistent, both.clone())));
    assert_eq!(obligation(&assessment, "HAL", "gate"), Some((Outcome::Open, both)), "it had to look");
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Open);
}

#[test]
fn who_had_nothing_to_do_at_a_gate_has_no_obligation_there() {
    // on a day on which no epoch is due yet
    let declared_and_seen = |seen: bool| {
        let mut gates = Gates::new();
        let crossing = gates.declares(3);
        if seen {
            gates.sees(crossing, 3);
        }
        gates.world.receipts(1, 20);
        let assessment = audited(&GATED, &gates.world.records(), Date::constant(2030, 1, 12));
        ["OND", "HAL"].map(|party| obligation(&assessment, party, "gate"))
    };
    let consistent = Some((Outcome::Consistent, "2030-01-12/2030-01-12".to_owned()));
    assert_eq!(declared_and_seen(true), [consistent.clone(), consistent.clone()]);
    assert_eq!(declared_and_seen(false), [consistent, None]);
}
