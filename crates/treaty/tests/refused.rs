//! Each way in which a file can be wrong, with the place at which it is told. One small instrument, and one change to it a case.

mod common;

use treaty::Diagnostic;
use treaty::diagnostic::Level;

const SMALL: &str = include_str!("small.toml");

fn problems(text: &str) -> Vec<Diagnostic> {
    match treaty::parse(text.as_bytes(), None) {
        Ok(parsed) => parsed.warnings,
        Err(problems) => {
            assert!(problems.iter().any(|problem| problem.level == Level::Error), "refused without an error");
            problems
        }
    }
}

/// The small instrument with `old` replaced by `new` must be refused with exactly this code, at a place that holds `at`.
#[track_caller]
fn refuses(old: &str, new: &str, code: &str, at: &str) {
    assert!(SMALL.contains(old), "{old:?} is not in the small instrument");
    let text = SMALL.replacen(old, new, 1);
    let found = problems(&text);
    let shown = common::lines(&text, &found);
    let of_code: Vec<_> = found.iter().filter(|problem| problem.code == code).collect();
    assert!(!of_code.is_empty(), "no `{code}` among:\n{shown}");
    let holds = |problem: &&Diagnostic| match &problem.place {
        treaty::diagnostic::Place::Bytes(span) => text[span.start..].starts_with(at) || text[span.clone()].contains(at),
        _ => false,
    };
    assert!(of_code.iter().any(holds), "`{code}` is not told at {at:?}:\n{shown}");
    for problem in found {
        assert!(!problem.help.is_empty(), "`{}` has no remedy", problem.code);
    }
}

#[test]
fn the_small_instrument_itself_is_accepted_without_a_warning() {
    assert_eq!(common::lines(SMALL, &problems(SMALL)), "");
}

#[test]
fn what_is_not_toml_or_not_an_instrument_is_refused() {
    refuses("[instrument]", "[instrument", "syntax", "");
    for text in ["", "# nothing but comments\n# and more\n", "\n\n"] {
        assert_eq!(problems(text)[0].code, "no-instrument", "{text:?}");
    }
    assert_eq!(treaty::parse(&[0xFF, 0xFE, 0x00], None).unwrap_err()[0].code, "not-utf8");
}

#[test]
fn a_file_above_its_limit_is_refused_and_one_at_it_is_read() {
    let pad = |size: usize| format!("{SMALL}\n#{}", "x".repeat(size - SMALL.len() - 2));
    assert!(treaty::parse(pad(treaty::FILE_MAX).as_bytes(), None).is_ok());
    assert_eq!(treaty::parse(pad(treaty::FILE_MAX + 1).as_bytes(), None).unwrap_err()[0].code, "file-too-large");
    let huge = vec![b'#'; 50 << 20];
    assert_eq!(treaty::parse(&huge, None).unwrap_err()[0].code, "file-too-large");
}

#[test]
fn words_that_nobody_knows_never_vanish() {
    refuses("value = 700", "valeu = 700", "unknown-key", "valeu");
    refuses("value = 700", "valeu = 700", "missing-key", "[[limit]]");
    refuses("[[limit]]", "[[limits]]", "unknown-key", "limits");
    refuses("form = \"treaty\"", "form = \"pact\"", "unknown-word", "\"pact\"");
    refuses("sort = \"missile\"", "sort = \"rocket\"", "unknown-word", "\"rocket\"");
    refuses("kind = \"signature\"", "kind = \"signing\"", "unknown-word", "\"signing\"");
    refuses("id = \"totals\"", "id = \"totalz\"", "unknown-measure", "\"totalz\"");
}

#[test]
fn values_of_the_wrong_type_or_out_of_range_are_refused() {
    refuses("value = 700", "value = \"700\"", "wrong-type", "\"700\"");
    refuses("value = 700", "value = 700.5", "wrong-type", "700.5");
    refuses("value = 700", "value = -1", "out-of-range", "-1");
    refuses("value = 700", "value = 99999999999999999999", "out-of-range", "9999");
    refuses("date = 2010-04-08", "date = \"2010-04-08\"", "wrong-type", "\"2010-04-08\"");
    refuses("date = 2010-04-08", "date = 2010-04-08T12:00:00Z", "wrong-type", "2010-04-08T");
    refuses("due = { days = 30, after", "due = { days = 30, hours = 2, after", "bad-span", "{ days");
    refuses("due = { days = 30, after", "due = { days = 0, after", "bad-span", "0");
    refuses("due = { days = 30, after", "due = { days = 30, before = \"x\", after", "bad-due", "{ days");
    refuses(
        "due = { days = 30, after = \"period\" }",
        "due = { days = 30, before = \"period\" }",
        "bad-due",
        "[[clock]]",
    );
    refuses("[term]\nyears = 10", "[term]\ndays = 10", "bad-span", "[term]");
    refuses("id = \"deployed\"\nname", "id = \"Deployed Things\"\nname", "bad-name", "\"Deployed");
    refuses("[[party]]\nid = \"AA\"", "[[party]]\nid = \"aa\"", "bad-name", "\"aa\"");
}

#[test]
fn a_limit_of_nothing_and_on_nothing_is_refused() {
    refuses("value = 700", "value = 0", "limit-zero", "0");
    refuses("counts = [ { class = \"missile-deployed\", each = 1 } ]", "counts = []", "counts-nothing", "[[limit]]");
    refuses("each = 1", "each = 0", "counts-nothing", "{ class");
    refuses(
        "counts = [ { class = \"missile-deployed\", each = 1 } ]",
        "counts = [ { class = \"launcher\", each = 1 }, { class = \"launcher-test\", each = 1 } ]",
        "counted-twice",
        "[[limit]]",
    );
    refuses("each = 1 } ]", "each = 1 }, { class = \"missile-deployed\", each = 1 } ]", "counted-twice", "[[limit]]");
}

#[test]
fn names_given_twice_are_refused() {
    refuses("id = \"missile-stored\"", "id = \"missile-deployed\"", "named-twice", "[[class]]");
    refuses("id = \"II\"", "id = \"I\"", "named-twice", "[[article]]");
    refuses("id = \"ratification-aa\"", "id = \"signature\"", "named-twice", "[[act]]");
    refuses("id = \"deployed\"\nname", "id = \"status\"\nname", "reserved-name", "[[limit]]");
    refuses("[[party]]\nid = \"BB\"", "[[party]]\nid = \"AA\"", "named-twice", "");
}

#[test]
fn references_to_nothing_are_refused() {
    refuses("{ class = \"missile-deployed\"", "{ class = \"missile-deplyed\"", "refers-to-nothing", "[[limit]]");
    refuses("article = \"II\"", "article = \"XX\"", "refers-to-nothing", "[[");
    refuses("source = \"T\"", "source = \"TT\"", "no-source", "[[");
    refuses("by = [\"AA\", \"BB\"]", "by = [\"AA\", \"CC\"]", "refers-to-nothing", "[[act]]");
    refuses(
        "binds = { years = 7, after = \"entry-into-force\" }",
        "binds = { years = 7, after = \"entry\" }",
        "refers-to-nothing",
        "[[limit]]",
    );
    refuses("of-which = \"launcher\"", "of-which = \"launchers\"", "refers-to-nothing", "[[class]]");
    refuses("{limit.deployed}", "{limit.other}", "refers-to-nothing", "[[article]]");
}

#[test]
fn a_cycle_of_conversions_or_of_parts_is_refused() {
    let back = "\n[[conversion]]\nid = \"back\"\nfrom-class = \"missile-stored\"\nto-class = \"missile-deployed\"\narticle = \"II\"\nsource = \"T\"\n";
    refuses("[[limit]]", &format!("{back}\n[[limit]]"), "conversion-cycle", "[[conversion]]");
    let both = back.replace("article", "both-ways = true\narticle");
    let text = SMALL.replacen("[[limit]]", &format!("{both}\n[[limit]]"), 1);
    assert_eq!(common::lines(&text, &problems(&text)), "", "a change that may be reversed is no cycle");
    refuses("id = \"launcher\"\n", "id = \"launcher\"\nof-which = \"launcher-test\"\n", "part-cycle", "[[class]]");
}

#[test]
fn extensions_that_the_text_does_not_carry_are_refused() {
    let act = |id: &str, date: &str, until: &str, more: &str| {
        format!(
            "[[act]]\nid = \"{id}\"\nkind = \"extension\"\ndate = {date}\nuntil = {until}\nby = [\"AA\", \"BB\"]\n\
             title.en = \"Extension\"\ntitle.ru = \"Продление\"\nsource = \"T\"\n{more}\n"
        )
    };
    let with = |acts: &str| format!("{acts}\n[[act]]\nid = \"signature\"");
    let old = "[[act]]\nid = \"signature\"";
    refuses(old, &with(&act("six", "2020-10-20", "2027-02-05", "")), "extension-too-long", "[[act]]");
    let two = act("one", "2020-10-20", "2022-02-05", "") + &act("two", "2021-10-20", "2021-12-05", "readings = []");
    refuses(old, &with(&two), "extensions-overlap", "[[act]]");
    let two = act("one", "2020-10-20", "2022-02-05", "") + &act("two", "2021-10-20", "2023-02-05", "");
    refuses(old, &with(&two), "extension-interpreted", "[[act]]");
    refuses(old, &with(&act("late", "2021-02-05", "2022-02-05", "")), "extension-after-end", "[[act]]");
    let read = "readings = [ { party = \"AA\", text = { en = \"may\", ru = \"можно\" } }, { party = \"BB\", text = { en = \"may\", ru = \"можно\" } } ]";
    let two = act("one", "2020-10-20", "2022-02-05", "") + &act("two", "2021-10-20", "2023-02-05", read);
    let text = SMALL.replacen(old, &with(&two), 1);
    assert_eq!(common::lines(&text, &problems(&text)), "", "a second extension may be recorded as an interpretation");
    let five = SMALL.replacen(old, &with(&act("five", "2020-10-20", "2026-02-05", "")), 1);
    assert_eq!(common::lines(&five, &problems(&five)), "", "five years are what the text allows");
}

#[test]
fn days_that_do_not_exist_are_refused() {
    refuses("date = 2010-04-08", "date = 2019-02-29", "no-such-day", "2019-02-29");
    refuses("month = 3, day = 1", "month = 2, day = 29", "no-such-day", "{ month");
    // entry into force on a leap day: seven years later there is none, and the text must say which day is meant
    refuses("date = 2011-02-05", "date = 2012-02-29", "no-such-day", "[[limit]]");
}

#[test]
fn acts_and_days_out_of_order_are_refused() {
    refuses("date = 2010-04-08", "date = 2012-04-08", "out-of-order", "[[act]]");
    refuses("baseline = 2012-03-01", "baseline = 2014-03-01", "freeze-before-baseline", "[[freeze]]");
    refuses("ends = 2013-03-01", "ends = 2012-03-01", "freeze-before-baseline", "[[freeze]]");
    refuses("value = 700", "value = 700\nuntil = 2018-02-05", "out-of-order", "[[limit]]");
}

#[test]
fn what_a_freeze_does_not_say_it_must_call_silent() {
    refuses("silent = [\"refurbishment-window\"]", "silent = []", "not-said", "[[freeze]]");
    refuses(
        "silent = [\"refurbishment-window\"]",
        "silent = [\"refurbishment-window\", \"ends\"]",
        "said-and-silent",
        "[[freeze]]",
    );
    refuses(
        "silent = [\"refurbishment-window\"]",
        "silent = [\"refurbishment-window\", \"scope\"]",
        "unknown-word",
        "\"scope\"",
    );
}

#[test]
fn a_number_stands_once_and_both_languages_refer_to_it() {
    refuses("no more than {limit.deployed} missiles", "no more than 700 missiles", "number-in-text", "\"Each keeps");
    refuses("не более {limit.deployed} ракет", "не более ракет", "languages-differ", "[[article]]");
    refuses(
        "no more than {limit.deployed} missiles",
        "no more than {limit.deployed missiles",
        "brace-in-text",
        "\"Each keeps",
    );
}

#[test]
fn characters_that_hide_are_refused_by_name() {
    for hidden in ['\u{202E}', '\u{2066}', '\u{200B}', '\u{FEFF}'] {
        let text = SMALL.replacen("title.en = \"Central", &format!("title.en = \"{hidden}Central"), 1);
        let found = problems(&text);
        let told = found.iter().find(|problem| problem.code == "hidden-character").unwrap();
        assert!(told.message.contains(&format!("U+{:04X}", u32::from(hidden))), "{}", told.message);
    }
}

#[test]
fn statuses_need_what_they_name() {
    refuses("value = 700", "value = 700\nstatus = \"bracketed\"", "no-readings", "[[limit]]");
    refuses("value = 700", "value = 700\nstatus = \"conditional\"", "missing-key", "[[limit]]");
    refuses("value = 700", "value = 700\nstatus = \"conditional\"\non = \"nothing\"", "refers-to-nothing", "[[limit]]");
    let twice = "value = 700\nstatus = \"bracketed\"\nreadings = [ { party = \"AA\", text = { en = \"a\", ru = \"а\" } }, { party = \"AA\", text = { en = \"b\", ru = \"б\" } } ]";
    refuses("value = 700", twice, "named-twice", "[[limit]]");
}

#[test]
fn an_article_without_a_rule_says_that_it_is_not_verifiable_here() {
    refuses(
        "not-verifiable.en = \"an intention\"\nnot-verifiable.ru = \"намерение\"\n",
        "",
        "untraceable",
        "[[article]]",
    );
}

#[test]
fn an_offer_says_whose_it_is_and_on_what_it_stands() {
    refuses("nature = \"illustrative\"", "nature = \"offer\"", "no-proposer", "");
    refuses(
        "nature = \"illustrative\"",
        "nature = \"illustrative\"\nbase = { file = \"x.toml\", sha256 = \"00\" }",
        "no-base",
        "\"x.toml\"",
    );
    let base = treaty::parse(SMALL.as_bytes(), None).unwrap().instrument;
    let text = SMALL.replacen(
        "nature = \"illustrative\"",
        "nature = \"illustrative\"\nbase = { file = \"x.toml\", sha256 = \"00\" }",
        1,
    );
    let found = treaty::parse(text.as_bytes(), Some(&base)).unwrap_err();
    let changed = found.iter().find(|problem| problem.code == "base-changed").unwrap();
    assert!(changed.help.contains(&base.hash.to_string()));
}

#[test]
fn every_problem_is_told_at_once() {
    let text = SMALL
        .replacen("value = 700", "value = 0", 1)
        .replacen("form = \"treaty\"", "form = \"pact\"", 1)
        .replacen("date = 2010-04-08", "date = 2019-02-29", 1)
        .replacen("source = \"T\"", "source = \"TT\"", 1);
    let found = problems(&text);
    let codes: Vec<_> = found.iter().map(|problem| problem.code).collect();
    for code in ["limit-zero", "unknown-word", "no-such-day", "no-source"] {
        assert!(codes.contains(&code), "{code} is not among {codes:?}");
    }
    let mut starts: Vec<_> = found
        .iter()
        .filter_map(|problem| match &problem.place {
            treaty::diagnostic::Place::Bytes(span) => Some(span.start),
            _ => None,
        })
        .collect();
    let told = starts.clone();
    starts.sort_unstable();
    assert_eq!(told, starts, "in the order of the file");
}

#[test]
fn strings_that_say_nothing_or_too_much_are_refused() {
    refuses("title.en = \"Aim\"", "title.en = \" \"", "empty-string", "\" \"");
    let long =
        |length: usize| SMALL.replacen("title.en = \"Aim\"", &format!("title.en = \"{}\"", "a".repeat(length)), 1);
    assert_eq!(common::lines("", &problems(&long(4_000))), "");
    assert!(problems(&long(4_001)).iter().any(|problem| problem.code == "too-long"));
}

#[test]
fn an_instrument_needs_two_parties_and_a_class_one_frozen_group() {
    let one = SMALL.replacen(
        "[[party]]\nid = \"BB\"\nname = { en = \"B\", ru = \"Б\" }\nshort = { en = \"B\", ru = \"Б\" }\n",
        "",
        1,
    );
    assert!(problems(&one).iter().any(|problem| problem.code == "too-few-parties"));
    let second = "\"missile-stored\"] }, { id = \"again\", name = { en = \"a\", ru = \"а\" }, classes = [\"missile-stored\"] } ]";
    refuses("\"missile-stored\"] } ]", second, "named-twice", "[[freeze]]");
    refuses("date = 2010-04-08", "date = 2010-04-08\nannounced = 2010-04-09", "out-of-order", "[[act]]");
}

#[test]
fn extensions_without_a_clause_or_beyond_its_number_are_refused() {
    let act = |id: &str, date: &str, until: &str| {
        format!(
            "[[act]]\nid = \"{id}\"\nkind = \"extension\"\ndate = {date}\nuntil = {until}\nby = [\"AA\", \"BB\"]\ntitle = {{ en = \"a\", ru = \"а\" }}\nsource = \"T\"\n"
        )
    };
    let two = act("one", "2020-10-20", "2022-02-05") + &act("two", "2021-10-20", "2023-02-05");
    let once = SMALL.replacen("times = \"silent\"", "times = 1", 1) + &two;
    assert!(problems(&once).iter().any(|problem| problem.code == "extension-used-up"));
    let clause = "[extension]\nyears-max = 5\ntimes = \"silent\"\narticle = \"II\"\nsource = \"T\"\n";
    assert!(SMALL.contains(clause));
    let without = SMALL.replacen(clause, "", 1) + &act("one", "2020-10-20", "2022-02-05");
    assert!(problems(&without).iter().any(|problem| problem.code == "no-extension-clause"));
}

#[test]
fn an_offer_stands_on_an_instrument_and_not_on_an_offer() {
    let base = treaty::parse(SMALL.as_bytes(), None).unwrap().instrument;
    let offer = |id: &str, base: &treaty::Instrument| {
        let text = format!(
            "[instrument]\nid = \"{id}\"\ntitle = {{ en = \"a\", ru = \"а\" }}\nform = \"treaty\"\nnature = \"offer\"\nproposed-by = \"AA\"\n\
             base = {{ file = \"x.toml\", sha256 = \"{}\", keeps = \"all\" }}\n",
            base.hash
        );
        treaty::parse(text.as_bytes(), Some(base))
    };
    let first = offer("first", &base).unwrap().instrument;
    assert!(offer("second", &first).unwrap_err().iter().any(|problem| problem.code == "base-of-base"));
}
