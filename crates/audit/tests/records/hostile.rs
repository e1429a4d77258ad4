//! Bytes that were damaged, swapped or made up: always a refusal that names the file, or a finding; never a panic, never consistent.

use crate::world::*;
use audit::assessment::Outcome;
use audit::{Audit, Incomplete, RecordRefusal};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use record::Author;
use std::sync::LazyLock;

static RECORDS: LazyLock<Vec<Copy>> = LazyLock::new(|| World::until(3).records());

fn seeded(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x5714_d571_1200_0003), failure_persistence: None, ..Config::default() }
}

/// What comes of an audit in which OND's copy is this one: the refusal, or the outcome.
fn comes_of(copy: &Copy) -> Result<Outcome, RecordRefusal> {
    let mut audit = Audit::new(TREATY.clone(), Some(treaty::Date::constant(2030, 1, 15)));
    RECORDS[0].feed(&mut audit).unwrap();
    if let Err(refused) = copy.feed(&mut audit) {
        // and whoever goes on all the same gets no assessment, where a part was taken in already
        let opened = !matches!(refused, RecordRefusal::Checkpoint { .. });
        if !opened {
            check_all(&mut audit).into_iter().for_each(|checked| audit.settle(checked));
        }
        assert!(!opened || audit.wants().is_none());
        match audit.finish() {
            Err(Incomplete::Record(again)) => assert_eq!(again, refused),
            Err(other) => panic!("{other}"),
            Ok(assessment) => assert!(!opened && assessment.outcome != Outcome::Consistent, "{refused}"),
        }
        return Err(refused);
    }
    for copy in &RECORDS[2..] {
        copy.feed(&mut audit).unwrap();
    }
    check_all(&mut audit).into_iter().for_each(|checked| audit.settle(checked));
    Ok(audit.finish().unwrap().outcome)
}

fn is_refused(copy: &Copy, file: &str) {
    match comes_of(copy) {
        Err(RecordRefusal::Checkpoint { author, .. }) => assert_eq!((author.as_str(), file), ("OND", "checkpoint")),
        Err(RecordRefusal::File { author, path, .. }) => {
            assert_eq!(author.as_str(), "OND");
            // a tile is held against the entries below it, so either of the two may be named
            assert!(path == file || file.starts_with("tile/"), "{path}, {file}");
        }
        Err(RecordRefusal::OtherRoot { author, .. }) => assert_eq!(author.as_str(), "OND"),
        other => panic!("{file}: {other:?}"),
    }
}

#[test]
fn the_copy_that_is_not_damaged_is_consistent() {
    assert_eq!(comes_of(&RECORDS[1]), Ok(Outcome::Consistent));
}

#[test]
fn a_head_that_is_not_that_of_the_files_is_refused_at_their_end() {
    let [here, there] = [13, 14].map(|key| {
        let mut world = World::until(3);
        world.ond.bring(record::Role::Statement, secret("OND", key).verifying_key().to_bytes(), at(2, 5));
        world.records()[1].clone()
    });
    let refused = comes_of(&Copy { note: there.note, ..here });
    assert!(matches!(refused, Err(RecordRefusal::OtherRoot { .. })), "{refused:?}");
}

#[test]
fn under_an_instrument_without_records_none_is_taken_in() {
    let file = include_bytes!("../../../../treaties/new-start.toml");
    let mut audit = Audit::new(treaty::parse(file, None).unwrap().instrument, Some(AS_OF));
    let refused = audit.open(&RECORDS[0].author, &RECORDS[0].note).unwrap_err();
    assert!(matches!(refused, RecordRefusal::Instrument(_)), "{refused}");
}

#[test]
fn who_goes_on_after_a_refusal_is_told_the_same_again() {
    let copy = &RECORDS[1];
    let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
    audit.open(&copy.author, &copy.note).unwrap();
    let wanted = audit.wants().unwrap().to_string();
    let refused = audit.push_file(b"").unwrap_err();
    assert!(matches!(&refused, RecordRefusal::File { path, .. } if *path == wanted));
    assert!(audit.wants().is_none());
    assert_eq!(audit.push_file(&copy.files[&wanted]).unwrap_err(), refused);
}

/// Each file of a record with its bytes, the checkpoint among them.
fn with(file: &str, change: impl FnOnce(&mut Vec<u8>)) -> Copy {
    let mut copy = RECORDS[1].clone();
    match file {
        "checkpoint" => change(&mut copy.note),
        tile => change(copy.files.get_mut(tile).unwrap()),
    }
    copy
}

fn files() -> Vec<String> {
    RECORDS[1].files.keys().cloned().collect()
}

#[test]
fn a_file_that_is_empty_or_another_is_refused() {
    for file in files() {
        is_refused(&with(&file, Vec::clear), &file);
        let hal = RECORDS[0].files.values().next().unwrap().clone();
        is_refused(&with(&file, |bytes| *bytes = hal), &file);
    }
    is_refused(&with("checkpoint", |note| note.clone_from(&RECORDS[0].note)), "checkpoint");
}

proptest! {
    #![proptest_config(seeded(64))]

    #[test]
    fn a_file_with_one_bit_flipped_is_refused(file in 0..files().len(), at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let file = &files()[file];
        is_refused(&with(file, |bytes| { let at = at.index(bytes.len()); bytes[at] ^= 1_u8 << bit }), file);
    }

    #[test]
    fn a_file_that_is_cut_short_or_goes_on_is_refused(file in 0..files().len(), at in any::<prop::sample::Index>(), more in any::<bool>()) {
        let file = &files()[file];
        is_refused(&with(file, |bytes| if more { bytes.push(b'\n') } else { bytes.truncate(at.index(bytes.len())) }), file);
    }

    #[test]
    fn random_bytes_are_refused(file in 0..files().len(), random in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = &files()[file];
        is_refused(&with(file, |bytes| *bytes = random), file);
    }

    #[test]
    fn a_party_that_logs_whatever_it_likes_is_never_consistent(
        leaves in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 1..4),
    ) {
        let entries: Vec<_> = RECORDS[1].entries.iter().chain(&leaves).cloned().collect();
        prop_assert_eq!(comes_of(&Copy::forged(&Keeper::new("OND"), &entries)), Ok(Outcome::Inconsistent));
    }

    #[test]
    fn a_party_that_changes_a_byte_of_a_statement_and_signs_the_log_anew_is_never_consistent(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0..8_u32,
    ) {
        let mut entries = RECORDS[1].entries.clone();
        let entry = &mut entries[which.index(RECORDS[1].entries.len())];
        let place = at.index(entry.len());
        entry[place] ^= 1_u8 << bit;
        prop_assert_eq!(comes_of(&Copy::forged(&Keeper::new("OND"), &entries)), Ok(Outcome::Inconsistent));
    }

    #[test]
    fn evidence_that_is_made_up_confirms_nothing(random in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(audit::evidence::Evidence::parse(&random).is_err());
    }
}

#[test]
fn a_checkpoint_that_promises_more_than_is_read_is_refused_before_anything_is() {
    let ond = Keeper::new("OND");
    let head = |size: u64| {
        let size = log::TreeSize::new(size).unwrap();
        let origin = log::Origin::from(ond.log.verifier().name());
        log::Checkpoint::new(origin, size, log::Hash::new([7; 32])).sign(&ond.log).unwrap().to_string()
    };
    let open = |size| Audit::new(TREATY.clone(), None).open(&ond.author, head(size).as_bytes());
    assert_eq!(open(1 << 22), Ok(()));
    assert!(matches!(open((1 << 22) + 1), Err(RecordRefusal::Checkpoint { .. })));
}

#[test]
fn each_record_is_given_once_whole_and_of_somebody() {
    let mut audit = Audit::new(TREATY.clone(), None);
    assert_eq!(audit.push_file(b""), Err(RecordRefusal::NotWanted));
    let stranger = Author::new("CAR").unwrap();
    assert_eq!(audit.open(&stranger, &RECORDS[0].note), Err(RecordRefusal::Unknown(stranger)));
    audit.open(&RECORDS[0].author, &RECORDS[0].note).unwrap();
    let unfinished = RecordRefusal::Unfinished(RECORDS[0].author.clone());
    assert_eq!(audit.open(&RECORDS[1].author, &RECORDS[1].note), Err(unfinished.clone()));
    assert_eq!(audit.finish().unwrap_err(), Incomplete::Record(unfinished));
    let mut audit = Audit::new(TREATY.clone(), None);
    RECORDS[0].feed(&mut audit).unwrap();
    assert_eq!(audit.open(&RECORDS[0].author, &RECORDS[0].note), Err(RecordRefusal::Twice(RECORDS[0].author.clone())));
}

#[test]
fn the_records_of_nobody_are_no_assessment() {
    assert_eq!(Audit::new(TREATY.clone(), Some(AS_OF)).finish().unwrap_err(), Incomplete::Nothing);
}

#[test]
fn a_record_of_garbage_is_told_so_often_and_not_oftener() {
    let mut records = RECORDS.clone();
    records[1] = Copy::forged(&Keeper::new("OND"), &vec![vec![0]; 5000]);
    let assessment = audited(&TREATY, &records, AS_OF);
    let garbage = assessment.findings.iter().filter(|finding| finding.fact.code() == "not-a-statement").count();
    assert_eq!(garbage, 4096);
}

#[test]
fn a_tile_of_tiles_is_held_against_the_entries_below_it() {
    let long = Copy::forged(&Keeper::new("OND"), &vec![vec![0]; 300]);
    assert_eq!(comes_of(&long), Ok(Outcome::Inconsistent), "it is read to its end");
    let upper: Vec<_> = long.files.keys().filter(|path| path.starts_with("tile/1/")).cloned().collect();
    assert_eq!(upper.len(), 1);
    let mut damaged = long;
    damaged.files.get_mut(&upper[0]).unwrap()[0] ^= 1;
    match comes_of(&damaged) {
        Err(RecordRefusal::File { path, .. }) => assert_eq!(path, upper[0]),
        other => panic!("{other:?}"),
    }
}
