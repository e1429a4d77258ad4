//! What crosses the gates of plants at play: all that the ledgers have and no more, declared before and judged after, in records that stay in order.

mod common;

use common::{Records, cast_file, exercise_of, file, play_on, read_back};
use exercise::file::{Deceit, Evasion, GateDeceit, Row, Said};
use exercise::{Cast, ScenarioSeed, Unplayable, cast, parse, play};
use record::statement::{Crossing, SeenCrossing, Verdict, Way};
use record::{Author, Epoch, Statement};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use treaty::{Id, PartyCode};

fn party(code: &str) -> PartyCode {
    PartyCode::new(code).unwrap()
}

/// Half of the year, from a seed, with this deed.
fn half(seed: u64, evasion: Option<(&str, u32, GateDeceit)>) -> Cast {
    let change = |exercise: &mut exercise::Exercise| {
        exercise.epochs = 6;
        exercise.evasions = evasion.into_iter().map(|(of, epoch, deceit)| evades(of, epoch, deceit)).collect();
    };
    cast_file("portals-year", change, ScenarioSeed(seed))
}

fn evades(of: &str, epoch: u32, deceit: GateDeceit) -> Evasion {
    Evasion { row: Row("N3"), party: party(of), epoch: Epoch(epoch), deceit: Deceit::Gate(deceit) }
}

/// Statements, each with its date.
type Dated<T> = Vec<(u64, T)>;

/// What a party's record has of gates.
fn of(records: &Records, author: &str) -> (Dated<Crossing>, Dated<SeenCrossing>) {
    let author = Author::new(author).unwrap();
    let (mut crossings, mut verdicts) = (Vec::new(), Vec::new());
    let (_, leaves) = records.statements.iter().find(|(of, _)| *of == author).unwrap();
    for signed in leaves {
        let dated = signed.envelope.head.dated.seconds();
        match signed.contents.as_ref().map(|contents| &contents.statement) {
            Some(Statement::Crossing(crossing)) => crossings.push((dated, *crossing)),
            Some(Statement::Verdict(verdict)) => verdicts.push((dated, verdict.clone())),
            _ => {}
        }
    }
    (crossings, verdicts)
}

#[test]
fn each_item_that_the_ledger_has_cross_a_gate_crosses_it_once_and_is_seen() {
    let cast = half(1, None);
    let run = play_on(&cast, 2);
    let records = read_back(&cast, &run);
    for (host, monitors) in [("HAL", "OND"), ("OND", "HAL")] {
        let (crossings, _) = of(&records, host);
        let (_, verdicts) = of(&records, monitors);
        let list = String::from_utf8(run.file(&format!("{host}.secret/events.csv")).unwrap().to_vec()).unwrap();
        let mut entered: BTreeMap<(u32, Way), u16> = BTreeMap::new();
        for line in list.lines() {
            let way =
                [("enter_plant", Way::In), ("exit_plant", Way::Out)].into_iter().find(|(deed, _)| line.contains(deed));
            let Some((_, way)) = way else { continue };
            *entered.entry((line.split(',').next().unwrap().parse().unwrap(), way)).or_default() += 1;
        }
        // the plant for warheads is the fourth site of each side, the one for missiles its fifth
        let mut declared: BTreeMap<(u32, Way), u16> = BTreeMap::new();
        for (_, crossing) in crossings.iter().filter(|(_, crossing)| crossing.gate.site.0 == 3 && crossing.items > 0) {
            *declared.entry((crossing.gate.epoch.0, crossing.gate.way)).or_default() += crossing.items;
        }
        assert_eq!(declared, entered, "{host}");
        assert!(crossings.iter().any(|(_, crossing)| crossing.items == 0), "some vehicles are empty");
        assert!(
            crossings.iter().any(|(_, crossing)| crossing.gate.site.0 == 4 && crossing.items > 0),
            "missiles leave"
        );
        assert_eq!(verdicts.len(), crossings.len());
        assert!(verdicts.iter().all(|(_, seen)| seen.verdict == Verdict::AsDeclared && seen.host == party(host)));
        assert!(crossings.iter().all(|(dated, crossing)| dated + 30 * 60 < crossing.at.seconds()));
        assert!(verdicts.iter().all(|(dated, seen)| (1..4 * 3600).contains(&(dated - seen.at.seconds()))));
        let measured = verdicts.iter().filter_map(|(_, seen)| seen.file);
        assert!(measured.into_iter().all(|hash| run.file(&format!("{monitors}.secret/measurements/{hash}")).is_some()));
    }
}

#[test]
fn a_play_with_gates_is_the_same_on_any_number_of_threads() {
    let cast = cast_file("portals-year", |exercise| exercise.epochs = 2, ScenarioSeed(5));
    assert_eq!(play_on(&cast, 1).files, play_on(&cast, 3).files);
}

#[test]
fn honest_half_years_are_consistent_whatever_the_seed() {
    let seeds = std::env::var("EXERCISE_SEEDS").map_or(2, |seeds| seeds.parse().expect("EXERCISE_SEEDS is a number"));
    for seed in 2..2 + seeds {
        let cast = half(seed, None);
        let found = exercise::differences(cast.exercise(), &common::audited(&play_on(&cast, 2), |_| true));
        assert!(found.is_empty(), "seed {seed}: {found:#?}");
    }
}

#[test]
fn a_deed_for_which_nothing_is_there_is_refused() {
    let refused = |epoch, deceit| {
        let cast = half(1, Some(("HAL", epoch, deceit)));
        let why = play(&cast, NonZeroUsize::MIN, &mut |_| {}).map(|_| ()).unwrap_err();
        matches!(why, Unplayable::Evasion { .. }).then(|| why.to_string()).unwrap_or_else(|| panic!("{why}"))
    };
    let site = |site| Id::new(site).unwrap();
    let carried = GateDeceit::CarriedOut { site: site("north-field"), items: 1, said: Said::Empty };
    assert!(refused(1, carried).contains("there is no portal at `north-field`"));
    assert!(refused(1, GateDeceit::DeadLeave { items: 1 }).contains("there are 0 such items"));
    assert!(refused(2, GateDeceit::OnPaper { items: 9 }).contains("it takes 9"));
    assert!(refused(4, GateDeceit::BornOutside { items: 9 }).contains("it takes 9"));
    assert!(refused(3, GateDeceit::Undeclared { items: 99 }).contains("it takes 99"));
}

#[test]
fn traffic_needs_a_gate() {
    let small = String::from_utf8(file("exercises/small.toml")).unwrap();
    for rate in ["missiles = 10", "vehicles = 10"] {
        let exercise = parse(small.replacen("births = 50", rate, 1).as_bytes()).unwrap();
        let why = cast(exercise, &file("treaties/illustrative-freeze.toml"), ScenarioSeed(1)).unwrap_err();
        assert!(matches!(&why, Unplayable::NoWay { what, .. } if rate.starts_with(what)), "{why}");
    }
    let mut exercise = exercise_of("portals-year");
    exercise.sides[0].sites.retain(|site| site.facility.as_str() != "missile-plant");
    let why = cast(exercise, &file("treaties/illustrative-portals.toml"), ScenarioSeed(1)).unwrap_err();
    assert!(matches!(why, Unplayable::NoWay { what: "missiles", .. }), "{why}");
}

#[test]
fn a_deed_at_a_gate_is_of_its_rows_and_says_all_that_it_needs() {
    let text = String::from_utf8(file("exercises/portals-year.toml")).unwrap();
    let codes = |deed: &str| {
        let text = format!("{text}\n[[evasion]]\nparty = \"HAL\"\nepoch = 3\n{deed}\n");
        parse(text.as_bytes()).err().unwrap_or_default().iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    for deed in [
        "row = \"N3\"\ncarried-out = { site = \"mill-river\", items = 2, said = \"nothing\" }",
        "row = \"N3b\"\ndead-leave = { items = 1 }",
        "row = \"N4\"\non-paper = { items = 1 }",
        "row = \"N12\"\non-paper = { items = 1 }",
        "row = \"C2\"\nborn-outside = { items = 1 }",
        "row = \"C2\"\nundeclared = { items = 1 }",
        "row = \"C2\"\ngives-no-verdict = true",
        "row = \"C4\"\nother-exit = 1",
        "row = \"C4\"\nopens-all = true",
    ] {
        assert_eq!(codes(deed), [""; 0], "{deed}");
        assert_eq!(codes(&deed.replacen("row = \"", "row = \"X", 1)), ["other-row"], "{deed}");
    }
    let carried = |said: &str| format!("row = \"N3\"\ncarried-out = {{ site = \"mill-river\", items = 2{said} }}");
    assert_eq!(codes(&carried("")), ["missing-key"]);
    assert_eq!(codes(&carried(", said = \"perhaps\"")), ["unknown-word"]);
    assert_eq!(codes(&carried(", said = \"full\"").replace("mill", "mull")), ["unknown-name"]);
    assert_eq!(codes("row = \"C4\"\nother-exit = 256"), ["out-of-range"]);
    assert_eq!(codes("row = \"C4\"\nother-exit = 0"), ["out-of-range"]);
}
