//! Receipts: which are overdue, which count, what they say of clocks, and of two versions of one record.

use crate::world::*;
use audit::assessment::{Fact, Outcome, RecordFact, StatementAt};
use record::{Receipt, Statement};
use treaty::Date;

const NOTHING: [&str; 0] = [];

fn on(day: i8) -> Date {
    Date::constant(2030, 1, day)
}

#[test]
fn a_silent_rival_makes_nobody_late_and_is_late_itself() {
    let mut world = World::until(1);
    for epoch in 1..=LAST {
        world.hal_states(epoch);
        world.ond_states(epoch);
        // all but HAL acknowledge
        (1..4).for_each(|by| world.receipts_by(by, at(epoch, 2)));
    }
    let assessment = audited(&TREATY, &world.records(), on(15));
    assert_eq!(told(&assessment), ["late receipt-overdue HAL"]);
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Consistent);
}

#[test]
fn a_receipt_that_comes_after_its_day_is_overdue_too() {
    // the witnesses had epoch 2 on the 13th
    let of = |received: u64| {
        let mut world = World::until(2);
        world.hal_states(2);
        world.ond_states(2);
        (1..4).for_each(|by| world.receipts_by(by, at(2, 2)));
        world.receipts_by(0, received);
        told(&audited(&TREATY, &world.records(), on(17))).into_iter().filter(|told| told.contains("receipt")).collect()
    };
    let in_time: Vec<String> = of(at(4, 23));
    assert_eq!(in_time, NOTHING);
    assert_eq!(of(at(5, 1)), ["late receipt-overdue HAL"]);
}

#[test]
fn no_receipt_of_a_witness_is_due_and_none_of_its_own_record() {
    let treaty = changed("quorum = 2", "quorum = 1");
    let mut world = World::under(&treaty);
    let key = secret("hillside", 13).verifying_key().to_bytes();
    world.hillside.bring(record::Role::Statement, key, at(0, 0));
    let shown = |keeper: &Keeper| (keeper.author.clone(), keeper.head());
    for epoch in 0..=1 {
        let of_ond = close(&treaty, "OND", epoch, &[], &world.chain, &Forge::default());
        world.ond_logs(of_ond);
        // the parties acknowledge each other, lakeside everybody, and hillside nobody
        let ((hal, hal_head), (ond, ond_head)) = (shown(&world.hal), shown(&world.ond));
        world.hal.acknowledge(&ond, &ond_head, at(epoch, 2));
        world.ond.acknowledge(&hal, &hal_head, at(epoch, 2));
        world.receipts_by(3, at(epoch, 3));
    }
    let told = told(&audited(&treaty, &world.records(), on(17)));
    assert!(!told.iter().any(|told| told.contains("receipt")), "{told:?}");
}

#[test]
fn one_friendly_witness_dates_nothing_back() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.ond_states(2);
    world.receipts_by(3, at(2, 2));
    (0..3).for_each(|by| world.receipts_by(by, at(2, 60)));
    assert_eq!(told(&audited(&TREATY, &world.records(), on(15))), ["late epoch-late HAL 2", "late epoch-late OND 2"]);
}

#[test]
fn a_receipt_holds_a_good_checkpoint_and_a_good_cosignature() {
    let of = |change: &dyn Fn(&World) -> Receipt| {
        let mut world = World::honest();
        let receipt = change(&world);
        world.ond.say(Statement::Receipt(receipt), at(4, 9));
        told(&world.audited())
    };
    let good = |world: &World| world.ond.receipt(&world.hal.author, &world.hal.head(), at(4, 9));
    assert_eq!(of(&good), NOTHING);
    let forged = |world: &World| Receipt { checkpoint: world.ond.head().to_string().into_bytes(), ..good(world) };
    assert_eq!(of(&forged), ["contradiction receipt-invalid OND"], "the other's log key");
    let stolen = |world: &World| Receipt {
        cosignature: world.hillside.receipt(&world.hal.author, &world.hal.head(), at(4, 9)).cosignature,
        ..good(world)
    };
    assert_eq!(of(&stolen), ["contradiction receipt-invalid OND"], "its own cosignature");
    let own = |world: &World| Receipt { of: world.ond.author.clone(), ..good(world) };
    assert_eq!(of(&own), ["contradiction receipt-invalid OND"], "of its own record");
}

#[test]
fn receipts_never_go_back() {
    let mut world = World::honest();
    let (hal, small) = (world.hal.author.clone(), World::until(2).hal.head());
    world.ond.acknowledge(&hal, &world.hal.head(), at(4, 1));
    assert_eq!(told(&world.audited()), ["contradiction receipt-went-back OND"], "in time");
    shown_alone(&TREATY, &world.records(), finding(&world.audited(), "receipt-went-back"), &[0, 1]);
    let mut world = World::honest();
    world.ond.acknowledge(&hal, &small, at(4, 9));
    assert_eq!(told(&world.audited()), ["contradiction receipt-went-back OND"], "in size");
    shown_alone(&TREATY, &world.records(), finding(&world.audited(), "receipt-went-back"), &[0, 1]);
    // two of them are shown by one that is in order, of whatever record it is
    let mut world = World::honest();
    let [hal, .., lakeside] = world.all().map(|keeper| (keeper.author.clone(), keeper.head()));
    let receipts = [(&lakeside, 10), (&hal, 9), (&hal, 8)];
    let places = receipts.map(|((of, head), hours)| world.ond.acknowledge(of, head, at(4, hours)));
    let assessment = world.audited();
    let back = assessment.findings.iter().filter(|finding| finding.fact.code() == "receipt-went-back");
    let shown = |index: u64| StatementAt::Leaf { record: world.ond.author.clone(), index };
    let by: Vec<_> = back.map(|finding| finding.statements.clone()).collect();
    assert_eq!(by, [places[1], places[2]].map(|place| vec![shown(places[0]), shown(place)]));
}

#[test]
fn a_date_ahead_of_what_others_hold_is_a_question() {
    let of = |ahead: u64| {
        let mut world = World::until(2);
        world.hal_states(2);
        // the witnesses and HAL hold it two hours after the close
        let stated = honest("OND", 2).clone();
        let envelope = stated.envelope(&world.ond, at(2, 2) + ahead);
        world.chain.push(stated);
        world.ond.log(&envelope);
        world.receipts_by(0, at(2, 2));
        (1..4).for_each(|by| world.receipts_by(by, at(2, 3)));
        told(&audited(&TREATY, &world.records(), on(14)))
    };
    assert_eq!(of(600), NOTHING, "clocks may differ by ten minutes");
    assert_eq!(of(601), ["question dated-ahead OND"]);
}

/// Lakeside acknowledges a head of HAL's in a statement of an honest date, with a cosignature of days later.
fn cosigned_ahead(head: &dyn Fn(&World) -> log::SignedNote) -> Vec<String> {
    let mut world = World::honest();
    let ahead = world.lakeside.receipt(&world.hal.author, &head(&world), at(4, 300));
    world.lakeside.say(Statement::Receipt(ahead), at(4, 8));
    (0..3).for_each(|by| world.receipts_by(by, at(4, 9)));
    told(&world.audited())
}

#[test]
fn a_witness_whose_clock_runs_away_is_asked_about_it() {
    assert_eq!(cosigned_ahead(&|world| world.hal.head()), ["question dated-ahead -"]);
}

#[test]
fn what_a_receipt_out_of_order_says_of_the_time_is_no_clock() {
    assert_eq!(cosigned_ahead(&|_| World::until(2).hal.head()), ["contradiction receipt-went-back -"]);
}

#[test]
fn what_is_acknowledged_after_the_day_of_the_audit_says_nothing_of_a_date_yet() {
    let mut world = World::honest();
    world.ond.bring(record::Role::Statement, secret("OND", 13).verifying_key().to_bytes(), at(800, 0));
    let (ond, head) = (world.ond.author.clone(), world.ond.head());
    world.hal.acknowledge(&ond, &head, at(700, 0));
    let told_on =
        |day| told(&audited(&TREATY, &world.records(), day)).into_iter().filter(|told| told.contains("ahead"));
    assert_eq!(told_on(AS_OF).collect::<Vec<_>>(), NOTHING);
    assert_eq!(told_on(Date::constant(2032, 1, 1)).collect::<Vec<_>>(), ["question dated-ahead OND"]);
}

#[test]
fn what_says_two_times_ahead_is_asked_about_once() {
    let mut world = World::honest();
    let ahead = world.lakeside.receipt(&world.hal.author, &world.hal.head(), at(4, 300));
    world.lakeside.say(Statement::Receipt(ahead), at(4, 200));
    (0..3).for_each(|by| world.receipts_by(by, at(4, 9)));
    assert_eq!(told(&world.audited()), ["question dated-ahead -"]);
}

#[test]
fn a_clock_that_runs_ahead_is_asked_about_again_where_it_says_a_later_time() {
    let mut world = World::honest();
    for (number, hours) in [(21, 90), (22, 50), (23, 90), (24, 91)] {
        world.ond.bring(record::Role::Statement, secret("OND", number).verifying_key().to_bytes(), at(4, hours));
    }
    world.receipts(4, 5);
    assert_eq!(told(&world.audited()), ["question dated-ahead OND"; 2]);
}

#[test]
fn a_record_is_covered_by_the_receipts_of_it_that_are_in_order() {
    let covers = |world: &World| {
        let record = world.audited().records.into_iter().find(|record| record.author.as_str() == "HAL").unwrap();
        let of_one = record.covered_by.iter().map(|by| (by.by.to_string(), by.receipts, by.size));
        of_one.collect::<Vec<_>>()
    };
    let mut world = World::honest();
    // each day has one, and each that ends a window another
    let size = world.hal.writer.size().get();
    let honest = covers(&world);
    assert_eq!(honest.iter().map(|(by, ..)| by.as_str()).collect::<Vec<_>>(), ["OND", "hillside", "lakeside"]);
    assert!(honest.iter().all(|(_, receipts, covered)| *receipts == 7 && *covered <= size), "{honest:?}");
    let (hal, small) = (world.hal.author.clone(), World::until(2).hal.head());
    world.ond.acknowledge(&hal, &small, at(4, 9));
    assert_eq!(covers(&world), honest, "one that goes back covers nothing");
}

#[test]
fn a_month_counts_the_receipts_of_other_parties_records_that_are_in_order() {
    let of_ond = |world: &World| world.audited().records[1].months.iter().map(|month| month.receipts).sum::<u32>();
    let mut world = World::honest();
    assert_eq!(of_ond(&world), 7, "one each day, and one after each of two windows");
    let (hal, small) = (world.hal.author.clone(), World::until(2).hal.head());
    world.ond.acknowledge(&hal, &small, at(4, 9));
    assert_eq!(of_ond(&world), 7);
}

// two versions

#[test]
fn a_view_of_another_version_is_an_equivocation() {
    let (world, other) = (World::honest(), World::fork());
    let head = other.ond.head();
    let assessment = audited_with(&TREATY, &world.records(), &[("inspector", &head)], Some(AS_OF));
    assert_eq!(told(&assessment), ["contradiction equivocation OND"]);
    let Fact::Record(RecordFact::Equivocation { size, seen_by, against: None, disowned: false, listed: true }) =
        &finding(&assessment, "equivocation").fact
    else {
        panic!()
    };
    assert_eq!((*size, seen_by.as_str()), (other.ond.writer.size().get(), "inspector"));
}

#[test]
fn receipts_of_another_version_are_one_equivocation_though_they_are_many() {
    let mut world = World::until(LAST);
    world.honest_day(LAST);
    let other = World::fork().ond.head();
    let mut liar = World::until(LAST);
    liar.hal_states(LAST);
    liar.ond_states(LAST);
    let of = liar.ond.author.clone();
    liar.lakeside.acknowledge(&of, &other, at(LAST, 2));
    liar.lakeside.acknowledge(&of, &other, at(LAST, 3));
    let assessment = audited(&TREATY, &liar.records(), on(15));
    assert_eq!(told(&assessment), ["contradiction equivocation OND"]);
}

#[test]
fn a_receipt_out_of_order_still_shows_the_version_that_it_saw() {
    let mut world = World::honest();
    let (of, other) = (world.ond.author.clone(), World::fork().ond.head());
    world.lakeside.acknowledge(&of, &other, at(4, 9));
    let told = told(&world.audited());
    assert_eq!(told, ["contradiction receipt-went-back -", "contradiction equivocation OND"]);
}

#[test]
fn a_view_of_nobody_is_refused() {
    let world = World::honest();
    let mut audit = audit::Audit::new(TREATY.clone(), Some(AS_OF));
    world.records().iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    let refused = audit.view("stranger", Keeper::new("CAR").head().to_string().as_bytes());
    assert!(matches!(refused, Err(audit::RecordRefusal::View { .. })), "{refused:?}");
    let note = world.ond.head().to_string();
    let refused = audit.view("changed", note.replacen('\n', "\n1", 1).as_bytes());
    assert!(matches!(refused, Err(audit::RecordRefusal::View { .. })), "{refused:?}");
}
