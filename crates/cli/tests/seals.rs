//! `standstill seal`: what is done to custody seals is stated from two homes, with a stick between them.

mod common;

use common::visits::{HOST, INSPECTOR, World};
use serde_json::{Value, json};

const DOOR: [&str; 6] = ["seal", "apply", "--site", "still-water", "--on", "door"];

fn apply<'a>(number: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&DOOR[..], &["--number", number], more].concat()
}

fn one<'a>(told: &'a Value, number: &str) -> &'a Value {
    told["seals"].as_array().unwrap().iter().find(|seal| seal["number"] == number).unwrap()
}

fn of_seals(world: &World, part: &str) -> Vec<String> {
    world.audited(part).1.into_iter().filter(|code| code.contains("seal") || code == "out-of-place").collect()
}

/// OND seals a door of HAL, HAL announces that it breaks the seal, OND puts another in its place and looks at it.
fn year(world: &World) {
    world.take(INSPECTOR, "2027-12-02T10:00Z", &apply("D-1", &[]));
    world.take(INSPECTOR, "2027-12-05T10:00Z", &["seal", "verify", "--number", "D-1", "--when", "2027-12-05T10:00Z"]);
    let breaks = ["seal", "break", "--number", "D-1", "--reason", "maintenance", "--when", "2027-12-08T10:00Z"];
    world.take(HOST, "2027-12-06T10:00Z", &breaks);
    world.take(INSPECTOR, "2027-12-09T10:00Z", &apply("D-2", &["--instead", "D-1"]));
    world.take(INSPECTOR, "2027-12-10T10:00Z", &["seal", "verify", "--number", "D-2", "--when", "2027-12-10T10:00Z"]);
    world.take(HOST, "2027-12-10T11:00Z", &["seal", "status"]);
}

#[test]
fn a_door_is_sealed_opened_with_notice_and_sealed_again() {
    let world = World::portals("seals");
    year(&world);
    let told = world.take(HOST, "2027-12-10T12:00Z", &["seal", "status"]);
    let second = json!({ "number": "D-2", "owner": INSPECTOR, "host": HOST, "site": "still-water", "on": "door",
                         "applied": "2027-12-09T10:00:00Z", "whole_until": "2027-12-10T10:00:00Z", "gone": null, "reseal": null });
    assert_eq!(*one(&told, "D-2"), second);
    assert_eq!(one(&told, "D-1")["gone"], "2027-12-08T10:00:00Z");
    for part in [HOST, INSPECTOR] {
        assert_eq!(of_seals(&world, part), [""; 0], "{part}");
    }
    let out = common::standstill(&["audit", world.at(HOST).to_str().unwrap(), "--json"]);
    let sealed = &serde_json::from_slice::<Value>(&out.stdout).unwrap()["sealed"];
    let times = json!([
        { "from": "2027-12-02T10:00:00Z", "until": "2027-12-08T10:00:00Z", "seals": ["D-1"], "stands": false },
        { "from": "2027-12-09T10:00:00Z", "until": "2027-12-10T10:00:00Z", "seals": ["D-2"], "stands": true },
    ]);
    assert_eq!(sealed[0]["times"], times, "with the hole between them");
    for (language, words) in [("en", "What seals closed"), ("ru", "Что закрывали пломбы")] {
        let out = common::standstill(&["audit", world.at(HOST).to_str().unwrap(), "--lang", language]);
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(text.contains(words) && text.contains("D-1") && text.contains("2027-12-08 10:00 UTC"), "{text}");
    }
}

#[test]
fn a_call_that_is_made_again_is_the_same_call() {
    let world = World::portals("seals-again");
    let first = world.take(INSPECTOR, "2027-12-02T10:00Z", &apply("D-1", &[]));
    assert_eq!(first["said"], json!({ "statement": "seal", "number": "D-1", "act": "applied", "again": false }));
    assert_eq!(world.take(INSPECTOR, "2027-12-02T11:00Z", &apply("D-1", &[]))["said"]["again"], json!(true));
    let look = ["seal", "verify", "--number", "D-1", "--when", "2027-12-03T10:00Z"];
    for (at, again) in [("2027-12-03T11:00Z", false), ("2027-12-03T12:00Z", true)] {
        assert_eq!(world.take(INSPECTOR, at, &look)["said"]["again"], json!(again));
    }
    let other = world.take(
        INSPECTOR,
        "2027-12-04T11:00Z",
        &["seal", "verify", "--number", "D-1", "--when", "2027-12-04T11:00Z"],
    );
    assert_eq!(other["said"]["again"], json!(false), "another look is another look");
}

#[test]
fn what_no_rule_gives_or_what_contradicts_the_record_is_refused_with_the_rule() {
    let world = World::portals("seals-refused");
    world.take(INSPECTOR, "2027-12-02T10:00Z", &apply("D-1", &[]));
    world.take(HOST, "2027-12-02T11:00Z", &["seal", "status"]);
    let refused = |side, step: &[&str], why: &str| {
        let told = world.refused(side, "2027-12-03T10:00Z", step);
        assert!(told.contains(why), "{step:?}: {told}");
    };
    let door = |site, on, number| ["seal", "apply", "--site", site, "--on", on, "--number", number];
    refused(INSPECTOR, &door("grey-mountain", "door", "D-1"), "numbers are never used again");
    refused(
        INSPECTOR,
        &door("still-water", "container", "D-9"),
        "no seal may be on a container; on: door (Article VI.6)",
    );
    refused(INSPECTOR, &door("north-field", "door", "D-9"), "no seal may be at that kind of facility");
    refused(INSPECTOR, &door("nowhere", "door", "D-9"), "has no site `nowhere`; known:");
    refused(INSPECTOR, &door("still-water", "lid", "D-9"), "write door, container or canister");
    refused(INSPECTOR, &door("still-water", "door", "d 9"), "write 1 to 32 of A-Z, 0-9 and -");
    refused(INSPECTOR, &apply("D-2", &["--instead", "D-1"]), "--instead names no seal");
    refused(INSPECTOR, &apply("D-2", &["--inspection", "OND-7"]), "there is no inspection OND-7");
    refused(
        INSPECTOR,
        &["seal", "verify", "--number", "D-7", "--when", "2027-12-03T09:00Z"],
        "has put on no seal D-7; known: D-1",
    );
    refused(INSPECTOR, &["seal", "verify", "--number", "D-1"], "say with --when at what time it was looked at");
    let ahead = ["seal", "verify", "--number", "D-1", "--when", "2027-12-30T10:00Z"];
    refused(INSPECTOR, &ahead, "--when is still to come");
    let early = ["seal", "verify", "--number", "D-1", "--when", "2027-12-01T10:00Z"];
    refused(INSPECTOR, &early, "was on there by that time");
    let short = ["seal", "break", "--number", "D-1", "--reason", "maintenance", "--when", "2027-12-03T20:00Z"];
    refused(HOST, &short, "told 24 hours before it, one in an emergency within 6 hours (Article VI.6)");
    refused(HOST, &["seal", "break", "--number", "D-1", "--reason", "boredom"], "write maintenance or emergency");
    world.take(INSPECTOR, "2027-12-03T11:00Z", &["seal", "remove", "--number", "D-1"]);
    refused_after(&world);
}

fn refused_after(world: &World) {
    let gone = world.refused(
        INSPECTOR,
        "2027-12-03T12:00Z",
        &["seal", "verify", "--number", "D-1", "--when", "2027-12-03T12:00Z"],
    );
    assert!(gone.contains("is taken off or was found broken"), "{gone}");
    let twice = world.refused(INSPECTOR, "2027-12-03T12:00Z", &apply("D-1", &[]));
    assert!(twice.contains("numbers are never used again"), "{twice}");
    assert_eq!(of_seals(world, INSPECTOR), [""; 0], "nothing that was refused stands in the record");
}

#[test]
fn a_late_notice_is_said_all_the_same_and_told() {
    let world = World::portals("seals-late");
    world.take(INSPECTOR, "2027-12-02T10:00Z", &apply("D-1", &[]));
    let breaks = ["seal", "break", "--number", "D-1", "--reason", "emergency", "--when", "2027-12-03T01:00Z"];
    let late = world.refused(HOST, "2027-12-03T10:00Z", &breaks);
    assert!(late.contains("--all-the-same"), "{late}");
    let told = world.take(HOST, "2027-12-03T10:00Z", &[&breaks[..], &["--all-the-same"]].concat());
    assert_eq!(one(&told, "D-1")["reseal"]["due"], "2027-12-05T01:00:00Z");
    world.take(INSPECTOR, "2027-12-03T12:00Z", &apply("D-2", &["--instead", "D-1"]));
    assert_eq!(of_seals(&world, INSPECTOR), ["seal-notice-late"]);
}

#[test]
fn each_seal_is_told_in_both_languages_with_what_is_to_be_done() {
    let world = World::portals("seals-told");
    let text = |side, at, more: &[&str]| {
        String::from_utf8(world.out(side, at, &[&["seal", "status"], more].concat()).stdout).unwrap()
    };
    assert!(text(HOST, "2027-12-01T10:00Z", &[]).contains("No custody seal stands"));
    world.take(INSPECTOR, "2027-12-02T10:00Z", &apply("D-1", &[]));
    world.take(INSPECTOR, "2027-12-03T10:00Z", &["seal", "break", "--number", "D-1"]);
    let english = text(HOST, "2027-12-04T10:00Z", &[]).replace('\u{a0}', " ");
    assert!(english.contains("Until 2027-12-05 10:00 UTC another is to be put in its place"), "{english}");
    assert!(english.contains("Article VI.6"), "{english}");
    let over = text(HOST, "2027-12-06T10:00Z", &[]);
    assert!(over.contains("ended 2027-12-05 10:00 UTC"), "{over}");
    let russian = text(HOST, "2027-12-04T10:00Z", &["--lang", "ru"]);
    assert!(russian.contains("взамен ставится другая"), "{russian}");
}

#[test]
fn a_home_without_the_clause_is_told_so() {
    let world = World::new("seals-none");
    let told = world.refused(HOST, "2028-01-10T09:00Z", &["seal", "status"]);
    assert!(told.contains("no agreed [seals]"), "{told}");
}
