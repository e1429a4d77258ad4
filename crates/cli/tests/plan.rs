//! `standstill plan` over tables that others computed, and what it refuses.

mod common;

use common::{standstill, status};
use serde_json::{Value, json};

fn planned(args: &str) -> Value {
    let out = standstill(&["plan", "--json"].into_iter().chain(args.split_whitespace()).collect::<Vec<_>>());
    assert_eq!(status(&out), 0, "{args}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

fn words(args: &str) -> String {
    let out = standstill(&["plan"].into_iter().chain(args.split_whitespace()).collect::<Vec<_>>());
    assert_eq!(status(&out), 0, "{args}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn refused(args: &str, because: &str) {
    let out = standstill(&["plan"].into_iter().chain(args.split_whitespace()).collect::<Vec<_>>());
    assert_eq!(status(&out), 1, "{args}");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains(because), "{args}: {told}");
}

#[test]
fn a_goal_is_answered_with_three_samples_and_what_the_exact_one_finds() {
    let plan = planned("--population 3750 --defects 38 --detect 0.9");
    assert_eq!([&plan["sample"], &plan["iaea"], &plan["improved"]], [&json!(220), &json!(221), &json!(220)]);
    assert!(plan["probability"].as_f64().is_some_and(|found| (0.9..0.902).contains(&found)), "{plan}");
    assert_eq!(plan["probability_exact"], Value::Null, "it would fill pages");
    assert_eq!([&plan["population"], &plan["defects"], &plan["detect"]], [&json!(3750), &json!(38), &json!(0.9)]);
    assert_eq!(planned("--population 3750 --defects 1% --detect 90%"), plan, "1% of 3,750 is 38");
}

#[test]
fn a_goal_that_is_met_to_the_last_place_needs_no_further_item() {
    let plan = planned("--population 10 --defects 2 --detect 0.2");
    assert_eq!([&plan["sample"], &plan["iaea"]], [&json!(1), &json!(2)]);
    assert_eq!([&plan["probability"], &plan["probability_exact"]], [&json!(0.2), &json!("1/5")]);
}

#[test]
fn a_sample_is_answered_with_its_probability() {
    let found = |args: &str| planned(args)["probability"].clone();
    assert_eq!(found("--population 400 --defects 40 --sample 10"), json!(0.6557262212));
    assert_eq!(found("--population 100 --defects 10 --sample 25 --recognised 0.9"), json!(0.9307717437));
    assert_eq!(found("--population 200 --defects 10 --sample 41 --sites 12 --hiding 1 --visits 4"), json!(0.301680394));
    assert_eq!(found("--population 10 --defects 0 --sample 10"), json!(0.0));
    assert_eq!(found("--population 10 --defects 10 --sample 1"), json!(1.0));
}

#[test]
fn several_kinds_of_items_have_a_sample_each() {
    let plan = planned("--stratum deployed=400:1% --stratum stored=3350:34 --detect 0.5");
    let samples: Vec<_> =
        plan["strata"].as_array().unwrap().iter().map(|one| one["sample"].as_u64().unwrap()).collect();
    assert_eq!(plan["sample"], json!(samples.iter().sum::<u64>()));
    assert_eq!(plan["strata"][1]["name"], "stored");
    assert!(words("--stratum deployed=400:1% --stratum stored=3350:34 --detect 0.5").contains("stored"));
}

#[test]
fn where_no_sample_reaches_the_goal_that_is_said() {
    let unreachable = "--population 10 --defects 1 --detect 0.95 --recognised 0.9";
    assert_eq!([&planned(unreachable)["sample"], &planned(unreachable)["probability"]], [&Value::Null, &json!(0.9)]);
    assert!(
        words(unreachable)
            .contains("No sample reaches the goal: whoever looks at all items finds a defect with 90.0000%")
    );
}

#[test]
fn it_is_told_in_both_languages_with_what_it_rests_on() {
    let english = words("--population 3750 --defects 38 --detect 0.9 --years 1");
    for part in [
        "3,750 items, 38 of them are defect",
        "Goal: a defect is found with 90.0000%",
        "formula of the IAEA",
        "never declared",
    ] {
        assert!(english.contains(part), "{part}: {english}");
    }
    let russian = words("--population 21 --defects 2 --sample 3 --years 2 --lang ru");
    for part in ["21 единица", "2 года", "как задано", "не было объявлено"] {
        assert!(russian.contains(part), "{part}: {russian}");
    }
}

#[test]
fn what_is_no_plan_is_refused_and_says_why() {
    refused("--population 10 --defects 11 --detect 0.9", "11 of 10 items cannot be defect");
    refused("--population 1000001 --defects 1 --detect 0.9", "a stratum has 1 to 1000000");
    refused("--population 0 --defects 0 --detect 0.9", "a stratum has 1 to 1000000");
    refused("--population 10 --defects 1 --sample 11", "11 of 10 items cannot be drawn");
    refused("--population 10 --defects 1 --detect 1.1", "`1.1` is no probability");
    refused("--population 10 --defects 1", "--detect");
    refused("--population 10 --detect 0.9", "--defects");
    refused("--detect 0.9", "--population");
    refused("--population 10 --defects 1 --sample 1 --sites 3 --hiding 1", "--visits");
    refused("--population 10 --defects 1 --sample 1 --sites 3 --hiding 1 --visits 4", "4 of 3 items cannot be drawn");
    refused("--stratum stored=10:11 --detect 0.9", "--stratum stored: 11 of 10");
}
