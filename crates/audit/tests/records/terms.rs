//! What is late, missing, not acknowledged, dated ahead or shown to two sides in two versions: by receipts and views, never by a party's own date.

use crate::world::*;
use audit::assessment::{Fact, Outcome, RecordFact, StatementAt};
use record::{Receipt, Statement};
use treaty::Date;

const NOTHING: [&str; 0] = [];

fn on(day: i8) -> Date {
    Date::constant(2030, 1, day)
}

// epochs

#[test]
fn a_statement_that_is_dated_in_time_and_acknowledged_late_is_late() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.receipts(2, 2);
    // epoch 2 is due on the 14th: OND logs it on the 15th, dated as if it had been on the 13th
    world.ond_states(2);
    world.receipts(2, 60);
    let assessment = audited(&TREATY, &world.records(), on(15));
    assert_eq!(told(&assessment), ["late epoch-late OND 2"]);
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Open);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Consistent);
}

#[test]
fn epochs_that_do_not_come_are_late_and_then_not_given() {
    let mut world = World::until(2);
    (2..=4).for_each(|epoch| world.hal_states(epoch));
    world.receipts(4, 2);
    let of = |day| {
        let assessment = audited(&TREATY, &world.records(), on(day));
        let outcomes = ["freeze", "record"].map(|clause| obligation(&assessment, "OND", clause).unwrap().0);
        (told(&assessment).into_iter().filter(|told| told.contains("OND")).collect::<Vec<_>>(), outcomes)
    };
    assert_eq!(of(15), (vec!["late epoch-missing OND 2".to_owned()], [Outcome::Open; 2]));
    assert_eq!(of(18).0, ["late epoch-missing OND 2"], "the time of grace runs until its last day");
    let over = ["inconsistent epoch-missing OND 2", "late epoch-missing OND 3"].map(str::to_owned).to_vec();
    assert_eq!(of(19), (over, [Outcome::Open, Outcome::Inconsistent]), "each has its own grace");
}

#[test]
fn the_last_day_is_in_time() {
    // what reaches to the 14th, on the 14th: epoch 2 is due on that day
    let mut world = World::until(2);
    (2..=3).for_each(|epoch| world.hal_states(epoch));
    world.receipts(3, 2);
    let assessment = audited(&TREATY, &world.records(), on(14));
    let of_ond: Vec<_> = told(&assessment).into_iter().filter(|told| told.contains("OND")).collect();
    assert_eq!((of_ond, obligation(&assessment, "OND", "freeze").unwrap().0), (vec![], Outcome::Consistent));
}

#[test]
fn records_are_not_audited_as_of_a_day_before_they_end() {
    let world = World::honest();
    let asked = |day| {
        let mut audit = audit::Audit::new(TREATY.clone(), Some(day));
        world.records().iter().for_each(|copy| copy.feed(&mut audit).unwrap());
        check_all(&mut audit).into_iter().for_each(|checked| audit.settle(checked));
        audit.finish()
    };
    let reach =
        asked(AS_OF).unwrap().records.iter().flat_map(|record| record.covered_by.clone()).map(|by| by.time).max();
    assert!(reach.is_some());
    assert!(matches!(asked(on(12)), Err(audit::Incomplete::Earlier { asked, .. }) if asked == on(12)));
}

#[test]
fn records_are_audited_as_of_what_the_keepers_last_acknowledged_but_for_the_latest_and_failing_that_said() {
    let as_of = |world: &World| audited_with(&TREATY, &world.records(), &[], None).as_of;
    let mut world = World::honest();
    let heads = [World::until(2).hal.head(), World::until(2).ond.head()];
    assert_eq!(as_of(&world), on(15));
    // what two say of themselves, and what they acknowledge out of order
    let (hal, ond) = (world.hal.author.clone(), world.ond.author.clone());
    world.hal.acknowledge(&ond, &heads[1], at(8, 1));
    world.ond.acknowledge(&hal, &heads[0], at(8, 1));
    world.hal.bring(record::Role::Statement, secret("HAL", 13).verifying_key().to_bytes(), at(9, 1));
    world.ond.bring(record::Role::Statement, secret("OND", 13).verifying_key().to_bytes(), at(9, 1));
    assert_eq!(as_of(&world), on(15));
    let mut world = World::new();
    world.hal_states(0);
    world.ond.bring(record::Role::Statement, secret("OND", 13).verifying_key().to_bytes(), at(9, 1));
    assert_eq!(as_of(&world), on(11));
}

#[test]
fn without_a_baseline_the_others_epochs_do_not_fall_due_and_the_freeze_stays_open() {
    // HAL states three epochs, of which the last ends a window, and does not open its totals
    let mut world = World::new();
    (0..=2).for_each(|epoch| world.hal_states(epoch));
    world.receipts(2, 2);
    let assessment = audited(&TREATY, &world.records(), on(17));
    assert_eq!(told(&assessment), ["late epoch-missing OND 0"]);
    assert_eq!(obligation(&assessment, "HAL", "record").unwrap().0, Outcome::Consistent);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Open);
    assert_eq!(told(&audited(&TREATY, &world.records(), on(18))), ["inconsistent epoch-missing OND 0"]);
}

#[test]
fn a_statement_that_nobody_acknowledges_is_not_provided() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.receipts(2, 2);
    world.ond_states(2);
    assert_eq!(told(&audited(&TREATY, &world.records(), on(15))), ["late epoch-missing OND 2"]);
    let but = |left_out: &[&str]| -> Vec<Copy> {
        world.records().into_iter().filter(|copy| !left_out.contains(&copy.author.as_str())).collect()
    };
    let of = |left_out: &[&str]| told(&audited(&TREATY, &but(left_out), on(15)));
    assert_eq!(of(&["hillside"]), ["late epoch-missing OND 2"], "one witness more would not be enough");
    let open = ["question record-not-held -"; 2];
    assert_eq!(of(&["hillside", "lakeside"]), open, "the records that are not held may acknowledge it");
}

#[test]
fn what_was_acknowledged_after_the_day_of_the_audit_is_missing_on_it() {
    let mut world = World::until(2);
    world.ond_states(2);
    world.receipts_by(0, at(90, 0));
    let told = told(&audited(&TREATY, &world.records(), on(19)));
    assert!(told.contains(&"inconsistent epoch-missing OND 2".to_owned()), "{told:?}");
}

#[test]
fn an_act_of_which_nobody_can_say_when_it_came_leaves_the_matter_open() {
    let of = |acts: bool| {
        let mut world = World::until(2);
        world.hal_states(2);
        world.receipts(2, 2);
        if acts {
            // it governs epoch 4, and is due on the 13th; HAL has it on the 14th
            let change = record::Change::Capacities { site: 5, road: 5 };
            world.ond.say(Statement::Act(record::Act { first: record::Epoch(4), change }), at(2, 3));
        }
        world.ond_states(2);
        world.receipts_by(0, at(2, 40));
        let parties: Vec<_> = world.records().into_iter().filter(|copy| copy.author.party().is_some()).collect();
        told(&audited(&TREATY, &parties, on(14)))
    };
    assert_eq!(of(true), ["question record-not-held -"; 2]);
    assert_eq!(of(false), NOTHING);
}

#[test]
fn a_record_that_is_not_held_excuses_nobody_of_what_no_copy_is_known_to_lack() {
    // the witnesses may have acknowledged more of the parties' records, and nothing shows that they did
    let parties: Vec<_> = World::until(2).records().into_iter().take(2).collect();
    let told = told(&audited(&TREATY, &parties, on(17)));
    let missing: Vec<_> = told.iter().filter(|told| told.contains("epoch-missing")).collect();
    assert_eq!(missing, ["late epoch-missing HAL 2", "late epoch-missing OND 2"]);
}

/// OND states an epoch with this date, and HAL acknowledges it at this time.
fn stated_at(world: &mut World, epoch: u32, dated: u64, acknowledged: u64) {
    let stated = honest("OND", epoch).clone();
    let envelope = stated.envelope(&world.ond, dated);
    world.ond.log(&envelope);
    world.receipts_by(0, acknowledged);
}

#[test]
fn an_epoch_that_is_stated_before_it_is_over_is_asked_about() {
    let of = |dated: u64, acknowledged: u64| {
        let mut world = World::until(2);
        stated_at(&mut world, 2, dated, acknowledged);
        world.hal_states(2);
        world.receipts(2, 2);
        told(&audited(&TREATY, &world.records(), on(14)))
    };
    let (early, close) = (["question epoch-early OND 2"], at(2, 0));
    assert_eq!(of(close - 600, close - 600), NOTHING, "clocks may differ by ten minutes");
    assert_eq!(of(close - 600, close - 601), early, "others had it before");
    assert_eq!(of(close - 601, close - 600), early, "it says so itself");
}

#[test]
fn epochs_in_a_row_that_are_stated_too_early_are_told_as_one() {
    let of = |early: &[u32]| -> Vec<_> {
        let mut world = World::until(1);
        for epoch in 1..=LAST {
            world.hal_states(epoch);
            let time = if early.contains(&epoch) { at(epoch, 0) - 3600 } else { at(epoch, 1) };
            stated_at(&mut world, epoch, time, at(epoch, 2));
        }
        world.receipts(LAST, 3);
        let assessment = audited(&TREATY, &world.records(), on(15));
        let epochs = assessment.findings.iter().filter_map(|finding| match &finding.fact {
            Fact::Record(RecordFact::EpochEarly { epochs }) => {
                Some((epochs.first, epochs.last, finding.statements.len()))
            }
            _ => None,
        });
        epochs.collect()
    };
    assert_eq!(of(&[1, 3, 4]), [(1, 1, 1), (3, 4, 2)]);
}

// receipts

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

#[test]
fn a_witness_whose_clock_runs_away_is_asked_about_it() {
    let mut world = World::honest();
    // the statement bears an honest date, and the cosignature inside it none
    let ahead = world.lakeside.receipt(&world.hal.author, &world.hal.head(), at(4, 300));
    world.lakeside.say(Statement::Receipt(ahead), at(4, 8));
    (0..3).for_each(|by| world.receipts_by(by, at(4, 9)));
    assert_eq!(told(&world.audited()), ["question dated-ahead -"]);
}

#[test]
fn what_a_receipt_out_of_order_says_of_the_time_is_no_clock() {
    let mut world = World::honest();
    let (hal, small) = (world.hal.author.clone(), World::until(2).hal.head());
    let back = world.lakeside.receipt(&hal, &small, at(4, 300));
    world.lakeside.say(Statement::Receipt(back), at(4, 8));
    (0..3).for_each(|by| world.receipts_by(by, at(4, 9)));
    assert_eq!(told(&world.audited()), ["contradiction receipt-went-back -"]);
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

// openings

#[test]
fn an_opening_for_the_public_is_due_and_a_sealed_one_does_not_stand_in_for_it() {
    let mut world = World::until(2);
    for epoch in 2..=LAST {
        world.hal_states(epoch);
        world.ond_states(epoch);
        world.receipts(epoch, 2);
    }
    // HAL opens all; OND says one sealed thing a window, which may be the sum for the parties and not the one for the public
    for last in [2, 4] {
        let hal: Vec<_> = (0..=last).map(|epoch| honest("HAL", epoch).clone()).collect();
        open_all(&mut world.hal, &hal, last, at(4, 3));
        let total = total_of_retired("OND", &world.chain, last);
        let sealed = world.ond.sealed(&Statement::Opening(total), at(4, 3));
        world.ond.log(&sealed);
    }
    world.receipts(4, 4);
    let of = |day| told(&audited(&TREATY, &world.records(), on(day)));
    assert_eq!(of(15), NOTHING);
    assert_eq!(of(16), ["late opening-missing OND 2"]);
    let assessment = audited(&TREATY, &world.records(), on(16));
    assert_eq!(obligation(&assessment, "OND", "retired"), Some((Outcome::Open, "2030-01-12/2030-01-12".to_owned())));
    let told = told(&audited(&TREATY, &world.records(), on(20)));
    let openings: Vec<_> = told.iter().filter(|told| told.contains("opening")).collect();
    assert_eq!(openings, ["inconsistent opening-missing OND 2", "late opening-missing OND 4"]);
}

#[test]
fn a_sealed_opening_is_not_spent_on_a_window_that_was_opened_in_public() {
    // a second kind of losses for the parties, by the side of the first
    let losses = "[[opening]]\nid = \"losses\"";
    let more = "[[opening]]\nid = \"more-losses\"\nname = { en = \"More\", ru = \"Ещё\" }\nof = \"losses\"\nclasses = [\"retired\"]\n\
                every = { epochs = 2 }\ndue = { days = 3 }\nreaders = \"parties\"\narticle = \"I\"\nsource = \"S\"\n\n";
    let treaty = changed(losses, &(more.to_owned() + losses));
    let missing = |sealed: bool| {
        let mut world = World::under(&treaty);
        for epoch in 0..=2 {
            let stated = close(&treaty, "OND", epoch, &[], &world.chain, &Forge::default());
            world.ond_logs(stated);
        }
        let sums = vec![sum_of_flows(&world.chain[1..], |flow| matches!(flow, proof::Flow::Loss(proof::Class(1))))];
        let first = (record::Epoch(1), record::Epoch(2));
        let opening = |number, sums| record::Opening {
            opening: record::OpeningNumber(number),
            first: first.0,
            last: first.1,
            sums,
        };
        world.ond.say(Statement::Opening(opening(1, sums)), at(2, 3));
        if sealed {
            let nobody_reads = record::OpenedSum { sum: 0, blinding: record::SumBlinding([0; 32]) };
            let sealed = world.ond.sealed(&Statement::Opening(opening(2, vec![nobody_reads])), at(2, 3));
            world.ond.log(&sealed);
        }
        let stated = close(&treaty, "HAL", 0, &[], &[], &Forge::default());
        world.hal.log(&stated.envelope(&world.hal, at(0, 1)));
        world.receipts(2, 4);
        let told = told(&audited(&treaty, &world.records(), on(19))).into_iter();
        told.filter(|told| told.contains("opening-missing OND")).count()
    };
    // the total for the public was not opened either
    assert_eq!([true, false].map(missing), [1, 2]);
}

#[test]
fn an_opening_that_comes_after_its_day_is_late() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.ond_states(2);
    world.receipts(2, 2);
    let hal: Vec<_> = (0..=2).map(|epoch| honest("HAL", epoch).clone()).collect();
    open_all(&mut world.hal, &hal, 2, at(2, 3));
    let chain = world.chain.clone();
    open_all(&mut world.ond, &chain, 2, at(5, 3));
    for epoch in 3..=LAST {
        world.hal_states(epoch);
        world.ond_states(epoch);
    }
    world.receipts(5, 4);
    let told = told(&audited(&TREATY, &world.records(), on(16)));
    let openings: Vec<_> = told.iter().filter(|told| told.contains("opening")).collect();
    assert_eq!(openings, ["late opening-late HAL 2", "late opening-late OND 2"]);
}

#[test]
fn totals_are_not_opened_before_every_baseline_is_acknowledged() {
    let mut world = World::new();
    // OND states three epochs and opens before it ever acknowledges HAL's baseline
    for epoch in 0..=2 {
        world.hal_states(epoch);
        world.ond_states(epoch);
        for by in [0, 2, 3] {
            world.receipts_by(by, at(epoch, 2));
        }
    }
    let total = total_of_retired("OND", &world.chain, 2);
    world.ond.say(Statement::Opening(total), at(2, 3));
    world.receipts(2, 4);
    assert_eq!(told(&audited(&TREATY, &world.records(), on(13))), ["inconsistent opened-early OND"]);
}

#[test]
fn totals_are_early_until_a_receipt_covers_the_baseline_of_every_other_party() {
    // HAL brings a key before its baseline, and OND acknowledges that, and the witnesses' records, and no more
    let told_of = |acknowledges: &dyn Fn(&mut World, &log::SignedNote)| {
        let mut world = World::new();
        let new = secret("HAL", 13).verifying_key().to_bytes();
        world.hal.bring(record::Role::Statement, new, at(0, 0));
        let before = world.hal.head();
        for epoch in 0..=2 {
            world.hal_states(epoch);
            world.ond_states(epoch);
            for by in [0, 2, 3] {
                world.receipts_by(by, at(epoch, 2));
            }
        }
        acknowledges(&mut world, &before);
        let total = total_of_retired("OND", &world.chain, 2);
        world.ond.say(Statement::Opening(total), at(2, 3));
        world.receipts(2, 4);
        told(&audited(&TREATY, &world.records(), on(13)))
    };
    let early = ["inconsistent opened-early OND"];
    let hal = World::new().hal.author;
    let of_hal = |world: &mut World, head: &log::SignedNote| {
        world.ond.acknowledge(&hal, head, at(2, 2));
    };
    assert_eq!(told_of(&of_hal), early, "it ends before the baseline");
    let of_witness = |world: &mut World, _: &log::SignedNote| {
        let (of, head) = (world.hillside.author.clone(), world.hillside.head());
        world.ond.acknowledge(&of, &head, at(2, 2));
    };
    assert_eq!(told_of(&of_witness), early, "it is of another record");
    let back = |world: &mut World, before: &log::SignedNote| {
        let now = world.hal.head();
        world.ond.acknowledge(&hal, before, at(2, 3));
        world.ond.acknowledge(&hal, &now, at(2, 2));
    };
    let told = told_of(&back);
    assert!(told.contains(&early[0].to_owned()), "it went back: {told:?}");
    assert_eq!(told_of(&|world, _| world.receipts_by(1, at(2, 2))), [""; 0]);
}

/// The first three epochs, of which OND acknowledges nothing before it opens a window.
fn opened_without_receipts(opens: &dyn Fn(&mut World)) -> World {
    let mut world = World::new();
    for epoch in 0..=2 {
        world.hal_states(epoch);
        world.ond_states(epoch);
        [0, 2, 3].into_iter().for_each(|by| world.receipts_by(by, at(epoch, 2)));
    }
    opens(&mut world);
    world.receipts(2, 4);
    world
}

#[test]
fn only_totals_can_be_fitted_to_those_of_another() {
    let losses = opened_without_receipts(&|world| {
        let losses = sum_of_flows(&world.chain[1..=2], |flow| matches!(flow, proof::Flow::Loss(proof::Class(0))));
        let opening = record::OpeningNumber(1);
        let losses = record::Opening { opening, first: record::Epoch(1), last: record::Epoch(2), sums: vec![losses] };
        world.ond.say(Statement::Opening(losses), at(2, 3));
    });
    assert_eq!(told(&audited(&TREATY, &losses.records(), on(13))), NOTHING);
}

#[test]
fn who_opens_before_a_baseline_that_an_old_copy_lacks_is_not_called_early() {
    let world = opened_without_receipts(&|world| {
        let total = total_of_retired("OND", &world.chain, 2);
        world.ond.say(Statement::Opening(total), at(2, 3));
    });
    let mut records = world.records();
    let told_of = |records: &[Copy]| {
        let told = told(&audited(&TREATY, records, on(13))).into_iter();
        told.filter(|told| told.contains("opened-early")).collect::<Vec<_>>()
    };
    assert_eq!(told_of(&records), ["inconsistent opened-early OND"]);
    let old = World::new().hal;
    records[0] = Copy::of(old.author.clone(), &old.writer, old.head());
    assert_eq!(told_of(&records), NOTHING);
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

#[test]
fn the_bodies_that_are_for_others_are_counted_for_the_records_that_have_any() {
    let assessment = World::honest().audited();
    let told = assessment.findings.iter().filter_map(|finding| match &finding.fact {
        Fact::Record(RecordFact::BodiesNotHeld { statements }) => Some((finding.party.clone(), *statements)),
        _ => None,
    });
    let world = World::new();
    // the losses of two windows
    assert_eq!(told.collect::<Vec<_>>(), [(Some(world.hal.party()), 2), (Some(world.ond.party()), 2)]);
}
