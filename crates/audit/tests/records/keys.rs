//! What a key signs beyond its end: nothing. What it signed before stands, whatever its owner would like.

use crate::world::*;
use proof::Salt;
use record::{Envelope, Revocation, Role, Statement, StatementSigner};
use treaty::Date;

const NOTHING: [&str; 0] = [];

fn on(day: i8) -> Date {
    Date::constant(2030, 1, day)
}

/// HAL logs that a key of OND ended at this size of OND's record.
pub fn revoke(world: &mut World, key: record::KeyId, size: u64, dated: u64) {
    let root = world.ond.root(size);
    revoke_at(world, key, (size, root), dated);
}

fn revoke_at(world: &mut World, key: record::KeyId, covered: (u64, log::Hash), dated: u64) {
    let envelope = revocation(&world.ond, key, covered, (&world.hal, dated));
    world.hal.log(&envelope);
}

/// A keeper says in another's record that a key of its own ended.
pub fn revocation(
    owner: &Keeper,
    key: record::KeyId,
    (size, root): (u64, log::Hash),
    (logger, dated): (&Keeper, u64),
) -> Envelope {
    let (of, size) = (owner.author.clone(), log::TreeSize::new(size).unwrap());
    let revocation = Statement::Revocation(Revocation { of, key, size, root });
    Envelope::new(logger.heading(dated), &revocation, None, Salt([5; 32]), &[&owner.offline, &logger.signer]).0
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
    let (beyond, before) = (thief.head(), World::fork().ond.head());
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
fn two_heads_by_a_key_that_only_a_record_brought_are_cut_into_no_file() {
    // OND brings another log key, and both versions of what follows are signed by it
    let version = |of: u32| {
        let mut ond = World::honest().ond;
        let log = secret("OND", 11);
        ond.bring(Role::Log, log.verifying_key().to_bytes(), at(4, 5));
        ond.log = log::LogSigner::new(name("OND"), log);
        ond.say(Statement::Opening(total_of_retired("OND", &World::honest().chain, of)), at(4, 6));
        ond
    };
    let (mut world, other) = (World::honest(), version(1).head());
    let mut records = |ond| {
        world.ond = ond;
        world.records()
    };
    let files = |assessment: &audit::Assessment| {
        let two = finding(assessment, "equivocation");
        assert_eq!(two.severity, audit::Severity::Contradiction);
        let files = audit::evidence::files(&assessment.findings).filter(|(_, finding)| *finding == two).count();
        (audit::evidence::is_of_two_heads(two), files)
    };
    let by_the_new_key = audited_with(&TREATY, &records(version(2)), &[("inspector", &other)], Some(AS_OF));
    assert_eq!(files(&by_the_new_key), (false, 0));
    let by_the_listed_one = World::fork().ond.head();
    let by_either = audited_with(&TREATY, &records(version(2)), &[("inspector", &by_the_listed_one)], Some(AS_OF));
    assert_eq!(files(&by_either), (false, 0), "nor where the record itself is signed by it");
    let mut by_the_old_key = version(2);
    by_the_old_key.log = Keeper::new("OND").log;
    let beside_the_old_one = audited_with(&TREATY, &records(by_the_old_key), &[("inspector", &other)], Some(AS_OF));
    assert_eq!(files(&beside_the_old_one), (false, 0), "nor where what was seen is");
    let records = World::honest().records();
    let by_the_listed_key = audited_with(&TREATY, &records, &[("inspector", &by_the_listed_one)], Some(AS_OF));
    assert_eq!(files(&by_the_listed_key), (true, 1));
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
    let head = World::fork().ond.head();
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
    // its offline key brings keys, and accepts nothing either
    let signers = [&world.hal.signer, &world.ond.signer, &world.ond.offline];
    let envelope = Envelope::new(world.hal.heading(at(4, 9)), &agreed, None, Salt([5; 32]), &signers).0;
    let (stolen, size) = (world.ond.signer.id(), world.ond.writer.size().get());
    // OND ends its key at the size that its record has; the thief signs for it in HAL's record
    revoke(&mut world, stolen, size, at(4, 5));
    world.hal.log(&envelope);
    assert_eq!(told(&world.audited()), ["contradiction not-signed HAL"]);
}

/// Epoch 2 is acknowledged in time by the two witnesses, and late by the other party. HAL logs the end of a key of lakeside at a size of
/// lakeside's record: so many statements behind the first of those receipts.
fn receipts_by_a_key_that_ends(key: record::KeyId, behind: u64, covered: bool) -> Vec<String> {
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
    let size = before + behind;
    let covered = (size, world.lakeside.root(size));
    let envelope = revocation(&world.lakeside, key, covered, (&world.hal, at(2, 5)));
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
fn a_receipt_beyond_the_end_of_a_key_that_signed_it_dates_nothing() {
    let lakeside = Keeper::new("lakeside");
    let cosigner = record::KeyId::of(1, lakeside.cosigner.verifier().public());
    for (key, code) in [(cosigner, "receipt-invalid"), (lakeside.signer.id(), "not-signed")] {
        let of = |behind, covered| receipts_by_a_key_that_ends(key, behind, covered);
        let told = format!("contradiction {code} -");
        let ended = [told.as_str(), "late epoch-late OND 2"];
        // lakeside's receipts are of HAL, OND and hillside, in this order
        assert_eq!(of(0, false), ended);
        assert_eq!(of(1, false), ended, "the receipt of OND's record is the first beyond the end");
        assert_eq!(of(2, false), [told], "it is the last before it");
        assert_eq!(of(3, false), NOTHING);
        assert_eq!(of(0, true), NOTHING, "a revocation never unbinds what was covered before");
    }
}

/// OND takes a new key after epoch 2, and HAL logs the end of the old one, which is given back.
fn with_a_revoked_key() -> (World, StatementSigner) {
    let mut world = World::until(3);
    let (old, new) = (Keeper::new("OND").signer, secret("OND", 13));
    world.ond.bring(Role::Statement, new.verifying_key().to_bytes(), at(2, 5));
    world.ond.signer = StatementSigner::new(new);
    world.receipts(2, 6);
    let size = world.ond.writer.size().get();
    revoke(&mut world, old.id(), size, at(2, 7));
    (world, old)
}

/// What is told, whoever is read first.
pub fn told_in_every_order(world: &World) -> Vec<String> {
    let mut records = world.records();
    let mut all: Vec<_> = (0..records.len())
        .map(|_| {
            records.rotate_left(1);
            let assessment = audited(&TREATY, &records, AS_OF);
            (told(&assessment), assessment.records, assessment.findings)
        })
        .collect();
    all.dedup();
    assert_eq!(all.len(), 1, "whoever is read first");
    all.remove(0).0
}

/// OND logs something under another of its keys.
fn under(world: &mut World, key: StatementSigner, log: impl FnOnce(&mut World)) -> StatementSigner {
    let own = std::mem::replace(&mut world.ond.signer, key);
    log(world);
    std::mem::replace(&mut world.ond.signer, own)
}

#[test]
fn an_epoch_that_a_revoked_key_signed_is_not_stated() {
    let (mut world, old) = with_a_revoked_key();
    world.hal_states(3);
    under(&mut world, old, |world| world.ond_states(3));
    world.receipts(3, 2);
    world.rest(4);
    let missing = "late epoch-missing OND 3";
    assert_eq!(
        told_in_every_order(&world),
        ["contradiction not-signed OND", "contradiction epoch-out-of-order OND 4", missing]
    );
    let month = &world.audited().records[1].months[0];
    assert_eq!((month.stated, month.proved), (4, 3), "the last epoch has none before it to be held against");
}

#[test]
fn who_states_with_a_stolen_key_accuses_its_owner_of_nothing_else() {
    let (mut world, old) = with_a_revoked_key();
    world.hal_states(3);
    let before = Some(vec![9, 5, 0, 0, 0, 0]);
    let false_one = world.ond_closes(3, &Forge { plan: &|plan| plan.cells[1] = 5, before, ..Forge::default() });
    let total = total_of_retired("OND", &world.chain, 2);
    let old = under(&mut world, old, |world| {
        let envelope = false_one.envelope(&world.ond, at(3, 1));
        world.ond.log(&envelope);
        world.ond.say(Statement::Opening(total), at(3, 1));
        // it would be out of order, and of another's clock
        let (hal, head) = (world.hal.author.clone(), World::until(1).hal.head());
        world.ond.acknowledge(&hal, &head, at(90, 0));
    });
    world.ond_states(3);
    world.receipts(3, 2);
    world.rest(4);
    assert_eq!(told_in_every_order(&world), ["contradiction not-signed OND"]);
    // the same by a key that is not revoked
    let mut owner = World::until(3);
    owner.hal_states(3);
    owner.ond.signer = old;
    let envelope = false_one.envelope(&owner.ond, at(3, 1));
    owner.ond.log(&envelope);
    owner.receipts(3, 2);
    assert!(told(&owner.audited()).contains(&"contradiction balance-open OND 3".to_owned()));
}

#[test]
fn a_key_that_a_revoked_offline_key_brought_signs_nothing() {
    let mut world = World::until(3);
    let (offline, size) = (world.ond.offline.id(), world.ond.writer.size().get());
    revoke(&mut world, offline, size, at(2, 7));
    let new = secret("OND", 13);
    world.ond.bring(Role::Statement, new.verifying_key().to_bytes(), at(2, 8));
    world.hal_states(3);
    under(&mut world, StatementSigner::new(new), |world| world.ond_states(3));
    world.hal_states(4);
    world.receipts(4, 2);
    let told = told_in_every_order(&world);
    assert_eq!(told, ["contradiction not-signed OND", "contradiction not-signed OND", "late epoch-missing OND 3"]);
}

#[test]
fn of_a_revocation_that_a_revoked_key_signed_nothing_is_asked() {
    let (mut world, old) = with_a_revoked_key();
    under(&mut world, old, |world| {
        let (unknown, known) = (record::KeyId([7; 32]), world.hal.signer.id());
        for (key, covered) in [(unknown, (3, world.hal.root(3))), (known, (3, log::Hash::EMPTY))] {
            let envelope = revocation(&world.hal, key, covered, (&world.ond, at(2, 8)));
            world.ond.log(&envelope);
        }
    });
    world.rest(3);
    assert_eq!(told_in_every_order(&world), ["contradiction not-signed OND"]);
}

#[test]
fn where_a_key_ends_is_not_asked_again_without_what_is_void() {
    let mut world = World::until(2);
    let (old, new) = (Keeper::new("HAL").signer, secret("HAL", 13));
    world.hal.bring(Role::Statement, new.verifying_key().to_bytes(), at(1, 3));
    let covered = (world.hal.writer.size().get(), world.hal.root(u64::MAX));
    let envelope = revocation(&world.hal, old.id(), covered, (&world.ond, at(1, 4)));
    let before = world.ond.log(&envelope);
    world.ond_states(2);
    // by the old key HAL acknowledges what OND states, and by the new one it logs that OND's key ended before
    world.receipts_by(0, at(2, 2));
    world.hal.signer = StatementSigner::new(new);
    let ended = world.ond.signer.id();
    revoke(&mut world, ended, before, at(2, 5));
    assert_eq!(told(&audited(&TREATY, &world.records(), on(13))), ["contradiction not-signed HAL"]);
}

#[test]
fn what_is_void_is_judged_by_nobody_who_does_not_read_again() {
    let (mut world, old) = with_a_revoked_key();
    world.hal_states(3);
    under(&mut world, old, |world| world.ond_states(3));
    let read = || {
        let mut audit = audit::Audit::new(TREATY.clone(), Some(AS_OF));
        world.records().iter().for_each(|copy| copy.feed(&mut audit).unwrap());
        audit
    };
    assert_eq!(read().finish().unwrap_err(), audit::Incomplete::Again);
    let mut audit = read();
    assert!(!audit.batch().unwrap().is_again());
    assert!(audit.again());
    world.records().iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    assert!(audit.batch().unwrap().is_again());

    let mut audit = read();
    assert!(audit.again());
    assert!(!audit.again(), "once is enough");
    assert_eq!(audit.finish().unwrap_err(), audit::Incomplete::Nothing);
}

#[test]
fn a_key_is_brought_once() {
    let mut world = World::honest();
    let public = StatementSigner::new(secret("OND", 3)).public();
    world.ond.bring(Role::Statement, public, at(4, 5));
    assert_eq!(told(&world.audited()), ["contradiction out-of-place OND"]);
}

#[test]
fn what_a_key_acknowledged_before_its_end_stands_beside_what_it_did_after() {
    let mut world = World::until(2);
    world.hal_states(2);
    world.ond_states(2);
    let hal = (world.hal.author.clone(), world.hal.head());
    world.ond.acknowledge(&hal.0, &hal.1, at(2, 2));
    world.receipts_by(2, at(2, 2));
    world.receipts_by(3, at(2, 2) + 60);
    let size = world.lakeside.writer.size().get();
    let ond = (world.ond.author.clone(), world.ond.head());
    world.lakeside.acknowledge(&ond.0, &ond.1, at(2, 4));
    let key = record::KeyId::of(1, world.lakeside.cosigner.verifier().public());
    let envelope = revocation(&world.lakeside, key, (size, world.lakeside.root(size)), (&world.hal, at(2, 5)));
    world.hal.log(&envelope);
    // the other party acknowledges epoch 2 late, so that it rests on the two witnesses
    world.receipts_by(0, at(2, 60));
    assert_eq!(told(&audited(&TREATY, &world.records(), on(15))), ["contradiction receipt-invalid -"]);
}

#[test]
fn what_a_later_log_key_covered_binds_the_earlier_one_no_further() {
    let mut world = World::until(3);
    let stolen = record::KeyId::of(1, world.ond.log.verifier().public());
    let size = world.ond.writer.size().get();
    let mut thief = World::until(3).ond;
    thief.say(Statement::Opening(total_of_retired("OND", &world.chain, 2)), at(2, 6));
    let log = secret("OND", 11);
    world.ond.bring(Role::Log, log.verifying_key().to_bytes(), at(2, 5));
    world.ond.log = log::LogSigner::new(name("OND"), log);
    world.receipts(2, 6);
    revoke(&mut world, stolen, size, at(2, 7));
    world.rest(3);
    let told = told(&audited_with(&TREATY, &world.records(), &[("found", &thief.head())], Some(AS_OF)));
    assert_eq!(told, ["question equivocation OND"]);
}

#[test]
fn a_revocation_beside_what_a_thief_signed_is_asked_about_as_any_other() {
    let (mut world, old) = with_a_revoked_key();
    world.hal_states(3);
    under(&mut world, old, |world| world.ond_states(3));
    let envelope = revocation(&world.hal, world.hal.signer.id(), (3, log::Hash::EMPTY), (&world.ond, at(3, 2)));
    world.ond.log(&envelope);
    world.receipts(3, 3);
    let told = told_in_every_order(&world);
    assert!(told.contains(&"question out-of-place HAL".to_owned()), "{told:?}");
}
