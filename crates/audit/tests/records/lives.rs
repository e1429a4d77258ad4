//! The lives of keys: from which leaf on a key signs, where it ends, and what of it stays bound.

use crate::keys::{revocation, revoke, told_in_every_order};
use crate::world::*;
use audit::Assessment;
use audit::assessment::{Fact, RecordFact, StatementAt};
use log::Timestamp;
use proof::Salt;
use record::{Agreed, Envelope, Epoch, KeyId, KeyStatement, Line, Role, Signature, Statement, StatementSigner};
use treaty::Date;

const NOTHING: [&str; 0] = [];

/// OND acknowledges HAL's record once more, under these keys.
fn receipt(world: &World, signers: &[&StatementSigner], dated: u64) -> Envelope {
    let (hal, head) = (world.hal.author.clone(), world.hal.head());
    let receipt = Statement::Receipt(world.ond.receipt(&hal, &head, dated));
    Envelope::new(world.ond.heading(dated), &receipt, None, Salt([5; 32]), signers).0
}

fn says_under(world: &mut World, signers: &[&StatementSigner], dated: u64) -> u64 {
    let envelope = receipt(world, signers, dated);
    world.ond.log(&envelope)
}

/// OND brings another statement key, which signs from a time on.
fn bring(world: &mut World, from: u64, dated: u64) -> StatementSigner {
    let key = secret("OND", 13);
    let (public, from) = (key.verifying_key().to_bytes().to_vec(), Timestamp::new(from).unwrap());
    let brought = Statement::Key(KeyStatement { role: Role::Statement, algorithm: 1, public, from });
    let envelope = Envelope::new(world.ond.heading(dated), &brought, None, Salt([5; 32]), &[&world.ond.offline]).0;
    world.ond.log(&envelope);
    StatementSigner::new(key)
}

#[test]
fn what_was_covered_stays_bound_where_two_keys_signed_it_and_both_end() {
    let mut world = World::honest();
    let (one, other) = (Keeper::new("OND").signer, bring(&mut world, at(4, 5), at(4, 5)));
    let before = says_under(&mut world, &[&one, &other], at(4, 6));
    world.receipts_by(0, at(4, 7));
    for key in [one.id(), other.id()] {
        revoke(&mut world, key, before, at(4, 8));
    }
    assert_eq!(told(&world.audited()), NOTHING);
    says_under(&mut world, &[&one, &other], at(4, 9));
    assert_eq!(told(&world.audited()), ["contradiction not-signed OND"], "what was not covered");
}

#[test]
fn a_head_of_another_version_keeps_no_key_of_this_one() {
    let mut world = World::honest();
    let (of, key, size) = (world.ond.author.clone(), world.ond.signer.id(), world.ond.writer.size().get());
    // with as many statements as OND's record has in the end
    let mut other = World::honest().ond;
    let head = goes_on(&mut other, 2);
    world.lakeside.acknowledge(&of, &head, at(4, 5));
    world.receipts_by(0, at(4, 6));
    revoke(&mut world, key, size, at(4, 7));
    says_under(&mut world, &[&Keeper::new("OND").signer], at(4, 8));
    says_under(&mut world, &[&Keeper::new("OND").signer], at(4, 9));
    let assessment = world.audited();
    assert_eq!(told(&assessment), ["contradiction equivocation OND", "contradiction not-signed OND"]);
    assert_eq!(finding(&assessment, "not-signed").statements, [StatementAt::Leaf { record: of, index: size }]);
}

#[test]
fn a_key_that_was_covered_goes_on_when_the_offline_key_that_brought_it_ends() {
    let mut world = World::honest();
    let (offline, before) = (world.ond.offline.id(), world.ond.writer.size().get());
    let new = bring(&mut world, at(4, 5), at(4, 5));
    world.receipts_by(0, at(4, 6));
    revoke(&mut world, offline, before, at(4, 7));
    says_under(&mut world, &[&new], at(4, 8));
    assert_eq!(told(&world.audited()), NOTHING);
}

/// Adds a signature that nobody made.
fn names(mut envelope: Envelope, algorithm: u8, key: KeyId) -> Envelope {
    envelope.signatures.push(Signature { algorithm, key, bytes: vec![1; 64] });
    envelope.signatures.sort_by_key(|signature| (signature.algorithm, signature.key));
    envelope
}

#[test]
fn beside_a_key_that_ended_one_that_does_not_sign_yet_or_is_only_named_signs_nothing() {
    let of = |from: u64, beside: &dyn Fn(&mut World, StatementSigner) -> Envelope| {
        let mut world = World::honest();
        let (ended, other) = (Keeper::new("OND").signer.id(), bring(&mut world, from, at(4, 5)));
        let size = world.ond.writer.size().get();
        revoke(&mut world, ended, size, at(4, 6));
        let envelope = beside(&mut world, other);
        world.ond.log(&envelope);
        told_in_every_order(&world)
    };
    let ended = || Keeper::new("OND").signer;
    let not_signed = ["contradiction not-signed OND"];
    let now = at(4, 5);
    assert_eq!(of(now, &|world, other| receipt(world, &[&ended(), &other], at(4, 7))), NOTHING);
    assert_eq!(of(at(40, 0), &|world, other| receipt(world, &[&ended(), &other], at(4, 7))), not_signed);
    assert_eq!(of(now, &|world, other| names(receipt(world, &[&ended()], at(4, 7)), 2, other.id())), not_signed);
    let unverified = |world: &mut World, _| {
        let from = Timestamp::new(at(4, 5)).unwrap();
        let key = KeyStatement { role: Role::Statement, algorithm: 2, public: vec![7; 40], from };
        let brought = Statement::Key(key.clone());
        let envelope = Envelope::new(world.ond.heading(at(4, 5)), &brought, None, Salt([5; 32]), &[&world.ond.offline]);
        world.ond.log(&envelope.0);
        names(receipt(world, &[&ended()], at(4, 7)), 1, key.id())
    };
    assert_eq!(of(now, &unverified), ["contradiction not-signed OND"]);
}

#[test]
fn a_receipt_that_is_out_of_order_does_not_say_what_was_covered_until_when() {
    let mut world = World::honest();
    world.receipts_by(0, at(4, 4));
    let (lakeside, head) = (world.lakeside.author.clone(), world.lakeside.head());
    world.hal.acknowledge(&lakeside, &head, at(1, 0));
    let key = world.ond.signer.id();
    revoke(&mut world, key, 3, at(4, 5));
    assert_eq!(told(&world.audited()), ["contradiction receipt-went-back HAL"]);
}

#[test]
fn only_a_receipt_of_the_same_record_that_is_in_order_covers_what_a_key_signed() {
    let mut world = World::honest();
    let (key, size) = (world.ond.signer.id(), world.ond.writer.size().get());
    world.receipts_by(1, at(4, 5));
    let [hal, ond, hillside, lakeside] = world.all().map(|keeper| (keeper.author.clone(), keeper.head()));
    // a witness sees what follows, at a time before its own last
    world.lakeside.acknowledge(&ond.0, &ond.1, at(3, 0));
    // and one sees as many leaves of another record
    for _ in 0..9 {
        world.hal.acknowledge(&lakeside.0, &lakeside.1, at(4, 6));
    }
    let head = world.hal.head();
    world.hillside.acknowledge(&hal.0, &head, at(4, 6));
    world.hal.acknowledge(&hillside.0, &hillside.1, at(4, 7));
    revoke(&mut world, key, size, at(4, 8));
    assert_eq!(told(&world.audited()), ["contradiction receipt-went-back -", "contradiction not-signed OND"]);
}

/// A correction that both sides accept, in HAL's record.
fn agreed(world: &World, of_ond: &StatementSigner, dated: u64) -> Envelope {
    let lines = vec![(Line(0), proof::Correction { up: 9, down: 0 })];
    let agreed = Agreed { party: world.hal.party(), with: world.ond.party(), epoch: Epoch(2), lines };
    let signers = [&world.hal.signer, of_ond];
    Envelope::new(world.hal.heading(dated), &Statement::Agreed(agreed), None, Salt([5; 32]), &signers).0
}

#[test]
fn who_has_a_stolen_key_accepts_nothing_by_naming_a_good_one_beside_it() {
    for algorithm in [1, 2] {
        let mut world = World::honest();
        let (stolen, good) = (Keeper::new("OND").signer, bring(&mut world, at(4, 5), at(4, 5)));
        let size = world.ond.writer.size().get();
        revoke(&mut world, stolen.id(), size, at(4, 6));
        let agreed = names(agreed(&world, &stolen, at(4, 9)), algorithm, good.id());
        world.hal.log(&agreed);
        assert_eq!(told_in_every_order(&world), ["contradiction not-signed HAL"], "algorithm {algorithm}");
    }
}

#[test]
fn who_accepts_by_a_key_of_its_own_is_held_to_its_place_and_to_no_time() {
    let mut world = World::honest();
    let of_ond = Keeper::new("OND").signer;
    let agreed = agreed(&world, &of_ond, at(4, 5));
    world.hal.log(&agreed);
    // the key ends behind it, which is known before the agreement is
    let covered = (world.hal.writer.size().get(), world.hal.root(u64::MAX));
    let envelope = revocation(&world.hal, world.hal.signer.id(), covered, (&world.ond, at(4, 6)));
    let (ond, hal) = (world.ond.author.clone(), world.hal.author.clone());
    world.ond.log(&envelope);
    let (head, later) = (world.ond.head(), world.hal.head());
    for witness in [&mut world.hillside, &mut world.lakeside] {
        witness.acknowledge(&ond, &head, at(4, 7));
        witness.acknowledge(&hal, &later, at(4, 9));
    }
    assert_eq!(told(&world.audited()), NOTHING);
}

#[test]
fn an_agreed_statement_is_to_be_acknowledged_whoever_brings_the_key_of_the_other_side() {
    for brought in [false, true] {
        let mut world = World::honest();
        let new = bring(&mut world, at(4, 5), at(4, 5));
        let key = if brought { new } else { Keeper::new("OND").signer };
        let agreed = agreed(&world, &key, at(4, 5));
        let index = world.hal.log(&agreed);
        // by all but OND, for whom two days are over on the 18th
        [0, 2, 3].into_iter().for_each(|by| world.receipts_by(by, at(4, 6)));
        let assessment = audited(&TREATY, &world.records(), Date::constant(2030, 1, 18));
        let overdue = finding(&assessment, "receipt-overdue");
        let Fact::Record(RecordFact::ReceiptOverdue { statements, .. }) = &overdue.fact else { panic!() };
        assert_eq!((overdue.party.as_ref(), *statements), (Some(&world.ond.party()), 1));
        assert_eq!(overdue.statements, [StatementAt::Leaf { record: world.hal.author.clone(), index }]);
    }
}

#[test]
fn what_a_record_brings_later_explains_nothing_that_stands_before() {
    let fact = |brought: bool| {
        let mut world = World::honest();
        says_under(&mut world, &[&StatementSigner::new(secret("OND", 13))], at(4, 5));
        if brought {
            bring(&mut world, at(4, 5), at(4, 6));
        }
        let assessment = world.audited();
        assert_eq!(told(&assessment), ["contradiction not-signed OND"]);
        finding(&assessment, "not-signed").fact.clone()
    };
    assert_eq!(fact(true), fact(false));
}

/// A head of OND's record with so many more statements.
fn goes_on(ond: &mut Keeper, more: u32) -> log::SignedNote {
    let total = total_of_retired("OND", &World::until(3).chain, 2);
    for _ in 0..more {
        ond.say(Statement::Opening(total.clone()), at(2, 8));
    }
    ond.head()
}

/// Which receipts of a witness show another version of OND's record.
fn shown(assessment: &Assessment) -> Vec<(&'static str, u64)> {
    let two = assessment.findings.iter().filter(|finding| finding.fact.code() == "equivocation");
    let place = |finding: &audit::Finding| match finding.statements.as_slice() {
        [StatementAt::Leaf { index, .. }] => (finding.severity.word(), *index),
        other => panic!("{other:?}"),
    };
    two.map(place).collect()
}

#[test]
fn of_several_versions_that_one_keeper_saw_the_first_that_its_author_made_stands_for_all() {
    // a thief forks OND's record behind the end of its log key, and OND then forks it by its new one
    let seen = |of_thief: usize, of_ond: usize| {
        let mut world = World::until(3);
        let (stolen, size) = (world.ond.log.verifier().clone(), world.ond.writer.size().get());
        let mut thief = World::until(3).ond;
        let log = secret("OND", 11);
        let brings = |ond: &mut Keeper| {
            ond.bring(Role::Log, log.verifying_key().to_bytes(), at(2, 5));
            ond.log = log::LogSigner::new(name("OND"), log.clone());
        };
        brings(&mut world.ond);
        let mut other = World::until(3).ond;
        brings(&mut other);
        let by_thief = [1, 1].map(|more| goes_on(&mut thief, more));
        let by_ond = [2, 1].map(|more| goes_on(&mut other, more));
        revoke(&mut world, KeyId::of(1, stolen.public()), size, at(2, 7));
        let ond = world.ond.author.clone();
        let heads = by_thief.iter().take(of_thief).chain(by_ond.iter().take(of_ond));
        let places: Vec<_> = heads.map(|head| world.lakeside.acknowledge(&ond, head, at(2, 9))).collect();
        world.rest(3);
        (shown(&world.audited()), places)
    };
    let (told, places) = seen(2, 0);
    assert_eq!(told, [("question", places[0])]);
    let (told, places) = seen(2, 2);
    assert_eq!(told, [("contradiction", places[2])]);
}
