//! Records that are honest: in every order and as far as they are given, and with keys that are replaced.

use crate::world::*;
use audit::Audit;
use audit::assessment::{Fact, Outcome, Severity};
use record::{Author, Envelope, Revocation, Role, Statement, StatementSigner};
use treaty::Date;

const NOTHING: [&str; 0] = [];

#[test]
fn honest_records_are_consistent_and_nothing_but_what_is_blind_is_told() {
    let assessment = World::honest().audited();
    assert_eq!(told(&assessment), NOTHING);
    assert_eq!(assessment.outcome, Outcome::Consistent);
    // no table was given, and records say enough
    assert!(!assessment.findings.iter().any(|finding| finding.fact == Fact::NothingOf));
    let consistent = |days: &str| Some((Outcome::Consistent, days.to_owned()));
    for party in ["HAL", "OND"] {
        assert_eq!(obligation(&assessment, party, "freeze"), consistent("2030-01-10/2030-01-14"));
        assert_eq!(obligation(&assessment, party, "record"), consistent("2030-01-10/2030-01-14"));
        assert_eq!(
            obligation(&assessment, party, "cap"),
            consistent("2030-01-11/2030-01-14"),
            "no bound at the baseline"
        );
        assert_eq!(obligation(&assessment, party, "retired"), consistent("2030-01-12/2030-01-14"));
        assert_eq!(obligation(&assessment, party, "losses"), None, "what is sealed is not called opened");
    }
    let opened: Vec<_> = assessment.opened.iter().map(|one| (one.party.as_str(), one.epochs.last, one.sum)).collect();
    assert_eq!(opened, [("HAL", 2, 4), ("HAL", 4, 4), ("OND", 2, 4), ("OND", 4, 4)]);
    let month = &assessment.records[1].months[0];
    assert_eq!((month.due, month.stated, month.proved, month.in_time), (5, 5, 5, 5));
}

#[test]
fn each_file_of_a_record_is_asked_for_once() {
    let copy = &World::honest().records()[1];
    let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
    audit.open(&copy.author, &copy.note).unwrap();
    let mut asked = Vec::new();
    while let Some(wanted) = audit.wants() {
        asked.push(wanted.to_string());
        audit.push_file(&copy.files[asked.last().unwrap()]).unwrap();
    }
    assert_eq!(asked, ["tile/0/000.p/", "tile/entries/000.p/"].map(|of| format!("{of}{}", copy.entries.len())));
}

#[test]
fn what_is_not_due_on_the_day_of_the_audit_is_not_called_opened() {
    let world = World::until(2);
    let assessment = audited(&TREATY, &world.records(), Date::constant(2030, 1, 13));
    assert_eq!(told(&assessment), NOTHING);
    assert_eq!(obligation(&assessment, "OND", "retired"), None);
    assert!(obligation(&assessment, "OND", "freeze").is_some());
}

#[test]
fn findings_do_not_depend_on_the_order_of_records_or_of_batches() {
    let mut world = World::until(2);
    world.hal_states(2);
    let unproved = world.ond_closes(
        2,
        &Forge { before: Some(vec![10, 4, 0, 0, 0, 0]), plan: &|plan| plan.cells[1] = 5, ..Forge::default() },
    );
    let twice = honest("OND", 2).envelope(&world.ond, at(2, 1));
    world.ond_logs(unproved);
    world.ond.log(&twice);
    world.receipts(2, 2);
    world.openings(2);
    world.rest(3);
    let mut records = world.records();
    let mut all = Vec::new();
    for turned in 0..records.len() {
        records.rotate_left(1);
        let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
        let mut checked = Vec::new();
        for copy in &records {
            copy.feed(&mut audit).unwrap();
            // some are settled while the next record is read, the rest in the end
            checked.extend(check_all(&mut audit));
            let now = if turned % 2 == 0 { checked.len() } else { 1 };
            checked.drain(..now.min(checked.len())).for_each(|checked| audit.settle(checked));
        }
        checked.into_iter().rev().for_each(|checked| audit.settle(checked));
        let assessment = audit.finish().unwrap();
        all.push((assessment.findings, assessment.obligations, assessment.records));
    }
    assert_eq!(all[0].0.iter().filter(|finding| finding.severity == Severity::Contradiction).count(), 2);
    assert!(all.iter().all(|one| *one == all[0]));
}

#[test]
fn nothing_is_said_while_proofs_are_out() {
    let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
    World::until(1).records().iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    let out = audit.batch();
    assert!(out.is_some());
    assert!(audit.finish().unwrap_err().to_string().contains("2 epochs"));
}

#[test]
fn without_a_record_the_matter_is_open_and_nobody_is_late() {
    let world = World::honest();
    let but = |left_out: &str| -> Vec<Copy> {
        world.records().into_iter().filter(|copy| copy.author.as_str() != left_out).collect()
    };
    let of = |left_out| told(&audited(&TREATY, &but(left_out), AS_OF));
    assert_eq!(of("HAL"), ["question record-not-held HAL"]);
    let assessment = audited(&TREATY, &but("HAL"), AS_OF);
    for clause in ["freeze", "record", "cap"] {
        let open = Some((Outcome::Open, "nothing".to_owned()));
        assert_eq!(obligation(&assessment, "HAL", clause), open, "what was not looked at does not vanish");
    }
    assert_eq!(obligation(&assessment, "HAL", "retired"), None);
    assert_eq!(of("lakeside"), NOTHING, "the other party's receipts suffice");
    let alone: Vec<_> = world.records().into_iter().filter(|copy| copy.author.as_str() == "OND").collect();
    assert_eq!(
        told(&audited(&TREATY, &alone, AS_OF)),
        ["question record-not-held -", "question record-not-held -", "question record-not-held HAL"]
    );
}

#[test]
fn a_smaller_consistent_checkpoint_is_stale_and_no_lie() {
    let (old, new) = (World::until(2), World::honest());
    let head = old.ond.head();
    let assessment = audited_with(&TREATY, &new.records(), &[("replayed", &head)], Some(AS_OF));
    assert_eq!(told(&assessment), NOTHING);
}

#[test]
fn a_clock_that_runs_away_makes_nothing_due() {
    let mut world = World::honest();
    world.receipts_by(3, at(3_000_000, 1));
    assert_eq!(told(&audited_with(&TREATY, &world.records(), &[], None)), NOTHING);
}

#[test]
fn a_statement_that_is_acknowledged_at_midnight_was_provided_on_the_day_that_ends() {
    let mut world = World::until(1);
    world.hal_states(1);
    world.ond_states(1);
    // epoch 1 ends on the 11th and is due on the 13th, whose end is 48 hours after the epoch's
    (0..4).for_each(|by| world.receipts_by(by, at(1, 48)));
    assert_eq!(told(&audited(&TREATY, &world.records(), Date::constant(2030, 1, 14))), NOTHING);
    let mut world = World::until(1);
    world.hal_states(1);
    world.ond_states(1);
    (0..4).for_each(|by| world.receipts_by(by, at(1, 48) + 1));
    let late = ["late epoch-late HAL 1", "late epoch-late OND 1"];
    assert_eq!(told(&audited(&TREATY, &world.records(), Date::constant(2030, 1, 14))), late);
}

/// OND has new keys of every use from the second day on.
fn with_new_keys() -> World {
    let mut world = World::until(1);
    let (log, cosigner, signer) = (secret("OND", 11), secret("OND", 12), secret("OND", 13));
    let public = |key: &ed25519_dalek::SigningKey| key.verifying_key().to_bytes();
    world.ond.bring(Role::Log, public(&log), at(0, 5));
    world.ond.bring(Role::Cosignature, public(&cosigner), at(0, 5));
    world.ond.bring(Role::Statement, public(&signer), at(0, 5));
    let name = name("OND");
    world.ond.log = log::LogSigner::new(name.clone(), log);
    world.ond.cosigner = log::Cosigner::new(name, cosigner);
    world.ond.signer = StatementSigner::new(signer);
    (1..=LAST).for_each(|epoch| world.honest_day(epoch));
    world
}

#[test]
fn a_party_that_replaces_its_keys_is_as_honest_as_before() {
    let world = with_new_keys();
    let mut records = world.records();
    for _ in 0..records.len() {
        records.rotate_left(1);
        assert_eq!(told(&audited(&TREATY, &records, AS_OF)), NOTHING, "whoever is read first");
    }
}

#[test]
fn a_clock_is_asked_about_whoever_is_read_first() {
    let mut world = with_new_keys();
    // whose head is signed by a key that OND's record brings; something that is dated later stands behind it
    let ahead = world.lakeside.receipt(&world.ond.author, &world.ond.head(), at(4, 20));
    world.lakeside.say(Statement::Receipt(ahead), at(4, 8));
    (0..3).for_each(|by| world.receipts_by(by, at(4, 9)));
    world.lakeside.bring(Role::Statement, secret("lakeside", 13).verifying_key().to_bytes(), at(4, 21));
    (0..3).for_each(|by| world.receipts_by(by, at(4, 22)));
    let mut records = world.records();
    for _ in 0..records.len() {
        records.rotate_left(1);
        assert_eq!(told(&audited(&TREATY, &records, AS_OF)), ["question dated-ahead -"]);
    }
}

#[test]
fn who_acknowledged_a_record_that_is_not_held_is_not_accused_of_its_new_keys() {
    let records = with_new_keys().records();
    let without: Vec<_> = records.into_iter().filter(|copy| copy.author.as_str() != "OND").collect();
    assert_eq!(told(&audited(&TREATY, &without, AS_OF)), ["question record-not-held OND"]);
}

#[test]
fn a_key_that_was_revoked_behind_its_last_statement_takes_nothing_back() {
    let mut world = with_new_keys();
    let old = Keeper::new("OND").signer.id();
    revoke(&mut world, old, at(4, 5));
    assert_eq!(told(&world.audited()), NOTHING);
}

/// HAL logs the end of a key of OND at the size of OND's record at the end of the first day.
fn revoke(world: &mut World, key: record::KeyId, dated: u64) {
    let first_day = World::until(1).ond;
    let of = Author::new("OND").unwrap();
    let size = log::TreeSize::new(first_day.writer.size().get() + 3).unwrap();
    let root = world.ond.root(size.get());
    let revocation = Statement::Revocation(Revocation { of, key, size, root });
    let signers = [&world.ond.offline, &world.hal.signer];
    let envelope = Envelope::new(world.hal.heading(dated), &revocation, None, proof::Salt([5; 32]), &signers).0;
    world.hal.log(&envelope);
}

#[test]
fn a_key_that_its_listing_ends_one_day_signed_well_before_it() {
    let listed = format!(
        "\n[[key]]\nholder = \"OND\"\nrole = \"statement\"\nkey = \"{}\"\n",
        Keeper::new("OND").signer.verifier(name("OND")).unwrap()
    );
    let ended = listed.clone() + "until = 2030-01-20\n";
    let treaty = changed(&listed, &ended);
    let mut world = World::under(&treaty);
    let stated = close(&treaty, "OND", 0, &[], &[], &Forge::default());
    world.ond_logs(stated);
    let stated = close(&treaty, "HAL", 0, &[], &[], &Forge::default());
    let envelope = stated.envelope(&world.hal, at(0, 1));
    world.hal.log(&envelope);
    world.receipts(0, 2);
    assert_eq!(told(&audited(&treaty, &world.records(), Date::constant(2030, 1, 12))), NOTHING);
}

#[test]
fn records_are_asked_for_of_the_parties_and_then_of_the_witnesses() {
    let authors = Audit::new(TREATY.clone(), None).authors();
    assert_eq!(authors.iter().map(Author::as_str).collect::<Vec<_>>(), ["HAL", "OND", "hillside", "lakeside"]);
}

#[test]
fn an_empty_record_says_nothing_and_one_of_another_instrument_is_called_so() {
    let comes_of = |keeper: &Keeper| {
        let mut audit = Audit::new(TREATY.clone(), None);
        Copy::of(keeper.author.clone(), &keeper.writer, keeper.head()).feed(&mut audit).unwrap();
        audit.finish().unwrap_err()
    };
    assert_eq!(comes_of(&Keeper::new("lakeside")), audit::Incomplete::Nothing);
    let mut other = Keeper::new("lakeside");
    let head = World::until(1).ond.head();
    other.acknowledge(&Author::new("OND").unwrap(), &head, at(0, 2));
    assert_eq!(comes_of(&other), audit::Incomplete::OtherInstrument);
}

#[test]
fn clocks_may_differ_by_the_tolerance_of_the_instrument_in_its_unit() {
    let ahead = |tolerance: &str, seconds: u64| {
        let treaty = changed("tolerance = { minutes = 10 }", tolerance);
        let mut world = World::under(&treaty);
        let stated = close(&treaty, "OND", 0, &[], &[], &Forge::default());
        let envelope = stated.envelope(&world.ond, at(0, 2) + seconds);
        world.ond.log(&envelope);
        let envelope = close(&treaty, "HAL", 0, &[], &[], &Forge::default()).envelope(&world.hal, at(0, 1));
        world.hal.log(&envelope);
        world.receipts(0, 2);
        let told = told(&audited(&treaty, &world.records(), Date::constant(2030, 1, 12)));
        told.iter().any(|told| told.contains("dated-ahead OND"))
    };
    // the other party and the witnesses acknowledge it within three minutes of the second hour
    for (tolerance, seconds) in [("tolerance = { minutes = 10 }", 600), ("tolerance = { hours = 1 }", 3600)] {
        assert!(!ahead(tolerance, seconds), "{tolerance}");
        assert!(ahead(tolerance, seconds + 300), "{tolerance}");
    }
}

#[test]
fn a_view_is_taken_in_once_the_records_are_read_and_held_against_those_that_are_held() {
    let world = World::until(1);
    let records = world.records();
    let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
    records[0].feed(&mut audit).unwrap();
    // signed by a key that only the record of OND, which is not held, could bring
    let unknown = world.ond.writer.checkpoint(&log::LogSigner::new(name("OND"), secret("OND", 11)));
    assert_eq!(audit.view("found", unknown.to_string().as_bytes()), Ok(()));
    audit.open(&records[1].author, &records[1].note).unwrap();
    let refused = audit.view("found", unknown.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused, audit::RecordRefusal::Unfinished(records[1].author.clone()));
}
