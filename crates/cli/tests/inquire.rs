//! `standstill inspect inquire | answer | conclude`: what comes behind the signature of a report.

mod common;

use common::status;
use common::visits::{HOST, INSPECTOR, World};
use serde_json::{Value, json};
use std::fs;

const STORY: [&str; 5] = ["inquire", "--about", "story", "--seal", "A-001"];

/// A visit whose report found nothing.
fn signed(name: &str) -> World {
    let world = World::asking(name);
    world.run_to("signature");
    world
}

/// A visit at which one leaf had no object, and one object no leaf.
fn differing(name: &str) -> World {
    let world = World::asking(name);
    world.run_to("arrival");
    let mut objects = world.objects();
    let class = objects[0].0.clone();
    objects.remove(0);
    objects.push((class, None));
    world.list(&objects);
    for (name, side, at, step) in world.steps().into_iter().skip_while(|(name, ..)| *name != "list") {
        world.told(
            side,
            at,
            &step.iter().map(String::as_str).collect::<Vec<_>>(),
            if matches!(name, "report" | "signature") { 3 } else { 0 },
        );
        world.after(name);
    }
    world
}

#[test]
fn a_story_is_asked_for_told_and_found_to_hold() {
    let world = signed("story");
    let english = world.out(INSPECTOR, "2028-01-11T20:00Z", &["status"]);
    let english = String::from_utf8(english.stdout).unwrap();
    assert!(english.contains("Article VI.1: 2 inquiries left, until 2028-03-11 19:00 UTC"), "{english}");
    let told = world.take(INSPECTOR, "2028-01-11T20:00Z", &STORY);
    assert_eq!((&told["step"], &told["inspection"]["turn"]), (&json!("inquiry"), &json!(HOST)));
    assert_eq!(told["inspection"]["due"]["at"], "2028-01-16T20:00:00Z");
    assert_eq!(
        world.take(INSPECTOR, "2028-01-11T20:30Z", &STORY)["again"],
        true,
        "the same call again says nothing new"
    );
    let other = [&STORY[..4], &["A-002"]].concat();
    assert!(world.refused(INSPECTOR, "2028-01-11T20:30Z", &other).contains("another inquiry stands"));

    let look = world.take(HOST, "2028-01-11T21:00Z", &["answer", "--look"]);
    assert_eq!((&look["step"], &look["shown"][0]["asked"]["seal"]), (&Value::Null, &json!("A-001")));
    assert_eq!(world.take(HOST, "2028-01-11T21:00Z", &["answer"])["step"], "answer");
    assert_eq!(world.take(HOST, "2028-01-11T21:30Z", &["answer"])["again"], true);

    let told = world.take(INSPECTOR, "2028-01-11T22:00Z", &["conclude"]);
    let story = &told["shown"][0]["told"];
    assert_eq!(story["flaws"], json!([]));
    let links = story["links"].as_array().unwrap();
    assert!(!links.is_empty() && links.iter().all(|link| link["proved"] == true), "{story}");
    assert_eq!(links.last().unwrap()["deed"], "declare");
    assert_eq!(world.take(INSPECTOR, "2028-01-11T22:30Z", &["conclude"])["again"], true);
    let russian = world.out(INSPECTOR, "2028-01-11T22:30Z", &["conclude", "--lang", "ru"]);
    let russian = String::from_utf8(russian.stdout).unwrap();
    assert!(russian.contains("внесён в исходные данные") && russian.contains("Подтверждено манифестом"), "{russian}");
    world.take(HOST, "2028-01-11T23:00Z", &["status"]);
    for part in [HOST, INSPECTOR] {
        assert_eq!(world.audited(part), (0, vec![]), "{part}");
    }
}

#[test]
fn nothing_is_asked_beyond_what_the_instrument_gives() {
    let none = World::free("no-inquiries");
    none.run_to("signature");
    assert!(
        none.refused(INSPECTOR, "2028-01-11T20:00Z", &STORY).contains("no inquiries follow this kind of inspection")
    );

    let world = signed("beyond");
    let refuses = |step: &[&str], why: &str| {
        let told = world.refused(INSPECTOR, "2028-01-11T20:00Z", step);
        assert!(told.contains(why), "{told}");
    };
    refuses(&["inquire", "--about", "origin", "--seal", "A-001"], "an arrival, a departure or a story");
    refuses(&["inquire", "--about", "story", "--seal", "Z-9"], "no object of the list has this seal");
    refuses(&["inquire", "--about", "story"], "name the object by its --seal");
    refuses(&["inquire", "--about", "arrival", "--seal", "A-001", "--tag", &"0".repeat(32)], "that has no leaf");
    refuses(&["inquire", "--about", "departure", "--class", "strategic-stored", "--leaf", "0"], "found no difference");
    refuses(&["answer"], "no inspection is under way");
    for (seal, asked, answered) in
        [("A-001", "2028-01-11T20:00Z", "2028-01-11T21:00Z"), ("A-002", "2028-01-11T22:00Z", "2028-01-11T23:00Z")]
    {
        world.take(INSPECTOR, asked, &["inquire", "--about", "story", "--seal", seal]);
        world.take(HOST, answered, &["answer", "--decline"]);
    }
    let third = ["inquire", "--about", "story", "--seal", "A-003"];
    assert!(world.refused(INSPECTOR, "2028-01-12T00:00Z", &third).contains("2 of 2 inquiries"));
    world.take(INSPECTOR, "2028-01-12T00:00Z", &["status"]);
    let declined = "answer-declined".to_owned();
    assert_eq!(world.audited(INSPECTOR), (3, vec![declined.clone(), declined]));
}

#[test]
fn an_answer_that_did_not_come_is_asked_for_and_given_again() {
    let world = signed("lost");
    world.take(INSPECTOR, "2028-01-11T20:00Z", &STORY);
    world.take(HOST, "2028-01-11T21:00Z", &["answer"]);
    let folder = world.at("stick/OND.sealed");
    let mut sealed: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    sealed.sort_by_key(|path| path.file_name().unwrap().to_str().unwrap()[4..].parse::<u64>().unwrap());
    fs::remove_file(sealed.last().unwrap()).unwrap();
    assert!(world.refused(INSPECTOR, "2028-01-11T22:00Z", &["conclude"]).contains("--not-received"));
    world.take(INSPECTOR, "2028-01-11T22:00Z", &["conclude", "--not-received"]);
    assert_eq!(world.audited(INSPECTOR), (3, vec!["answer-disputed".to_owned()]));
    world.take(HOST, "2028-01-11T23:00Z", &["answer"]);
    assert!(
        world.refused(INSPECTOR, "2028-01-12T00:00Z", &["conclude", "--not-received"]).contains("the answer is here")
    );
    world.take(INSPECTOR, "2028-01-12T00:00Z", &["conclude"]);
    assert_eq!(world.audited(INSPECTOR), (0, vec![]));
}

#[test]
fn a_host_without_an_answer_declines_and_one_about_a_departure_waits() {
    let world = differing("differences");
    let tag = "ab".repeat(16);
    let list = fs::read_to_string(world.at("list.csv")).unwrap();
    let last = list.lines().last().unwrap().split(',').next().unwrap();
    let arrival = ["inquire", "--about", "arrival", "--seal", last, "--tag", &tag];
    world.take(INSPECTOR, "2028-01-11T20:00Z", &arrival);
    let told = world.refused(HOST, "2028-01-11T21:00Z", &["answer"]);
    assert!(told.contains("no item of the list of events") && told.contains("--decline"), "{told}");
    world.take(HOST, "2028-01-11T21:00Z", &["answer", "--decline"]);

    let gone = list.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
    let leaves: Vec<u16> = list
        .lines()
        .skip(1)
        .filter(|row| row.contains(&format!(",{gone},")))
        .filter_map(|row| row.rsplit(',').next()?.parse().ok())
        .collect();
    let missing = (0..).find(|leaf| !leaves.contains(leaf)).unwrap().to_string();
    let departure = ["inquire", "--about", "departure", "--class", &gone, "--leaf", &missing];
    let told = world.take(INSPECTOR, "2028-01-11T22:00Z", &departure);
    // the record of this instrument ends before another epoch closes, so the time runs from the inquiry
    assert_eq!(told["inspection"]["due"]["at"], "2028-01-16T22:00:00Z");
    let told = world.refused(HOST, "2028-01-11T23:00Z", &["answer"]);
    assert!(told.contains("answer once it is"), "{told}");
    let out = world.out(INSPECTOR, "2028-01-12T00:00Z", &["conclude"]);
    assert_eq!(status(&out), 1, "there is nothing to conclude yet");
    let (_, found) = world.audited(INSPECTOR);
    assert_eq!(found, ["answer-declined", "report-differs"]);
}
