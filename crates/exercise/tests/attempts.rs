//! Every attempt that ships, really made: an audit finds what its file says and nothing else, and none of it where the attempt is not made.

mod common;

use audit::assessment::RecordFact;
use audit::{Assessment, Fact, Severity};
use common::{attempt, audited_holding, audited_or_refused, dossier, exercise_of, file, play_on};
use exercise::file::{Damage, Deceit, End, Evasion, Expected, LedgerDeceit, Part, RecordDeceit, Row};
use exercise::{Cast, Exercise, differences, differences_of_refusal, differences_to_reader};
use record::Epoch;
use std::path::Path;

fn cast_as(exercise: &Exercise) -> Cast {
    let text = file(&format!("treaties/{}.toml", exercise.instrument));
    let cast = exercise::cast(exercise.clone(), &text, exercise.seed);
    cast.unwrap_or_else(|why| panic!("{}: {why}", exercise.id))
}

/// Plays it, and audits the folder that comes of it.
fn comes_of(exercise: &Exercise) -> Result<Assessment, String> {
    audited_or_refused(&play_on(&cast_as(exercise), 2), |_| true)
}

/// For each attempt a test that is called as it: an audit finds what its file says and nothing else.
macro_rules! attempts {
    ($($name:ident)*) => {
        mod each {
            $(#[test]
            fn $name() {
                super::is_found_as_its_file_says(stringify!($name));
            })*
        }

        /// The attempts, in order of their names.
        fn attempts() -> Vec<Exercise> {
            [$(stringify!($name)),*].iter().map(|name| attempt(&name.replace('_', "-"))).collect()
        }
    };
}

attempts! {
    absence_of_other_numbers
    acceptance_forged
    access_refused
    agreed_alone
    altered_total
    another_entry_opened
    answered_late
    arrival_before_departure
    arrived_this_morning
    back_dated
    beyond_its_rights
    born_outside
    brought_back
    buddy_tag_moved
    buddy_tags_too_few
    bundle_cut
    bundle_swapped
    canisters_too_many
    carried_out
    carried_out_as_declared
    checkpoint_garbage
    clarification_lapsed
    class_changed_between
    concealed_growth
    corrected_again
    count_below_zero
    count_disputed
    count_settled
    count_too_large
    count_unanswered
    crossing_not_declared
    dated_ahead
    dead_that_leave
    difference_concealed
    difference_invented
    dismantled_on_paper
    door_left_unsealed
    empty_containers
    epoch_left_out
    epoch_twice
    false_report
    fewer_on_site
    field_too_many
    force_majeure
    friendly_witness
    gone_and_back
    gone_on_paper_and_back
    hidden_store
    kept_back
    key_named_twice
    key_of_another
    key_offline
    key_revoked
    key_too_early
    keys_stolen
    late_at_the_site
    life_with_a_hole
    list_confirmed_otherwise
    list_of_another_hash
    log_key_disowned
    lot_ignored
    mistake_accepted
    mistake_corrected
    more_arrivals_than_allowed
    more_on_site
    moved_after_designation
    nested_too_deep
    netted_births
    never_answered
    nonce_kept_back
    nonce_never_opened
    old_copy
    old_head
    one_item_at_two_sites
    open_growth
    opened_in_silence
    opening_accepted_unread
    opening_of_other_numbers
    opening_of_other_numbers_count
    opening_of_other_numbers_full
    opening_rejected
    other_gate
    other_head
    padded_and_visited
    padded_baseline
    proofs_of_another_day
    proofs_of_another_order
    proofs_of_another_party
    proofs_of_another_treaty
    receipts_withheld
    road_concealed
    road_overfull
    seal_broken_unsaid
    seal_found_whole_when_gone
    seal_number_twice
    seal_reused
    sealed_to_another
    secret_production
    seen_after_its_end
    spelt_longer
    statement_key_disowned
    statement_rewritten
    statements_cease
    statements_cease_for_good
    stock_that_vanishes
    tag_of_another
    tile_empty
    two_logs
    verdicts_withheld
}

fn is_found_as_its_file_says(name: &str) {
    let exercise = attempt(&name.replace('_', "-"));
    let run = play_on(&cast_as(&exercise), 2);
    let found = match audited_or_refused(&run, |_| true) {
        Ok(assessment) => differences(&exercise, &assessment),
        Err(why) => differences_of_refusal(&exercise, &why),
    };
    assert!(found.is_empty(), "{found:#?}");
    // whoever holds the keys finds what the file says of it
    if let Some(reader) = &exercise.reader {
        let assessment = audited_holding(&run, |_| true, dossier(&run, &reader.party)).unwrap();
        let found = differences_to_reader(&exercise, &assessment);
        assert!(found.is_empty(), "to {}: {found:#?}", reader.party);
    }
}

#[test]
fn every_attempt_that_ships_has_its_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/attempts");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // the declaration that stands beside them is no exercise
    let mut ships: Vec<_> = files.filter_map(|name| name.strip_suffix(".toml").map(String::from)).collect();
    ships.sort();
    assert_eq!(ships, attempts().iter().map(|exercise| exercise.id.to_string()).collect::<Vec<_>>());
}

/// The attempts of which nothing is found: what two do is outside of what is stated, to show an old head is no lie,
/// of one difference both sides say the same by now, and of what both conceal, one lets pass, or one inspection alone does not show, who holds the keys finds
/// what there is.
const UNSEEN: [&str; 9] = [
    "class-changed-between",
    "count-settled",
    "difference-concealed",
    "hidden-store",
    "old-head",
    "one-item-at-two-sites",
    "opening-accepted-unread",
    "padded-baseline",
    "seal-reused",
];

/// What is expected of an attempt beside what no audit can know.
fn accused(exercise: &Exercise) -> impl Iterator<Item = &Expected> {
    let honest = ["unverified", "bodies-not-held", "sites-visited"];
    exercise.expected.iter().filter(move |expected| !honest.contains(&expected.code.as_str()))
}

#[test]
fn nothing_of_it_is_found_where_the_attempt_is_not_made() {
    // most attempts are made among the same players: what comes of these without it is looked at once
    let mut played: Vec<(Exercise, Assessment)> = Vec::new();
    for exercise in attempts() {
        let mut honest = exercise.clone();
        (honest.evasions, honest.incidents, honest.clarifications) = (Vec::new(), Vec::new(), Vec::new());
        let scene = |one: &Exercise| (one.seed, one.epochs, one.instrument.clone(), one.sides.clone());
        if !played.iter().any(|(other, _)| scene(other) == scene(&honest)) {
            let assessment = comes_of(&honest).unwrap_or_else(|why| panic!("{}: {why}", exercise.id));
            played.push((honest.clone(), assessment));
        }
        let (_, assessment) = played.iter().find(|(other, _)| scene(other) == scene(&honest)).unwrap();
        let missing = differences(&exercise, assessment).missing;
        assert_eq!(missing.iter().collect::<Vec<_>>(), accused(&exercise).collect::<Vec<_>>(), "{}", exercise.id);
        let nothing = missing.is_empty() && exercise.end == End::Assessed(assessment.outcome);
        assert_eq!(nothing, UNSEEN.contains(&exercise.id.as_str()), "{}", exercise.id);
        let is_blind = |finding: &audit::Finding| finding.severity == Severity::Blind;
        assert!(assessment.findings.iter().all(is_blind), "{}: {:#?}", exercise.id, assessment.findings);
    }
}

/// The small exercise, in which HAL does this in an epoch.
fn with(epochs: u32, epoch: u32, deceit: RecordDeceit) -> Exercise {
    let party = treaty::PartyCode::new("HAL").unwrap();
    let evasion = Evasion { row: Row("R7"), party, epoch: Epoch(epoch), deceit: Deceit::Record(deceit) };
    let mut exercise = exercise_of("small");
    (exercise.epochs, exercise.evasions) = (epochs, vec![evasion]);
    exercise
}

#[test]
fn every_file_is_refused_by_name_in_whatever_way_it_is_damaged() {
    let parts =
        [(Part::Checkpoint, "HAL/checkpoint"), (Part::Entries, "HAL/tile/entries/"), (Part::Hashes, "HAL/tile/0/")];
    for (file, named) in parts {
        for how in [Damage::Cut, Damage::Empty, Damage::Swapped, Damage::Noise] {
            let why = comes_of(&with(1, 1, RecordDeceit::Garbled { file, how }));
            let why = why.map(|assessment| assessment.outcome).expect_err("what cannot be read is judged by nobody");
            // a tile of hashes that can be read is held against the entries, and the refusal names both
            let both = file == Part::Hashes && why.contains("HAL/tile/entries/") && why.contains("the tile tile/0/");
            // a head of as many leaves is told from its own by what it signs, once all is read
            let other = (file, how) == (Part::Checkpoint, Damage::Swapped) && why.contains("its checkpoint signs");
            assert!(why.contains(named) || both || other, "{file:?} {how:?}: {why}");
        }
    }
}

#[test]
fn a_key_that_does_not_sign_is_named() {
    let why = |name: &str| {
        let assessment = comes_of(&attempt(name)).unwrap();
        let not_signed = assessment.findings.iter().find_map(|finding| match &finding.fact {
            Fact::Record(RecordFact::NotSigned { why }) => Some(why.clone()),
            _ => None,
        });
        not_signed.unwrap_or_else(|| panic!("{name}: {:#?}", assessment.findings))
    };
    for (name, before) in [
        ("key-revoked", "the key "),
        ("key-too-early", "the key "),
        ("key-offline", "the key "),
        ("acceptance-forged", "the key "),
        ("key-of-another", "named: "),
    ] {
        let why = why(name);
        let (_, key) = why.rsplit_once(before).unwrap_or_else(|| panic!("{name}: {why}"));
        let digits = key.chars().take_while(char::is_ascii_hexdigit).count();
        assert!(digits >= 16, "{name}: {why}");
    }
}

#[test]
fn a_record_that_was_rewritten_is_acknowledged_by_nobody_any_more() {
    let found = comes_of(&with(5, 2, RecordDeceit::Rewritten)).unwrap();
    let covers = found.records.iter().find(|record| record.author.as_str() == "HAL").unwrap();
    // a baseline and two epochs: nobody goes on from a head that it has not seen the beginning of
    assert!(covers.covered_by.len() == 4 && covers.covered_by.iter().all(|by| by.receipts == 3));
    assert!(found.findings.iter().any(|finding| finding.fact.code() == "epoch-missing"));
}

#[test]
fn what_is_kept_apart_changes_no_byte_that_anybody_else_has() {
    let with = attempt("hidden-store");
    let mut without = with.clone();
    without.evasions.clear();
    let [with, without] = [with, without].map(|exercise| play_on(&cast_as(&exercise), 2));
    let more: Vec<_> = with.files.iter().filter(|file| !without.files.contains(file)).collect();
    assert_eq!(more.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["HAL.secret/outside.csv"]);
    assert_eq!(with.files.len(), without.files.len() + 1);
}

#[test]
fn a_padded_baseline_commits_to_more_than_there_is() {
    let with = attempt("padded-baseline");
    let mut without = with.clone();
    without.evasions.clear();
    let [with, without] = [with, without].map(|exercise| {
        let cast = cast_as(&exercise);
        exercise::Host::begin(&cast, &cast.exercise().sides[0]).unwrap().events().len()
    });
    assert!(with > without, "{with} {without}");
}

#[test]
fn a_host_opens_what_the_witnesses_hold_only_where_the_inspector_is_overdue() {
    // the inspector acknowledges nothing of epoch 2, and designates by a head from before; its receipts are due in five days
    let found = |day: u32| {
        let mut exercise = attempt("opened-in-silence");
        exercise.evasions[0].epoch = Epoch(2);
        exercise.inspections[0].days = vec![day];
        let assessment = comes_of(&exercise).unwrap();
        let codes = assessment.findings.iter().filter(|finding| finding.severity != Severity::Blind);
        codes.map(|finding| finding.fact.code()).collect::<Vec<_>>()
    };
    assert_eq!(found(12), ["receipt-overdue"]);
    assert_eq!(found(3), ["other-epoch"]);
}

#[test]
fn nothing_is_listed_where_nothing_stands() {
    let hindered = |class: &str, at: &str, of: &str| {
        let mut exercise = attempt("one-item-at-two-sites");
        let [class, at, of] = [class, at, of].map(|name| treaty::Id::new(name).unwrap());
        exercise.evasions[0].deceit = Deceit::Ledger(LedgerDeceit::ListsOther { at, class, of });
        let played = exercise::play(&cast_as(&exercise), std::num::NonZeroUsize::MIN, &mut |_| {});
        matches!(played, Err(exercise::Unplayable::Evasion { .. }))
    };
    assert!(!hindered("non-strategic", "grey-mountain", "north-field"));
    assert!(hindered("non-strategic", "quiet-quarry", "north-field"), "there is nothing in whose place it could stand");
    assert!(hindered("non-strategic", "grey-mountain", "quiet-quarry"), "and nothing that could");
    assert!(hindered("no-such-class", "grey-mountain", "north-field"));
}
