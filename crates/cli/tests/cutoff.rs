//! A call of `clarify`, or about an inquiry, that is cut off at any moment is made again and comes to the same; what is asked for twice is said once.

mod common;

use common::cutoff::{Step, cut_off_after_each_write, killed_at_many_moments};
use common::visits::{HOST, INSPECTOR, World};

/// From the question to the agreement.
const CLARIFIED: [Step<'static>; 5] = [
    (
        "raising",
        INSPECTOR,
        "2028-01-10T09:00Z",
        &["clarify", "raise", "--of", HOST, "--clause", "warhead-store", "--text", "en=What stood there?"],
    ),
    ("answer", HOST, "2028-01-12T09:00Z", &["clarify", "answer", "--text", "en=Tools.", "--text", "ru=Инструменты."]),
    (
        "offer",
        HOST,
        "2028-01-13T09:00Z",
        &["clarify", "offer", "--form", "exhibition", "--text", "en=They can be seen."],
    ),
    ("proposal", INSPECTOR, "2028-01-14T09:00Z", &["clarify", "propose", "--text", "en=It held tools."]),
    ("agreement", HOST, "2028-01-15T09:00Z", &["clarify", "agree"]),
];

/// What ends one otherwise.
const DISAGREED: [Step<'static>; 2] = [
    ("disagreement", INSPECTOR, "2028-01-14T09:00Z", &["clarify", "disagree", "--text", "en=They were not tools."]),
    ("the other's disagreement", HOST, "2028-01-15T09:00Z", &["clarify", "disagree", "--text", "en=As said."]),
];

const WITHDRAWN: Step<'static> =
    ("withdrawal", INSPECTOR, "2028-01-11T09:00Z", &["clarify", "withdraw", "--text", "en=It is seen."]);

/// One story that is told, and one that is not.
const INQUIRED: [Step<'static>; 5] = [
    ("inquiry", INSPECTOR, "2028-01-11T20:00Z", &["inquire", "--about", "story", "--seal", "A-001"]),
    ("answer", HOST, "2028-01-11T21:00Z", &["answer"]),
    ("conclusion", INSPECTOR, "2028-01-11T22:00Z", &["conclude"]),
    ("inquiry", INSPECTOR, "2028-01-11T23:00Z", &["inquire", "--about", "story", "--seal", "A-002"]),
    ("declined answer", HOST, "2028-01-12T00:00Z", &["answer", "--decline"]),
];

/// Each of these steps is cut off after each of its writes; then it is taken.
fn prefixes(world: &World, steps: &[Step<'_>]) {
    for step in steps {
        cut_off_after_each_write(world, *step);
        world.take(step.1, step.2, step.3);
    }
}

/// Each is killed at many moments; how often that was before its end.
#[cfg(unix)]
fn killed(world: &World, steps: &[Step<'_>]) -> u32 {
    let mut cut_off = 0;
    for step in steps {
        cut_off += killed_at_many_moments(world, *step, 1);
        world.take(step.1, step.2, step.3);
    }
    cut_off
}

fn signed(name: &str) -> World {
    let world = World::asking(name);
    world.run_to("signature");
    world
}

#[test]
fn after_each_prefix_of_its_writes_a_step_of_a_clarification_is_made_again() {
    let world = World::new("clarify-prefixes");
    prefixes(&world, &CLARIFIED[..2]);
    let other = world.again("clarify-prefixes-disagreed");
    prefixes(&world, &CLARIFIED[2..]);
    prefixes(&other, &DISAGREED);
    let begun = World::new("clarify-prefixes-withdrawn");
    let (_, side, at, raise) = CLARIFIED[0];
    begun.take(side, at, raise);
    prefixes(&begun, &[WITHDRAWN]);
}

#[test]
fn after_each_prefix_of_its_writes_an_inquiry_an_answer_or_a_conclusion_is_made_again_and_uses_no_secret_twice() {
    prefixes(&signed("inquire-prefixes"), &INQUIRED);
}

#[cfg(unix)]
#[test]
fn each_step_behind_the_report_is_killed_at_many_moments_and_made_again() {
    let cut_off = killed(&World::new("clarify-killed"), &CLARIFIED) + killed(&signed("inquire-killed"), &INQUIRED);
    assert!(cut_off > 10, "only {cut_off} calls were cut off: the moments are too late for this machine");
}
