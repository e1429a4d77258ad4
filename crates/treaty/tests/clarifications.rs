//! The clocks of a clarification: what may be set, and how each slip is told.

mod common;

use treaty::instrument::Clarification;
use treaty::time::Unit;

const KEPT: &str = include_str!("kept.toml");
const CLOCK: &str = "{ id = \"answer\", name = { en = \"Answer\", ru = \"Ответ\" }, days = 20, after = \"raising\" }";

fn with(hours: &str) -> String {
    under("I", hours)
}

fn under(article: &str, hours: &str) -> String {
    format!("{KEPT}\n[clarification]\nhours = [{hours}]\narticle = \"{article}\"\nsource = \"T\"\n")
}

/// The codes of what is told of a file.
fn codes(text: &str) -> Vec<&'static str> {
    match treaty::parse(text.as_bytes(), None) {
        Ok(parsed) => parsed.warnings.iter().map(|told| told.code).collect(),
        Err(told) => told.iter().map(|told| told.code).collect(),
    }
}

#[test]
fn clocks_are_read_with_their_spans_and_what_they_run_from() {
    let end = "{ id = \"conclusion\", name = { en = \"End\", ru = \"Конец\" }, hours = 90, after = \"answer\" }";
    let text = with(&format!("{CLOCK}, {end}"));
    let parsed = treaty::parse(text.as_bytes(), None).unwrap_or_else(|told| panic!("{}", common::lines(&text, &told)));
    let (clause, Clarification { hours }) = parsed.instrument.clarification().unwrap();
    let read: Vec<_> = hours.iter().map(|step| (step.id.as_str(), step.span.count, step.span.unit)).collect();
    assert_eq!(read, [("answer", 20, Unit::Days), ("conclusion", 90, Unit::Hours)]);
    assert_eq!((clause.id.as_str(), hours[1].after.as_ref().unwrap().as_str()), ("clarification", "answer"));
    assert_eq!(codes(&with("")), codes(KEPT), "one without clocks is one, too");
}

#[test]
fn a_text_may_refer_to_a_clock() {
    let title =
        "text = { en = \"Within {clarification.answer} days.\", ru = \"В течение {clarification.answer} суток.\" }";
    let article = format!("\n[[article]]\nid = \"Z\"\ntitle = {{ en = \"Z\", ru = \"Я\" }}\n{title}\nsource = \"T\"\n");
    let told = |article: &str| codes(&(under("Z", CLOCK) + article));
    assert_eq!(told(&article), codes(KEPT));
    let wrong = article.replace("clarification.answer", "clarification.offer");
    assert!(told(&wrong).contains(&"refers-to-nothing"));
}

#[test]
fn a_clock_of_no_step_from_no_step_without_length_or_twice_is_refused() {
    let refused = |from: &str, to: &str, code: &str| {
        assert!(CLOCK.contains(from));
        let told = codes(&with(&CLOCK.replace(from, to)));
        assert!(told.contains(&code), "{to}: {told:?}");
    };
    refused("\"answer\"", "\"disagreement\"", "unknown-name");
    refused("\"raising\"", "\"withdrawal\"", "unknown-name");
    refused("\"raising\"", "\"answer\"", "unknown-name");
    refused(", after = \"raising\"", "", "unknown-name");
    refused("days = 20", "months = 1", "bad-span");
    let twice = codes(&with(&format!("{CLOCK}, {CLOCK}")));
    assert!(twice.contains(&"named-twice"), "{twice:?}");
}

#[test]
fn what_is_in_brackets_or_hangs_on_a_condition_is_no_way_to_clarify_yet() {
    let status = [
        "status = \"bracketed\"\nreadings = [{ party = \"AA\", text = { en = \"Yes.\", ru = \"Да.\" } }, \
         { party = \"BB\", text = { en = \"No.\", ru = \"Нет.\" } }]",
        "status = \"silent\"",
    ];
    for status in status {
        let text = with(CLOCK) + status + "\n";
        let parsed = treaty::parse(text.as_bytes(), None);
        let parsed = parsed.unwrap_or_else(|told| panic!("{}", common::lines(&text, &told)));
        assert!(parsed.instrument.clarification().is_none(), "{status}");
    }
}

#[test]
fn without_a_record_there_is_nothing_to_clarify_in() {
    let small = include_str!("small.toml");
    let text = format!("{small}\n[clarification]\nhours = [{CLOCK}]\narticle = \"II\"\nsource = \"T\"\n");
    assert_eq!(codes(&text), ["clarification-without-record"]);
}
