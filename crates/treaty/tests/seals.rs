//! Custody seals: what is read of them, what texts may say of them, and each way in which they can be wrong.

mod common;

use common::kept::{KEPT, problems, read, tells};
use treaty::diagnostic::Level;
use treaty::instrument::SealOn;
use treaty::refer::Said;
use treaty::time::{Span, Unit};

const SEALS: &str = "[seals]\non = [\"door\", \"canister\"]\nat = [\"plant\"]\nnotice = { hours = 24 }\nemergency = { hours = 6 }\n\
                     reseal = { hours = 48 }\narticle = \"I\"\nsource = \"T\"\n";

/// The small treaty with seals, in which `old` is replaced by `new`.
fn seals(old: &str, new: &str) -> String {
    assert!(SEALS.contains(old), "{old:?} is not in the seals");
    KEPT.to_owned() + &SEALS.replacen(old, new, 1)
}

// shows: seals
#[test]
fn on_what_seals_are_where_and_by_when_is_read() {
    let treaty = read(&seals("", ""));
    let (clause, rule) = treaty.seals().unwrap();
    assert_eq!((clause.id.as_str(), rule.on.as_slice()), ("seals", &[SealOn::Door, SealOn::Canister][..]));
    let hours = |count| Span { count, unit: Unit::Hours };
    assert_eq!((rule.notice, rule.emergency, rule.reseal), (hours(24), hours(6), hours(48)));
    assert!(read(KEPT).seals().is_none());
    assert!(read(&seals("on =", "status = \"silent\"\non =")).seals().is_none(), "seals that are not agreed are none");
}

#[test]
fn texts_refer_to_the_clocks_of_seals() {
    let treaty = read(&seals("", ""));
    for (word, number) in [("notice", 24), ("emergency", 6), ("reseal", 48)] {
        assert_eq!(treaty.said(&format!("{{seals.{word}}}")), [Said::Number(number)], "{word}");
    }
    assert_eq!(treaty.said("{seals.colour}"), [Said::Words("seals.colour")]);
}

#[test]
fn seals_without_what_they_need_are_refused() {
    let refuses = |old: &str, new: &str, code: &str| tells(&seals(old, new), Level::Error, code, "[seals]");
    refuses("on = [\"door\", \"canister\"]\n", "", "missing-key");
    refuses("at = [\"plant\"]\n", "", "missing-key");
    refuses("notice = { hours = 24 }\n", "", "missing-key");
    refuses("emergency = { hours = 6 }\n", "", "missing-key");
    refuses("reseal = { hours = 48 }\n", "", "missing-key");
    refuses("\"plant\"", "\"nowhere\"", "refers-to-nothing");
    tells(&seals("hours = 48", "days = 2"), Level::Error, "bad-span", "{ days = 2 }");
    assert!(problems(&seals("\"door\"", "\"lid\"")).iter().any(|problem| problem.level == Level::Error));
}

#[test]
fn what_is_done_to_seals_is_told_in_records_only() {
    let text = seals("", "");
    let (before, record) = text.split_once("[record]").unwrap();
    let after = record.split_once("[[").map(|(_, rest)| format!("[[{rest}")).unwrap();
    tells(&(before.to_owned() + &after), Level::Error, "seals-without-record", "[seals]");
}

#[test]
fn seals_that_would_tell_how_many_items_stand_somewhere_are_warned_of() {
    let warns = |text: &str| problems(text).iter().any(|problem| problem.code == "seals-count");
    assert!(warns(&seals("", "")), "canisters of a plant at whose gate nobody counts");
    assert!(warns(&seals("canister", "container")));
    assert!(!warns(&seals(", \"canister\"", "")), "doors count nothing");
    let gate = "[[portal]]\nid = \"gate\"\nname = { en = \"Gate\", ru = \"Ворота\" }\nat = [\"plant\"]\nother-exits-max = 2\n\
                declaration = { minutes = 30 }\nverdict = { hours = 4 }\narticle = \"I\"\nsource = \"T\"\n";
    assert!(!warns(&(seals("", "") + gate)), "what crosses that gate is counted in public anyway");
}
