//! What is late, missing, not acknowledged, dated ahead or shown to two sides in two versions: by receipts and views, never by a party's own date.

mod world;

use audit::assessment::{Fact, Outcome, RecordFact};
use proof::Salt;
use record::{Author, Envelope, Receipt, Revocation, Role, Statement, StatementSigner};
use treaty::Date;
use world::*;

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
        let freeze = obligation(&assessment, "OND", "freeze").unwrap().0;
        (told(&assessment).into_iter().filter(|told| told.contains("OND")).collect::<Vec<_>>(), freeze)
    };
    assert_eq!(of(15), (vec!["late epoch-missing OND 2".to_owned()], Outcome::Open));
    assert_eq!(of(18).0, ["late epoch-missing OND 2"], "the time of grace runs until its last day");
    let over = ["inconsistent epoch-missing OND 2", "late epoch-missing OND 3"];
    assert_eq!(of(19), (over.map(str::to_owned).to_vec(), Outcome::Open), "each has its own grace");
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
    let held: Vec<_> = world.records().into_iter().filter(|copy| copy.author.as_str() != "hillside").collect();
    let open = ["question record-not-held -"];
    assert_eq!(told(&audited(&TREATY, &held, on(15))), open, "the record that is not held may acknowledge it");
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
    let mut world = World::honest();
    world.ond.acknowledge(&hal, &small, at(4, 9));
    assert_eq!(told(&world.audited()), ["contradiction receipt-went-back OND"], "in size");
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

// two versions

/// OND's record as it would be had it said something else of the last day.
fn fork() -> World {
    let mut other = World::until(LAST);
    other.hal_states(LAST);
    let stated =
        other.ond_closes(LAST, &Forge { plan: &|plan| (plan.cells[0], plan.cells[3]) = (7, 1), ..Forge::default() });
    other.ond_logs(stated);
    other
}

#[test]
fn a_view_of_another_version_is_an_equivocation() {
    let (world, other) = (World::honest(), fork());
    let head = other.ond.head();
    let assessment = audited_with(&TREATY, &world.records(), &[("inspector", &head)], Some(AS_OF));
    assert_eq!(told(&assessment), ["contradiction equivocation OND"]);
    let Fact::Record(RecordFact::Equivocation { size, seen_by, against: None, disowned: false }) =
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
    let other = fork().ond.head();
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
    let (of, other) = (world.ond.author.clone(), fork().ond.head());
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

// keys

/// HAL logs that a key of OND ended at this size of OND's record.
fn revoke(world: &mut World, key: record::KeyId, size: u64, dated: u64) {
    let root = world.ond.root(size);
    revoke_at(world, key, (size, root), dated);
}

fn revoke_at(world: &mut World, key: record::KeyId, (size, root): (u64, log::Hash), dated: u64) {
    let (of, size) = (Author::new("OND").unwrap(), log::TreeSize::new(size).unwrap());
    let revocation = Statement::Revocation(Revocation { of, key, size, root });
    let signers = [&world.ond.offline, &world.hal.signer];
    let envelope = Envelope::new(world.hal.heading(dated), &revocation, None, Salt([5; 32]), &signers).0;
    world.hal.log(&envelope);
}

#[test]
fn what_a_revoked_key_signs_beyond_its_end_is_not_signed_whoever_is_read_first() {
    for turned in 0..4 {
        let mut world = World::honest();
        let (size, key) = (world.ond.writer.size().get(), world.ond.signer.id());
        revoke(&mut world, key, size - 2, at(4, 5));
        let mut records = world.records();
        records.rotate_left(turned);
        assert_eq!(told(&audited(&TREATY, &records, AS_OF)), ["contradiction not-signed OND"]);
    }
}

#[test]
fn a_revocation_of_a_key_that_nobody_has_is_a_question() {
    let mut world = World::honest();
    revoke(&mut world, record::KeyId([7; 32]), 3, at(4, 5));
    assert_eq!(told(&world.audited()), ["question out-of-place HAL"]);
    let without: Vec<_> = world.records().into_iter().filter(|copy| copy.author.as_str() != "OND").collect();
    assert_eq!(told(&audited(&TREATY, &without, AS_OF)), ["question record-not-held OND"], "its record may bring it");
}

#[test]
fn a_fork_beyond_the_end_of_a_stolen_key_is_a_question_and_one_before_it_is_not() {
    let mut world = World::honest();
    let covered = world.ond.writer.size().get();
    let stolen = world.ond.log.verifier().clone();
    // the thief goes on where the record stood
    let mut thief = World::honest().ond;
    thief.say(Statement::Opening(total_of_retired("OND", &world.chain, 2)), at(4, 6));
    // OND ends its log key, brings another, and goes on
    let log = secret("OND", 11);
    world.ond.bring(Role::Log, log.verifying_key().to_bytes(), at(4, 5));
    world.ond.log = log::LogSigner::new(name("OND"), log);
    let id = record::KeyId::of(1, stolen.public());
    revoke(&mut world, id, covered, at(4, 5));
    let records = world.records();
    let with_view = |view| told(&audited_with(&TREATY, &records, &[("found", view)], Some(AS_OF)));
    let (beyond, before) = (thief.head(), fork().ond.head());
    assert_eq!(with_view(&beyond), ["question equivocation OND"]);
    assert_eq!(with_view(&before), ["contradiction equivocation OND"], "what was covered stays bound");
    // who acknowledges the thief's head once the key is known to be stolen covers nothing by it
    let of = world.ond.author.clone();
    world.lakeside.acknowledge(&of, &beyond, at(4, 9));
    let told = told(&world.audited());
    assert!(told.contains(&"question equivocation OND".to_owned()), "{told:?}");
    assert!(!told.iter().any(|told| told.starts_with("contradiction equivocation")), "{told:?}");
}

#[test]
fn a_revocation_never_unbinds_what_was_covered() {
    // OND shows two versions of its record, is seen, and says that its log key was stolen long before
    let covered = || {
        let mut world = World::honest();
        world.receipts_by(0, at(4, 4));
        world
    };
    let mut world = covered();
    let key = record::KeyId::of(1, world.ond.log.verifier().public());
    revoke(&mut world, key, 3, at(4, 5));
    let head = fork().ond.head();
    let assessment = audited_with(&TREATY, &world.records(), &[("inspector", &head)], Some(AS_OF));
    assert_eq!(told(&assessment), ["contradiction equivocation OND"]);
    // or that its statement key was
    let mut world = covered();
    let key = world.ond.signer.id();
    revoke(&mut world, key, 3, at(4, 5));
    assert_eq!(told(&world.audited()), NOTHING, "all that it signed was acknowledged before");
}

#[test]
fn a_revocation_that_names_what_its_record_never_was_changes_nothing() {
    let mut world = World::honest();
    let (key, size) = (world.ond.signer.id(), world.ond.writer.size().get());
    revoke_at(&mut world, key, (size - 2, log::Hash::EMPTY), at(4, 5));
    let assessment = world.audited();
    assert_eq!(told(&assessment), ["question out-of-place OND"]);
    let shown = &finding(&assessment, "out-of-place").statements;
    assert!(matches!(&shown[..], [audit::assessment::StatementAt::Leaf { record, .. }] if *record == world.hal.author));
}

#[test]
fn a_head_beyond_the_end_of_its_key_is_asked_about_and_hides_nothing_else() {
    for turned in 0..4 {
        let mut world = forged_world();
        let key = record::KeyId::of(1, world.ond.log.verifier().public());
        let size = world.ond.writer.size().get();
        revoke(&mut world, key, size, at(4, 5));
        world.ond.say(Statement::Opening(total_of_retired("OND", &world.chain, 2)), at(4, 6));
        let mut records = world.records();
        records.rotate_left(turned);
        let told = told(&audited(&TREATY, &records, AS_OF));
        assert!(told.contains(&"question not-signed OND".to_owned()), "{told:?}");
        assert!(told.contains(&"contradiction balance-open OND 2".to_owned()), "{told:?}");
    }
}

/// In epoch 2 a retired item appears in OND's ledger that no flow explains.
fn forged_world() -> World {
    let mut world = World::until(2);
    let before = Some(vec![10, 4, 0, 0, 0, 0]);
    world.forged_day(2, &Forge { plan: &|plan| plan.cells[1] = 5, before, ..Forge::default() });
    world.rest(3);
    world
}

#[test]
fn an_agreed_statement_by_a_key_that_was_revoked_before_accepts_nothing() {
    let mut world = World::honest();
    let agreed = Statement::Agreed(record::Agreed {
        party: world.hal.party(),
        with: world.ond.party(),
        epoch: record::Epoch(2),
        lines: vec![(record::Line(0), proof::Correction { up: 9, down: 0 })],
    });
    let signers = [&world.hal.signer, &world.ond.signer];
    let envelope = Envelope::new(world.hal.heading(at(4, 9)), &agreed, None, Salt([5; 32]), &signers).0;
    let (stolen, size) = (world.ond.signer.id(), world.ond.writer.size().get());
    // OND ends its key at the size that its record has; the thief signs for it in HAL's record
    revoke(&mut world, stolen, size, at(4, 5));
    world.hal.log(&envelope);
    assert_eq!(told(&world.audited()), ["contradiction not-signed HAL"]);
}

/// Epoch 2 is acknowledged in time by the two witnesses, and late by the other party. HAL logs the end of lakeside's cosignature key at a size of
/// lakeside's record: so many statements behind the first of those receipts.
fn cosigned_by_a_key_that_ends(behind: u64, covered: bool) -> Vec<String> {
    let mut world = World::until(2);
    world.hal_states(2);
    world.ond_states(2);
    let hal = (world.hal.author.clone(), world.hal.head());
    world.ond.acknowledge(&hal.0, &hal.1, at(2, 2));
    world.receipts_by(2, at(2, 2));
    let before = world.lakeside.writer.size().get();
    world.receipts_by(3, at(2, 2) + 60);
    if covered {
        let lakeside = (world.lakeside.author.clone(), world.lakeside.head());
        world.hal.acknowledge(&lakeside.0, &lakeside.1, at(2, 3));
    }
    let (key, size) = (record::KeyId::of(1, world.lakeside.cosigner.verifier().public()), before + behind);
    let root = world.lakeside.root(size);
    let of = world.lakeside.author.clone();
    let revocation = Statement::Revocation(Revocation { of, key, size: log::TreeSize::new(size).unwrap(), root });
    let signers = [&world.lakeside.offline, &world.hal.signer];
    let envelope = Envelope::new(world.hal.heading(at(2, 5)), &revocation, None, Salt([5; 32]), &signers).0;
    world.hal.log(&envelope);
    world.receipts_by(0, at(2, 60));
    let mut records = world.records();
    let told_of = |records: &[Copy]| told(&audited(&TREATY, records, on(15)));
    let first = told_of(&records);
    records.rotate_left(3);
    assert_eq!(told_of(&records), first, "whoever is read first");
    first
}

#[test]
fn a_receipt_by_a_cosignature_key_beyond_its_end_dates_nothing() {
    // lakeside's receipts are of HAL, OND and hillside, in this order
    let ended = ["contradiction receipt-invalid -", "late epoch-late OND 2"];
    assert_eq!(cosigned_by_a_key_that_ends(0, false), ended);
    assert_eq!(cosigned_by_a_key_that_ends(1, false), ended, "the receipt of OND's record is the first beyond the end");
    assert_eq!(cosigned_by_a_key_that_ends(2, false), ["contradiction receipt-invalid -"], "it is the last before it");
    assert_eq!(cosigned_by_a_key_that_ends(3, false), NOTHING);
    assert_eq!(cosigned_by_a_key_that_ends(0, true), NOTHING, "a revocation never unbinds what was covered before");
}

#[test]
fn a_key_is_brought_once() {
    let mut world = World::honest();
    let public = StatementSigner::new(secret("OND", 3)).public();
    world.ond.bring(Role::Statement, public, at(4, 5));
    assert_eq!(told(&world.audited()), ["contradiction out-of-place OND"]);
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
