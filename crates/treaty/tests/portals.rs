//! Portals: what is read of them, what texts may say of them, and each way in which they can be wrong.

mod common;

use common::kept::{KEPT, opening, problems, read, tells};
use treaty::Id;
use treaty::diagnostic::Level;
use treaty::instrument::FacilitySort;
use treaty::refer::Said;

const GATE: &str = "[[portal]]\nid = \"gate\"\nname = { en = \"Gate\", ru = \"Ворота\" }\nat = [\"plant\"]\nother-exits-max = 2\n\
                    openings-max = 8\ndeclaration = { minutes = 30 }\nverdict = { hours = 4 }\narticle = \"I\"\nsource = \"T\"\n";

fn id(word: &str) -> Id {
    Id::new(word).unwrap()
}

/// The small treaty with a gate, in which `old` is replaced by `new`.
fn gate(old: &str, new: &str) -> String {
    assert!(GATE.contains(old), "{old:?} is not in the gate");
    KEPT.to_owned() + &GATE.replacen(old, new, 1)
}

// shows: portal
#[test]
fn a_plant_of_a_named_kind_has_the_portal_and_no_other_place_has() {
    let treaty = read(&gate("", ""));
    let (clause, portal) = treaty.portal_at(&id("plant")).unwrap();
    assert_eq!((clause.id.as_str(), portal.openings()), ("gate", 8));
    assert_eq!([0, 2, 3].map(|exit| portal.has_exit(exit)), [true, true, false]);
    assert_eq!(treaty.sort_of(&id("plant")), Some(FacilitySort::WarheadPlant));
    assert!(treaty.portal_at(&id("store")).is_none() && treaty.portal_at(&id("nowhere")).is_none());
}

#[test]
fn without_a_right_to_open_canisters_none_may_be_opened() {
    let treaty = read(&gate("openings-max = 8\n", ""));
    assert_eq!(treaty.portal_at(&id("plant")).unwrap().1.openings(), 0);
}

#[test]
fn a_portal_that_is_not_agreed_is_none() {
    let bracketed = gate("at =", "status = \"silent\"\nat =");
    assert!(read(&bracketed).portal_at(&id("plant")).is_none());
}

#[test]
fn texts_refer_to_the_numbers_of_a_portal() {
    let treaty = read(&gate("", ""));
    for (word, number) in [("other-exits-max", 2), ("openings-max", 8), ("declaration", 30), ("verdict", 4)] {
        assert_eq!(treaty.said(&format!("{{portal.gate.{word}}}")), [Said::Number(number)], "{word}");
    }
    assert_eq!(treaty.said("{portal.gate.colour}"), [Said::Words("portal.gate.colour")]);
}

#[test]
fn a_portal_without_what_it_needs_is_refused() {
    let refuses = |old: &str, new: &str, code: &str| tells(&gate(old, new), Level::Error, code, "[[portal]]");
    refuses("at = [\"plant\"]\n", "", "missing-key");
    refuses("other-exits-max = 2\n", "", "missing-key");
    refuses("declaration = { minutes = 30 }\n", "", "missing-key");
    refuses("verdict = { hours = 4 }\n", "", "missing-key");
    refuses("max = 2\n", "max = 256\n", "out-of-range");
    refuses("\"plant\"", "\"store\"", "no-plant");
    refuses("\"plant\"", "\"nowhere\"", "refers-to-nothing");
    refuses("max = 8\n", "max = { value = 8, source = \"X\" }\n", "no-source");
    tells(&gate("hours = 4", "days = 4"), Level::Error, "bad-span", "{ days = 4 }");
    tells(&(gate("", "") + &GATE.replace("gate", "door")), Level::Error, "named-twice", "[[portal]]");
}

#[test]
fn what_crosses_is_told_in_records_only() {
    let text = gate("", "");
    let (before, record) = text.split_once("[record]").unwrap();
    let after = record.split_once("[[").map(|(_, rest)| format!("[[{rest}")).unwrap();
    tells(&(before.to_owned() + &after), Level::Error, "portal-without-record", "[[portal]]");
}

#[test]
fn a_plant_of_one_class_gives_its_entries_away_at_the_gate() {
    let warns =
        |text: &str| problems(text).iter().any(|p| p.code == "gives-away" && p.message.contains("the arrivals"));
    let sums = |text: String| text + &opening("sums", "births", "", 4);
    assert!(warns(&sums(gate("", ""))), "every entry is an arrival of that class");
    assert!(!warns(&sums(KEPT.to_owned())));
}
