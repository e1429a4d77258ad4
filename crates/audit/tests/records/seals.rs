//! HAL's custody seals on doors of OND's store: each number once, each break announced, what was opened sealed again.

use crate::inspections::{CHOSEN, Visit};
use crate::world::*;
use audit::Assessment;
use audit::assessment::{Fact, Finding, Outcome, RecordFact, SealFact, StatementAt};
use log::Timestamp;
use record::statement::{BreakReason, SealDeed, SealStatement, StepHash};
use record::{Act, Change, Epoch, SealNumber, SiteNumber, Statement};
use std::sync::LazyLock;
use treaty::instrument::{OpeningForm, SealOn};
use treaty::{Date, Instrument, PartyCode};

const SEALS: &str = "[seals]\non = [\"door\"]\nat = [\"store\"]\nnotice = { hours = 24 }\nemergency = { hours = 6 }\n\
                     reseal = { hours = 48 }\narticle = \"I\"\nsource = \"S\"\n\n[record]\n";

static SEALED: LazyLock<Instrument> = LazyLock::new(|| changed("[record]\n", SEALS));

const MINUTE: u64 = 60;
/// The tolerance of the small freeze.
const TOLERANCE: u64 = 10 * MINUTE;
const HOUR: u64 = 60 * MINUTE;
const NOTHING: [&str; 0] = [];
/// The last day of every clock that the tests start.
const LATER: Date = Date::constant(2030, 1, 20);

struct Doors(World);

fn number(text: &str) -> SealNumber {
    SealNumber::new(text).unwrap()
}

/// So many hours into epoch 1.
fn into(hours: u64) -> u64 {
    at(0, hours)
}

fn of(text: &str, deed: SealDeed, time: u64) -> SealStatement {
    let world = World::under(&SEALED);
    SealStatement {
        owner: world.hal.party(),
        host: world.ond.party(),
        site: SiteNumber(0),
        number: number(text),
        deed,
        at: Timestamp::new(time).unwrap(),
        inspection: None,
    }
}

/// One who is no party.
fn nobody() -> PartyCode {
    PartyCode::new("XX").unwrap()
}

fn on_a_door(instead: Option<&str>) -> SealDeed {
    SealDeed::Applied { on: SealOn::Door, instead: instead.map(number) }
}

impl Doors {
    fn new() -> Self {
        Self(World::under(&SEALED))
    }

    /// HAL does something with a seal, and says so at once.
    fn hal(&mut self, text: &str, deed: SealDeed, hours: u64) {
        self.says(of(text, deed, into(hours)), into(hours));
    }

    fn says(&mut self, seal: SealStatement, dated: u64) {
        self.0.hal.say(Statement::Seal(seal), dated);
    }

    /// OND says that it breaks a seal at one time, at another.
    fn breaks(&mut self, text: &str, why: BreakReason, time: u64, dated: u64) {
        self.0.ond.say(Statement::Seal(of(text, SealDeed::Broken(why), time)), dated);
    }

    fn assessed(&mut self, day: Date) -> Assessment {
        match day.day() {
            12 => self.0.receipts(1, 18),
            13 => self.0.receipts(2, 2),
            _ => self.0.receipts(3, 1),
        }
        audited(&SEALED, &self.0.records(), day)
    }

    fn told(&mut self) -> Vec<String> {
        lines(&self.assessed(LATER))
    }
}

fn of_seals(finding: &&Finding) -> bool {
    matches!(&finding.fact, Fact::Record(RecordFact::Seal { .. } | RecordFact::OutOfPlace { .. }))
}

fn lines(assessment: &Assessment) -> Vec<String> {
    let line = |finding: &Finding| {
        let party = finding.party.as_ref().map_or("-", |party| party.as_str());
        format!("{} {} {party}", finding.severity.word(), finding.fact.code())
    };
    assessment.findings.iter().filter(of_seals).map(line).collect()
}

// shows: seals
#[test]
fn a_seal_that_is_broken_with_notice_sealed_again_and_looked_at_is_nothing_to_tell() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("A", SealDeed::Verified, 5);
    doors.breaks("A", BreakReason::Maintenance, into(30), into(6));
    doors.hal("B", on_a_door(Some("A")), 32);
    doors.hal("B", SealDeed::Removed, 40);
    doors.hal("C", on_a_door(Some("B")), 40);
    doors.hal("C", SealDeed::Verified, 50);
    let assessment = doors.assessed(LATER);
    assert_eq!(lines(&assessment), NOTHING);
    let [door] = assessment.continuity.as_slice() else { panic!("{:?}", assessment.continuity) };
    assert_eq!((door.owner.as_str(), door.host.as_str(), door.site.as_str()), ("HAL", "OND", "north"));
    let times = door.times.iter().map(|time| {
        let hours = |at: Timestamp| (at.seconds() - into(0)) / HOUR;
        (hours(time.from), hours(time.until), time.seals.join(" "), time.stands)
    });
    let expected = [(1, 30, "A".to_owned(), false), (32, 50, "B C".to_owned(), true)];
    assert_eq!(
        times.collect::<Vec<_>>(),
        expected,
        "a hole between the break and the next seal, and none where one took another's place at once"
    );
    // no epoch is stated here, so nothing that rests on records is closed
    let (_, covers) = obligation(&assessment, "HAL", "seals").unwrap();
    assert_eq!(covers, "2030-01-11/2030-01-13");
}

#[test]
fn a_seal_number_that_comes_twice_is_a_discrepancy_about_its_owner() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("A", on_a_door(None), 3);
    assert_eq!(doors.told(), ["discrepancy seal-number-twice HAL"]);
    // nor after the first is gone
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("A", SealDeed::Removed, 2);
    doors.hal("B", on_a_door(Some("A")), 2);
    doors.hal("A", on_a_door(None), 3);
    assert_eq!(doors.told(), ["discrepancy seal-number-twice HAL"]);
}

#[test]
fn what_is_said_of_a_seal_that_was_never_on_or_is_gone_is_a_contradiction_about_its_owner() {
    for deed in [SealDeed::Verified, SealDeed::Removed, SealDeed::Found] {
        let mut doors = Doors::new();
        doors.hal("A", deed.clone(), 1);
        let never = doors.assessed(LATER);
        assert_eq!(lines(&never), ["contradiction seal-not-held HAL"], "{deed:?}, never on");
        assert!(!audit::evidence::can_be_cut(finding(&never, "seal-not-held")), "another statement may put it on");
        let mut doors = Doors::new();
        doors.hal("A", on_a_door(None), 1);
        doors.hal("A", SealDeed::Removed, 2);
        doors.hal("B", on_a_door(Some("A")), 3);
        doors.hal("A", deed.clone(), 4);
        let gone = doors.assessed(LATER);
        assert_eq!(lines(&gone), ["contradiction seal-not-held HAL"], "{deed:?}, gone");
        shown_alone(&SEALED, &doors.0.records(), finding(&gone, "seal-not-held"), &[0, 1, 2]);
    }
    let mut doors = Doors::new();
    doors.breaks("A", BreakReason::Emergency, into(1), into(2));
    assert_eq!(doors.told(), ["contradiction seal-not-held OND"], "a host breaks no seal that is not there");
}

#[test]
fn an_act_shows_what_is_said_of_a_seal_only_where_it_opened_the_site() {
    let mut doors = Doors::new();
    let change = Change::SiteOpened { site: SiteNumber(2), facility: id("store"), alias: id("south") };
    let act = doors.0.ond.say(Statement::Act(Act { first: Epoch(1), change }), into(1));
    let mut shown = Vec::new();
    for (site, text) in [(0, "A"), (2, "B")] {
        for (deed, hours) in [(on_a_door(None), 2), (SealDeed::Removed, 3), (SealDeed::Verified, 4)] {
            doors.says(SealStatement { site: SiteNumber(site), ..of(text, deed, into(hours)) }, into(hours));
        }
    }
    let assessment = doors.assessed(LATER);
    for finding in assessment.findings.iter().filter(|finding| finding.fact.code() == "seal-not-held") {
        let of_ond = finding.statements.iter().filter_map(|at| match at {
            StatementAt::Leaf { record, index } if *record == doors.0.ond.author => Some(*index),
            _ => None,
        });
        shown.push(of_ond.collect::<Vec<_>>());
        shown_alone(&SEALED, &doors.0.records(), finding, &[]);
    }
    assert_eq!(shown, [vec![], vec![act]]);
}

#[test]
fn a_seal_stands_in_the_place_of_one_that_is_gone_from_there() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("B", on_a_door(Some("A")), 3);
    doors.hal("C", on_a_door(Some("NEVER")), 4);
    assert_eq!(doors.told(), ["contradiction seal-not-in-place HAL"; 2]);
}

#[test]
fn a_seal_is_on_what_and_where_the_text_lets_it_be() {
    let mut doors = Doors::new();
    doors.hal("A", SealDeed::Applied { on: SealOn::Container, instead: None }, 1);
    doors.says(SealStatement { site: SiteNumber(1), ..of("B", on_a_door(None), into(2)) }, into(2));
    let assessment = doors.assessed(LATER);
    assert_eq!(lines(&assessment), ["inconsistent seal-not-allowed HAL"; 2], "OND's second site is a plant");
    // no epoch is stated here, so nothing that rests on records is closed
    let outcomes = ["HAL", "OND"].map(|party| obligation(&assessment, party, "seals").unwrap().0);
    assert_eq!(outcomes, [Outcome::Inconsistent, Outcome::Open]);
}

#[test]
fn a_break_without_the_hosts_notice_is_a_discrepancy_about_the_host() {
    let found = |announced: Option<(BreakReason, u64, u64)>| {
        let mut doors = Doors::new();
        doors.hal("A", on_a_door(None), 1);
        if let Some((why, time, dated)) = announced {
            doors.breaks("A", why, into(time), into(dated));
        }
        doors.hal("A", SealDeed::Found, 40);
        doors.hal("B", on_a_door(Some("A")), 41);
        doors.told()
    };
    assert_eq!(found(None), ["discrepancy seal-found-broken OND"]);
    assert_eq!(found(Some((BreakReason::Maintenance, 30, 5))), NOTHING);
    assert_eq!(found(Some((BreakReason::Emergency, 39, 44))), NOTHING);
    // the host has its time to say that it was an emergency
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("A", SealDeed::Found, 40);
    doors.hal("B", on_a_door(Some("A")), 41);
    assert_eq!(lines(&doors.assessed(Date::constant(2030, 1, 12))), NOTHING);
}

#[test]
fn notice_of_maintenance_comes_before_it_and_of_an_emergency_soon_after() {
    let told = |why, ahead: i64| {
        let mut doors = Doors::new();
        doors.hal("A", on_a_door(None), 1);
        let time = into(40);
        doors.breaks("A", why, time, time.checked_add_signed(-ahead).unwrap());
        doors.hal("B", on_a_door(Some("A")), 50);
        doors.told()
    };
    let (day, six) = (24 * HOUR as i64, 6 * HOUR as i64);
    let tolerance = TOLERANCE as i64;
    let late = ["late seal-notice-late OND"];
    assert_eq!(told(BreakReason::Maintenance, day - tolerance), NOTHING);
    assert_eq!(told(BreakReason::Maintenance, day - tolerance - 1), late);
    assert_eq!(told(BreakReason::Emergency, -six - tolerance), NOTHING);
    assert_eq!(told(BreakReason::Emergency, -six - tolerance - 1), late);
}

#[test]
fn what_was_unsealed_is_sealed_again_in_time_or_told_as_open() {
    let told = |ends: SealDeed, again: Option<u64>, day: i8| {
        let mut doors = Doors::new();
        doors.hal("A", on_a_door(None), 0);
        match ends {
            SealDeed::Broken(why) => doors.breaks("A", why, into(1), into(1)),
            ends => doors.hal("A", ends, 1),
        }
        if let Some(seconds) = again {
            let time = into(1) + seconds;
            doors.says(of("B", on_a_door(Some("A")), time), time);
        }
        lines(&doors.assessed(Date::constant(2030, 1, day)))
    };
    let in_time = 48 * HOUR + TOLERANCE;
    for ends in [SealDeed::Removed, SealDeed::Broken(BreakReason::Emergency)] {
        // due on 13 January at one
        assert_eq!(told(ends.clone(), Some(in_time), 20), NOTHING, "{ends:?}");
        assert_eq!(told(ends.clone(), Some(in_time + 1), 20), ["late seal-resealed-late HAL"], "{ends:?}");
        assert_eq!(told(ends.clone(), None, 13), NOTHING, "{ends:?}");
        assert_eq!(told(ends.clone(), None, 14), ["discrepancy seal-open HAL"], "{ends:?}");
    }
}

#[test]
fn a_break_that_the_owner_finds_not_made_leaves_nothing_to_seal_again() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.breaks("A", BreakReason::Maintenance, into(30), into(5));
    doors.hal("A", SealDeed::Verified, 35);
    assert_eq!(doors.told(), NOTHING);
}

#[test]
fn a_statement_of_a_seal_that_its_author_cannot_make_is_out_of_place() {
    let out = vec!["contradiction out-of-place HAL".to_owned()];
    let says = |seal: SealStatement| {
        let mut doors = Doors::new();
        doors.says(seal, into(5));
        let assessment = doors.assessed(LATER);
        let misplaced = assessment.findings.iter().find(|finding| finding.fact.code() == "out-of-place");
        if let Some(misplaced) = misplaced.filter(|finding| audit::evidence::can_be_cut(finding)) {
            shown_alone(&SEALED, &doors.0.records(), misplaced, &[]);
        }
        (lines(&assessment), misplaced.is_some_and(audit::evidence::can_be_cut))
    };
    // what the statement shows by itself, and what rests on the host's sites and on all requests
    let (out, rests_on_more) = ((out.clone(), true), (out, false));
    let nothing = (Vec::new(), false);
    let applied = || of("A", on_a_door(None), into(1));
    assert_eq!(says(applied()), nothing);
    assert_eq!(says(of("A", SealDeed::Broken(BreakReason::Emergency), into(1))), out, "only the host breaks");
    let swapped = SealStatement { owner: applied().host, host: applied().owner, ..applied() };
    assert_eq!(says(swapped), out, "only the owner puts one on");
    assert_eq!(says(SealStatement { site: SiteNumber(9), ..applied() }), rests_on_more, "there is no such site");
    assert_eq!(
        says(SealStatement { inspection: Some(StepHash([1; 32])), ..applied() }),
        rests_on_more,
        "nor such a request"
    );
    let ahead = |seconds| SealStatement { at: Timestamp::new(into(5) + seconds).unwrap(), ..applied() };
    assert_eq!(says(ahead(TOLERANCE)), nothing);
    assert_eq!(says(ahead(TOLERANCE + 1)), out, "what was done lies before its statement");
    assert_eq!(says(SealStatement { host: nobody(), ..applied() }), out, "there is no such party");
    let mut doors = Doors::new();
    let broken = of("A", SealDeed::Broken(BreakReason::Emergency), into(1));
    doors.0.ond.say(Statement::Seal(SealStatement { owner: nobody(), ..broken }), into(1));
    assert_eq!(doors.told(), ["contradiction out-of-place OND"], "nor one that owns a seal");
}

#[test]
fn who_may_say_what_of_a_seal_is_told_to_who_may_not() {
    let why = |by: fn(&mut World) -> &mut Keeper, deed: SealDeed| {
        let mut doors = Doors::new();
        by(&mut doors.0).say(Statement::Seal(of("A", deed, into(1))), into(1));
        let assessment = doors.assessed(LATER);
        let Fact::Record(RecordFact::OutOfPlace { why, .. }) = &finding(&assessment, "out-of-place").fact else {
            panic!()
        };
        why.clone()
    };
    let (found, broken) = (SealDeed::Found, SealDeed::Broken(BreakReason::Emergency));
    assert_eq!(why(|world| &mut world.ond, found), "only the owner of a seal, HAL, states this of it");
    assert_eq!(why(|world| &mut world.hal, broken), "only the host of a seal, OND, states this of it");
}

#[test]
fn a_witness_says_nothing_of_seals_and_without_the_clause_nobody_does() {
    let mut world = World::under(&SEALED);
    let [.., witness, _] = world.all_mut();
    witness.say(Statement::Seal(of("A", on_a_door(None), into(1))), into(1));
    world.receipts(3, 1);
    let told = lines(&audited(&SEALED, &world.records(), LATER));
    assert_eq!(told, ["contradiction out-of-place -"]);
    let mut world = World::under(&TREATY);
    world.hal.say(Statement::Seal(of("A", on_a_door(None), into(1))), into(1));
    world.receipts(3, 1);
    let assessment = audited(&TREATY, &world.records(), LATER);
    assert_eq!(lines(&assessment), ["contradiction out-of-place HAL"]);
    shown_alone(&TREATY, &world.records(), finding(&assessment, "out-of-place"), &[]);
}

#[test]
fn what_a_copy_lacks_may_be_the_notice_or_the_seal_in_its_place() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    let before = doors.0.records();
    doors.breaks("A", BreakReason::Maintenance, into(30), into(5));
    doors.hal("A", SealDeed::Found, 40);
    doors.0.receipts(3, 1);
    let mut records = doors.0.records();
    assert_eq!(lines(&audited(&SEALED, &records, LATER)), ["discrepancy seal-open HAL"]);
    let whose = records.iter().position(|copy| copy.author == doors.0.ond.author).unwrap();
    records[whose] = before[whose].clone();
    assert_eq!(lines(&audited(&SEALED, &records, LATER)), NOTHING, "OND's copy is old");
}

#[test]
fn of_what_rests_on_a_missing_statement_nothing_is_said_where_the_copies_are_not_whole() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("A", on_a_door(None), 3);
    doors.hal("B", on_a_door(Some("NEVER")), 4);
    doors.says(SealStatement { site: SiteNumber(9), ..of("C", on_a_door(None), into(5)) }, into(5));
    let (twice, not_in_place, no_such_site) = (
        "discrepancy seal-number-twice HAL".to_owned(),
        "contradiction seal-not-in-place HAL".to_owned(),
        "contradiction out-of-place HAL".to_owned(),
    );
    assert_eq!(doors.told(), [no_such_site, not_in_place, twice.clone()]);
    let old = doors.0.records();
    doors.0.receipts(3, 2);
    let mut records = doors.0.records();
    records[1] = old[1].clone();
    assert_eq!(lines(&audited(&SEALED, &records, LATER)), std::slice::from_ref(&twice), "of OND an old copy is held");
    records.remove(1);
    assert_eq!(lines(&audited(&SEALED, &records, LATER)), [twice], "of OND nothing is held");
}

#[test]
fn where_nothing_is_said_of_seals_nothing_is_owed_and_days_are_those_of_ones_own() {
    let mut nothing = Doors::new();
    let assessment = nothing.assessed(LATER);
    assert_eq!((obligation(&assessment, "HAL", "seals"), obligation(&assessment, "OND", "seals")), (None, None));
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    // of a party that there is not, which OND has no part in
    doors.says(SealStatement { host: nobody(), ..of("B", on_a_door(None), into(30)) }, into(30));
    let assessment = doors.assessed(LATER);
    assert_eq!(obligation(&assessment, "HAL", "seals").unwrap().1, "2030-01-11/2030-01-12");
    assert_eq!(obligation(&assessment, "OND", "seals").unwrap().1, "2030-01-11/2030-01-11");
}

#[test]
fn a_seal_may_name_the_inspection_between_its_two_sides_during_which_it_was_put_on() {
    let mut visit = Visit::asked_in(World::under(&SEALED), CHOSEN, OpeningForm::Count, 2);
    let seal = SealStatement { inspection: Some(visit.inspection()), ..of("A", on_a_door(None), at(1, 3)) };
    visit.world.hal.say(Statement::Seal(seal), at(1, 3));
    visit.world.receipts(3, 1);
    assert_eq!(lines(&audited(&SEALED, &visit.world.records(), LATER)), NOTHING);
}

#[test]
fn a_finding_names_the_seal_and_the_statements_that_show_it() {
    let mut doors = Doors::new();
    doors.hal("A", on_a_door(None), 1);
    doors.hal("A", on_a_door(None), 3);
    let assessment = doors.assessed(LATER);
    let twice = finding(&assessment, "seal-number-twice");
    let Fact::Record(RecordFact::Seal { seal, fact }) = &twice.fact else { panic!("{:?}", twice.fact) };
    assert_eq!((seal.number.as_str(), seal.site.as_ref().map(|site| site.as_str())), ("A", Some("north")));
    assert_eq!((fact, twice.statements.len()), (&SealFact::NumberTwice, 2));
    assert_eq!(twice.article.as_ref().map(ToString::to_string).as_deref(), Some("I"));
    let (outcome, _) = obligation(&assessment, "HAL", "seals").unwrap();
    assert_eq!(outcome, Outcome::Open);
}
