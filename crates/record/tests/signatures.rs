//! Who has signed: one refusal for each way in which a statement is not its author's.

mod parties;

use ed25519_dalek::Signer as _;
use parties::*;
use record::envelope::BadPapers;
use record::keys::{At, BadKey, KEYS_MAX, NotInForce};
use record::verified::Why;
use record::*;

fn verify(rings: &KeyRings, keeper: &Keeper, index: u64, envelope: &Envelope) -> Result<Verified<Signed>, Refused> {
    rings.verify(&keeper.author, leaf(index), &envelope.encode())
}

fn declared() -> Statement {
    Statement::Declaration(Declaration { epoch: Epoch(1), counts: vec![ItemCount(1)] })
}

fn why(refused: Result<Verified<Signed>, Refused>) -> (Author, Role, Why) {
    match refused {
        Err(Refused::Signature { who, role, why, .. }) => (who, role, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_statement_of_each_kind_is_its_authors() {
    let (rings, ond) = (rings(), ond());
    for (name, envelope) in each_kind() {
        let signed = verify(&rings, &ond, 9, &envelope).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(signed.envelope, envelope);
        assert_eq!(signed.statement().map(Statement::kind), Some(envelope.head.kind));
        assert_eq!(signed.leaf, leaf(9));
    }
}

#[test]
fn what_is_not_for_the_public_is_verified_by_its_head() {
    let ond = ond();
    let heading = Heading { readers: Readers::Parties, ..ond.heading() };
    let (envelope, papers) = Envelope::new(
        heading,
        &Statement::Epoch(epoch_body(1)),
        Some(&proofs()),
        proof::Salt([8; 32]),
        &[&ond.statement],
    );
    let signed = verify(&rings(), &ond, 3, &envelope).unwrap();
    assert_eq!(signed.contents, None);
    assert_eq!(papers.read(&signed.envelope.head).unwrap().proofs, Some(proofs()));
}

#[test]
fn any_flipped_bit_is_refused() {
    let (rings, ond) = (rings(), ond());
    let bytes = ond.states(&declared(), &[&ond.statement]).encode();
    for bit in 0..8 * bytes.len() {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(rings.verify(&ond.author, leaf(0), &flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn a_statement_is_worth_nothing_under_another_instrument_or_in_another_record() {
    let (ond, hal) = (ond(), hal());
    let mut envelope = ond.states(&declared(), &[&ond.statement]);
    let other = verify(&rings(), &hal, 0, &envelope);
    assert_eq!(other, Err(Refused::Author { stated: ond.author.clone(), record: hal.author.clone() }));
    envelope.head.instrument.0[0] ^= 1;
    assert!(matches!(verify(&rings(), &ond, 0, &envelope), Err(Refused::Instrument { .. })));
}

#[test]
fn papers_are_held_to_the_signed_head() {
    let ond = ond();
    let mut envelope = ond.states(&declared(), &[&ond.statement]);
    envelope.papers.as_mut().unwrap().salt.0[0] ^= 1;
    let refused = verify(&rings(), &ond, 0, &envelope);
    assert!(matches!(refused, Err(Refused::Papers(BadPapers::Body { .. }))));
}

#[test]
fn a_key_that_nobody_listed_signs_nothing() {
    let ond = ond();
    let stranger = ond.states(&declared(), &[&signer(99)]);
    let unknown = |key: &StatementSigner| Why::Unknown { named: vec![key.id()] };
    let by_stranger = (ond.author.clone(), Role::Statement, unknown(&signer(99)));
    assert_eq!(why(verify(&rings(), &ond, 0, &stranger)), by_stranger);
    assert!(by_stranger.2.to_string().contains(&signer(99).id().to_string()), "the key is named: {}", by_stranger.2);
    let others = ond.states(&declared(), &[&hal().statement]);
    let by_other = why(verify(&rings(), &ond, 0, &others)).2;
    assert_eq!(by_other, unknown(&hal().statement), "a key of the other party is none of this one's");
}

#[test]
fn a_signature_by_another_key_under_this_ones_id_fails() {
    let ond = ond();
    let mut envelope = ond.states(&declared(), &[&signer(99)]);
    envelope.signatures[0].key = ond.statement.id();
    assert_eq!(why(verify(&rings(), &ond, 0, &envelope)).2, Why::Fails(ond.statement.id()));
}

#[test]
fn a_false_signature_spoils_a_statement_that_another_has_signed_well() {
    let ond = ond();
    let mut envelope = ond.states(&declared(), &[&ond.statement, &ond.offline]);
    let false_one = envelope.signatures.iter_mut().find(|signature| signature.key == ond.offline.id()).unwrap();
    false_one.bytes[7] ^= 1;
    assert_eq!(why(verify(&rings(), &ond, 0, &envelope)).2, Why::Fails(ond.offline.id()));
}

#[test]
fn a_signature_without_its_domain_is_none() {
    let ond = ond();
    let mut envelope = ond.states(&declared(), &[&ond.statement]);
    let message = envelope.head.message();
    assert_eq!(message[..24], *b"\x17standstill/v1/statement");
    for wrong in [
        message[24..].to_vec(),
        message[1..].to_vec(),
        message.iter().map(|&b| if b == b'1' { b'2' } else { b }).collect(),
    ] {
        envelope.signatures[0].bytes = secret(3).sign(&wrong).to_bytes().to_vec();
        assert_eq!(why(verify(&rings(), &ond, 0, &envelope)).2, Why::Fails(ond.statement.id()));
    }
    envelope.signatures[0].bytes = secret(3).sign(&message).to_bytes().to_vec();
    assert!(verify(&rings(), &ond, 0, &envelope).is_ok());
}

#[test]
fn a_signature_of_another_length_or_of_small_order_fails() {
    let ond = ond();
    let mut envelope = ond.states(&declared(), &[&ond.statement]);
    let good = envelope.signatures[0].bytes.clone();
    let identity_r = [&[1][..], &[0; 31], &good[32..]].concat();
    for bytes in [vec![], good[..63].to_vec(), [good.clone(), vec![0]].concat(), vec![0; 64], identity_r] {
        envelope.signatures[0].bytes = bytes;
        assert_eq!(why(verify(&rings(), &ond, 0, &envelope)).2, Why::Fails(ond.statement.id()));
    }
}

#[test]
fn an_algorithm_that_is_not_known_is_kept_and_counts_for_nothing() {
    let ond = ond();
    let mut envelope = ond.states(&declared(), &[&ond.statement]);
    envelope.signatures.push(Signature { algorithm: 2, key: KeyId([1; 32]), bytes: vec![1; 2420] });
    assert!(verify(&rings(), &ond, 0, &envelope).is_ok(), "a second algorithm stands beside the first");
    envelope.signatures[0].algorithm = 2;
    envelope.signatures.sort_by_key(|signature| signature.key);
    let unknown = why(verify(&rings(), &ond, 0, &envelope)).2;
    assert!(matches!(unknown, Why::Unknown { named } if named.len() == 2), "and never in its place");
}

#[test]
fn a_key_of_another_algorithm_verifies_nothing_here() {
    let (mut rings, ond) = (rings(), ond());
    let key = KeyStatement { algorithm: 2, ..new_key(&signer(5)) };
    let brought = ond.states(&Statement::Key(key.clone()), &[&ond.offline]);
    rings.learn(&verify(&rings, &ond, 0, &brought).unwrap()).unwrap();
    let mut envelope = ond.states(&declared(), &[&signer(5)]);
    envelope.signatures[0].key = key.id();
    assert_eq!(why(verify(&rings, &ond, 1, &envelope)).2, Why::Unknown { named: vec![key.id()] });
}

#[test]
fn each_kind_needs_the_keys_of_its_roles() {
    let (rings, ond, hal) = (rings(), ond(), hal());
    for (name, envelope) in each_kind() {
        for position in 0..envelope.signatures.len() {
            let mut fewer = envelope.clone();
            let gone = fewer.signatures.remove(position);
            if fewer.signatures.is_empty() {
                // the other role's key in its place
                let other = if gone.key == ond.offline.id() { &ond.statement } else { &ond.offline };
                let (who, role, why) = why(verify(&rings, &ond, 9, &fewer.signed_by(other)));
                assert_eq!(who, ond.author, "{name}");
                assert!(matches!(why, Why::Role { role: found, .. } if found != role), "{name}: {why}");
            } else {
                let (who, _, why) = why(verify(&rings, &ond, 9, &fewer));
                let whose = [&ond.statement, &ond.offline].map(StatementSigner::id).contains(&gone.key);
                assert_eq!(who, if whose { ond.author.clone() } else { hal.author.clone() }, "{name}");
                assert!(matches!(why, Why::Unknown { .. }), "{name}: {why}");
            }
        }
    }
}

#[test]
fn a_revocation_is_logged_by_another() {
    let hal = hal();
    let own = hal.states(&Statement::Revocation(revocation(&hal, 3)), &[&hal.offline, &hal.statement]);
    assert_eq!(verify(&rings(), &hal, 0, &own), Err(Refused::OwnRevocation(hal.author)));
}

#[test]
fn a_revocation_in_the_record_of_a_witness_ends_no_key() {
    let (hal, witness) = (hal(), lakeside());
    let kept = witness.states(&Statement::Revocation(revocation(&hal, 3)), &[&hal.offline, &witness.statement]);
    assert_eq!(verify(&rings(), &witness, 0, &kept), Err(Refused::WitnessRevocation(witness.author)));
}

#[test]
fn an_agreed_statement_stands_in_the_record_of_a_side() {
    let (ond, hal, witness) = (ond(), hal(), lakeside());
    let lines = vec![(Line(0), proof::Correction { up: 1, down: 0 })];
    let agreed = Statement::Agreed(Agreed { party: ond.party(), with: hal.party(), epoch: Epoch(1), lines });
    let signers = [&ond.statement, &hal.statement, &witness.statement];
    assert!(verify(&rings(), &hal, 0, &hal.states(&agreed, &signers[..2])).is_ok(), "in either side's");
    let third = witness.states(&agreed, &signers);
    assert_eq!(verify(&rings(), &witness, 0, &third), Err(Refused::NoSide(witness.author)));
}

#[test]
fn somebody_whom_the_instrument_does_not_name_signs_nothing() {
    let car = keeper("CAR", 31);
    let envelope = car.states(&declared(), &[&car.statement]);
    assert_eq!(why(verify(&rings(), &car, 0, &envelope)).2, Why::Nobody);
}

// the lives of keys

/// The rings after OND has brought a new statement key at this leaf.
fn with_new_key(index: u64) -> KeyRings {
    let (mut rings, ond) = (rings(), ond());
    let brought = ond.states(&Statement::Key(new_key(&signer(5))), &[&ond.offline]);
    let brought = verify(&rings, &ond, index, &brought).unwrap();
    rings.learn(&brought).unwrap();
    rings
}

#[test]
fn a_new_key_signs_behind_the_statement_that_brought_it() {
    let (rings, ond) = (with_new_key(4), ond());
    let envelope = ond.states(&declared(), &[&signer(5)]);
    let not_yet = Why::NotInForce { key: signer(5).id(), why: NotInForce::NotYet };
    for before in [0, 3, 4] {
        assert_eq!(why(verify(&rings, &ond, before, &envelope)).2, not_yet, "leaf {before}");
    }
    assert!(verify(&rings, &ond, 5, &envelope).is_ok());
    let old = ond.states(&declared(), &[&ond.statement]);
    assert!(verify(&rings, &ond, 9, &old).is_ok(), "the old key goes on until it is revoked");
}

#[test]
fn a_new_key_signs_from_its_day_on() {
    let (rings, ond) = (with_new_key(4), ond());
    let heading = Heading { dated: at(NOON - 1), ..ond.heading() };
    let (early, _) = Envelope::new(heading, &declared(), None, proof::Salt([1; 32]), &[&signer(5)]);
    let not_yet = Why::NotInForce { key: signer(5).id(), why: NotInForce::NotYet };
    assert_eq!(why(verify(&rings, &ond, 5, &early)).2, not_yet);
}

#[test]
fn a_revoked_key_signs_no_leaf_beyond_what_was_covered() {
    let (mut rings, ond, hal) = (rings(), ond(), hal());
    let revoked = ond.states(&Statement::Revocation(revocation(&hal, 3)), &[&hal.offline, &ond.statement]);
    rings.learn(&verify(&rings, &ond, 0, &revoked).unwrap()).unwrap();
    let envelope = hal.states(&declared(), &[&hal.statement]);
    assert!(verify(&rings, &hal, 2, &envelope).is_ok(), "it never unbinds what was covered");
    let ended = Why::NotInForce { key: hal.statement.id(), why: NotInForce::Revoked };
    assert_eq!(why(verify(&rings, &hal, 3, &envelope)).2, ended);
}

#[test]
fn a_key_revoked_on_a_day_countersigns_nothing_from_that_day_on() {
    let (mut rings, ond, hal) = (rings(), ond(), hal());
    let revoked = ond.states(&Statement::Revocation(revocation(&hal, 3)), &[&hal.offline, &ond.statement]);
    rings.learn(&verify(&rings, &ond, 0, &revoked).unwrap()).unwrap();
    let agreed = each_kind().pop().unwrap().1.contents().unwrap().unwrap().statement;
    let dated = |seconds| {
        let heading = Heading { dated: at(seconds), ..ond.heading() };
        Envelope::new(heading, &agreed, None, proof::Salt([1; 32]), &[&ond.statement, &hal.statement]).0
    };
    let ended = Why::NotInForce { key: hal.statement.id(), why: NotInForce::Revoked };
    assert_eq!(why(verify(&rings, &ond, 1, &dated(NOON))), (hal.author.clone(), Role::Statement, ended));
    assert!(verify(&rings, &ond, 1, &dated(NOON - 1)).is_ok(), "what it signed before stands");
}

#[test]
fn of_two_revocations_the_earlier_end_holds_in_either_order() {
    let (ond, hal) = (ond(), hal());
    let at_size = |size| ond.states(&Statement::Revocation(revocation(&hal, size)), &[&hal.offline, &ond.statement]);
    for order in [[3, 5], [5, 3]] {
        let mut rings = rings();
        for size in order {
            rings.learn(&verify(&rings, &ond, 0, &at_size(size)).unwrap()).unwrap();
        }
        let key = rings.ring(&hal.author).unwrap().key(hal.statement.id()).unwrap();
        let in_force = |index| key.in_force(At::Leaf(leaf(index), at(NOON)));
        assert_eq!((in_force(2), in_force(3)), (Ok(()), Err(NotInForce::Revoked)), "{order:?}");
    }
}

#[test]
fn a_listed_key_signs_on_its_days() {
    let file = FREEZE.to_owned();
    let (ond, witness) = (ond(), lakeside());
    let [.., (_, statement), _] = witness.keys();
    let key = format!(
        "\n[[key]]\nholder = \"lakeside\"\nrole = \"statement\"\nkey = \"{statement}\"\nfrom = 2030-01-11\nuntil = 2030-01-12\n"
    );
    let treaty = match treaty::parse((file + &key).as_bytes(), None) {
        Ok(parsed) => parsed.instrument,
        Err(told) => panic!("{told:#?}"),
    };
    let rings = KeyRings::new(&treaty).unwrap();
    assert!(rings.ring(&ond.author).unwrap().statement_keys_at(At::Elsewhere(at(NOON))).next().is_none());
    let key = rings.ring(&witness.author).unwrap().key(witness.statement.id()).unwrap();
    const MIDNIGHT: u64 = NOON - 12 * 3600;
    for (seconds, wanted) in [
        (MIDNIGHT - 1, Err(NotInForce::NotYet)),
        (MIDNIGHT, Ok(())),
        (MIDNIGHT + 86_399, Ok(())),
        (MIDNIGHT + 86_400, Err(NotInForce::Ended)),
    ] {
        assert_eq!(key.in_force(At::Leaf(leaf(0), at(seconds))), wanted);
        assert_eq!(key.in_force(At::Elsewhere(at(seconds))), wanted);
    }
}

#[test]
fn a_log_key_signs_heads_behind_its_coming_and_up_to_its_end() {
    let (mut rings, ond, hal) = (rings(), ond(), hal());
    let new = KeyStatement { role: Role::Log, ..new_key(&signer(6)) };
    let brought = ond.states(&Statement::Key(new), &[&ond.offline]);
    rings.learn(&verify(&rings, &ond, 4, &brought).unwrap()).unwrap();
    let old = KeyId::of(1, ond.log.verifier().public());
    let end = Revocation { of: ond.author.clone(), key: old, ..revocation(&ond, 6) };
    let revoked = hal.states(&Statement::Revocation(end), &[&ond.offline, &hal.statement]);
    rings.learn(&verify(&rings, &hal, 0, &revoked).unwrap()).unwrap();
    let ring = rings.ring(&ond.author).unwrap();
    let publics = |size: u64| -> Vec<[u8; 32]> {
        ring.log_keys(log::TreeSize::new(size).unwrap()).iter().map(|key| *key.public()).collect()
    };
    let (old, new) = (*ond.log.verifier().public(), signer(6).public());
    for (size, wanted) in [(0, vec![old]), (4, vec![old]), (5, vec![old, new]), (6, vec![old, new]), (7, vec![new])] {
        let found = publics(size);
        assert!(found.len() == wanted.len() && wanted.iter().all(|key| found.contains(key)), "size {size}");
    }
    assert_eq!(ring.every_log_key().len(), 2);
    assert!(ring.every_log_key().iter().all(|key| key.name() == ond.log.verifier().name()), "one record, one origin");
}

// keys that cannot be taken

fn learn(statement: &Statement, signers: &[&StatementSigner]) -> Result<(), BadKey> {
    let (mut rings, ond) = (rings(), ond());
    let signed = verify(&rings, &ond, 0, &ond.states(statement, signers)).unwrap();
    rings.learn(&signed)
}

#[test]
fn a_key_that_is_there_already_is_refused_in_any_role() {
    let ond = ond();
    let again = KeyStatement { role: Role::Log, ..new_key(&ond.offline) };
    let refused = learn(&Statement::Key(again), &[&ond.offline]);
    assert_eq!(refused, Err(BadKey::Twice { author: ond.author, key: ond.offline.id() }));
}

#[test]
fn a_key_of_small_order_is_refused() {
    let weak = KeyStatement { public: [&[1][..], &[0; 31]].concat(), ..new_key(&signer(5)) };
    assert!(matches!(learn(&Statement::Key(weak), &[&ond().offline]), Err(BadKey::NotAKey { .. })));
}

#[test]
fn the_end_of_an_unknown_key_is_refused() {
    let (ond, hal) = (ond(), hal());
    let unknown = Revocation { key: signer(5).id(), ..revocation(&hal, 3) };
    let refused = learn(&Statement::Revocation(unknown), &[&hal.offline, &ond.statement]);
    assert_eq!(refused, Err(BadKey::Unknown { author: hal.author, key: signer(5).id() }));
}

#[test]
fn a_listed_key_has_the_algorithm_of_its_role() {
    let (mut rings, ond) = (KeyRings::empty(instrument().hash), ond());
    let refused = rings.list(&ond.author, Role::Log, ond.cosigner.verifier().clone(), None, None);
    assert!(matches!(refused, Err(BadKey::Algorithm { role: Role::Log, .. })));
    let refused = rings.list(&ond.author, Role::Cosignature, ond.log.verifier().clone(), None, None);
    assert!(matches!(refused, Err(BadKey::Algorithm { role: Role::Cosignature, .. })));
}

#[test]
fn the_log_keys_of_one_author_have_one_name() {
    let (mut rings, ond) = (rings(), ond());
    let other = log::LogSigner::new(name("other"), secret(9));
    let refused = rings.list(&ond.author, Role::Log, other.verifier().clone(), None, None);
    let (first, second) = (ond.log.verifier().name().clone(), name("other"));
    assert_eq!(refused, Err(BadKey::Name { author: ond.author.clone(), first, second }));
    let same = log::LogSigner::new(name("OND"), secret(9));
    assert_eq!(rings.list(&ond.author, Role::Log, same.verifier().clone(), None, None), Ok(()));
    let cosigner = log::Cosigner::new(name("other"), secret(8));
    let taken = rings.list(&ond.author, Role::Cosignature, cosigner.verifier().clone(), None, None);
    assert_eq!(taken, Ok(()), "a cosigner has no origin");
}

#[test]
fn a_new_key_goes_on_under_the_name_of_its_role() {
    let ond = ond();
    let mut rings = KeyRings::empty(instrument().hash);
    let cosigner = log::Cosigner::new(name("other"), secret(8));
    let [(_, log), .., (_, offline)] = ond.keys();
    for (role, key) in [(Role::Log, log), (Role::Offline, offline), (Role::Cosignature, cosigner.verifier().clone())] {
        rings.list(&ond.author, role, key, None, None).unwrap();
    }
    for (role, seed) in [(Role::Log, 5), (Role::Cosignature, 6)] {
        let brought = ond.states(&Statement::Key(KeyStatement { role, ..new_key(&signer(seed)) }), &[&ond.offline]);
        rings.learn(&verify(&rings, &ond, 0, &brought).unwrap()).unwrap();
    }
    let ring = rings.ring(&ond.author).unwrap();
    let names = |keys: Vec<log::VerifierKey>| -> Vec<_> { keys.iter().map(|key| key.name().clone()).collect() };
    assert_eq!(names(ring.every_log_key()), [name("OND"), name("OND")]);
    let cosigners = ring.cosignature_keys_at(At::Leaf(leaf(1), at(NOON)));
    assert_eq!(names(cosigners), [name("other"), name("other")]);
}

#[test]
fn a_key_for_a_role_that_had_none_has_its_authors_name() {
    let ond = ond();
    let mut rings = KeyRings::empty(instrument().hash);
    let [.., (_, offline)] = ond.keys();
    rings.list(&ond.author, Role::Offline, offline, None, None).unwrap();
    let brought = ond.states(&Statement::Key(KeyStatement { role: Role::Log, ..new_key(&signer(6)) }), &[&ond.offline]);
    rings.learn(&verify(&rings, &ond, 0, &brought).unwrap()).unwrap();
    let keys = rings.ring(&ond.author).unwrap().every_log_key();
    assert_eq!(keys.iter().map(log::VerifierKey::name).collect::<Vec<_>>(), [&name("OND")]);
}

#[test]
fn a_key_that_an_instrument_misspells_is_refused() {
    let key = "\n[[key]]\nholder = \"lakeside\"\nrole = \"log\"\nkey = \"lakeside+00000000+AQ==\"\n";
    let treaty = match treaty::parse((FREEZE.to_owned() + key).as_bytes(), None) {
        Ok(parsed) => parsed.instrument,
        Err(told) => panic!("{told:#?}"),
    };
    assert!(matches!(KeyRings::new(&treaty), Err(BadKey::NotAKey { role: Role::Log, .. })));
}

#[test]
fn nobody_has_keys_without_end() {
    let (mut rings, ond) = (rings(), ond());
    let bring = |rings: &mut KeyRings, number: usize| {
        let mut public = vec![0; 64];
        public[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let key = KeyStatement { algorithm: 2, public, ..new_key(&signer(5)) };
        let signed = verify(rings, &ond, 0, &ond.states(&Statement::Key(key), &[&ond.offline])).unwrap();
        rings.learn(&signed)
    };
    (4..KEYS_MAX).for_each(|number| bring(&mut rings, number).unwrap());
    assert_eq!(bring(&mut rings, KEYS_MAX), Err(BadKey::TooMany(ond.author.clone())));
}

#[test]
fn a_statement_that_says_nothing_of_keys_changes_none() {
    let (mut rings, ond) = (rings(), ond());
    let before = rings.clone();
    for (_, envelope) in each_kind().into_iter().filter(|(name, _)| !matches!(*name, "key" | "revocation")) {
        rings.learn(&verify(&rings, &ond, 0, &envelope).unwrap()).unwrap();
    }
    assert_eq!(rings, before);
}

#[test]
fn secrets_are_not_printed() {
    let printed = format!("{:?}", signer(0x5a));
    assert!(printed.starts_with("StatementSigner(") && printed.ends_with(", 32 secret bytes)"), "{printed}");
    assert!(!printed.contains("5a5a5a") && !printed.contains("90, 90"));
}
