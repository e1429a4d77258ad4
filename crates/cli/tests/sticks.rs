//! A stick that is lost, full, forged, old or somebody else's costs nothing; and a call that is cut off at any moment is made again.

mod common;

use common::cutoff::{cut_off_after_each_write, killed_at_many_moments, state};
use common::visits::{HOST, INSPECTOR, World};
use common::{copy, files, status};
use std::fs;
use std::process::Command;

const AT: &str = "2028-01-10T09:00Z";
const REQUEST: [&str; 7] = ["request", "--of", HOST, "--kind", "sampled-visit", "--form", "sample"];

/// A stick that cannot be used is refused with what to do, and nothing in the home changes.
#[track_caller]
fn refused(world: &World, why: &str) {
    let before = state(&world.at(INSPECTOR));
    let told = world.refused(INSPECTOR, AT, &REQUEST);
    assert!(told.contains(why), "{told}");
    assert!(state(&world.at(INSPECTOR)) == before, "the home is as it was");
}

#[test]
fn a_stick_that_is_not_there_or_not_ours_is_refused() {
    let world = World::new("bad-sticks");
    fs::remove_dir(world.at("stick")).unwrap();
    refused(&world, "there is no stick: is it plugged in");
    fs::create_dir(world.at("stick")).unwrap();
    fs::write(world.at("stick/holiday.jpg"), "").unwrap();
    refused(&world, "this is somebody else's stick: it has no `treaty.toml`");
    fs::write(world.at("stick/treaty.toml"), "id = \"another\"\n").unwrap();
    refused(&world, "used under another instrument");
    fs::remove_file(world.at("stick/treaty.toml")).unwrap();
    fs::remove_file(world.at("stick/holiday.jpg")).unwrap();
    fs::create_dir(world.at("stick/HAL.secret")).unwrap();
    refused(&world, "secrets lie on the stick");
    fs::remove_dir(world.at("stick/HAL.secret")).unwrap();
    // what a system leaves on it is no matter
    fs::create_dir(world.at("stick/System Volume Information")).unwrap();
    world.take(INSPECTOR, AT, &REQUEST);
    let none = common::standstill(&["inspect", "draw", "--home", world.at(HOST).to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&none.stderr).contains("name the stick with --stick"));
}

#[test]
fn a_record_on_a_stick_that_is_damaged_forged_or_too_long_is_not_taken_in() {
    let world = World::new("forged-records");
    world.take(INSPECTOR, AT, &REQUEST);
    let try_with = |name: &str, change: &dyn Fn(&World), why: &str| {
        let other = world.again(name);
        change(&other);
        let before = state(&other.at(HOST));
        let told = other.refused(HOST, "2028-01-10T10:00Z", &["draw"]);
        assert!(told.contains(why), "{name}: {told}");
        assert!(state(&other.at(HOST)) == before, "{name}: the home is as it was");
    };
    let bundle = |world: &World| {
        let bundles = files(&world.at("stick/OND/tile/entries"));
        bundles.into_iter().next().unwrap()
    };
    let damaged = |world: &World| {
        let path = bundle(world);
        let mut bytes = fs::read(&path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    try_with("damaged", &damaged, "have another root than it says: the copy is damaged, or forged");
    try_with("cut", &|world| fs::remove_file(bundle(world)).unwrap(), "it is not there, and");
    let forged = |world: &World| {
        let path = world.at("stick/OND/checkpoint");
        let note = fs::read_to_string(&path).unwrap();
        let (text, line) = note.rsplit_once(' ').unwrap();
        // one letter in the middle: the last one before the padding may have no other
        let other = if &line[20..21] == "A" { "B" } else { "A" };
        fs::write(path, format!("{text} {}{other}{}", &line[..20], &line[21..])).unwrap();
    };
    try_with("forged", &forged, "stick/OND/checkpoint`: the checkpoint is not one that OND signed");
    let long = |world: &World| {
        let file = fs::File::create(world.at("stick/OND/checkpoint")).unwrap();
        file.set_len(1 << 33).unwrap();
    };
    try_with("long", &long, "more than the");
    let endless = |world: &World| {
        fs::remove_file(world.at("stick/OND/checkpoint")).unwrap();
        fs::create_dir(world.at("stick/OND/checkpoint")).unwrap();
    };
    try_with("folder", &endless, "it is no regular file");
    assert_eq!(world.take(HOST, "2028-01-10T10:00Z", &["draw"])["step"], "nonce");
}

#[test]
fn an_older_record_is_told_as_one_and_a_home_that_is_older_than_its_stick_says_nothing() {
    let world = World::new("older");
    world.take(INSPECTOR, AT, &REQUEST);
    let before = world.again("older-copy");
    world.take(HOST, "2028-01-10T10:00Z", &["draw"]);
    world.take(INSPECTOR, "2028-01-10T11:00Z", &["designate"]);
    world.take(HOST, "2028-01-10T12:00Z", &["open"]);
    // the host is handed the first stick again
    fs::remove_dir_all(world.at("stick")).unwrap();
    copy(&before.at("stick"), &world.at("stick"));
    let told = world.refused(HOST, "2028-01-10T13:00Z", &["open"]);
    assert!(told.contains("it is an older copy; nothing was taken in"), "{told}");
    // a home put back from a copy would say something else where something stands
    let world = World::new("restored");
    world.run_to("nonce");
    let old = world.again("restored-home");
    world.take(INSPECTOR, "2028-01-10T11:00Z", &["designate"]);
    fs::remove_dir_all(old.at("stick")).unwrap();
    copy(&world.at("stick"), &old.at("stick"));
    let told = old.refused(INSPECTOR, "2028-01-10T11:00Z", &["designate"]);
    assert!(told.contains("the home is an older copy; go on in the newer one, and say nothing here"), "{told}");
}

#[test]
fn a_second_version_of_a_record_is_kept_as_evidence_and_found_by_the_audit() {
    let world = World::free("two-versions");
    world.run_to("request");
    let other = world.again("second-version");
    // the host's home was copied, and both copies went on
    world.take(INSPECTOR, "2028-01-10T11:00Z", &["designate", "--site", "north-field"]);
    copy(&world.at("OND"), &other.at("OND"));
    copy(&world.at("stick"), &other.at("stick"));
    world.take(HOST, "2028-01-10T12:00Z", &["open"]);
    world.take(INSPECTOR, "2028-01-10T13:00Z", &["open"]);
    other.take(HOST, "2028-01-10T12:30Z", &["refuse", "--reason", "other"]);
    fs::remove_dir_all(world.at("stick/HAL")).unwrap();
    copy(&other.at("stick/HAL"), &world.at("stick/HAL"));
    let told = world.refused(INSPECTOR, "2028-01-11T08:00Z", &["count", "--arrived", "2028-01-11T07:00Z"]);
    assert!(told.contains("contradicts the one that this home holds, and its author signed both"), "{told}");
    let (status, found) = world.audited(INSPECTOR);
    assert_eq!(status, 2, "{found:?}");
}

#[cfg(unix)]
#[test]
fn a_full_stick_is_told_and_another_one_takes_the_step() {
    let world = World::new("full-stick");
    world.take(INSPECTOR, AT, &REQUEST);
    fs::remove_dir_all(world.at("stick")).unwrap();
    fs::create_dir(world.at("stick")).unwrap();
    // a limit on the size of files, whose signal is ignored, fails each longer write as a full disk does; made again, the step writes the stick alone
    let step = world.call(INSPECTOR, AT, &REQUEST).join(" ");
    let call = format!("trap '' XFSZ; ulimit -f 8; exec {} {step}", env!("CARGO_BIN_EXE_standstill"));
    let out = Command::new("bash").args(["-c", &call]).output().unwrap();
    let stderr = String::from_utf8_lossy(&out.stderr);
    assert_eq!(status(&out), 1, "{stderr}");
    assert!(stderr.contains("stick/") && stderr.contains("nothing is lost: make the same call again"), "{stderr}");
    assert_eq!(world.take(INSPECTOR, AT, &REQUEST)["again"], true);
    assert_eq!(world.take(HOST, "2028-01-10T10:00Z", &["draw"])["step"], "nonce");
}

#[cfg(unix)]
#[test]
fn each_step_is_killed_at_many_moments_and_made_again() {
    let world = World::new("killed");
    let mut cut_off = 0;
    for (name, side, at, step) in world.steps() {
        let step: Vec<_> = step.iter().map(String::as_str).collect();
        let more = if name == "designation" { 2 } else { 1 };
        cut_off += killed_at_many_moments(&world, (name, side, at, &step), more);
        world.take(side, at, &step);
        world.after(name);
    }
    assert!(cut_off > 12, "only {cut_off} calls were cut off: the moments are too late for this machine");
}

#[test]
fn after_each_prefix_of_its_writes_a_step_is_made_again_and_uses_no_secret_twice() {
    let world = World::new("prefixes");
    for (name, side, at, step) in world.steps() {
        let step: Vec<_> = step.iter().map(String::as_str).collect();
        cut_off_after_each_write(&world, (name, side, at, &step));
        world.take(side, at, &step);
        world.after(name);
    }
}
