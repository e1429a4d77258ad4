//! The talks agree with the open literature, and silence stays silence.

mod common;

use treaty::talks::{Talks, parse_talks};
use treaty::{Date, diagnostic::Level};

fn talks() -> Talks {
    let bytes = common::bytes("negotiation/2019-2026.toml");
    parse_talks(&bytes)
        .unwrap_or_else(|problems| panic!("{}", common::lines(&String::from_utf8_lossy(&bytes), &problems)))
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// What a party had last said on an issue, as date and English words.
fn cell(talks: &Talks, party: &str, issue: &str, on: Date) -> Option<(Date, String)> {
    let cells = talks.positions(on);
    let cell = cells.iter().find(|cell| cell.party.code.as_str() == party && cell.issue.id.as_str() == issue);
    cell.unwrap_or_else(|| panic!("no cell {party} {issue}")).said.map(|said| (said.date, said.position.en.clone()))
}

#[test]
fn there_are_at_least_fifty_acts_each_with_its_source() {
    let talks = talks();
    assert!(talks.acts.len() >= 50);
    for act in &talks.acts {
        let source = &talks.sources[&act.source];
        assert!(!source.title.is_empty() && !source.place.is_empty(), "{}", act.id);
    }
}

#[test]
fn positions_of_autumn_2020_are_those_of_the_day() {
    let talks = talks();
    let said = |party, issue, on| cell(&talks, party, issue, on).map(|(date, _)| date);
    assert_eq!(said("US", "extension", day(2020, 8, 18)), Some(day(2020, 8, 18)));
    assert_eq!(said("US", "freeze", day(2020, 10, 13)), Some(day(2020, 10, 13)));
    assert_eq!(said("RU", "extension", day(2020, 10, 16)), Some(day(2020, 10, 16)));
    assert_eq!(said("US", "freeze", day(2020, 10, 16)), Some(day(2020, 10, 16)));
    assert_eq!(said("RU", "freeze", day(2020, 10, 20)), Some(day(2020, 10, 20)));
    assert_eq!(said("RU", "verification", day(2020, 11, 12)), Some(day(2020, 11, 12)));
    let (_, words) = cell(&talks, "RU", "extension", day(2020, 10, 16)).unwrap();
    assert!(words.contains("without") && words.contains("year"), "{words}");
}

#[test]
fn before_anybody_spoke_every_cell_is_silent() {
    let talks = talks();
    assert!(talks.positions(day(2019, 1, 1)).iter().all(|cell| cell.said.is_none()));
    assert!(talks.moves(day(2018, 1, 1), day(2019, 1, 1)).is_empty());
    assert!(talks.positions(day(2020, 10, 20)).iter().any(|cell| cell.said.is_none()), "silence is shown as silence");
}

#[test]
fn what_moved_is_what_was_said_in_between() {
    let talks = talks();
    let (from, to) = (day(2020, 10, 13), day(2020, 10, 20));
    let moves = talks.moves(from, to);
    assert!(moves.iter().any(|m| m.party.code.as_str() == "RU" && m.issue.id.as_str() == "freeze"));
    for moved in moves {
        assert!(moved.after.date > from && moved.after.date <= to);
        assert!(moved.before.is_none_or(|before| before.date <= from));
    }
}

#[test]
fn on_20_october_2020_there_are_108_days_and_steps_for_one_year_and_for_five() {
    let (talks, treaty) = (talks(), common::instrument("new-start.toml"));
    let left = talks.time_left(&treaty, day(2020, 10, 20)).unwrap();
    assert_eq!((left.days, left.ends), (108, day(2021, 2, 5)));
    let years: Vec<_> = left.options.iter().map(|option| option.years).collect();
    assert_eq!(years, [1, 5]);
    for option in &left.options {
        assert_eq!(option.until, Ok(day(2021 + i16::try_from(option.years).unwrap(), 2, 5)));
        for party in ["US", "RU"] {
            assert!(option.steps.iter().any(|latest| latest.step.party.as_str() == party), "{party}");
        }
        for latest in &option.steps {
            assert!(latest.day.unwrap() < left.ends);
        }
    }
}

#[test]
fn after_the_end_and_before_the_start_no_time_is_left() {
    let (talks, treaty) = (talks(), common::instrument("new-start.toml"));
    for on in [day(2026, 2, 5), day(2011, 2, 4)] {
        assert!(talks.time_left(&treaty, on).is_none(), "{on}");
    }
}

#[test]
fn a_step_that_takes_a_day_longer_begins_a_day_earlier() {
    let text = String::from_utf8(common::bytes("negotiation/2019-2026.toml")).unwrap();
    let treaty = common::instrument("new-start.toml");
    let first = |text: &str| {
        let talks = parse_talks(text.as_bytes()).unwrap();
        let left = talks.time_left(&treaty, day(2020, 10, 20)).unwrap();
        left.options[0].steps.iter().map(|latest| latest.day.unwrap()).min().unwrap()
    };
    let before = first(&text);
    let last = text.match_indices("then = \"expiry\"").map(|(at, _)| at).collect::<Vec<_>>();
    assert!(!last.is_empty());
    // every step that ends a chain takes 40 days more: the whole chain moves by as much
    let mut longer = String::new();
    for block in text.split("[[step]]") {
        let changed = if block.contains("then = \"expiry\"") {
            let start = block.find("takes = {").unwrap();
            let end = start + block[start..].find('}').unwrap();
            format!("{}takes = {{ days = 41 {}", &block[..start], &block[end..])
        } else {
            block.to_owned()
        };
        if !longer.is_empty() {
            longer.push_str("[[step]]");
        }
        longer.push_str(&changed);
    }
    assert!(first(&longer) < before);
}

#[test]
fn a_wrong_talks_file_is_refused_with_every_problem() {
    let text = String::from_utf8(common::bytes("negotiation/2019-2026.toml")).unwrap();
    let refused = |old: &str, new: &str, code: &str| {
        assert!(text.contains(old), "{old}");
        let problems = parse_talks(text.replacen(old, new, 1).as_bytes()).unwrap_err();
        assert!(problems.iter().any(|p| p.code == code && p.level == Level::Error), "{code}: {problems:#?}");
    };
    refused("[talks]", "[talk]", "no-talks");
    refused("[talks]", "[talks", "syntax");
    refused("issue = \"extension\"", "issue = \"weather\"", "refers-to-nothing");
    refused("party = \"RU\"", "party = \"XX\"", "refers-to-nothing");
    refused("party = \"RU\"", "party = \"xx\"", "bad-name");
    refused("authority = \"statement\"", "authority = \"rumour\"", "unknown-word");
    refused("then = \"expiry\"", "then = \"nothing\"", "refers-to-nothing");
    refused("mark = \"confirmed\"", "marc = \"confirmed\"", "unknown-key");
    refused("years = [1, 5]", "years = [1, 178956970]", "out-of-range");
    refused("position.ru = \"", "position.ru = \"77 ", "languages-differ");
    let last = text.split("[[step]]").find(|block| block.contains("then = \"expiry\"")).unwrap();
    let id = last.split("id = \"").nth(1).unwrap().split('"').next().unwrap();
    refused("then = \"expiry\"", &format!("then = \"{id}\""), "step-cycle");
    let step = last.replacen(&format!("id = \"{id}\""), "id = \"more-NUMBER\"", 1);
    let many: String = (0..101).map(|i| format!("\n[[step]]{}", step.replace("NUMBER", &i.to_string()))).collect();
    let problems = parse_talks(format!("{text}{many}").as_bytes()).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "too-many"), "{problems:#?}");
    assert_eq!(parse_talks(&vec![b'x'; treaty::FILE_MAX + 1]).unwrap_err()[0].code, "file-too-large");
}
