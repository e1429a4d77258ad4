//! How instruments, differences, positions and the clock are told: against golden files, and never wider than the page.

use expect_test::expect_file;
use proptest::prelude::*;
use report::{Locale, difference, positions, show};
use treaty::instrument::{ActKind, Kind};
use treaty::source::Mark;
use treaty::talks::{Talks, Voice, parse_talks};
use treaty::timeline::State;
use treaty::{Date, Instrument, Lang, parse};

const SMALL: &str = include_str!("small.toml");
const EVERY: &str = include_str!("every.toml");
const TALKS: &str = include_str!("talks.toml");

fn instrument(source: &str) -> Instrument {
    let parsed = parse(source.as_bytes(), None);
    let problems =
        |found: Vec<treaty::Diagnostic>| panic!("{}", report::diagnostic::render("test.toml", source, &found, false));
    parsed.unwrap_or_else(problems).instrument
}

fn talks() -> Talks {
    let problems =
        |found: Vec<treaty::Diagnostic>| panic!("{}", report::diagnostic::render("talks.toml", TALKS, &found, false));
    parse_talks(TALKS.as_bytes()).unwrap_or_else(problems)
}

/// The small treaty, which may be extended by up to five years.
fn extensible() -> Instrument {
    const CLAUSE: &str = "[extension]\nyears-max = 5\ntimes = 1\narticle = \"III\"\nsource = \"T\"\n";
    instrument(&format!("{SMALL}\n{CLAUSE}"))
}

/// Measures and a reader that the small treaty does not have.
const MEASURES: &str = r#"
[[measure]]
id = "totals"
article = "I"
source = "T"

[[measure]]
id = "telemetry"
status = "conditional"
on = "entry-into-force"
article = "I"
source = "P"
mark = "reported"

[[reader]]
id = "totals"
statement = { en = "Totals", ru = "Суммарные количества" }
readers = "parties"
article = "I"
source = "T"
"#;

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

fn widest(page: &str) -> usize {
    page.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0)
}

#[test]
fn a_small_treaty_is_told_through_its_life() {
    let small = instrument(SMALL);
    let [en, ru] = Lang::ALL.map(Locale::new);
    let told = |on: &str| show::instrument(&small, Some(day(on)), &en, 80);
    expect_file!["golden/before-signature.en.txt"].assert_eq(&told("2019-12-01"));
    expect_file!["golden/provisional.en.txt"].assert_eq(&told("2020-02-01"));
    expect_file!["golden/not-binding.en.txt"].assert_eq(&told("2020-12-01"));
    expect_file!["golden/in-force.en.txt"].assert_eq(&told("2021-09-01"));
    expect_file!["golden/contested.en.txt"].assert_eq(&told("2022-04-01"));
    expect_file!["golden/ended.en.txt"].assert_eq(&told("2024-06-01"));
    expect_file!["golden/contested.ru.txt"].assert_eq(&show::instrument(&small, Some(day("2022-04-01")), &ru, 80));
    expect_file!["golden/no-day.ru.txt"].assert_eq(&show::instrument(&small, None, &ru, 60));
}

#[test]
fn every_kind_act_and_state_is_told_in_both_languages() {
    let every = instrument(EVERY);
    assert!(Kind::ALL.iter().all(|kind| every.of(*kind).next().is_some()), "the file lacks a kind");
    let days = ["2029-01-01", "2030-01-16", "2030-02-02", "2030-06-01", "2032-06-01", "2033-06-01"].map(day);
    let mut states = std::collections::BTreeSet::new();
    for locale in Lang::ALL.map(Locale::new) {
        for on in days.map(Some).into_iter().chain([None]) {
            let page = show::instrument(&every, on, &locale, 100);
            assert!(!page.contains("{ $"), "{page}");
        }
    }
    for source in [EVERY, SMALL] {
        let of = instrument(source);
        for on in days.into_iter().chain([day("2020-02-01"), day("2020-12-01"), day("2022-04-01")]) {
            states.extend(of.clauses.iter().map(|clause| of.clause_on(clause, on).state));
            states.extend(of.articles.iter().map(|article| of.article_on(article, on).state));
        }
    }
    use State::{Bracketed, Conditional, Contested, Ended, Holds, NotBinding, NotYet, Proposed, Provisional, Silent};
    let all = [Holds, Provisional, NotBinding, Contested, Bracketed, Conditional, Silent, Proposed, NotYet, Ended];
    assert_eq!(states, all.into());
    assert!(every.acts.iter().any(|act| matches!(act.kind, ActKind::Withholding { .. })));
}

#[test]
fn both_readings_stand_side_by_side_and_silence_is_said() {
    let every = instrument(EVERY);
    let [en, ru] = Lang::ALL.map(Locale::new);
    let page = show::instrument(&every, None, &en, 100);
    let row = page.lines().find(|line| line.contains("The smaller.")).unwrap();
    assert!(row.contains("│ The larger."), "{row}");
    assert!(!page.contains("at most 360"), "a bracketed number is nobody's");
    assert!(page.contains("the text is silent on: what is frozen, baseline, ends"));
    assert!(show::instrument(&every, None, &ru, 100).contains("в тексте не сказано: что замораживается"));
}

#[test]
fn records_openings_witnesses_sites_and_keys_are_told_in_both_languages() {
    let every = instrument(EVERY);
    for (locale, told) in [
        (
            Locale::new(Lang::En),
            [
                "an epoch lasts 1 month",
                "each statement due within 1 day of its epoch's last day",
                "provided once the recipient, or 1 witness, has acknowledged it",
                "room in a site's list for 64 items of a class, in a road's for 16",
                "Transit — on the road at once, for each party: 1 item at most",
                "none for longer than 21 days",
                "first exits from plants: Warheads, Stored warheads",
                "as they stand at the end of every 3 epochs",
                "summed over each epoch (1)",
                "Witnesses: Lakeside Institute",
                "0. Northern Plant (Plant)",
                "1. south (Store)",
                "Aa, signs its record's checkpoints, before 1 June 2030: aa/log+00000001+AQ",
                "Lakeside Institute, cosigns others' checkpoints, from 1 February 2030 on: lakeside+00000009+BA",
            ],
        ),
        (
            Locale::new(Lang::Ru),
            [
                "продолжительность периода — 1 месяц",
                "заявление за период — не позднее чем через 1 день после его последнего дня",
                "представлено, когда получение подтвердил адресат либо 1 свидетель",
                "мест в перечне объекта по каждой категории: 64, в перечне дороги: 16",
                "одновременно в пути у каждой стороны: не более 1 боезаряда",
                "каждый не дольше 21 дня",
                "первые выпуски с заводов: Боезаряды, Боезаряды на хранении",
                "на конец каждого промежутка в 3 периода",
                "сумма за 1 период",
                "Свидетели: Институт Лейксайд",
                "0. Северный завод (Завод)",
                "1. south (Хранилище)",
                "Аа, подпись состояний своих записей, до 1 июня 2030 г.: aa/log+00000001+AQ",
                "Институт Лейксайд, заверение состояний чужих записей, с 1 февраля 2030 г.: lakeside+00000009+BA",
            ],
        ),
    ] {
        let page = show::instrument(&every, None, &locale, 400).replace('\u{A0}', " ");
        for words in told {
            assert!(page.contains(words), "{words:?} is not in:\n{page}");
        }
    }
    let small = instrument(SMALL);
    let en = Locale::new(Lang::En);
    assert!(!show::instrument(&small, None, &en, 100).contains("Witnesses"), "nothing is told of what is not there");
    let page = difference::diff(&treaty::diff::diff(&small, &every), &en, 100);
    assert!(page.contains("Lakeside Institute") && page.contains("Sites of Aa"), "{page}");
    let value = show::instrument_json(&every, None);
    assert_eq!(value["witnesses"][0]["name"]["ru"], "Институт Лейксайд");
    assert_eq!(
        [&value["sites"][1]["number"], &value["sites"][1]["id"]],
        [&serde_json::json!(1), &serde_json::json!("south")]
    );
    assert_eq!(value["keys"][0]["until"], "2030-06-01");
    let clauses = value["clauses"].as_array().unwrap();
    let sets = |kind: &str| &clauses.iter().find(|clause| clause["kind"] == kind).unwrap()["sets"];
    assert_eq!(sets("record")["due"], serde_json::json!({ "days": 1 }));
    assert_eq!(sets("record")["ends"], "2031-02-01");
    assert_eq!(sets("transit")["items_max"], 1);
    assert_eq!(sets("opening")["every_epochs"], 3);
    let value = difference::diff_json(&treaty::diff::diff(&small, &every));
    assert_eq!(value["right"]["annex"]["sites"]["AA"], 2);
    assert_eq!(value["left"]["annex"]["witnesses"], serde_json::json!([]));
}

#[test]
fn a_suspension_is_read_in_two_ways_until_it_is_ended() {
    let every = instrument(EVERY);
    for (locale, suspended, resumed) in [
        (Locale::new(Lang::En), "is read differently:", "The acting party ends its suspension"),
        (Locale::new(Lang::Ru), "толкуется по-разному:", "Совершившая акт сторона прекращает приостановление"),
    ] {
        let on = |of: &str| show::instrument(&every, Some(day(of)), &locale, 100);
        assert!(on("2032-11-30").contains(suspended));
        assert!(!on("2032-12-01").contains(suspended) && on("2032-12-01").contains(resumed));
    }
}

#[test]
fn rules_that_no_audit_applies_yet_are_not_told_as_applied() {
    let every = instrument(EVERY);
    for (locale, applied, held) in [
        (Locale::new(Lang::En), "Rules applied: ", "Held ready, no record is read for them yet: "),
        (Locale::new(Lang::Ru), "Применяемые правила: ", "Предусмотрены; записи для них пока не читаются: "),
    ] {
        // a line that goes on further in is one line
        let page = show::instrument(&every, None, &locale, 400).replace("\n    ", " ");
        let rules = |key: &str| page.lines().filter(|line| line.contains(key)).collect::<String>();
        for (rule, key) in
            [("rule-quota", applied), ("rule-basing", held), ("rule-limit", applied), ("rule-clock", applied)]
        {
            let told = locale.word(rule);
            assert_eq!(
                [rules(applied).contains(&told), rules(held).contains(&told)],
                [key == applied, key == held],
                "{rule}"
            );
        }
    }
}

#[test]
fn a_refused_extension_is_told_in_either_language() {
    let small = extensible();
    let timeline = treaty::timeline::Timeline::of(&small, &small.id);
    let why = timeline.extend(day("2024-05-10"), day("2040-06-01")).unwrap_err();
    let [en, ru] = Lang::ALL.map(Locale::new).map(|locale| positions::refusal(&locale, &why).replace('\u{A0}', " "));
    assert!(en.starts_with("an extension to 1 June 2040 is longer than the 5 years"), "{en}");
    assert!(ru.starts_with("продление до 1 июня 2040 г. превышает допускаемое текстом"), "{ru}");
}

#[test]
fn a_narrow_page_has_what_does_not_fit_beneath_rather_than_beside() {
    let (small, every) = (instrument(SMALL), instrument(EVERY));
    let en = Locale::new(Lang::En);
    let page = |width| difference::diff(&treaty::diff::diff(&small, &every), &en, width);
    assert!(page(90).contains('│') && !page(40).contains('│'));
    assert!(page(40).contains("small: — not there"), "{}", page(40));
}

#[test]
fn two_instruments_stand_side_by_side() {
    let (small, every) = (instrument(SMALL), instrument(EVERY));
    let [en, ru] = Lang::ALL.map(Locale::new);
    let other = instrument(&format!("{}\n{MEASURES}", SMALL.replace("value = 1200", "value = 900")));
    let near = difference::diff(&treaty::diff::diff(&small, &other), &en, 90);
    expect_file!["golden/difference.en.txt"].assert_eq(&near);
    let diff = treaty::diff::diff(&small, &every);
    let page = difference::diff(&diff, &ru, 90);
    assert!(page.contains("названо, но") && page.contains("— нет"), "{page}");
    let value = difference::diff_json(&diff);
    assert_eq!(value["left"]["id"], "small");
    assert_eq!(value["measures"][0]["right"]["status"], "silent");
    assert!(value["measures"][0]["left"].is_null());
    let same = difference::diff(&treaty::diff::diff(&every, &every), &en, 90);
    assert!(same.contains("They ask the same.") && same.contains("no difference"), "{same}");
}

#[test]
fn positions_moves_and_the_clock_are_told() {
    let (talks, small) = (talks(), extensible());
    let [en, ru] = Lang::ALL.map(Locale::new);
    expect_file!["golden/positions.en.txt"].assert_eq(&positions::positions(&talks, day("2023-02-15"), &en, 90));
    expect_file!["golden/positions.ru.txt"].assert_eq(&positions::positions(&talks, day("2023-02-15"), &ru, 40));
    expect_file!["golden/moves.ru.txt"].assert_eq(&positions::moves(
        &talks,
        day("2023-01-30"),
        day("2023-03-01"),
        &ru,
        80,
    ));
    assert!(positions::moves(&talks, day("2023-04-01"), day("2023-05-01"), &en, 80).contains("Nothing moved."));
    expect_file!["golden/clock.en.txt"].assert_eq(&positions::clock(&talks, &small, day("2024-05-10"), &en, 80));
    expect_file!["golden/clock.ru.txt"].assert_eq(&positions::clock(&talks, &small, day("2024-05-10"), &ru, 80));
    let after = positions::clock(&talks, &small, day("2024-06-01"), &en, 80);
    assert!(after.contains("ended on 1\u{A0}June 2024"), "{after}");
}

#[test]
fn every_voice_and_mark_is_told_in_a_cell() {
    let mut talks = talks();
    for locale in Lang::ALL.map(Locale::new) {
        for (_, voice) in Voice::WORDS {
            for (_, mark) in Mark::WORDS {
                (talks.acts[0].authority, talks.acts[0].mark) = (voice, mark);
                assert!(!positions::positions(&talks, day("2023-01-27"), &locale, 80).is_empty());
            }
        }
    }
}

#[test]
fn json_holds_both_languages_and_what_is_not_there_is_null() {
    let (talks, small) = (talks(), extensible());
    let value = show::instrument_json(&small, Some(day("2022-04-01")));
    assert_eq!(value["articles"][1]["on"]["state"], "holds");
    assert_eq!(value["articles"][0]["on"]["state"], "contested");
    assert_eq!(value["articles"][1]["text"]["en"], "No Party has more than 1,200 things.");
    assert_eq!(value["articles"][1]["text"]["ru"], "Ни одна из Сторон не имеет более 1\u{A0}200 вещей.");
    assert_eq!(value["standing"]["state"], "in-force");
    assert!(show::instrument_json(&small, None).get("on").is_none());
    let value = positions::positions_json(&talks, day("2023-02-15"));
    assert!(value["positions"][2]["said"].is_null() && value["outside"][0]["party"].is_null());
    assert_eq!(value["positions"][1]["said"]["about"], true);
    let value = positions::moves_json(&talks, day("2023-01-30"), day("2023-03-01"));
    assert!(value["moves"][1]["before"].is_null());
    let value = positions::clock_json(&talks, &small, day("2024-05-10"));
    assert_eq!(value["left"]["days"], 22);
    assert_eq!(value["left"]["options"][1]["refused"]["rule"], "extension-too-long");
    assert_eq!(value["left"]["options"][0]["steps"][0]["overdue"], true);
    assert!(positions::clock_json(&talks, &small, day("2024-06-01"))["left"].is_null());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_line_is_wider_than_the_page(width in 40usize..200, russian in any::<bool>(), days in 0i32..2000) {
        let locale = Locale::new(if russian { Lang::Ru } else { Lang::En });
        let (small, every, talks) = (extensible(), instrument(EVERY), talks());
        let on = day("2029-12-01").checked_add(jiff::Span::new().days(days)).unwrap();
        let pages = [
            show::instrument(&every, Some(on), &locale, width),
            show::instrument(&small, None, &locale, width),
            difference::diff(&treaty::diff::diff(&small, &every), &locale, width),
            positions::positions(&talks, day("2023-04-01"), &locale, width),
            positions::moves(&talks, day("2023-01-01"), day("2023-04-01"), &locale, width),
            positions::clock(&talks, &small, day("2024-05-10"), &locale, width),
        ];
        for page in pages {
            prop_assert!(widest(&page) <= width, "{} > {width}\n{page}", widest(&page));
        }
    }
}
