//! `standstill regime simulate` and `compare`: what they answer, that it hangs on the seed alone, and what they refuse.

mod common;

use common::{Scratch, standstill, status};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

fn told(args: &str) -> Value {
    let out = standstill(&["regime"].into_iter().chain(args.split_whitespace()).chain(["--json"]).collect::<Vec<_>>());
    assert_eq!(status(&out), 0, "{args}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[track_caller]
fn refused(args: &str, because: &str) {
    let out = standstill(&["regime"].into_iter().chain(args.split_whitespace()).collect::<Vec<_>>());
    assert_eq!(status(&out), 1, "{args}");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains(because), "{args}: {told}");
}

#[test]
fn an_answer_depends_on_the_seed_and_not_on_the_threads() {
    let of = |more: &str| told(&format!("simulate illustrative-portals --side RU --years 3 --replicates 3500 {more}"));
    let one = of("--threads 1");
    assert_eq!(one, of("--threads 3"));
    assert_ne!(one["regimes"], of("--seed 2")["regimes"]);
    let cell = &one["regimes"][0]["sides"][0]["evasions"][0];
    assert_eq!([&cell["evasion"], &cell["replicates"]], [&json!("hidden-store"), &json!(3500)]);
}

#[test]
fn a_comparison_has_every_regime_and_rung_in_order_with_what_each_rests_on() {
    let all = told(
        "compare new-start offer-2020-10-us --ladder --years 6 --replicates 20 --evasion growth-in-stores --evasion hidden-store",
    );
    let names: Vec<_> = all["regimes"].as_array().unwrap().iter().map(|of| of["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["new-start", "offer-2020-10-us", "L0", "L1", "L2", "L3", "L4", "L5"]);
    let portal =
        all["regimes"][1]["measures"].as_array().unwrap().iter().find(|of| of["measure"] == "portal-warhead-plants");
    assert_eq!(portal, Some(&json!({ "measure": "portal-warhead-plants", "standing": "silent", "mark": "reported" })));
    for regime in all["regimes"].as_array().unwrap() {
        let parties: Vec<_> =
            regime["sides"].as_array().unwrap().iter().map(|side| side["party"].as_str().unwrap()).collect();
        assert_eq!(parties, ["US", "RU"]);
        let best = &regime["sides"][0]["best_answer"];
        assert_eq!(best["among"], json!(["growth-in-stores", "hidden-store"]), "the list is named");
    }
    let assumed = &all["assumptions"]["sides"][1]["parameters"]["stores"];
    assert_eq!(
        [&assumed["low"], &assumed["high"], &assumed["mark"]],
        [&json!("12"), &json!("48"), &json!("uncertain")]
    );
}

#[test]
fn what_is_entered_is_assumed_and_told_as_entered() {
    let all = told("simulate illustrative-portals --replicates 10 --set RU.stores=3 --set store-spotted=100%");
    let of =
        |side: usize, parameter: &str| all["assumptions"]["sides"][side]["parameters"][parameter]["central"].clone();
    assert_eq!([of(0, "stores"), of(1, "stores"), of(0, "store-spotted")], [json!("12"), json!("3"), json!("1")]);
    assert_eq!(all["assumptions"]["sides"][1]["parameters"]["stores"]["source"], "ENTERED");
}

#[test]
fn a_wrong_call_is_refused_with_what_would_be_right() {
    refused("compare", "INSTRUMENTS");
    refused("simulate no-such-treaty", "no-such-treaty");
    refused("simulate new-start --evasion hiden-store", "did you mean hidden-store?");
    refused("simulate new-start --set shops=3", "known are");
    refused("simulate new-start --set stores=1.5", "no whole number");
    refused("simulate new-start --set GB.stores=1", "there is no side GB");
    refused("simulate new-start --set stores=0", "there is no site for them");
    refused("simulate new-start --side GB", "of US and RU");
    refused("simulate new-start --before 0%", "above 0%");
    refused("simulate new-start --years 0", "1..=100");
    refused("simulate new-start --years 101", "1..=100");
    refused("simulate new-start --replicates 0", "replicates");
    refused("simulate new-start --csv numbers.txt", ".csv");
    refused("simulate new-start --assumptions new-start", "unknown-key");
    refused(
        "simulate new-start --before 1% --before 2% --before 3% --before 4% --before 5% --before 6% --before 7% --before 8% --before 9%",
        "no more than 8",
    );
}

#[test]
fn a_table_has_the_numbers_of_the_document_a_row_each() {
    let folder = Scratch::new("regime-csv");
    let path = folder.at("numbers.csv");
    let all =
        told(&format!("simulate illustrative-sampling --side US --years 2 --replicates 200 --csv {}", path.display()));
    let table = std::fs::read_to_string(path).unwrap();
    let row = |start: &str| {
        table.lines().find(|line| line.starts_with(start)).map(|line| line.rsplit(',').nth(3).unwrap().to_owned())
    };
    let found = &all["regimes"][0]["sides"][0]["evasions"][0]["within"][0]["found"]["value"];
    let start = "\"illustrative-sampling\",US,hidden-store,found-within-years,1,central,";
    assert_eq!(row(start).and_then(|value| value.parse::<f64>().ok()), found.as_f64());
    assert!(table.lines().all(|line| line.split(',').count() == 10), "{table}");
}

#[test]
fn a_page_and_a_workbook_are_written_beside_the_answer_and_the_page_says_how_to_write_it_again() {
    let folder = Scratch::new("regime-page");
    let [page, again, book] =
        ["one.html", "two.html", "numbers.xlsx"].map(|name| folder.at(name).display().to_string());
    let call =
        "compare new-start --ladder --evasion shell-game --set RU.stores=12:40:48 --years 3 --replicates 20 --seed 5";
    told(&format!("{call} --html {page} --tables {book}"));
    let written = std::fs::read_to_string(&page).unwrap();
    let (_, command) = written.split_once("<pre><code>standstill regime ").unwrap();
    let command = command.split('<').next().unwrap().to_owned();
    for part in ["compare new-start --ladder", "--set RU.stores=12:40:48", "--evasion shell-game", "--seed 5"] {
        assert!(command.contains(part), "{part}: {command}");
    }
    told(&format!("{command} --html {again}"));
    assert!(std::fs::read_to_string(&again).unwrap() == written, "the same bytes");
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    refused("simulate new-start --tables numbers.csv", ".xlsx");
}

#[test]
fn two_files_are_not_written_to_one_place_and_nothing_is_written_over_what_was_read() {
    let folder = Scratch::new("regime-over");
    let [own, twice] = ["own.toml", "twice.csv"].map(|name| folder.at(name).display().to_string());
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assumptions/october-2020.toml");
    std::fs::copy(file, &own).unwrap();
    refused(&format!("simulate new-start --html {twice} --csv {twice}"), "named twice");
    refused(&format!("simulate new-start --assumptions {own} --html {own}"), "was read for this call");
}

#[cfg(unix)]
#[test]
fn who_stops_it_is_told_what_was_computed_until_then() {
    let args = [
        "regime",
        "simulate",
        "illustrative-portals",
        "--side",
        "US",
        "--evasion",
        "hidden-store",
        "--replicates",
        "1000000000",
        "--json",
    ];
    let mut call = Command::new(env!("CARGO_BIN_EXE_standstill"));
    let child = call.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // long enough for some batches, and far from all
    std::thread::sleep(std::time::Duration::from_secs(2));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(130), "{}", String::from_utf8_lossy(&out.stderr));
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    let computed = told["regimes"][0]["sides"][0]["evasions"][0]["replicates"].as_u64().unwrap_or(0);
    assert!((1_000..1_000_000_000).contains(&computed) && computed.is_multiple_of(1_000), "{computed}");
    assert_eq!(told["replicates"], 1_000_000_000_u64);
}
