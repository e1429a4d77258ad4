//! Witnesses, keys and sites: each named once, and of somebody who is there.

mod common;

use common::kept::{KEPT, key, keys, problems, read, refuses, tells};
use treaty::diagnostic::Level;
use treaty::instrument::Holder;
use treaty::{Id, PartyCode};

#[test]
fn sites_are_numbered_within_their_party_and_keys_belong_to_one_holder() {
    let second = "[[site]]\nparty = \"BB\"\nid = \"north\"\nfacility = \"base\"\n";
    let kept = read(&format!("{KEPT}\n{second}{}", keys()));
    let code = |code| PartyCode::new(code).unwrap();
    let names = |of| kept.sites_of(&code(of)).map(|site| site.id.to_string()).collect::<Vec<_>>();
    assert_eq!(
        (names("AA"), names("BB")),
        (vec!["north".into(), "south".into(), "works".into()], vec!["north".into()])
    );
    assert_eq!(kept.keys_of(&Holder::Party(code("AA"))).count(), 4);
    assert!(kept.witness(&Id::new("lakeside").unwrap()).is_some());
}

#[test]
fn witnesses_are_named_once_and_suffice_for_the_quorum() {
    refuses("id = \"harbour\"", "id = \"lakeside\"", "named-twice", "[[witness]]");
    refuses("quorum = 2", "quorum = 3", "quorum-unreachable", "[[witness]]");
    refuses(
        "name = { en = \"Harbour Institute\"",
        "name = { en = \"Harbour {limit.none}\"",
        "refers-to-nothing",
        "[[witness]]",
    );
    let witness = |index: usize| format!("[[witness]]\nid = \"w{index}\"\nname = {{ en = \"w\", ru = \"с\" }}\n");
    let text = |count: usize| KEPT.to_owned() + &(0..count).map(witness).collect::<String>();
    assert_eq!(common::lines("", &problems(&text(62))), "");
    tells(&text(63), Level::Error, "too-many", "[[witness]]");
}

#[test]
fn a_key_has_one_holder_and_one_use_at_a_time() {
    let tells = |more: &str, code: &str, at: &str| tells(&format!("{KEPT}\n{}{more}", keys()), Level::Error, code, at);
    tells(&key("CC", "log", ""), "refers-to-nothing", "[[key]]\nholder = \"CC\"");
    tells(&key("seaside", "cosignature", ""), "refers-to-nothing", "[[key]]\nholder = \"seaside\"");
    tells(&key("Lakeside", "cosignature", ""), "bad-name", "\"Lakeside\"");
    tells(&key("lakeside", "seal", ""), "unknown-word", "\"seal\"");
    tells(&key("AA", "log", ""), "named-twice", "[[key]]\nholder = \"AA\"");
    tells(&key("AA", "log", "from = 2028-01-01"), "keys-overlap", "[[key]]\nholder = \"AA\"");
    tells(
        &key("lakeside", "log", "from = 2028-01-01\nuntil = 2028-01-01"),
        "out-of-order",
        "[[key]]\nholder = \"lakeside\"",
    );
    let long = format!("key = \"{}\"", "k".repeat(351));
    tells(&key("lakeside", "log", "").replace("key = \"lakeside/log+00+AQ\"", &long), "bad-key", "\"kkk");
    tells(&key("lakeside", "log", "").replace("lakeside/log", "lakeside log"), "bad-key", "\"lakeside log");
    let spare = format!("{KEPT}\n{}{}", keys(), key("AA", "offline", "from = 2028-01-01"));
    assert_eq!(common::lines(&spare, &problems(&spare)), "", "an offline key may have a spare");
    let handed =
        keys().replacen("+00+AQ\"\n", "+00+AQ\"\nuntil = 2028-01-01\n", 1) + &key("AA", "log", "from = 2028-01-01");
    let handed = format!("{KEPT}\n{handed}");
    assert_eq!(common::lines(&handed, &problems(&handed)), "", "one log key ends on the day on which the next begins");
}

#[test]
fn a_party_that_has_keys_has_all_four_and_so_has_every_other() {
    let last = key("BB", "offline", "");
    tells(&format!("{KEPT}\n{}", keys().replace(&last, "")), Level::Error, "no-key", "[[key]]\nholder = \"BB\"");
    let own: String = ["log", "cosignature", "statement", "offline"].map(|role| key("AA", role, "")).concat();
    tells(&format!("{KEPT}\n{own}"), Level::Error, "no-key", "[[key]]\nholder = \"AA\"");
}

#[test]
fn a_site_is_a_partys_and_of_a_kind_that_is_there() {
    refuses("party = \"AA\"\nid = \"south\"", "party = \"CC\"\nid = \"south\"", "refers-to-nothing", "[[site]]");
    refuses(
        "id = \"south\"\nfacility = \"base\"",
        "id = \"south\"\nfacility = \"bases\"",
        "refers-to-nothing",
        "[[site]]",
    );
    refuses("id = \"south\"", "id = \"north\"", "named-twice", "[[site]]");
    refuses("party = \"AA\"\nid = \"south\"", "id = \"south\"", "missing-key", "[[site]]");
}
