//! What is late, missing, stated or opened too early: by receipts, never by a party's own date.

use crate::world::*;
use audit::assessment::{Fact, Outcome, RecordFact};
use record::Statement;
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
