//! The desk that a browser's page talks to, without a browser: what is dropped, what is told, and that several instances come to what one does.

mod common;

use common::*;
use serde_json::{Value, json};

#[test]
fn a_dropped_run_folder_gives_the_page_and_the_document_of_the_command() {
    let given = Given::run(&SMALL, "small");
    let finished = given.audited(1);
    let (page, document) = given.by_the_command("small");
    assert_eq!(finished["page"], page);
    assert_eq!(finished["json"], document);
    assert_eq!(finished["outcome"]["en"], "consistent as far as verified");
}

#[test]
fn instances_that_share_the_proofs_come_to_what_one_comes_to() {
    for run in [&SMALL, &GROWTH] {
        let given = Given::run(run, "run");
        let alone = given.audited(1);
        for of in [2, 3] {
            assert_eq!(given.audited(of), alone, "{of} instances");
        }
    }
    assert_eq!(Given::run(&GROWTH, "run").audited(2)["outcome"]["en"], "inconsistent on this evidence");
}

#[test]
fn what_is_shown_before_the_end_and_at_it_has_the_words_and_the_numbers_of_every_other_form() {
    let given = Given::run(&GROWTH, "growth");
    let mut desk = given.desk();
    let mut standing = ask(&mut desk, given.open(0, 1, None))["standing"].clone();
    while let checked @ Value::Object(_) = ask(&mut desk, json!({ "do": "check" }))["standing"].clone() {
        standing = checked;
    }
    let finished = ask(&mut desk, json!({ "do": "finish" }));
    let document: Value = serde_json::from_str(finished["json"].as_str().unwrap()).unwrap();
    let of_document = document["findings"].as_array().unwrap();
    let findings = standing["findings"].as_array().unwrap();
    let is_grave = |finding: &Value| matches!(finding["severity"].as_str(), Some("contradiction"));
    assert!(
        of_document.iter().any(is_grave) && findings.len() >= of_document.iter().filter(|one| is_grave(one)).count()
    );
    for lang in treaty::Lang::ALL {
        let (code, forms) = (lang.code(), given.in_words("growth", lang));
        for finding in findings {
            let told = finding["told"][code].as_str().unwrap();
            assert!(of_document.iter().any(|one| one["text"][code] == told), "the document has {told}");
            assert!(forms[0].1.contains(&one_line(told)), "{}: {told}\n{}", forms[0].0, forms[0].1);
        }
        let gravest = of_document.iter().find(|one| is_grave(one)).unwrap()["text"][code].as_str().unwrap();
        assert!(findings.iter().any(|one| one["told"][code] == gravest), "{gravest}");
        for (form, text) in &forms {
            assert!(text.contains(&one_line(gravest)), "{form}: {gravest}\n{text}");
            let outcome = finished["outcome"][code].as_str().unwrap().to_lowercase();
            assert!(text.to_lowercase().contains(&outcome), "{form}: {outcome}\n{text}");
        }
    }
    assert_eq!(standing["checked"], standing["epochs"]);
}

#[test]
fn nothing_is_called_anything_before_all_proofs_are_checked() {
    let given = Given::run(&SMALL, "small");
    let mut desk = given.desk();
    let opened = ask(&mut desk, given.open(0, 2, None));
    assert_eq!((&opened["standing"]["checked"], &opened["standing"]["epochs"]), (&json!(0), &json!(12)));
    assert!(!opened.to_string().contains("consistent"), "{opened}");
    assert!(trouble(&ask(&mut desk, json!({ "do": "finish" }))).contains("12 epochs"));
    assert!(trouble(&ask(&mut desk, json!({ "do": "finish" }))).contains("no audit is open"), "it begins anew");
}

#[test]
fn verdicts_are_taken_once_and_only_those_that_are_awaited() {
    let given = Given::run(&SMALL, "small");
    let (mut first, mut second) = (given.desk(), given.desk());
    ask(&mut first, given.open(0, 2, None));
    ask(&mut second, given.open(1, 2, None));
    let checked = ask(&mut second, json!({ "do": "check" }));
    let settle = |verdicts: &Value, number: Value| json!({ "do": "settle", "number": number, "verdicts": verdicts });
    let (verdicts, number) = (&checked["verdicts"], checked["number"].clone());
    for (bad, why) in [(json!("00"), "no verdicts"), (json!("zz"), "cannot be read"), (json!("é0"), "cannot be read")]
    {
        assert!(trouble(&ask(&mut first, settle(&bad, number.clone()))).contains(why), "{why}");
    }
    assert!(trouble(&ask(&mut first, settle(verdicts, json!(99)))).contains("not awaited"));
    assert_eq!(ask(&mut first, settle(verdicts, number.clone()))["standing"]["checked"], 6);
    assert!(trouble(&ask(&mut first, settle(verdicts, number))).contains("not awaited"));
    assert_eq!(ask(&mut second, json!({ "do": "check" })), json!({ "done": true }));
}

#[test]
fn secrets_are_never_read_and_are_told_by_the_name_of_their_folder() {
    let given = Given::run(&SMALL, "small").forbidding(".secret/").forbidding("assessment.");
    let opened = ask(&mut given.desk(), given.open(0, 1, None));
    let taken = opened["taken"].to_string();
    assert!(taken.contains("Left unread: HAL.secret") && taken.contains("Left unread: OND.secret"), "{taken}");
    assert!(opened["standing"].is_object());
}

#[test]
fn a_record_is_audited_with_an_instrument_that_is_dropped_beside_it() {
    let run = Given::run(&SMALL, "");
    let record = run.only(|path| path.starts_with("HAL/"));
    let wants = ask(&mut record.desk(), record.open(0, 1, None));
    assert!(told(&wants["wants"]).contains("Give the instrument as well"), "{wants}");
    assert_eq!(wants["wants"]["shipped"], json!([]), "what it was made under is not to be guessed");
    let with = run.only(|path| path.starts_with("HAL/") || path == "treaty.toml").renamed("treaty.toml", "mine.toml");
    let finished = with.audited(1);
    assert_eq!(finished["outcome"]["en"], "open", "the other side's record is missing");
}

#[test]
fn the_readers_own_instrument_is_held_against_the_one_in_the_folder() {
    let given = Given::run(&SMALL, "small");
    let same = given.clone().with("mine.toml", given.bytes("small/treaty.toml"));
    assert!(ask(&mut same.desk(), same.open(0, 1, None))["standing"].is_object());
    let other = given.clone().with("mine.toml", shipped("illustrative-portals.toml"));
    let refused = ask(&mut other.desk(), other.open(0, 1, None));
    assert!(told(&refused["trouble"]).contains("“mine.toml” is another instrument"), "{refused}");
}

#[test]
fn tables_are_audited_under_an_instrument_that_ships_and_all_that_ship_are_offered() {
    let table = std::fs::read(root().join("data/new-start-aggregates.csv")).unwrap();
    let given = Given::default().with("new-start-aggregates.csv", table);
    let wants = ask(&mut given.desk(), given.open(0, 1, None));
    assert_eq!(
        wants["wants"]["shipped"].as_array().unwrap().len(),
        std::fs::read_dir(root().join("treaties")).unwrap().count()
    );
    let mut desk = given.desk();
    let opened = ask(&mut desk, given.open(0, 1, Some("new-start.toml")));
    assert_eq!((&opened["standing"]["checked"], &opened["standing"]["epochs"]), (&json!(0), &json!(0)));
    assert_eq!(ask(&mut desk, json!({ "do": "finish" }))["outcome"]["en"], "open");
}

#[test]
fn an_instrument_is_shown_and_one_with_a_mistake_is_told_with_the_line() {
    let given = Given::default().with("mine.toml", shipped("offer-2020-10-us.toml"));
    let shown = &ask(&mut given.desk(), given.open(0, 1, None))["result"]["treaty"];
    assert_eq!(shown["hash"].as_str().unwrap().len(), 64);
    assert!(shown["shown"]["ru"].as_str().unwrap().len() > 500 && shown["title"]["en"].is_string());
    let text =
        String::from_utf8(shipped("illustrative-freeze.toml")).unwrap().replacen("[instrument]", "[instrumend]", 1);
    let bad = Given::default().with("bad.toml", text.into_bytes());
    let refused = ask(&mut bad.desk(), bad.open(0, 1, None));
    let exactly = refused["trouble"]["exactly"].as_str().unwrap();
    assert!(exactly.contains("no-instrument") && exactly.contains("bad.toml:1:1"), "{exactly}");
}

#[test]
fn evidence_is_checked_by_itself_and_shows_what_the_audit_found() {
    let run = Given::run(&GROWTH, "run");
    let evidence = cut(&GROWTH);
    let given =
        Given::default().with("one.evidence", evidence.clone()).with("treaty.toml", run.bytes("run/treaty.toml"));
    let shown = ask(&mut given.desk(), given.open(0, 1, None));
    let sentence = told(&shown["result"]["shown"][0]);
    assert!(sentence.contains("Evidence: HAL, statements"), "{shown}");
    let alone = given.only(|path| path == "one.evidence");
    assert!(told(&ask(&mut alone.desk(), alone.open(0, 1, None))["wants"]).contains("instrument"));
    let with_run = run.with("one.evidence", evidence.clone());
    assert!(told(&ask(&mut with_run.desk(), with_run.open(0, 1, None))["trouble"]).contains("by itself"));
    let mut text = String::from_utf8(evidence).unwrap();
    text = text.replacen("finding ", "finding x", 1);
    let bad = given.with("one.evidence", text.into_bytes());
    let refused = ask(&mut bad.desk(), bad.open(0, 1, None));
    assert!(told(&refused["trouble"]).contains("“one.evidence” does not show"), "{refused}");
}

#[test]
fn what_cannot_be_used_is_named_with_what_to_do() {
    let run = Given::run(&SMALL, "small");
    let tile = run.paths().find(|path| path.starts_with("small/OND/tile/entries/")).unwrap().to_owned();
    let cut = run.bytes(&tile)[..1000].to_vec();
    let table: [(&str, Given, &str); 9] = [
        ("nothing", Given::default(), "the folder is empty"),
        ("only secrets", run.only(|path| path.contains(".secret/")), "never read"),
        ("a picture", run.clone().with("cat.png", b"\x89PNG".to_vec()), "“cat.png” is nothing that can be verified"),
        ("a cut tile", run.clone().with(&tile, cut), &tile),
        ("a missing tile", run.only(|path| path != tile), &tile),
        ("a file too many", run.clone().with("small/HAL/notes.txt", vec![1]), "small/HAL/notes.txt"),
        ("a tile that never ends", run.clone().sized(&tile, 1 << 40), &tile),
        ("two runs", run.clone().and(Given::run(&SMALL, "other")), "“other” and “small”"),
        (
            "records of strangers",
            run.only(|path| path.starts_with("small/HAL/") || path == "small/treaty.toml")
                .renamed("small/HAL", "small/ELSE"),
            "ELSE",
        ),
    ];
    for (name, given, says) in table {
        let refused = ask(&mut given.desk(), given.open(0, 1, None));
        for lang in ["en", "ru"] {
            let told = refused["trouble"]["told"][lang].as_str().unwrap_or_else(|| panic!("{name}: {refused}"));
            assert!(told.chars().filter(|c| *c == '.' || *c == ':').count() > 1, "{name}: {told}");
        }
        assert!(refused["trouble"].to_string().contains(says), "{name}: {refused}");
        assert!(refused["standing"].is_null() && refused["result"].is_null());
    }
}

#[test]
fn no_request_makes_it_panic() {
    let given = Given::run(&SMALL, "small");
    for request in [
        json!(null),
        json!({}),
        json!({ "do": "open" }),
        json!({ "do": "open", "files": [[1, 2]], "share": [0, 1] }),
        json!({ "do": "open", "files": [["../treaty.toml", 5], ["", 1], ["a//b", 2]], "share": [0, 1] }),
        json!({ "do": "open", "files": [["a.csv", u64::MAX]], "share": [0, 1], "under": "no such" }),
        json!({ "do": "check" }),
        json!({ "do": "settle", "number": -1 }),
        json!({ "do": "finish" }),
    ] {
        let mut desk = given.desk();
        let answer = ask(&mut desk, request.clone());
        let is_told = answer["trouble"].is_object() || answer["wants"].is_object() || answer["done"] == true;
        assert!(is_told && answer["page"].is_null(), "{request}: {answer}");
    }
    let share = |number: u64, of: u64| ask(&mut given.desk(), given.open(number, of, None))["trouble"].is_object();
    assert!(share(0, 0) && share(1, 1) && share(5, 4) && share(0, 65) && !share(63, 64));
}
