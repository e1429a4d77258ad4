//! `standstill regime dresher`, `allocate` and `draw`, and a visit that goes where a plan's lot fell.

mod common;

use common::visits::{HOST, INSPECTOR, World};
use common::{Scratch, standstill, status};
use serde_json::{Value, json};
use std::fs;

const LOT: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn call(args: &str) -> Vec<&str> {
    ["regime"].into_iter().chain(args.split_whitespace()).collect()
}

#[track_caller]
fn told(args: &str) -> Value {
    let out = standstill(&[call(args), vec!["--json"]].concat());
    assert_eq!(status(&out), 0, "{args}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[track_caller]
fn words(args: &str) -> String {
    let out = standstill(&call(args));
    assert_eq!(status(&out), 0, "{args}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn refused(args: &str, because: &str) {
    let out = standstill(&call(args));
    assert_eq!(status(&out), 1, "{args}");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.contains(because), "{args}: {told}");
}

#[test]
fn dresher_s_game_is_told_stage_by_stage() {
    let game = told("dresher --periods 5 --inspections 2");
    assert_eq!([&game["value_exact"], &game["value"]], [&json!("-3/8"), &json!(-0.375)]);
    assert_eq!([&game["inspects"], &game["violates"]], [&json!(0.3125), &json!(0.140625)]);
    let stages = game["stages"].as_array().unwrap();
    assert_eq!((&stages[2]["periods"], &stages[2]["inspections"]), (&json!(4), &json!(1)));
    assert_eq!(stages[2]["value_exact"], told("dresher --periods 4 --inspections 1")["value_exact"]);
    assert_eq!(told("dresher --periods 1000 --inspections 300")["stages"].as_array().unwrap().len(), 1);
    assert_eq!(told("dresher --periods 3 --inspections 4294967295")["value_exact"], "0");
    let english = words("dresher --periods 5 --inspections 2");
    for part in ["5 periods, of which 2 are inspected", "worth −0.3750 (−3/8)", "31.2500%"] {
        assert!(english.contains(part), "{part}: {english}");
    }
    let russian = words("dresher --periods 5 --inspections 2 --lang ru");
    for part in ["5 периодов", "−0,3750 (−3/8)"] {
        assert!(russian.contains(part), "{part}: {russian}");
    }
}

#[test]
fn a_plan_of_visits_says_what_it_guarantees_and_what_no_plan_could() {
    let two = told("allocate --site store=30 --site base=10 --visits 1");
    assert_eq!([&two["worst"], &two["worst_exact"], &two["deters"]], [&json!(7.5), &json!("15/2"), &json!(false)]);
    assert_eq!(two["sites"][0]["periods"][0]["visited_parts"], 750_000_000);
    assert_eq!(two["sites"][1]["periods"][0]["visited"], 0.25);
    assert!(two["least"].as_f64().is_some_and(|least| (7.499999..=7.5).contains(&least)), "{two}");
    assert_eq!(told("allocate --site store=30 --site base=10 --visits 1 --caught 100")["deters"], true);
    // a site with a limit is visited where most is at stake
    let limited = "allocate --site store=10,20:0.9:1 --site base=5:1/2 --visits 1 --periods 2";
    let sums = |site: usize| {
        let periods = told(limited)["sites"][site]["periods"].clone();
        periods.as_array().unwrap().iter().map(|period| period["visited_parts"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!(sums(0), 1_000_000_000);
    let english = words(limited);
    for part in ["2 sites, 2 periods, 1 visit in each period", "(worst)", "and no more", "has a limit of visits"] {
        assert!(english.contains(part), "{part}: {english}");
    }
    let russian = words(&format!("{limited} --caught 3 --lang ru"));
    for part in ["2 объекта, 2 периода", "(наибольшая)", "теряет 3 в единицах ставок"]
    {
        assert!(russian.contains(part), "{part}: {russian}");
    }
}

#[test]
fn whoever_has_the_plan_and_the_lot_draws_the_same_visits() {
    let scratch = Scratch::new("games");
    let plan = scratch.at("plan.toml").to_str().unwrap().to_owned();
    let allocate = format!("allocate --site a=3 --site b=2:0.9:1 --site c=2 --visits 2 --periods 3 --out {plan}");
    let written = told(&allocate);
    let drawn = told(&format!("draw {plan} --lot {LOT}"));
    assert_eq!(drawn["plan"], written["plan"]);
    assert_eq!(drawn, told(&format!("draw {plan} --lot {}", LOT.to_uppercase())), "digits of either case");
    let periods = drawn["periods"].as_array().unwrap();
    assert_eq!(periods.len(), 3);
    assert!(periods.iter().all(|sites| sites.as_array().unwrap().len() <= 2));
    let to_b = periods.iter().filter(|sites| sites.as_array().unwrap().contains(&json!("b"))).count();
    assert!(to_b <= 1, "{drawn}");
    let mut commitments = vec![drawn["commitment"].clone()];
    commitments.push(told(&format!("draw {plan} --lot {}", LOT.replace('0', "a")))["commitment"].clone());
    fs::write(&plan, fs::read_to_string(&plan).unwrap() + "# another file\n").unwrap();
    commitments.push(told(&format!("draw {plan} --lot {LOT}"))["commitment"].clone());
    assert!(commitments[0] != commitments[1] && commitments[0] != commitments[2], "it binds to plan and lot");
    assert!(words(&format!("draw {plan} --lot {LOT}")).contains("Period 1:"));
    assert!(words(&format!("draw {plan} --lot {LOT} --lang ru")).contains("Период 3:"));
    refused(&allocate, "is there already");
    refused(&format!("draw {plan} --lot 7"), "64 hexadecimal digits");
    fs::write(&plan, fs::read_to_string(&plan).unwrap().replace("visits  = 2", "visits = 1")).unwrap();
    refused(&format!("draw {plan} --lot {LOT}"), "more than 1 visits");
    refused(&format!("draw {plan}.toml --lot {LOT}"), "plan.toml.toml");
}

#[test]
fn what_is_no_game_is_refused_and_says_why() {
    refused("dresher --periods 0 --inspections 0", "a game has 1 to 1000 periods, not 0");
    refused("dresher --periods 1001 --inspections 1", "not 1001");
    refused("allocate --visits 1", "--site");
    refused("allocate --site a=1", "--visits");
    refused("allocate --site a=0 --visits 1", "0 at site `a`: a stake is 1 to 1000000");
    refused("allocate --site a=NaN --visits 1", "north-field=40:0.9:1");
    refused("allocate --site a=1:1.5 --visits 1", "`1.5` is no probability");
    refused("allocate --site a=1 --site a=2 --visits 1", "two sites `a`");
    refused("allocate --site a=1 --visits 2", "2 visits in a period to 1 sites");
    refused("allocate --site a=1 --visits 1 --periods 1001", "at most 1000");
    refused("allocate --site a=1 --visits 1 --periods 4294967295", "at most 1000");
    refused("allocate --site a=1,2 --visits 1 --periods 3", "2 stakes for 3 periods");
    refused("allocate --site a=1 --visits 1 --caught 1000001", "loses 0 to 1000000");
}

/// A plan with limits, written by hand.
const PLAN: &str = r#"parts   = 1000000000
periods = 3
visits  = 2
caught  = 0

[[site]]
name    = "a"
detect  = "1"
most    = 3
stakes  = [3, 3, 3]
visited = [700000000, 800000000, 650000000]

[[site]]
name    = "b"
detect  = "9/10"
most    = 1
stakes  = [2, 2, 2]
visited = [300000000, 300000000, 400000000]

[[site]]
name    = "c"
detect  = "1/2"
most    = 2
stakes  = [2, 2, 4]
visited = [600000000, 500000000, 900000000]

[[site]]
name    = "d"
detect  = "1"
most    = 3
stakes  = [2, 2, 2]
visited = [400000000, 400000000, 50000000]
"#;

#[test]
fn what_a_lot_draws_stays_what_it_is() {
    // the same as another programme drew, written from docs/spec/announced.md alone
    let scratch = Scratch::new("games-frozen");
    let plan = scratch.at("plan.toml").to_str().unwrap().to_owned();
    fs::write(&plan, PLAN).unwrap();
    for (lot, commitment, periods) in [
        (
            LOT.to_owned(),
            "93ed656f18bd8484c30a19f3c178189421cf3aab33e3b7b35c44b06c87637d86",
            json!([["c", "a"], ["d", "a"], ["b", "c"]]),
        ),
        (
            "f".repeat(64),
            "2f422ca3b3de80ccc21a6accc43e1cb66e7fa71d02349e745c008377f2d1c8ee",
            json!([["b", "d"], ["a", "c"], ["c", "a"]]),
        ),
    ] {
        let drawn = told(&format!("draw {plan} --lot {lot}"));
        assert_eq!(drawn["plan"], "0ea0aa0b311f54bcc5a0c8453221e75ed8c9f6ac09a05a5021618101d6812a2b");
        assert_eq!((&drawn["commitment"], &drawn["periods"]), (&json!(commitment), &periods));
    }
}

/// A plan in the world's folder, made by this call of `allocate`.
fn planned(world: &World, name: &str, sites: &str) -> String {
    let plan = world.at(name).to_str().unwrap().to_owned();
    told(&format!("allocate {sites} --out {plan}"));
    plan
}

#[test]
fn a_visit_goes_to_the_site_that_the_lot_of_a_plan_draws() {
    let world = World::free("planned");
    let plan = planned(&world, "plan.toml", "--site north-field=9:0.9 --site long-moor=8:0.9 --visits 1 --periods 4");
    let drawn = told(&format!("draw {plan} --lot {LOT}"))["periods"].clone();
    let request = ["request", "--of", HOST, "--kind", "sampled-visit", "--form", "sample"];
    world.take(INSPECTOR, "2028-01-10T09:00Z", &request);
    let designate = |plan: &str, period: &'static str| {
        ["designate", "--plan", plan, "--lot", LOT, "--period", period].map(str::to_owned)
    };
    let refused = |call: &[String], why: &str| {
        let call: Vec<_> = call.iter().map(String::as_str).collect();
        let told = world.refused(INSPECTOR, "2028-01-10T11:00Z", &call);
        assert!(told.contains(why), "{told}");
    };
    refused(&designate(&plan, "5"), "the plan has 4 periods: there is no period 5");
    refused(
        &[&designate(&plan, "1")[..], &["--visit", "2"].map(str::to_owned)].concat(),
        "draws 1 visits for period 1",
    );
    refused(
        &[&designate(&plan, "1")[..], &["--site", "north-field"].map(str::to_owned)].concat(),
        "cannot be used with",
    );
    refused(&["designate", "--plan", &plan, "--period", "1"].map(str::to_owned), "--lot");
    let other = planned(&world, "other.toml", "--site north-field=9 --site atlantis=1 --visits 1");
    refused(&designate(&other, "1"), "has no site `atlantis`");
    let call = designate(&plan, "2");
    let call: Vec<_> = call.iter().map(String::as_str).collect();
    let told = world.take(INSPECTOR, "2028-01-10T11:00Z", &call);
    let again = world.take(INSPECTOR, "2028-01-10T11:30Z", &call);
    assert_eq!((&told["inspection"]["site"], &again["again"]), (&drawn[1][0], &json!(true)));
    assert_eq!(world.audited(INSPECTOR), (0, vec![]), "to everybody else it is a free choice");
}

#[test]
fn a_plan_does_not_overrule_the_lot_of_the_instrument() {
    let world = World::new("planned-by-lot");
    let plan = planned(&world, "plan.toml", "--site north-field=9 --visits 1");
    let other = planned(&world, "other.toml", "--site long-moor=9 --visits 1");
    world.run_to("nonce");
    let copy = world.again("planned-by-lot-again");
    let call = |world: &World, plan: &str| {
        world.out(INSPECTOR, "2028-01-10T11:00Z", &["designate", "--plan", plan, "--lot", LOT, "--period", "1"])
    };
    let (one, two) = (call(&world, &plan), call(&copy, &other));
    let told = String::from_utf8_lossy(&one.stderr).into_owned() + &String::from_utf8_lossy(&two.stderr);
    assert!(status(&one) == 1 || status(&two) == 1, "the lot fell on one site at most");
    assert!(told.contains("the lot fell on"), "{told}");
}
