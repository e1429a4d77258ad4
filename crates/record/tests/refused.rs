//! Every mistake of a CSV table has its own code and is told at its place, with what to do about it.

mod common;

use common::small;
use record::declaration::{Rows, read};
use treaty::Diagnostic;
use treaty::diagnostic::Place;

const HEADER: &str = "effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source\n";
const ROW: &str = "2020-03-01,US,655,1373,800,confirmed,a fact sheet\n";
const ITEMS: &str = "effective_date,party,class,items,status,source\n";

/// The codes that a file earns, each with the text of its place.
fn told(file: &[u8]) -> Vec<(&'static str, String)> {
    let diagnostics = read("table.csv", file, &small()).map(|_| ()).err().unwrap_or_default();
    let text = |diagnostic: &Diagnostic| match &diagnostic.place {
        Place::Bytes(span) => String::from_utf8_lossy(&file[span.clone()]).into_owned(),
        _ => String::new(),
    };
    for diagnostic in &diagnostics {
        assert!(!diagnostic.help.is_empty(), "no remedy: {diagnostic:?}");
        assert!(!diagnostic.message.contains('\n'), "{diagnostic:?}");
    }
    diagnostics.iter().map(|diagnostic| (diagnostic.code, text(diagnostic))).collect()
}

/// A file must earn exactly these.
fn check(file: &str, wanted: &[(&str, &str)]) {
    let told = told(file.as_bytes());
    let told: Vec<(&str, &str)> = told.iter().map(|(code, text)| (*code, text.as_str())).collect();
    assert_eq!(told, wanted, "{file}");
}

/// A row of aggregates, alone under its header, must earn exactly these.
fn check_row(row: &str, wanted: &[(&str, &str)]) {
    check(&format!("{HEADER}{row}\n"), wanted);
}

/// A row of items, alone under a header with every column, must earn exactly these.
fn check_item(row: &str, wanted: &[(&str, &str)]) {
    check(&format!("effective_date,party,stated_by,class,type,items,status,source\n{row}\n"), wanted);
}

fn message(file: &str, code: &str) -> Diagnostic {
    let told = read("table.csv", file.as_bytes(), &small()).unwrap_err();
    told.into_iter().find(|diagnostic| diagnostic.code == code).unwrap()
}

#[test]
fn a_good_table_is_read_with_its_columns_in_any_order() {
    check(&format!("{HEADER}{ROW}"), &[]);
    check(
        "source,launchers_total,party,status,deployed_warheads,effective_date,deployed_delivery\ns,800,US,confirmed,1,2020-03-01,2\n",
        &[],
    );
    check(&format!("{HEADER}2023-03-01,RU,,,,not_provided,no update\n"), &[]);
    check_item("2020-09-01,US,,icbm-deployed,,397,confirmed,s", &[]);
    check_item("2020-09-01,US,RU,bomber-deployed,b-2a,12,confirmed,s", &[]);
}

#[test]
fn who_states_an_item_is_its_owner_unless_said() {
    let file = format!("{ITEMS}2020-09-01,US,icbm-deployed,397,confirmed,s\n");
    let Rows::Items(rows) = read("t", file.as_bytes(), &small()).unwrap().rows else { panic!() };
    assert_eq!(rows[0].stated_by.as_str(), "US");
    assert_eq!((rows[0].items, rows[0].place.line, rows[0].item_type.is_none()), (397, 2, true));
}

#[test]
fn the_form_of_the_file() {
    check("", &[("empty-file", "")]);
    check("\n\n", &[("empty-file", "")]);
    check(HEADER, &[("no-rows", "effective_date")]);
    check(HEADER.trim_end(), &[("no-rows", "effective_date")]);
    check(&format!("\u{FEFF}{HEADER}{ROW}"), &[("byte-order-mark", "\u{FEFF}")]);
    check(&format!("{HEADER}{ROW}").replace('\n', "\r\n"), &[("line-ends", "\r")]);
    check(&format!("{HEADER}{ROW}").replace('\n', "\r"), &[("line-ends", "\r")]);
    check(&format!("{HEADER}\n{ROW}\n"), &[("blank-line", "\n"), ("blank-line", "\n")]);
    check(&format!("{HEADER}{ROW},,,,,,\n\n"), &[("blank-line", ",,,,,,\n\n")]);
    check_row("2020-03-01,US,655,1373,800,confirmed,\"two\nlines\"", &[("newline-in-cell", "\"two\nlines\"")]);
    check_row("2020-03-01,US,655,1373,800,confirmed,\"never closed", &[("broken-quotes", "\"never closed")]);
    check(
        &format!("{HEADER}2020-03-01,US,655,1373,800,confirmed,\"never closed"),
        &[("broken-quotes", "\"never closed")],
    );
    check_row("2020-03-01,US,655,1373,800,confirmed,the \"84\" over", &[("broken-quotes", "the \"84\" over")]);
}

#[test]
fn bytes_that_are_no_text() {
    let garbage: Vec<u8> = (0..=255).rev().cycle().take(4096).collect();
    assert_eq!(told(&garbage)[0].0, "not-utf8");
    let mut broken = format!("{HEADER}{ROW}").into_bytes();
    let at = broken.len() - 3;
    broken[at] = 0xE9;
    let diagnostics = read("t", &broken, &small()).unwrap_err();
    assert_eq!((diagnostics[0].code, &diagnostics[0].place), ("not-utf8", &Place::Bytes(at..at + 1)));
    assert_eq!(diagnostics[0].help, "save the table as CSV in UTF-8, or as XLSX");
    let old_workbook = read("t", b"\xD0\xCF\x11\xE0\xA1\xB1", &small()).unwrap_err();
    assert!(old_workbook[0].help.starts_with("an old workbook, or one with a password"), "{}", old_workbook[0].help);
}

/// What a remedy says to write, read again, is accepted.
#[test]
fn every_remedy_for_the_form_cures() {
    let table = format!("{HEADER}{ROW}");
    for (file, code, by_hand) in [
        (format!("\u{FEFF}{table}"), "byte-order-mark", "save it without the mark"),
        (table.replace('\n', "\r\n"), "line-ends", "save it with line ends in LF"),
        (table.replace("\n2020", "\n\n2020"), "blank-line", "take it out"),
        (table.replace("a fact sheet", "\"a\nfact sheet\""), "newline-in-cell", "take the line break out"),
        (table.replace("1373", "1 373"), "spaced-number", "write 1373"),
        (table.replace("US", " US"), "space-around", "take it away"),
        (table.replace(',', ";"), "delimiter", "divide them by commas"),
    ] {
        let help = message(&file, code).help;
        assert!(help.starts_with(by_hand), "{help}");
        assert!(help.ends_with(", or run `standstill declare tidy FILE --out NEW.csv`"), "{help}");
        check(&record::tidy(file.as_bytes()).unwrap().text, &[]);
    }
    let stacked = table.replace("1373", "\"1\n373\"");
    assert_eq!(message(&stacked, "newline-in-cell").help, "write one figure on one line");
}

#[test]
fn a_table_divided_by_another_delimiter_is_told_that_alone() {
    for delimiter in [";", "\t"] {
        let rows = format!("{HEADER}{ROW}2020-02-30,FR,\"1 5\",x,,sure,\na\"b,\n").replace(',', delimiter);
        for file in [rows.clone(), format!("\u{FEFF}\r\n{}", rows.replace('\n', "\r\n"))] {
            check(&file, &[("delimiter", delimiter)]);
        }
    }
    let name = message(&format!("{HEADER}{ROW}").replace(',', "\t"), "delimiter").message;
    assert_eq!(name, "the cells are divided by tabs, not by commas");
    // a decimal comma is no delimiter, and stays for the reader to refuse
    let decimal = format!("{HEADER}{ROW}").replace(',', ";").replace("1373", "1373,0");
    let tidied = record::tidy(decimal.as_bytes()).unwrap().text;
    check(&tidied, &[("thousands-separator", "\"1373,0\"")]);
}

#[test]
fn characters_that_nobody_sees() {
    for hidden in ['\0', '\u{7}', '\t', '\u{202E}', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{AD}', '\u{E0041}'] {
        let source = format!("a fact{hidden} sheet");
        check_row(&format!("2020-03-01,US,655,1373,800,confirmed,{source}"), &[("hidden-character", &source)]);
        let party = format!("U{hidden}S");
        check_row(&format!("2020-03-01,{party},655,1373,800,confirmed,s"), &[("hidden-character", &party)]);
        let figure = format!("6{hidden}55");
        check_row(&format!("2020-03-01,US,{figure},1373,800,confirmed,s"), &[("hidden-character", &figure)]);
        let file = format!("{HEADER}{ROW}").replacen("party", &format!("par{hidden}ty"), 1);
        assert_eq!(told(file.as_bytes())[0].0, "missing-column");
        assert_eq!(told(file.as_bytes())[1], ("hidden-character", format!("par{hidden}ty")));
    }
}

#[test]
fn figures_have_one_spelling() {
    for (figure, code) in [
        ("-655", "negative-number"),
        ("many", "not-a-number"),
        ("6 55", "spaced-number"),
        (" 655", "spaced-number"),
        ("6\u{A0}55", "spaced-number"),
        ("\"6,555\"", "thousands-separator"),
        ("6'555", "thousands-separator"),
        ("+655", "plus-sign"),
        ("0655", "leading-zero"),
        ("655.0", "decimal-number"),
        ("1000001", "number-too-large"),
        ("99999999999999999999", "number-too-large"),
    ] {
        check_row(&format!("2020-03-01,US,{figure},1373,800,confirmed,s"), &[(code, figure)]);
        check_item(&format!("2020-03-01,US,,warhead,,{figure},confirmed,s"), &[(code, figure)]);
    }
    check_row("2020-03-01,US,1000000,0,800,confirmed,s", &[]);
}

#[test]
fn figures_are_there_unless_they_were_not_provided() {
    check_row("2020-03-01,US,655,,800,confirmed,s", &[("missing-figure", "")]);
    check_row("2020-03-01,US,,,,confirmed,s", &[("missing-figure", ""); 3]);
    check_row("2020-03-01,US,,1373,,not_provided,s", &[("figure-not-provided", "1373")]);
    check_item("2020-03-01,US,,warhead,,,confirmed,s", &[("missing-figure", "")]);
    check_item("2020-03-01,US,,warhead,,5,not_provided,s", &[("figure-not-provided", "not_provided")]);
    check_item("2020-03-01,US,,warhead,,,not_provided,s", &[("figure-not-provided", "not_provided")]);
}

#[test]
fn dates_are_days_of_the_calendar() {
    for date in ["2020-3-1", "01.03.2020", "2020/03/01", "March 2020", "20200301"] {
        check_row(&format!("{date},US,655,1373,800,confirmed,s"), &[("bad-date", date)]);
    }
    for date in ["2019-02-30", "2019-02-29", "2020-13-01", "2020-00-10"] {
        check_row(&format!("{date},US,655,1373,800,confirmed,s"), &[("no-such-day", date)]);
    }
    check_row(",US,655,1373,800,confirmed,s", &[("empty-cell", "")]);
    for (date, is_read) in [("1944-12-31", false), ("1945-01-01", true), ("2199-12-31", true), ("2200-01-01", false)] {
        let wanted = if is_read { vec![] } else { vec![("date-out-of-range", date)] };
        check_row(&format!("{date},US,655,1373,800,confirmed,s"), &wanted);
    }
    let published = HEADER.replace("source", "source,published");
    for (date, wanted) in [("2199-12-31", vec![]), ("2200-01-01", vec![("date-out-of-range", "2200-01-01")])] {
        check(&format!("{published}2020-03-01,US,655,1373,800,confirmed,s,{date}\n"), &wanted);
    }
}

#[test]
fn nothing_is_published_before_the_day_of_which_it_speaks() {
    let header = HEADER.replace("source", "source,published");
    for (published, wanted) in [
        ("2020-04-01", None),
        ("2020-03-01", None),
        ("", None),
        ("2020-02-29", Some("published-too-early")),
        ("2020-02-30", Some("no-such-day")),
    ] {
        let file = format!("{header}2020-03-01,US,655,1373,800,confirmed,s,{published}\n");
        let wanted: Vec<_> = wanted.into_iter().map(|code| (code, published)).collect();
        check(&file, &wanted);
    }
}

#[test]
fn names_are_those_of_the_instrument() {
    check_row("2020-03-01,FR,655,1373,800,confirmed,s", &[("unknown-party", "FR")]);
    check_row("2020-03-01,us,655,1373,800,confirmed,s", &[("unknown-party", "us")]);
    check_row("2020-03-01,,655,1373,800,confirmed,s", &[("empty-cell", "")]);
    check_row("2020-03-01,US,655,1373,800,probable,s", &[("unknown-status", "probable")]);
    check_row("2020-03-01,US ,655,1373,800,confirmed,s", &[("space-around", "US ")]);
    check_row("2020-03-01,US,655,1373,800,confirmed,", &[("empty-source", "")]);
    check_row("2020-03-01,US,655,1373,800,confirmed, s", &[("space-around", " s")]);
    check_item("2020-03-01,US,CN,warhead,,5,confirmed,s", &[("unknown-party", "CN")]);
    check_item("2020-03-01,US,,warheads,,5,confirmed,s", &[("unknown-class", "warheads")]);
    check_item("2020-03-01,US,,bomber-deployed,b-52,5,confirmed,s", &[("unknown-type", "b-52")]);
    check_item("2020-03-01,RU,,bomber-deployed,b-2a,5,confirmed,s", &[("foreign-type", "b-2a")]);
}

#[test]
fn a_refusal_says_what_is_known() {
    let file = format!("{HEADER}2020-03-01,CN,655,1373,800,confirmd,s\n");
    assert_eq!(message(&file, "unknown-party").help, "the parties are US, RU");
    assert_eq!(message(&file, "unknown-status").help, "did you mean `confirmed`?");
    let file = format!("{ITEMS}2020-03-01,US,warheads,5,confirmed,s\n");
    assert_eq!(message(&file, "unknown-class").help, "did you mean `warhead`?");
    let file = format!("{ITEMS}2020-03-01,US,zeppelin,5,confirmed,s\n");
    let known = "known: bomber-deployed, icbm-deployed, launcher, launcher-converted, warhead";
    assert_eq!(message(&file, "unknown-class").help, known);
}

#[test]
fn a_status_is_its_word_and_two_of_them_are_sure() {
    for (word, sure) in [
        ("confirmed", true),
        ("unchanged", true),
        ("partly_confirmed", false),
        ("derived", false),
        ("unconfirmed", false),
        ("not_provided", false),
    ] {
        let figures = if word == "not_provided" { ",," } else { "655,1373,800" };
        let file = format!("{HEADER}2020-03-01,US,{figures},{word},s\n");
        let Rows::Aggregates(rows) = read("t", file.as_bytes(), &small()).unwrap().rows else { panic!() };
        assert_eq!((rows[0].status.word(), rows[0].status.is_sure()), (word, sure));
    }
}

#[test]
fn rows_have_as_many_cells_as_columns() {
    check_row("2020-03-01,US,655,1373,800,confirmed", &[("cell-count", "2020-03-01")]);
    check_row("2020-03-01,US,655,1373,800,confirmed,Interfax, newsru", &[("cell-count", "2020-03-01")]);
}

#[test]
fn columns_are_known_and_there_once() {
    let row = "2020-03-01,US,655,1373,800,confirmed,s,1\n";
    let with = |column: &str| format!("{}{row}", HEADER.replace("source", &format!("source,{column}")));
    check(&with("notes"), &[("unknown-column", "notes")]);
    check(&with(""), &[("unknown-column", "")]);
    assert_eq!(message(&with(""), "unknown-column").message, "column 8 has no name");
    assert_eq!(message(&with("notes"), "unknown-column").message, "there is no column `notes`");
    check(&with("party"), &[("repeated-column", "party")]);
    check(&with("class"), &[("unknown-column", "class")]);
    let misspelt = format!("{HEADER}{ROW}").replace("launchers_total", "launchers_totl");
    check(&misspelt, &[("missing-column", "effective_date"), ("unknown-column", "launchers_totl")]);
    assert_eq!(message(&misspelt, "unknown-column").help, "did you mean `launchers_total`?");
    assert!(message(&misspelt, "missing-column").message.contains("`launchers_total`"));
    check(
        &format!("{ITEMS}2020-03-01,US,warhead,5,confirmed,s\n").replace("party,", "").replace("US,", ""),
        &[("missing-column", "effective_date")],
    );
}

#[test]
fn a_header_of_neither_shape_is_told_both() {
    for header in [
        "a,b,c",
        "effective_date,party,status,source",
        "deployed_delivery,items",
        "party;klass;itms",
        "party\tklass",
        "klass",
    ] {
        check(&format!("{header}\n1,2\n"), &[("unknown-header", header.split(',').next().unwrap())]);
        let told = message(&format!("{header}\n1,2\n"), "unknown-header");
        assert!(
            told.help
                .contains("effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source")
        );
        assert!(told.help.contains("effective_date,party,class,items,status,source"));
        let divided = told.help.starts_with("columns are separated by commas");
        assert_eq!(divided, header.contains([';', '\t']), "{header}");
    }
}

#[test]
fn nothing_is_said_twice() {
    let again = ROW.replace("655", "656");
    check(&format!("{HEADER}{ROW}{again}"), &[("repeated-row", "2020-03-01")]);
    let told = message(&format!("{HEADER}{ROW}{again}"), "repeated-row");
    assert_eq!(told.message, "line 3: US on 2020-03-01 is there twice; first on line 2");
    check(&format!("{HEADER}{ROW}{ROW}"), &[("repeated-row", "2020-03-01")]);
    check(&format!("{HEADER}{ROW}{}", again.replace("confirmed", "unchanged")), &[("repeated-row", "2020-03-01")]);
    // even where another cell of the row is wrong
    check(
        &format!("{HEADER}{ROW}{}", again.replace("800", "x")),
        &[("repeated-row", "2020-03-01"), ("not-a-number", "x")],
    );

    let rows = |rows: &[&str]| {
        let lines: Vec<String> = rows.iter().map(|row| format!("2020-09-01,US,{row},confirmed,s\n")).collect();
        format!("effective_date,party,stated_by,class,type,items,status,source\n{}", lines.concat())
    };
    check(&rows(&[",warhead,,5", ",warhead,,6"]), &[("repeated-row", "2020-09-01")]);
    check(&rows(&[",warhead,,5", "US,warhead,,6"]), &[("repeated-row", "2020-09-01")]);
    check(&rows(&[",bomber-deployed,b-2a,5", ",bomber-deployed,b-2a,5"]), &[("repeated-row", "2020-09-01")]);
    check(&rows(&[",bomber-deployed,b-2a,5", ",bomber-deployed,b-52h,6", "RU,bomber-deployed,b-2a,7"]), &[]);
    check(&rows(&[",bomber-deployed,b-2a,5", ",bomber-deployed,,17"]), &[("whole-and-types", "2020-09-01")]);
    for (row, what) in [
        (",warhead,,5", "US on 2020-09-01, warhead"),
        ("US,bomber-deployed,b-2a,5", "US on 2020-09-01, bomber-deployed, b-2a"),
        ("RU,bomber-deployed,b-2a,5", "US on 2020-09-01, bomber-deployed, b-2a, stated by RU"),
    ] {
        let told = message(&rows(&[row, row]), "repeated-row").message;
        assert_eq!(told, format!("line 3: {what} is there twice; first on line 2"));
    }
}

#[test]
fn figures_published_under_another_date() {
    let lines = |lines: &[(&str, &str, &str)]| {
        let rows: Vec<String> =
            lines.iter().map(|(date, figures, status)| format!("{date},{figures},{status},s\n")).collect();
        format!("{HEADER}{}", rows.concat())
    };
    let (old, new) = ("US,665,1389,800", "US,662,1419,800");
    let trap =
        lines(&[("2021-09-01", old, "confirmed"), ("2022-03-01", new, "confirmed"), ("2023-03-01", old, "confirmed")]);
    check(&trap, &[("repeated-figures", "2023-03-01")]);
    let told = message(&trap, "repeated-figures");
    assert_eq!(told.message, "line 4: the figures of US for 2023-03-01 are those for 2021-09-01, on line 2");
    assert!(told.help.contains("check the publication") && told.help.contains("`unchanged`"));
    // the later day is at fault wherever its row stands
    check(
        &lines(&[("2023-03-01", old, "confirmed"), ("2021-09-01", old, "confirmed")]),
        &[("repeated-figures", "2023-03-01")],
    );
    check(&lines(&[("2021-09-01", old, "confirmed"), ("2023-03-01", old, "unchanged")]), &[]);
    check(
        &lines(&[("2021-09-01", old, "unchanged"), ("2023-03-01", old, "confirmed")]),
        &[("repeated-figures", "2023-03-01")],
    );
    check(
        &lines(&[("2021-09-01", old, "confirmed"), ("2023-03-01", new, "unchanged")]),
        &[("changed-figures", "2023-03-01")],
    );
    check(&lines(&[("2021-09-01", old, "unchanged")]), &[]);
    // what another party stated before is nothing to be compared with
    check(&lines(&[("2021-09-01", "RU,1,2,3", "confirmed"), ("2023-03-01", old, "unchanged")]), &[]);
    // another party's figures, or one figure of several, may be the same
    check(&lines(&[("2021-09-01", old, "confirmed"), ("2023-03-01", "RU,665,1389,800", "confirmed")]), &[]);
    check(&lines(&[("2021-09-01", old, "confirmed"), ("2023-03-01", "US,665,1389,799", "confirmed")]), &[]);
    check(&lines(&[("2022-03-01", "RU,,,", "not_provided"), ("2023-03-01", "RU,,,", "not_provided")]), &[]);
}

#[test]
fn every_problem_is_told_at_once_and_in_order() {
    let file = format!("\u{FEFF}{HEADER}2020-02-30,FR,-1,x,1 000,sure,\n,US,1,1,1,confirmed\n{ROW}");
    check(
        &file,
        &[
            ("byte-order-mark", "\u{FEFF}"),
            ("no-such-day", "2020-02-30"),
            ("unknown-party", "FR"),
            ("negative-number", "-1"),
            ("not-a-number", "x"),
            ("spaced-number", "1 000"),
            ("unknown-status", "sure"),
            ("empty-source", ""),
            ("cell-count", ""),
        ],
    );
}

#[test]
fn a_flood_of_problems_ends() {
    let file = format!("{HEADER}{}", "x,x,x,x,x,x,\n".repeat(1_000));
    let told = read("t", file.as_bytes(), &small()).unwrap_err();
    assert_eq!(told.len(), 501);
    assert_eq!(told[500].message, "6500 more problems are not told here");
}

#[test]
fn everything_is_bounded_and_one_past_it_is_refused() {
    let code = |file: &[u8]| told(file).first().map(|(code, _)| *code);
    let long = |bytes: usize| format!("{HEADER}2020-03-01,US,655,1373,800,confirmed,{}\n", "x".repeat(bytes));
    assert_eq!(code(long(record::CELL_MAX).as_bytes()), None);
    assert_eq!(code(long(record::CELL_MAX + 1).as_bytes()), Some("cell-too-long"));

    let line = b"x".repeat(1 << 20);
    assert_eq!(code(&line), Some("unknown-header"));
    assert_eq!(code(&[&line[..], b"x"].concat()), Some("line-too-long"));

    let mut large = b"\n".repeat(record::FILE_MAX);
    assert_eq!(code(&large), Some("empty-file"));
    large.push(b'x');
    assert_eq!(code(&large), Some("file-too-large"));

    let days = |rows: usize| {
        let mut file = ITEMS.to_owned();
        for row in 0..rows {
            let (party, day) = (if row % 2 == 0 { "US" } else { "RU" }, row / 2);
            let (year, rest) = (1945 + day / 300, day % 300);
            let (month, day) = (1 + rest / 25, 1 + rest % 25);
            file.push_str(&format!("{year}-{month:02}-{day:02},{party},warhead,{row},confirmed,s\n"));
        }
        file
    };
    assert_eq!(code(days(record::ROWS_MAX).as_bytes()), None);
    assert_eq!(code(days(record::ROWS_MAX + 1).as_bytes()), Some("too-many-rows"));
    assert_eq!(code(&[&b"x"[..], &b",".repeat(record::COLUMNS_MAX - 1)].concat()), Some("unknown-header"));
    assert_eq!(code(&[&b"x"[..], &b",".repeat(record::COLUMNS_MAX)].concat()), Some("too-many-columns"));
}
