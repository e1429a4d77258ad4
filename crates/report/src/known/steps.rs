//! Inspections and clarifications, each with its course: from when to when, in how many steps, and which was the last.

use crate::locale::Arg;
use crate::moment;
use crate::outline::number;
use crate::sentence;
use crate::teller::Teller;
use audit::assessment::{Assessment, Step};

/// Each inspection: which, and its course.
pub(crate) fn inspections(teller: Teller<'_>, assessment: &Assessment) -> Vec<[String; 2]> {
    let all = assessment.inspections.iter();
    all.map(|one| {
        let course = course(teller, &one.steps, |name| teller.word(&format!("step-{}", name.word())));
        [sentence::visit::named(teller, &one.visit), course]
    })
    .collect()
}

/// Each clarification: which, and its course.
pub(crate) fn clarifications(teller: Teller<'_>, assessment: &Assessment) -> Vec<[String; 2]> {
    let all = assessment.clarifications.iter();
    all.map(|one| {
        let course = course(teller, &one.steps, |name| teller.word(&format!("turn-{}", name.word())));
        [sentence::clarification::named(teller, &one.clarification), course]
    })
    .collect()
}

/// `2027-04-06 – 2027-04-07; 8 steps, the last: the report`.
fn course<N: Copy>(teller: Teller<'_>, steps: &[Step<N>], told: impl Fn(N) -> String) -> String {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return String::new() };
    let [from, to] = [first, last].map(|step| moment::utc(step.at).0);
    let key = if from == to { "steps-course-day" } else { "steps-course" };
    let (from, to, step) = (from.to_string(), to.to_string(), told(last.name));
    let days = [("first", Arg::Words(&from)), ("last", Arg::Words(&to))];
    let [first, last] = days;
    teller.say(key, &[first, last, ("count", number(steps.len())), ("step", Arg::Words(&step))])
}
