//! Corrections and excess: every one is a question, what nobody accepted is growth, and what they leave of room is told.

use crate::world::*;
use audit::assessment::{Fact, Outcome, RecordFact};
use proof::{Correction, Salt};
use record::{Agreed, Envelope, Epoch, Line, Statement};

fn corrected(excess: u16) -> Forge<'static> {
    let plan: &dyn Fn(&mut Plan) = if excess == 0 {
        &|plan| {
            plan.cells[0] += 1;
            plan.clear.corrections[0] = Correction { up: 1, down: 0 }
        }
    } else {
        &|plan| {
            plan.cells[0] = 12;
            plan.clear.corrections[0] = Correction { up: 3, down: 0 };
            plan.clear.excess[0] = 2;
        }
    };
    Forge { plan, ..Forge::default() }
}

#[test]
fn a_correction_is_always_a_question_to_the_freeze() {
    let assessment = World::forged(&corrected(0)).audited();
    assert_eq!(told(&assessment), ["question correction OND 2"]);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Open);
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Consistent);
}

/// What OND's corrections leave of room, in their order. They are of stored and of retired, up and down, by epoch from 1 on.
fn rooms(treaty: &treaty::Instrument, corrections: &[[(u16, u16); 2]]) -> Vec<u64> {
    let mut world = World::under(treaty);
    for epoch in 0..=corrections.len() as u32 {
        let plan = |plan: &mut Plan| {
            let Some(stated) = epoch.checked_sub(1).map(|place| corrections[place as usize]) else { return };
            for (class, (up, down)) in stated.into_iter().enumerate() {
                plan.cells[class] = plan.cells[class] + up - down;
                plan.clear.corrections[class] = Correction { up, down };
            }
        };
        let stated = close(treaty, "OND", epoch, &[], &world.chain, &Forge { plan: &plan, ..Forge::default() });
        world.ond_logs(stated);
    }
    let assessment = audited(treaty, &world.records(), treaty::Date::constant(2030, 1, 15));
    assert!(!told(&assessment).iter().any(|told| told.contains("contradiction")), "{:?}", told(&assessment));
    let rooms = assessment.findings.iter().filter_map(|finding| match finding.fact {
        Fact::Record(RecordFact::Correction { epoch, room, .. }) => Some((epoch, room)),
        _ => None,
    });
    let mut rooms: Vec<_> = rooms.collect();
    rooms.sort_by_key(|(epoch, _)| *epoch);
    rooms.into_iter().map(|(_, room)| room).collect()
}

#[test]
fn what_corrections_take_away_is_room_under_the_freeze_and_that_is_told() {
    let (none, stored) = ((0, 0), |up, down| [(up, down), (0, 0)]);
    assert_eq!(rooms(&TREATY, &[stored(0, 3)]), [3]);
    assert_eq!(rooms(&TREATY, &[stored(0, 3), stored(1, 0), stored(0, 2)]), [3, 2, 4], "net, and of all so far");
    assert_eq!(rooms(&TREATY, &[stored(3, 3)]), [0], "as many up as down leave nothing");
    assert_eq!(rooms(&TREATY, &[[none, (0, 2)]]), [0], "retired are not frozen");
    assert_eq!(rooms(&TREATY, &[stored(0, 3), [none, (0, 2)]]), [3, 0], "nor have they the room of those that are");
    // a group of both classes: what is moved from one to the other leaves nothing
    let both = changed("classes = [\"stored\"] }]", "classes = [\"stored\", \"retired\"] }]");
    assert_eq!(rooms(&both, &[[(0, 2), (2, 0)]]), [0, 0]);
    assert_eq!(rooms(&both, &[[none, (0, 2)], [(0, 1), none]]), [2, 3]);
}

/// Both sides accept a correction of stored, in OND's record.
fn accept(world: &mut World, epoch: u32, by: Correction) {
    let agreed = agreed(world, &world.ond, epoch, by);
    world.ond.log(&agreed);
}

/// The statement of both that stands in the record of one.
fn agreed(world: &World, host: &Keeper, epoch: u32, by: Correction) -> Envelope {
    let lines = vec![(Line(0), by)];
    let agreed = Agreed { party: world.ond.party(), with: world.hal.party(), epoch: Epoch(epoch), lines };
    let signers = [&world.ond.signer, &world.hal.signer];
    Envelope::new(host.heading(at(epoch, 5)), &Statement::Agreed(agreed), None, Salt([5; 32]), &signers).0
}

fn up(up: u16) -> Correction {
    Correction { up, down: 0 }
}

#[test]
fn an_excess_is_growth_but_for_what_both_sides_accepted() {
    let mut world = World::until(2);
    world.forged_day(2, &corrected(2));
    let grown = |world: World| {
        let mut world = world;
        world.rest_with(3, &|plan| plan.clear.excess[0] = 1);
        world
    };
    let alone = World { chain: world.chain.clone(), ..world };
    let mut agreed = World::until(2);
    agreed.forged_day(2, &corrected(2));
    let told_alone = told(&grown(alone).audited());
    assert_eq!(told_alone, ["inconsistent excess OND 2", "inconsistent excess OND 3", "question correction OND 2"]);
    accept(&mut agreed, 2, up(2));
    let told_agreed = told(&grown(agreed).audited());
    assert_eq!(told_agreed, ["question correction OND 2", "question excess OND 2", "question excess OND 3"]);
}

#[test]
fn an_excess_that_comes_again_after_an_epoch_without_one_is_another() {
    let mut world = World::until(2);
    for (epoch, excess) in [(2, 1), (3, 0), (4, 1)] {
        world.forged_day(epoch, &Forge { plan: &|plan| plan.clear.excess[0] = excess, ..Forge::default() });
    }
    assert_eq!(told(&world.audited()), ["inconsistent excess OND 2", "inconsistent excess OND 4"]);
}

#[test]
fn what_is_accepted_after_an_excess_is_over_neither_explains_it_nor_takes_that_back() {
    let told_of = |accepted: &[(u32, Correction)]| {
        let mut world = World::until(2);
        for (day, excess) in [(2, 2), (3, 0), (4, 0)] {
            world.forged_day(day, &Forge { plan: &|plan| plan.clear.excess[0] = excess, ..Forge::default() });
            let then = accepted.iter().filter(|(epoch, _)| *epoch == day);
            then.for_each(|(epoch, by)| accept(&mut world, *epoch, *by));
        }
        told(&world.audited())
    };
    assert_eq!(told_of(&[(3, up(2))]), ["inconsistent excess OND 2"]);
    assert_eq!(told_of(&[(2, up(2)), (3, Correction { up: 0, down: 1 })]), ["question excess OND 2"]);
}

#[test]
fn what_counts_twice_for_a_limit_is_explained_twice_by_a_correction() {
    // the limit of 30 counts each twice: 24 items are 18 above it, and 14 above the baseline of 10
    let mut world = World::until(2);
    let plan = |plan: &mut Plan| {
        plan.cells[0] = 24;
        plan.clear.corrections[0] = Correction { up: 15, down: 0 };
        (plan.clear.excess[0], plan.clear.excess[1]) = (14, 18);
    };
    world.forged_day(2, &Forge { plan: &plan, ..Forge::default() });
    accept(&mut world, 2, up(15));
    world.rest_with(3, &|plan| (plan.clear.excess[0], plan.clear.excess[1]) = (13, 16));
    assert_eq!(
        told(&world.audited()),
        [
            "question correction OND 2",
            "question excess OND 2",
            "question excess OND 2",
            "question excess OND 3",
            "question excess OND 3",
        ]
    );
}

#[test]
fn nobody_accepts_for_the_other_side() {
    let mut world = World::until(2);
    world.forged_day(2, &corrected(2));
    let agreed = Agreed {
        party: world.ond.party(),
        with: world.hal.party(),
        epoch: Epoch(2),
        lines: vec![(Line(0), Correction { up: 3, down: 0 })],
    };
    world.ond.say(Statement::Agreed(agreed), at(2, 5));
    world.rest_with(3, &|plan| plan.clear.excess[0] = 1);
    assert_eq!(
        told(&world.audited()),
        [
            "contradiction not-signed OND",
            "inconsistent excess OND 2",
            "inconsistent excess OND 3",
            "question correction OND 2",
        ]
    );
}

#[test]
fn what_was_accepted_and_is_taken_back_explains_an_excess_no_longer() {
    let until = |taken_back: Option<Correction>| {
        let mut world = World::until(2);
        world.forged_day(2, &corrected(2));
        accept(&mut world, 2, up(2));
        taken_back.into_iter().for_each(|by| accept(&mut world, 3, by));
        world.rest_with(3, &|plan| plan.clear.excess[0] = 2);
        told(&world.audited()).into_iter().filter(|told| told.contains("excess")).collect::<Vec<_>>()
    };
    assert_eq!(until(None), ["question excess OND 2"]);
    assert_eq!(
        until(Some(Correction { up: 0, down: 1 })),
        ["inconsistent excess OND 2"],
        "one run, as grave as its gravest"
    );
}

/// What is told of an excess of 2, where OND and HAL have agreed so.
fn told_of_excess(agree: impl FnOnce(&mut World)) -> Vec<String> {
    let mut world = World::until(2);
    world.forged_day(2, &corrected(2));
    agree(&mut world);
    world.rest_with(3, &|plan| plan.clear.excess[0] = 2);
    told(&world.audited()).into_iter().filter(|told| told.contains("excess")).collect()
}

#[test]
fn of_two_acceptances_of_one_thing_the_one_that_was_provided_first_holds() {
    let of_ond = |world: &mut World, items| accept(world, 2, up(items));
    let of_hal = |world: &mut World, items| {
        let agreed = agreed(world, &world.hal, 2, up(items));
        world.hal.log(&agreed);
    };
    let (explained, grown) = (["question excess OND 2"], ["inconsistent excess OND 2"]);
    let in_turn = |first: &dyn Fn(&mut World), then: &dyn Fn(&mut World)| {
        told_of_excess(|world| {
            first(world);
            world.receipts(2, 6);
            then(world);
        })
    };
    assert_eq!(in_turn(&|world| of_hal(world, 2), &|world| of_ond(world, 1)), explained);
    assert_eq!(in_turn(&|world| of_hal(world, 1), &|world| of_ond(world, 2)), grown);
    assert_eq!(in_turn(&|world| of_ond(world, 2), &|world| of_hal(world, 1)), explained);
    assert_eq!(in_turn(&|world| of_ond(world, 1), &|world| of_hal(world, 2)), grown);
    assert_eq!(in_turn(&|world| of_ond(world, 1), &|world| of_ond(world, 2)), grown, "in one record too");
    let at_once = |ond: u16, hal: u16| {
        told_of_excess(|world| {
            of_hal(world, hal);
            of_ond(world, ond);
            (0..2).for_each(|by| world.receipts_by(by, at(2, 6)));
        })
    };
    assert_eq!(at_once(2, 1), explained, "its own record goes before the other's");
    assert_eq!(at_once(1, 2), grown);
    let together = told_of_excess(|world| {
        of_ond(world, 1);
        of_ond(world, 2);
    });
    assert_eq!(together, grown, "and above goes before below");
    // HAL's record is shown to nobody any more, so that what stands there is provided to nobody
    let hidden = told_of_excess(|world| {
        of_hal(world, 1);
        of_ond(world, 2);
        let ond = (world.ond.author.clone(), world.ond.head());
        world.hal.acknowledge(&ond.0, &ond.1, at(2, 6));
    });
    assert_eq!(hidden, explained, "what was provided goes before what was not");
}

#[test]
fn who_agreed_with_a_key_of_a_record_that_is_not_held_is_not_accused_of_it() {
    let mut world = World::honest();
    let key = secret("OND", 13);
    world.ond.bring(record::Role::Statement, key.verifying_key().to_bytes(), at(4, 5));
    let (party, with) = (world.hal.party(), world.ond.party());
    let agreed = Agreed { party, with, epoch: Epoch(2), lines: vec![(Line(0), Correction { up: 1, down: 0 })] };
    let signers = [&world.hal.signer, &record::StatementSigner::new(key)];
    let envelope =
        Envelope::new(world.hal.heading(at(4, 6)), &Statement::Agreed(agreed), None, Salt([5; 32]), &signers).0;
    world.hal.log(&envelope);
    world.receipts(LAST, 7);
    let accused =
        |records: &[Copy]| told(&audited(&TREATY, records, AS_OF)).iter().any(|told| told.contains("not-signed"));
    let mut records = world.records();
    assert!(!accused(&records));
    records.remove(1);
    assert!(!accused(&records), "its record may bring the key");
    let mut without_key = world;
    without_key.ond = World::honest().ond;
    assert!(accused(&without_key.records()), "its record is held, and brings none");
}
