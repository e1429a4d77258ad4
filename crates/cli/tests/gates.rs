//! `standstill gate`: what crosses the gate of a plant is declared in one home and judged in the other, with a stick between them.

mod common;

use common::visits::{HOST, INSPECTOR, World};
use serde_json::{Value, json};
use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

const NOON: &str = "2027-12-10T12:00Z";

/// HAL declares a crossing of its warhead plant at noon.
fn declare<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["gate", "declare", "--site", "mill-river", "--way", "in", "--when", NOON, "--items", "0"], more].concat()
}

/// OND's monitors judge it.
fn verdict<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["gate", "verdict", "--site", "mill-river", "--seen", "0", "--verdict", "as-declared"], more].concat()
}

/// How one gate stands.
fn gate<'a>(told: &'a Value, site: &str) -> &'a Value {
    told["gates"].as_array().unwrap().iter().find(|gate| gate["site"] == site).unwrap()
}

fn number(told: &Value) -> String {
    told["said"]["number"].to_string()
}

#[test]
fn a_crossing_is_declared_and_judged_and_the_tool_knows_its_number_and_its_epoch() {
    let world = World::portals("gate-crossed");
    let before = world.take(HOST, "2027-12-10T08:00Z", &["gate", "status"]);
    let next = gate(&before, "mill-river")["next"].clone();
    let told = world.take(HOST, "2027-12-10T09:00Z", &declare(&[]));
    assert_eq!(told["said"], json!({ "statement": "crossing", "number": next, "again": false }));
    let waits = json!([{ "number": next, "way": "in", "exit": 0, "epoch": 3, "at": "2027-12-10T12:00:00Z", "items": 0,
                         "verdict_of": [INSPECTOR], "due": "2027-12-10T16:00:00Z", "over": false }]);
    assert_eq!(
        (&gate(&told, "mill-river")["waiting"], &gate(&told, "mill-river")["article"]),
        (&waits, &json!("VII.3"))
    );
    let number = number(&told);
    let seen = world.take(INSPECTOR, "2027-12-10T13:00Z", &verdict(&["--number", &number]));
    assert_eq!(seen["said"]["again"], json!(false));
    assert_eq!(gate(&seen, "mill-river")["waiting"], json!([]));
    world.take(HOST, "2027-12-10T14:00Z", &["gate", "status"]);
    for part in [HOST, INSPECTOR] {
        let (_, codes) = world.audited(part);
        assert!(codes.iter().all(|code| !code.contains("crossing") && !code.contains("verdict")), "{codes:?}");
    }
}

#[test]
fn a_call_that_is_made_again_is_the_same_call() {
    let world = World::portals("gate-again");
    let first = world.take(HOST, "2027-12-10T09:00Z", &declare(&[]));
    let again = world.take(HOST, "2027-12-10T10:00Z", &declare(&[]));
    assert_eq!((&again["said"]["again"], &again["said"]["number"]), (&json!(true), &first["said"]["number"]));
    let of_first = number(&first);
    let call = ["--number", of_first.as_str()];
    world.take(INSPECTOR, "2027-12-10T13:00Z", &verdict(&call));
    let again = world.take(INSPECTOR, "2027-12-10T14:00Z", &verdict(&call));
    assert_eq!(again["said"]["again"], json!(true));
    let not_clear = ["gate", "verdict", "--site", "mill-river", "--seen", "0", "--verdict", "not-clear", "--number"];
    let twice = world.refused(INSPECTOR, "2027-12-10T14:00Z", &[&not_clear[..], &[of_first.as_str()]].concat());
    assert!(twice.contains("another verdict on crossing") && twice.contains("not taken back"), "{twice}");
}

#[test]
fn a_place_an_exit_or_a_time_that_no_rule_gives_is_refused_with_the_rule() {
    let world = World::portals("gate-refused");
    let declaring = |words: &[&str], at| world.refused(HOST, at, &[&["gate", "declare"], words].concat());
    let site = |site| ["--site", site, "--way", "out", "--when", NOON, "--items", "1"];
    let early = "2027-12-10T09:00Z";
    let nowhere = declaring(&site("grey-mountain"), early);
    assert!(nowhere.contains("no plant `grey-mountain` with a portal") && nowhere.contains("mill-river"), "{nowhere}");
    let exit = declaring(&[&site("mill-river")[..], &["--exit", "2"]].concat(), early);
    assert!(exit.contains("may have 1 exits beside the portal (Article VII.3"), "{exit}");
    let items = declaring(&[&site("mill-river")[..], &["--exit", "1"]].concat(), early);
    assert!(items.contains("items pass by the portal only"), "{items}");
    let late = declaring(&site("mill-river"), "2027-12-10T11:45Z");
    assert!(late.contains("declared 30 minutes before it (Article VII.3"), "{late}");
    let way = declaring(&["--site", "mill-river", "--way", "up", "--when", NOON, "--items", "1"], early);
    assert!(way.contains("write out or in"), "{way}");
    let when = ["--site", "mill-river", "--way", "in", "--when", "2035-01-01T00:00Z", "--items", "1"];
    assert!(declaring(&when, early).contains("no epoch of the record"), "{when:?}");
    // what happened all the same can be told, and the audit tells what was broken
    let told = world.take(HOST, "2027-12-10T11:45Z", &declare(&["--all-the-same"]));
    world.take(INSPECTOR, "2027-12-10T13:00Z", &verdict(&["--number", &number(&told)]));
    assert!(world.audited(INSPECTOR).1.contains(&"crossing-late".to_owned()));
}

#[test]
fn a_verdict_that_cannot_be_is_refused_with_what_to_write() {
    let world = World::portals("gate-verdicts");
    let told = world.take(HOST, "2027-12-10T09:00Z", &declare(&[]));
    let number = number(&told);
    let judging = |words: &[&str], at| world.refused(INSPECTOR, at, &[&["gate", "verdict"], words].concat());
    let of = |seen, verdict| ["--site", "mill-river", "--number", &number, "--seen", seen, "--verdict", verdict];
    let early = judging(&of("0", "as-declared"), "2027-12-10T11:00Z");
    assert!(early.contains("nobody has seen it yet"), "{early}");
    let late = judging(&of("0", "as-declared"), "2027-12-10T17:00Z");
    assert!(late.contains("within 240 minutes of the crossing, and that time is over (Article VII.3"), "{late}");
    let differs = judging(&of("2", "as-declared"), "2027-12-10T13:00Z");
    assert!(differs.contains("declared with 0 items in by exit 0") && differs.contains("otherwise"), "{differs}");
    let word = judging(&of("0", "fine"), "2027-12-10T13:00Z");
    assert!(word.contains("write as-declared, otherwise or not-clear"), "{word}");
    let none = ["--site", "mill-river", "--number", "999", "--seen", "0", "--verdict", "as-declared"];
    let none = judging(&none, "2027-12-10T13:00Z");
    assert!(none.contains("declares no crossing 999 at mill-river"), "{none}");
    let whole = judging(&["--site", "mill-river", "--seen", "1", "--verdict", "otherwise"], "2027-12-10T13:00Z");
    assert!(whole.contains("add --way"), "{whole}");
    let canister = [&of("0", "as-declared")[..], &["--opened", "1"]].concat();
    let canister = judging(&canister, "2027-12-10T13:00Z");
    assert!(canister.contains("0 were opened there in 2027, and 0 may be (Article VII.3"), "{canister}");
    // undeclared, told whole
    let undeclared =
        ["gate", "verdict", "--site", "mill-river", "--way", "out", "--when", "2027-12-10T12:30Z", "--seen", "1"];
    world.take(INSPECTOR, "2027-12-10T13:00Z", &[&undeclared[..], &["--verdict", "otherwise"]].concat());
    assert!(world.audited(INSPECTOR).1.contains(&"crossing-undeclared".to_owned()));
}

#[test]
fn a_measurement_is_named_by_its_hash_and_goes_nowhere() {
    let world = World::portals("gate-measured");
    let told = world.take(HOST, "2027-12-10T09:00Z", &declare(&[]));
    let file = world.at("measured.n42");
    fs::write(&file, "a spectrum that nobody else may see").unwrap();
    let call = ["--number", &number(&told), "--measurement", file.to_str().unwrap()];
    world.take(INSPECTOR, "2027-12-10T13:00Z", &verdict(&call));
    let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let all = [HOST, INSPECTOR, "stick"].into_iter().flat_map(|part| common::files(&world.at(part)));
    assert!(all.map(|path| fs::read(path).unwrap()).all(|bytes| !holds(&bytes, b"a spectrum")), "it was copied");
    let missing =
        world.refused(INSPECTOR, "2027-12-10T13:30Z", &verdict(&["--number", "1", "--measurement", "/nowhere"]));
    assert!(missing.contains("/nowhere"), "{missing}");
}

#[test]
fn what_waits_is_told_in_both_languages_with_its_time_and_article() {
    let world = World::portals("gate-told");
    world.take(HOST, "2027-12-10T09:00Z", &declare(&[]));
    let text = |side, at, more: &[&str]| {
        String::from_utf8(world.out(side, at, &[&["gate", "status"], more].concat()).stdout).unwrap()
    };
    let english = text(INSPECTOR, "2027-12-10T12:30Z", &[]).replace('\u{a0}', " ");
    assert!(english.contains("Awaited until 2027-12-10 16:00 UTC: the verdict of Ondaria"), "{english}");
    assert!(english.contains("Canisters that Ondaria may still have opened in 2027"), "{english}");
    let over = text(INSPECTOR, "2027-12-10T17:00Z", &[]);
    assert!(over.contains("ended 2027-12-10 16:00 UTC") && over.contains("Article VII.3"), "{over}");
    let russian = text(HOST, "2027-12-10T12:30Z", &["--lang", "ru"]);
    assert!(russian.contains("До 2027-12-10 16:00 UTC ожидается заключение"), "{russian}");
}

#[test]
fn a_home_without_a_portal_is_told_so() {
    let world = World::new("gate-none");
    let told = world.refused(HOST, "2028-01-10T09:00Z", &["gate", "status"]);
    assert!(told.contains("no agreed [[portal]]"), "{told}");
}

#[test]
fn a_declaration_that_is_killed_is_said_or_unsaid() {
    let world = World::portals("gate-killed");
    let size = |world: &World| {
        let told = world.take(HOST, "2027-12-10T10:00Z", &["gate", "status"]);
        gate(&told, "mill-river")["next"].as_u64().unwrap()
    };
    let before = size(&world);
    for moment in [0, 2, 4, 6, 8, 10, 12, 15, 20, 30] {
        let other = world.again("gate-killed-once");
        let call = other.call(HOST, "2027-12-10T09:00Z", &declare(&[]));
        let mut child = Command::new(env!("CARGO_BIN_EXE_standstill"))
            .args(&call)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(moment));
        let _ = child.kill();
        child.wait().unwrap();
        let told = other.take(HOST, "2027-12-10T09:30Z", &declare(&[]));
        assert_eq!(told["said"]["number"].as_u64(), Some(before), "said once, after {moment} ms");
        assert_eq!(size(&other), before + 1);
        assert!(other.audited(HOST).0 != 2, "the record is whole, after {moment} ms");
    }
}
