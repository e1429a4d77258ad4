//! Copies that are older than what others acknowledged: what a copy lacks accuses nobody, and excuses nothing that cannot stand in it.

use crate::world::*;
use audit::assessment::{Assessment, Fact, Outcome, RecordFact};
use treaty::Date;

const OLD: &str = "question copy-is-old OND";

fn on(day: i8) -> Date {
    Date::constant(2030, 1, day)
}

/// The first two days, with OND's record as it then stands.
fn begun() -> (World, Copy) {
    let world = World::until(2);
    let copy = world.records()[1].clone();
    (world, copy)
}

/// HAL and the witnesses go on for the rest of the days, and acknowledge what there is.
fn go_on(world: &mut World) {
    for epoch in 2..=LAST {
        world.hal_states(epoch);
        but_ond(world, at(epoch, 2));
    }
}

/// All but OND, whose own receipts would be leaves too, acknowledge what there is.
fn but_ond(world: &mut World, time: u64) {
    [0, 2, 3].into_iter().for_each(|by| world.receipts_by(by, time));
}

/// The audit with an old copy of OND's record.
fn with(world: &World, old: &Copy, day: i8) -> Assessment {
    let mut records = world.records();
    records[1] = old.clone();
    audited(&TREATY, &records, on(day))
}

/// What is told of OND's epochs.
fn epochs(assessment: &Assessment) -> Vec<String> {
    told(assessment).into_iter().filter(|told| told.contains("epoch-") && told.contains("OND")).collect()
}

#[test]
fn an_old_copy_accuses_nobody_of_what_it_lacks() {
    let (_, old) = begun();
    let assessment = with(&World::honest(), &old, 17);
    assert_eq!(told(&assessment), [OLD; 3]);
    assert_eq!(obligation(&assessment, "OND", "record").unwrap().0, Outcome::Open);
    let month = &assessment.records[1].months[0];
    assert_eq!((month.due, month.stated, month.in_time), (5, 2, 2), "and counts for nobody as in time");
}

#[test]
fn one_statement_that_a_copy_lacks_excuses_one_epoch_and_no_more() {
    let (mut world, old) = begun();
    // one more statement, which everybody acknowledges on the same day; then OND says nothing any more
    let hal = (world.hal.author.clone(), world.hal.head());
    world.ond.acknowledge(&hal.0, &hal.1, at(1, 5));
    but_ond(&mut world, at(1, 6));
    go_on(&mut world);
    let of = |day| epochs(&with(&world, &old, day));
    assert_eq!(of(15), [""; 0], "epoch 2, due on the 14th, may be what the copy lacks");
    assert_eq!(of(16), ["late epoch-missing OND 3"]);
    assert_eq!(of(20), ["inconsistent epoch-missing OND 3", "late epoch-missing OND 4"]);
    let assessment = with(&world, &old, 20);
    assert_eq!(told(&assessment).iter().filter(|told| *told == OLD).count(), 3);
    // whoever has the whole record sees more
    let whole = epochs(&audited(&TREATY, &world.records(), on(20)));
    assert_eq!(whole[0], "inconsistent epoch-missing OND 2");
}

#[test]
fn what_others_acknowledged_after_the_day_is_late_whatever_it_is() {
    let (mut world, old) = begun();
    // epoch 2 is due on the 14th, and acknowledged on the 15th
    world.hal_states(2);
    but_ond(&mut world, at(2, 2));
    world.ond_states(2);
    but_ond(&mut world, at(2, 60));
    let assessment = with(&world, &old, 15);
    assert_eq!(epochs(&assessment), epochs(&audited(&TREATY, &world.records(), on(15))));
    assert_eq!(epochs(&assessment), ["late epoch-late OND 2"]);
    let Fact::Record(RecordFact::EpochLate { provided, .. }) = &finding(&assessment, "epoch-late").fact else {
        panic!()
    };
    assert_eq!(*provided, None, "the copy does not show when it came, or whether");
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Open, "nothing of it was proved here");
    let later = epochs(&with(&world, &old, 20));
    assert!(later.contains(&"late epoch-late OND 2".to_owned()), "it may have come within its grace: {later:?}");
}

#[test]
fn the_last_second_of_the_day_still_excuses() {
    let of = |time| {
        let (mut world, old) = begun();
        world.hal_states(2);
        but_ond(&mut world, at(2, 2));
        world.ond_states(2);
        but_ond(&mut world, time);
        epochs(&with(&world, &old, 15))
    };
    assert_eq!(of(at(2, 48)), [""; 0]);
    assert_eq!(of(at(2, 48) + 1), ["late epoch-late OND 2"]);
}

#[test]
fn what_nobody_acknowledged_excuses_nothing() {
    let (mut world, old) = begun();
    go_on(&mut world);
    // OND shows a later head to somebody, who has given no receipt
    world.ond_states(2);
    let head = world.ond.head();
    let mut records = world.records();
    records[1] = old.clone();
    let assessment = audited_with(&TREATY, &records, &[("shown", &head)], Some(on(19)));
    assert_eq!(epochs(&assessment), ["inconsistent epoch-missing OND 2", "late epoch-missing OND 3"]);
    // nor do fewer witnesses than the quorum
    let (mut world, old) = begun();
    world.ond_states(2);
    world.receipts_by(3, at(2, 2));
    world.hal_states(2);
    assert_eq!(epochs(&with(&world, &old, 15)), ["late epoch-missing OND 2"]);
}

#[test]
fn who_lacks_a_record_that_may_acknowledge_more_calls_nothing_late() {
    let (mut world, old) = begun();
    // lakeside has it in time, HAL late, and hillside, without whom two witnesses are not, nobody knows when
    world.ond_states(2);
    world.receipts_by(3, at(2, 2));
    (2..=LAST).for_each(|epoch| world.hal_states(epoch));
    world.receipts_by(0, at(2, 60));
    let mut records = world.records();
    records[1] = old;
    assert_eq!(epochs(&audited(&TREATY, &records, on(15))), ["late epoch-late OND 2"]);
    records.retain(|copy| copy.author.as_str() != "hillside");
    let assessment = audited(&TREATY, &records, on(15));
    assert_eq!(epochs(&assessment), [""; 0]);
    assert_eq!(assessment.outcome, Outcome::Open);
}

/// OND states epoch 2, which is due on the 14th. Hillside has it in time, and HAL late, if at all. Of lakeside's record an old copy is held, whose last
/// receipts have these times.
fn with_a_keepers_old_copy(last: &[u64], by_hal: bool) -> Assessment {
    let mut world = World::until(2);
    world.hal_states(2);
    let hal = (world.hal.author.clone(), world.hal.head());
    world.ond_states(2);
    world.receipts_by(2, at(2, 2));
    for time in last {
        world.lakeside.acknowledge(&hal.0, &hal.1, *time);
    }
    let old = world.records()[3].clone();
    world.receipts_by(3, at(2, 70));
    match by_hal {
        true => world.receipts_by(0, at(2, 71)),
        false => {
            let lakeside = (world.lakeside.author.clone(), world.lakeside.head());
            world.hal.acknowledge(&lakeside.0, &lakeside.1, at(2, 71));
        }
    }
    let mut records = world.records();
    records[3] = old;
    audited(&TREATY, &records, on(15))
}

#[test]
fn what_a_keepers_copy_lacks_is_no_earlier_than_what_it_has() {
    for by_hal in [true, false] {
        let in_time = with_a_keepers_old_copy(&[at(2, 48)], by_hal);
        assert_eq!(epochs(&in_time), [""; 0], "the copy may lack a receipt of the same second");
        assert_eq!(in_time.outcome, Outcome::Open);
        let late = with_a_keepers_old_copy(&[at(2, 48) + 1], by_hal);
        assert_eq!(epochs(&late), ["late epoch-late OND 2"]);
        let dated_back = with_a_keepers_old_copy(&[at(2, 48) + 1, at(2, 2)], by_hal);
        assert_eq!(epochs(&dated_back), ["late epoch-late OND 2"], "one that goes back dates nothing");
        let provided = late.findings.iter().find_map(|finding| match &finding.fact {
            Fact::Record(RecordFact::EpochLate { provided, .. }) => {
                finding.party.as_ref().filter(|party| party.as_str() == "OND").map(|_| provided)
            }
            _ => None,
        });
        assert_eq!(provided.unwrap().is_some(), by_hal, "when it came, if it did, such a copy does not show");
    }
}

#[test]
fn an_opening_that_no_leaf_beyond_the_copy_can_hold_in_time_is_not_open_in_time() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.ond_states(2);
    world.receipts(2, 2);
    let old = world.records()[1].clone();
    // the totals of epoch 2 are due on the 15th; OND opens them on the 16th
    let chain = world.chain.clone();
    open_all(&mut world.ond, &chain, 2, at(5, 3));
    world.receipts(5, 4);
    let assessment = with(&world, &old, 16);
    let openings: Vec<_> = told(&assessment).into_iter().filter(|told| told.contains("opening-late OND")).collect();
    assert_eq!(
        openings,
        ["late opening-late OND 1", "late opening-late OND 2"],
        "the sum for the parties and the total"
    );
    assert_eq!(obligation(&assessment, "OND", "retired").unwrap().0, Outcome::Open);
}

#[test]
fn two_heads_of_one_size_beyond_a_copy_are_two_versions_by_themselves() {
    let (world, old) = begun();
    // the same epoch, said an hour later in the one than in the other
    let head = |hours| {
        let mut world = World::until(2);
        let stated = world.ond_closes(2, &Forge::default());
        let envelope = stated.envelope(&world.ond, at(2, hours));
        world.ond.log(&envelope);
        world.ond.head()
    };
    let (one, other) = (head(1), head(2));
    let mut records = world.records();
    records[1] = old;
    let seen = |heads: [&log::SignedNote; 2]| {
        let views = [("inspector", heads[0]), ("press", heads[1])];
        let told = told(&audited_with(&TREATY, &records, &views, Some(on(13))));
        told.into_iter().filter(|told| told.contains("OND")).collect::<Vec<_>>()
    };
    assert_eq!(seen([&one, &one]), [OLD; 2]);
    assert_eq!(seen([&one, &other]), ["contradiction equivocation OND", OLD, OLD]);
    // and where nothing of the record is held, by the receipts of two
    let (mut world, of) = (World::until(2), world.ond.author.clone());
    world.hillside.acknowledge(&of, &one, at(2, 3));
    world.lakeside.acknowledge(&of, &other, at(2, 3));
    let mut records = world.records();
    records.remove(1);
    let told = told(&audited(&TREATY, &records, on(13)));
    assert!(told.contains(&"contradiction equivocation OND".to_owned()), "{told:?}");
}
