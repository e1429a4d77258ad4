//! Every refusal of a file, and of an exercise that its instrument cannot carry, has an input that trips it.

mod common;

use common::{exercise_of, file};
use exercise::{Exercise, ScenarioSeed, Unplayable, cast, parse};
use proptest::prelude::*;
use treaty::diagnostic::line_column;
use treaty::{Id, PartyCode};

/// The small exercise with some words changed: the codes of its problems and the lines at which they stand.
fn problems(from: &str, to: &str) -> Vec<(&'static str, usize)> {
    let text = String::from_utf8(file("exercises/small.toml")).unwrap();
    assert!(text.contains(from), "the exercise has no `{from}`");
    let text = text.replacen(from, to, 1);
    let problems = parse(text.as_bytes()).err().unwrap_or_default();
    assert!(problems.iter().all(|problem| !problem.help.is_empty()), "each has a remedy: {problems:#?}");
    let line = |place: &treaty::diagnostic::Place| match place {
        treaty::diagnostic::Place::Bytes(span) => line_column(&text, span.start).0,
        _ => 0,
    };
    problems.iter().map(|problem| (problem.code, line(&problem.place))).collect()
}

fn line_of(word: &str) -> usize {
    let text = String::from_utf8(file("exercises/small.toml")).unwrap();
    line_column(&text, text.find(word).unwrap()).0
}

/// Two tables behind the end of the file.
fn appended(tables: &str) -> Vec<&'static str> {
    let text = String::from_utf8(file("exercises/small.toml")).unwrap() + tables;
    parse(text.as_bytes()).err().unwrap_or_default().iter().map(|problem| problem.code).collect()
}

#[test]
fn a_misspelt_key_is_named_with_its_line() {
    assert_eq!(problems("epochs = ", "epoch = "), [("missing-key", 1), ("unknown-key", line_of("epochs = ")),]);
    assert_eq!(problems("moves = ", "movse = "), [("unknown-key", line_of("moves = "))]);
}

#[test]
fn what_must_stand_there_and_does_not_is_named() {
    for (line, code) in [
        ("id = \"small\"\n", "missing-key"),
        ("instrument = \"illustrative-freeze\"\n", "missing-key"),
        ("seed = 1\n", "missing-key"),
        ("outcome = \"consistent\"\n", "missing-key"),
        ("deployed = \"strategic-deployed\"\n", "missing-key"),
        ("facility = \"missile-base\"\n", "missing-key"),
        ("party = \"HAL\"\n", "missing-key"),
        ("items = 12\n", "missing-key"),
    ] {
        let found = problems(line, "");
        assert!(found.iter().any(|(found, _)| *found == code), "{line}: {found:?}");
    }
}

#[test]
fn a_severity_is_one_of_seven_words() {
    let expects = |word: &str| appended(&format!("\n[[expect]]\ncode = \"balance-open\"\nseverity = \"{word}\"\n"));
    for severity in audit::Severity::ALL {
        assert!(expects(severity.word()).is_empty(), "{severity:?}");
    }
    assert_eq!(expects("grave").len(), 1);
}

#[test]
fn a_number_out_of_its_range_is_refused_and_one_at_its_end_is_not() {
    for (from, last, beyond) in [
        ("epochs = 5", "epochs = 3660", "epochs = 3661"),
        ("epochs = 5", "epochs = 1", "epochs = 0"),
        ("moves = 150", "moves = 100000", "moves = 100001"),
        ("transit = 1", "transit = 100", "transit = 101"),
        ("stay = 1", "stay = 100", "stay = 101"),
        ("items = 12", "items = 1", "items = 0"),
        ("items = 12", "items = 49979", "items = 50001"),
        ("items = 12", "items = 49979", "items = 49980"),
    ] {
        assert_eq!(problems(from, last), [], "{last}");
        let found = problems(from, beyond);
        assert!(!found.is_empty() && found.iter().all(|(code, _)| *code == "out-of-range"), "{beyond}: {found:?}");
    }
}

#[test]
fn more_tables_than_a_list_may_have_are_refused() {
    let witness = |n: usize| format!("\n[[witness]]\nid = \"w-{n}\"\nname = {{ en = \"w\", ru = \"с\" }}\n");
    let tables = |n: usize| (0..n).map(witness).collect::<String>();
    // three stand there already
    assert_eq!(appended(&tables(29)), [""; 0]);
    assert_eq!(appended(&tables(30)), ["too-many"]);
    let side = |n: usize| {
        format!(
            "\n[[side]]\nparty = \"P{n}\"\n[[side.site]]\nid = \"s\"\nfacility = \"f\"\nname = {{ en = \"s\", ru = \"м\" }}\n"
        )
    };
    let sides = |n: usize| (0..n).map(side).collect::<String>();
    assert_eq!(appended(&sides(6)), [""; 0]);
    assert_eq!(appended(&sides(7)), ["too-many"]);
    let site =
        |n: usize| format!("\n[[side.site]]\nid = \"s-{n}\"\nfacility = \"f\"\nname = {{ en = \"s\", ru = \"м\" }}\n");
    let sites = |n: usize| (0..n).map(site).collect::<String>();
    // the last side has three
    assert_eq!(appended(&sites(253)), [""; 0]);
    assert_eq!(appended(&sites(254)), ["too-many"]);
}

#[test]
fn a_name_that_stands_twice_is_refused() {
    assert_eq!(problems("id = \"veldenmark\"", "id = \"lake-institute\"").len(), 1);
    assert_eq!(problems("party = \"OND\"", "party = \"HAL\"")[0].0, "named-twice");
    assert!(problems("id = \"grey-mountain\"", "id = \"north-field\"").iter().any(|(code, _)| *code == "named-twice"));
}

#[test]
fn one_side_alone_is_no_exercise() {
    let text = String::from_utf8(file("exercises/small.toml")).unwrap();
    let alone = &text[..text.rfind("[[side]]").unwrap()];
    assert_eq!(parse(alone.as_bytes()).err().unwrap()[0].code, "missing-key");
}

#[test]
fn a_name_that_leads_nowhere_is_refused() {
    assert_eq!(problems("site = \"north-field\"", "site = \"south-field\"")[0].0, "unknown-name");
    let evasion = |words: &str| appended(&format!("\n[[evasion]]\nparty = \"HAL\"\nepoch = 3\n{words}"));
    let at = |site: &str| format!("row = \"N2\"\nappears = {{ site = \"{site}\", class = \"retired\", items = 1 }}\n");
    assert_eq!(evasion(&at("grey-mountain")), [""; 0]);
    assert_eq!(evasion(&at("deep-forest")), ["unknown-name"], "a site of the other side");
    let party = at("grey-mountain").replace("row", "party = \"XY\"\nepoch = 3\nrow");
    assert!(appended(&format!("\n[[evasion]]\n{party}")).contains(&"unknown-name"));
    let expect = |words: &str| appended(&format!("\n[[expect]]\ncode = \"balance-open\"\n{words}"));
    assert_eq!(expect("party = \"HAL\"\nepoch = 3\n"), [""; 0]);
    assert_eq!(expect("witness = \"veldenmark\"\n"), [""; 0]);
    assert_eq!(expect("party = \"XY\"\n"), ["unknown-name"]);
    assert_eq!(expect("witness = \"nobody\"\n"), ["unknown-name"]);
}

#[test]
fn an_evasion_does_one_thing_of_the_row_that_it_names() {
    let evasion = |words: &str| appended(&format!("\n[[evasion]]\nparty = \"HAL\"\nepoch = 3\n{words}"));
    let appears = "appears = { site = \"grey-mountain\", class = \"retired\", items = 1 }\n";
    let called = "called = { site = \"grey-mountain\", from = \"non-strategic\", to = \"retired\", items = 1 }\n";
    assert_eq!(evasion(&format!("row = \"N5\"\n{called}")), [""; 0]);
    assert_eq!(evasion(&format!("row = \"N5\"\n{appears}")), ["other-row"]);
    assert_eq!(evasion(&format!("row = \"N2\"\n{called}")), ["other-row"]);
    assert_eq!(evasion("row = \"N2\"\n"), ["missing-key"]);
    assert_eq!(evasion(&format!("row = \"N2\"\n{appears}{called}")), ["two-evasions"]);
    assert_eq!(evasion(&format!("row = \"N2\"\n{appears}").replace("items", "item")).len(), 2);
}

#[test]
fn every_deed_of_a_ledger_is_of_its_rows_and_says_all_that_it_needs() {
    let evasion = |words: &str| appended(&format!("\n[[evasion]]\nparty = \"HAL\"\nepoch = 3\n{words}"));
    for (rows, deed) in [
        ("N1", "below-zero = { class = \"retired\", from = \"grey-mountain\", to = \"north-field\", items = 65536 }"),
        ("N2 N12", "vanishes = { site = \"grey-mountain\", class = \"retired\", items = 1 }"),
        ("N7", "padded = { site = \"grey-mountain\", class = \"retired\", items = 1 }"),
        ("N8", "sum-altered = { opening = \"totals\", class = \"retired\", by = 1 }"),
        ("N9", "on-road = { class = \"retired\", items = 1 }"),
        ("N9", "on-road = { class = \"retired\", items = 1, concealed = true }"),
        ("N10 R15", "born = { site = \"grey-mountain\", class = \"retired\", items = 1 }"),
        ("N11", "kept-apart = { class = \"retired\", items = 1 }"),
        ("N12", "netted = { site = \"grey-mountain\", class = \"retired\", items = 1 }"),
        ("N13 R15", "corrected = { site = \"grey-mountain\", class = \"retired\", up = 1 }"),
        ("N13 R15", "corrected = { site = \"grey-mountain\", class = \"retired\", down = 1, accepted = true }"),
    ] {
        rows.split(' ').for_each(|row| assert_eq!(evasion(&format!("row = \"{row}\"\n{deed}\n")), [""; 0], "{deed}"));
        assert_eq!(evasion(&format!("row = \"N5\"\n{deed}\n")), ["other-row"], "{deed}");
        let row = rows.split(' ').next().unwrap();
        let without = deed.replace("class = \"retired\", ", "");
        assert_eq!(evasion(&format!("row = \"{row}\"\n{without}\n")), ["missing-key"], "{deed}");
        let surplus = deed.replace(" }", ", more = 1 }");
        assert_eq!(evasion(&format!("row = \"{row}\"\n{surplus}\n")), ["unknown-key"], "{deed}");
    }
    let below = "class = \"retired\", from = \"grey-mountain\", to = \"north-field\"";
    assert_eq!(evasion(&format!("row = \"N1\"\nbelow-zero = {{ {below}, items = 65537 }}\n")), ["out-of-range"]);
    let site = below.replace("north-field", "amber-coast");
    assert_eq!(evasion(&format!("row = \"N1\"\nbelow-zero = {{ {site}, items = 1 }}\n")), ["unknown-name"]);
    let corrected = |words: &str| {
        let at = "site = \"grey-mountain\", class = \"retired\"";
        evasion(&format!("row = \"N13\"\ncorrected = {{ {at}, {words} }}\n"))
    };
    assert_eq!(corrected("up = 1, down = 1"), ["two-ways"]);
    assert_eq!(corrected("accepted = true"), ["missing-key"]);
    assert_eq!(corrected("up = 0"), ["out-of-range"]);
}

#[test]
fn an_evasion_in_the_record_names_what_there_is() {
    let evasion = |words: &str| appended(&format!("\n[[evasion]]\nparty = \"HAL\"\nepoch = 3\n{words}"));
    for words in [
        "row = \"R1\"\nrewritten = true\n",
        "row = \"R2\"\nsplit = { witness = \"veldenmark\" }\n",
        "row = \"R3\"\nback-dated = { days = 3 }\n",
        "row = \"R6\"\nreplayed = \"order\"\n",
        "row = \"R7\"\ngarbled = { file = \"entries\", how = \"cut\" }\n",
        "row = \"R8\"\nsigned-by = \"early\"\n",
        "row = \"R12\"\nfriend = { witness = \"veldenmark\", days = 3 }\n",
        "row = \"R14\"\ndisowned = \"log\"\n",
    ] {
        assert_eq!(evasion(words), [""; 0], "{words}");
    }
    assert_eq!(evasion("row = \"R2\"\nrewritten = true\n"), ["other-row"]);
    assert_eq!(evasion("row = \"R2\"\nsplit = { witness = \"nobody\" }\n"), ["unknown-name"]);
    assert_eq!(evasion("row = \"R3\"\nback-dated = { days = 0 }\n"), ["out-of-range"]);
    assert_eq!(evasion("row = \"R1\"\nrewritten = true\nceases = true\n"), ["two-evasions"]);
    assert_eq!(evasion("row = \"R1\"\nrewritten = false\n"), ["missing-key"], "what is not done is no evasion");
    assert!(evasion("row = \"R6\"\nreplayed = \"year\"\n").contains(&"unknown-word"));
    assert!(evasion("row = \"R7\"\ngarbled = { file = \"entries\" }\n").contains(&"missing-key"));
    // a key that signs no more is one that was revoked before
    let signed = "row = \"R8\"\nsigned-by = \"revoked\"\n";
    let revoked = |epoch: u32| format!("[[incident]]\nparty = \"HAL\"\nepoch = {epoch}\nrevoked = \"statement\"\n");
    assert_eq!(evasion(signed), ["no-such-key"]);
    assert_eq!(evasion(&(signed.to_owned() + &revoked(3))), ["no-such-key"]);
    assert_eq!(evasion(&(signed.to_owned() + &revoked(2))), [""; 0]);
}

#[test]
fn an_incident_is_one_thing_that_may_befall_its_author() {
    let incident = |words: &str| appended(&format!("\n[[incident]]\nepoch = 3\n{words}"));
    for words in [
        "party = \"HAL\"\nlate = { days = 3 }\n",
        "party = \"HAL\"\nsilent = { epochs = 2 }\n",
        "party = \"HAL\"\nnew-key = \"log\"\n",
        "witness = \"veldenmark\"\nnew-key = \"cosignature\"\n",
        "party = \"HAL\"\nrevoked = \"statement\"\n",
        "witness = \"veldenmark\"\nclock-ahead = { days = 30 }\n",
    ] {
        assert_eq!(incident(words), [""; 0], "{words}");
    }
    let corrected = "corrected = { site = \"grey-mountain\", class = \"retired\", up = 1 }";
    let opens = "opens = { site = \"south-store\", facility = \"warhead-store\" }";
    for words in [corrected, opens, "closes = { site = \"grey-mountain\" }"] {
        assert_eq!(incident(&format!("party = \"HAL\"\n{words}\n")), [""; 0], "{words}");
        assert_eq!(incident(&format!("witness = \"veldenmark\"\n{words}\n")), ["other-author"], "{words}");
    }
    let first = appended(&format!("\n[[incident]]\nparty = \"HAL\"\nepoch = 1\n{opens}\n"));
    assert_eq!(first, ["out-of-range"], "it could not be covered in time");
    assert_eq!(incident(&format!("party = \"HAL\"\n{opens}\n{corrected}\n")), ["two-incidents"]);
    assert_eq!(incident("party = \"HAL\"\nclock-ahead = { days = 30 }\n"), ["other-author"]);
    assert_eq!(incident("witness = \"veldenmark\"\nlate = { days = 3 }\n"), ["other-author"]);
    assert_eq!(incident("witness = \"veldenmark\"\nrevoked = \"log\"\n"), ["other-author"]);
    assert_eq!(incident("late = { days = 3 }\n"), ["missing-key"]);
    assert_eq!(incident("party = \"HAL\"\n"), ["missing-key"]);
    assert_eq!(incident("party = \"HAL\"\nlate = { days = 3 }\nnew-key = \"log\"\n"), ["two-incidents"]);
    assert_eq!(incident("party = \"HAL\"\nlate = { days = 401 }\n"), ["out-of-range"]);
    assert_eq!(incident("party = \"HAL\"\nsilent = { epochs = 6 }\n"), ["out-of-range"]);
    assert_eq!(incident("party = \"HAL\"\nnew-key = \"offline\"\n").len(), 2);
}

#[test]
fn an_epoch_lies_within_the_exercise_and_never_in_the_baseline() {
    let evasion = |epoch: u32| {
        let words = "row = \"N2\"\nappears = { site = \"grey-mountain\", class = \"retired\", items = 1 }\n";
        appended(&format!("\n[[evasion]]\nparty = \"HAL\"\nepoch = {epoch}\n{words}"))
    };
    assert_eq!(evasion(1), [""; 0]);
    assert_eq!(evasion(5), [""; 0]);
    assert_eq!(evasion(0), ["out-of-range"]);
    assert_eq!(evasion(6), ["out-of-range"]);
    let expect = |words: &str| appended(&format!("\n[[expect]]\ncode = \"epoch-late\"\nparty = \"HAL\"\n{words}"));
    assert_eq!(expect("first = 2\nlast = 5\n"), [""; 0]);
    assert_eq!(expect("first = 2\n"), ["bad-epochs"]);
    assert_eq!(expect("epoch = 2\nlast = 3\n"), ["bad-epochs"]);
    assert_eq!(expect("first = 3\nlast = 2\n"), ["bad-epochs"]);
    assert_eq!(expect("first = 3\nlast = 6\n"), ["out-of-range"]);
    assert_eq!(problems("id = \"veldenmark\"", "id = \"veldenmark\"\nsilent-from = 6")[0].0, "out-of-range");
}

#[test]
fn a_finding_is_about_one_party_or_one_witness() {
    let both = "\n[[expect]]\ncode = \"x\"\nparty = \"HAL\"\nwitness = \"veldenmark\"\n";
    assert_eq!(appended(both), ["two-subjects"]);
}

#[test]
fn bytes_that_are_no_text_or_no_toml_are_refused() {
    assert_eq!(parse(b"id = \xff").err().unwrap()[0].code, "not-utf8");
    assert_eq!(parse(&vec![b'#'; treaty::FILE_MAX + 1]).err().unwrap()[0].code, "file-too-large");
    assert!(parse(b"id = ").err().unwrap().iter().any(|problem| problem.code == "syntax"));
}

/// Casts the small exercise after a change.
fn cast_with(change: impl FnOnce(&mut Exercise)) -> Option<Unplayable> {
    let mut exercise = exercise_of("small");
    change(&mut exercise);
    cast(exercise, &file("treaties/illustrative-freeze.toml"), ScenarioSeed(1)).err()
}

#[test]
fn an_exercise_that_its_instrument_cannot_carry_is_refused_before_it_is_played() {
    let id = |name: &str| Id::new(name).unwrap();
    assert_eq!(cast_with(|_| {}), None);
    assert!(matches!(cast_with(|e| e.instrument = id("another")), Some(Unplayable::Instrument { .. })));
    assert!(matches!(cast_with(|e| e.epochs = 3_000), Some(Unplayable::TooManyEpochs { asked: 3_000, .. })));
    assert!(matches!(cast_with(|e| drop(e.sides.pop())), Some(Unplayable::NoSide(_))));
    let foreign = |e: &mut Exercise| {
        let mut side = e.sides[0].clone();
        side.party = PartyCode::new("XY").unwrap();
        side.sites.clear();
        e.sides.push(side);
    };
    assert!(matches!(cast_with(foreign), Some(Unplayable::NoParty(_))));
    assert!(matches!(cast_with(|e| e.parts.stored = id("hidden")), Some(Unplayable::NoClass { .. })));
    let no_plant = |e: &mut Exercise| drop(e.sides[0].sites.remove(2));
    assert!(matches!(cast_with(no_plant), Some(Unplayable::NoWay { what: "dismantlements", .. })));
    let no_way = |e: &mut Exercise| std::mem::swap(&mut e.parts.deployed, &mut e.parts.retired);
    assert!(matches!(cast_with(no_way), Some(Unplayable::NoWay { what: "removals", .. })));
    // weeks, and 21 days on the road at most
    assert_eq!(cast_with(|e| e.sides[0].life.transit = 3), None);
    let long = cast_with(|e| e.sides[0].life.transit = 4);
    assert!(matches!(long, Some(Unplayable::NoWay { what: "transit", .. })));
    assert!(matches!(cast_with(|e| e.sides[0].sites[0].facility = id("harbour")), Some(Unplayable::Treaty(_))));
}

#[test]
fn stock_that_its_place_cannot_hold_is_refused() {
    let begin = |change: &dyn Fn(&mut Exercise)| {
        let mut exercise = exercise_of("small");
        change(&mut exercise);
        let cast = cast(exercise, &file("treaties/illustrative-freeze.toml"), ScenarioSeed(1)).unwrap();
        exercise::Host::begin(&cast, &cast.exercise().sides[0]).err()
    };
    let id = |name: &str| Id::new(name).unwrap();
    assert_eq!(begin(&|_| {}), None);
    assert_eq!(begin(&|e| e.sides[0].stock[0].items = 64), None);
    assert!(matches!(begin(&|e| e.sides[0].stock[0].items = 65), Some(Unplayable::Stock { .. })));
    assert!(matches!(begin(&|e| e.sides[0].stock[0].class = id("retired")), Some(Unplayable::Stock { .. })));
    assert!(matches!(begin(&|e| e.sides[0].stock[0].class = id("hidden")), Some(Unplayable::NoClass { .. })));
}

proptest! {
    #[test]
    fn a_mutated_exercise_is_answered(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = file("exercises/appearing-stock.toml");
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Err(problems) = parse(&bytes) {
            prop_assert!(!problems.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(parse(&bytes).is_err());
    }
}

#[test]
fn what_one_party_s_keys_show_names_a_party_that_plays_and_an_outcome() {
    let nothing: [&str; 0] = [];
    let reader = |lines: &str| appended(&format!("\n[reader]\n{lines}\n"));
    assert_eq!(reader("party = \"HAL\"\noutcome = \"open\""), nothing);
    let more = "[[reader.more]]\ncode = \"tag-twice\"\nparty = \"OND\"";
    assert_eq!(reader(&format!("party = \"HAL\"\noutcome = \"inconsistent\"\n{more}")), nothing);
    assert_eq!(reader("outcome = \"open\""), ["missing-key"]);
    assert_eq!(reader("party = \"HAL\""), ["missing-key"]);
    assert_eq!(reader("party = \"XYZ\"\noutcome = \"open\""), ["unknown-name"]);
    // an audit of a folder that cannot be read is refused to everybody
    assert_eq!(reader("party = \"HAL\"\noutcome = \"refused\""), ["unknown-word"]);
    assert_eq!(reader("party = \"HAL\"\noutcome = \"open\"\nkeys = true"), ["unknown-key"]);
    let spelt = reader("party = \"HAL\"\noutcome = \"open\"\n[[reader.less]]\nepoch = 1");
    assert_eq!(spelt, ["missing-key"]);
}

#[test]
fn what_is_listed_elsewhere_names_two_sites_of_the_party() {
    let evasion = |lists: &str| {
        appended(&format!("\n[[evasion]]\nparty = \"HAL\"\nepoch = 1\nrow = \"I6\"\nlists-other = {lists}\n"))
    };
    let nothing: [&str; 0] = [];
    let sites = exercise_of("small").sides[0].sites.iter().map(|site| site.id.to_string()).collect::<Vec<_>>();
    let (one, other) = (&sites[0], &sites[1]);
    assert_eq!(evasion(&format!("{{ at = \"{one}\", class = \"retired\", of = \"{other}\" }}")), nothing);
    assert_eq!(evasion(&format!("{{ at = \"nowhere\", class = \"retired\", of = \"{other}\" }}")), ["unknown-name"]);
    assert_eq!(evasion(&format!("{{ at = \"{one}\", class = \"retired\", of = \"nowhere\" }}")), ["unknown-name"]);
    assert_eq!(evasion(&format!("{{ at = \"{one}\", class = \"retired\" }}")), ["missing-key"]);
}
