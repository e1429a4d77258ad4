//! XLSX: what is read, what is refused, and that no workbook can lead the reader astray.

mod common;

use common::{PLAIN, fill, package, small};
use record::declaration::{Rows, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use treaty::diagnostic::Place;

const TABLE: &str = "effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source\n\
    2020-03-01,US,655,1373,800,confirmed,a fact sheet\n";

/// The table of one row, changed.
fn changed(change: impl FnOnce(&mut Worksheet) -> Result<&mut Worksheet, XlsxError>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, TABLE.as_bytes());
    change(sheet).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// The codes that a workbook earns, each with its cell.
fn told(file: &[u8]) -> Vec<(&'static str, String)> {
    let diagnostics = read("table.xlsx", file, &small()).map(|_| ()).err().unwrap_or_default();
    let place = |place: &Place| match place {
        Place::Cell(cell) => cell.clone(),
        Place::File => "file".to_owned(),
        Place::Bytes(_) => "bytes".to_owned(),
    };
    assert!(diagnostics.iter().all(|diagnostic| !diagnostic.help.is_empty()));
    diagnostics.iter().map(|diagnostic| (diagnostic.code, place(&diagnostic.place))).collect()
}

fn check(file: &[u8], wanted: &[(&str, &str)]) {
    let told = told(file);
    let told: Vec<(&str, &str)> = told.iter().map(|(code, place)| (*code, place.as_str())).collect();
    assert_eq!(told, wanted);
}

/// With one part of the plain workbook changed.
fn check_part(name: &str, from: &str, to: &str, wanted: &[(&str, &str)]) {
    let (_, plain) = PLAIN.iter().find(|(part, _)| *part == name).unwrap();
    assert!(plain.contains(from));
    check(&package(&[(name, &plain.replacen(from, to, 1))]), wanted);
}

fn day_format() -> Format {
    Format::new().set_num_format("yyyy-mm-dd")
}

#[test]
fn numbers_text_and_formulas_are_read() {
    check(&common::workbook(TABLE.as_bytes()), &[]);
    check(&changed(|sheet| sheet.write_string(1, 2, "655")), &[]);
    let formula = Formula::new("=600+55").set_result("655");
    check(&changed(|sheet| sheet.write_formula(1, 2, formula)), &[]);
    let file = package(&[]);
    let Rows::Aggregates(rows) = read("t", &file, &small()).unwrap().rows else { panic!() };
    assert_eq!((rows[0].figures.as_ref().unwrap().values().sum::<u64>(), rows[0].place.line), (655 + 1373 + 800, 2));
}

#[test]
fn a_date_is_a_day_of_the_spreadsheet_or_text() {
    let dated = |date: ExcelDateTime| changed(|sheet| sheet.write_datetime_with_format(1, 0, &date, &day_format()));
    let file = dated(ExcelDateTime::from_ymd(2018, 2, 5).unwrap());
    let Rows::Aggregates(rows) = read("t", &file, &small()).unwrap().rows else { panic!() };
    assert_eq!(rows[0].effective.to_string(), "2018-02-05");
    check(
        &dated(ExcelDateTime::from_ymd(2018, 2, 5).unwrap().and_hms(12, 0, 0).unwrap()),
        &[("bad-date", "Sheet1!A2")],
    );
    // the day that spreadsheets have and the calendar does not
    let leap = changed(|sheet| sheet.write_number_with_format(1, 0, 60, &day_format()));
    check(&leap, &[("no-such-day", "Sheet1!A2")]);
    for number in [-1.0, 0.0, 43_831.0, 1e9, 1e300] {
        check(&changed(|sheet| sheet.write_number(1, 0, number)), &[("bad-date", "Sheet1!A2")]);
    }
    for number in [-1.0, 0.0, 1e9, 1e300] {
        let file = changed(|sheet| sheet.write_number_with_format(1, 0, number, &day_format()));
        check(&file, &[("bad-date", "Sheet1!A2")]);
    }
    check_part("xl/worksheets/sheet1.xml", r#"t="s"><v>3<"#, r#"t="d"><v>2020-03-01T00:00:00<"#, &[]);
    check_part("xl/worksheets/sheet1.xml", r#"t="s"><v>3<"#, r#"t="d"><v>2020-03-01<"#, &[]);
    check_part(
        "xl/worksheets/sheet1.xml",
        r#"t="s"><v>3<"#,
        r#"t="d"><v>2020-03-01T08:00:00<"#,
        &[("bad-date", "Data!A2")],
    );
}

#[test]
fn a_figure_is_a_whole_number() {
    for (number, code) in [
        (655.5, "decimal-number"),
        (-655.0, "negative-number"),
        (1e7, "number-too-large"),
        (1e300, "number-too-large"),
        (1e-300, "decimal-number"),
    ] {
        check(&changed(|sheet| sheet.write_number(1, 2, number)), &[(code, "Sheet1!C2")]);
    }
    let dated = changed(|sheet| sheet.write_number_with_format(1, 2, 655, &day_format()));
    check(&dated, &[("not-a-number", "Sheet1!C2")]);
    check(&changed(|sheet| sheet.write_boolean(1, 2, true)), &[("not-a-number", "Sheet1!C2")]);
    let broken = Formula::new("=1/0").set_result("#DIV/0!");
    check(&changed(|sheet| sheet.write_formula(1, 2, broken)), &[("not-a-number", "Sheet1!C2")]);
    check_part(
        "xl/worksheets/sheet1.xml",
        "<c r=\"C2\"><v>655</v></c>",
        "<c r=\"C2\"><f>1+1</f></c>",
        &[("missing-figure", "Data!C2")],
    );
    check_part("xl/worksheets/sheet1.xml", "<v>655</v>", "<v>-0</v>", &[]);
    check(&changed(|sheet| sheet.write_string(1, 2, "1 655")), &[("spaced-number", "Sheet1!C2")]);
}

#[test]
fn cells_are_checked_as_in_a_text() {
    check(&changed(|sheet| sheet.write_string(1, 6, "two\nlines")), &[("newline-in-cell", "Sheet1!G2")]);
    check(&changed(|sheet| sheet.write_string(1, 6, "a\u{202E}b")), &[("hidden-character", "Sheet1!G2")]);
    check(&changed(|sheet| sheet.write_string(1, 7, "beside")), &[("cell-count", "Sheet1!A2")]);
    check(&changed(|sheet| sheet.write_string(0, 7, "notes")), &[("unknown-column", "Sheet1!H1")]);
    check(&changed(|sheet| sheet.write_string(1, 6, "x".repeat(4_001))), &[("cell-too-long", "Sheet1!G2")]);
    check(&changed(|sheet| sheet.write_number(3, 300, 1)), &[("too-many-columns", "Sheet1!KO4")]);
    check(
        &changed(|sheet| sheet.write_number(1_048_575, 0, 1)),
        &[
            ("bad-date", "Sheet1!A1048576"),
            ("empty-cell", "Sheet1!B1048576"),
            ("missing-figure", "Sheet1!C1048576"),
            ("missing-figure", "Sheet1!D1048576"),
            ("missing-figure", "Sheet1!E1048576"),
            ("empty-cell", "Sheet1!F1048576"),
            ("empty-source", "Sheet1!G1048576"),
        ],
    );
}

#[test]
fn rows_that_are_only_formatted_are_no_rows() {
    let file = changed(|sheet| sheet.write_blank(9, 3, &day_format()));
    check(&file, &[]);
}

#[test]
fn a_workbook_holds_one_table() {
    let with_other = |content: Option<&str>| {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), TABLE.as_bytes());
        let other = workbook.add_worksheet().set_name("Corrections").unwrap();
        if let Some(content) = content {
            other.write_string(5, 5, content).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    };
    check(&with_other(None), &[]);
    check(&with_other(Some("1374")), &[("other-sheet", "file")]);
    let hidden = {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), TABLE.as_bytes());
        workbook.add_worksheet().set_hidden(true).write_number(0, 0, 1).unwrap();
        workbook.save_to_buffer().unwrap()
    };
    check(&hidden, &[("other-sheet", "file")]);
    let empty = Workbook::new().save_to_buffer().unwrap();
    check(&empty, &[("empty-file", "file")]);
}

#[test]
fn a_zip_that_is_no_workbook() {
    check(b"PK\x03\x04", &[("not-xlsx", "file")]);
    let garbage: Vec<u8> = b"PK\x03\x04".iter().copied().chain((0..=255).cycle().take(5_000)).collect();
    check(&garbage, &[("not-xlsx", "file")]);
    check(&common::zipped(&[("readme.txt", "no workbook")].into()), &[("not-xlsx", "file")]);
    let whole = common::workbook(TABLE.as_bytes());
    for length in [4, 100, whole.len() / 2, whole.len() - 1] {
        assert_eq!(told(&whole[..length]), [("not-xlsx", "file".to_owned())], "{length}");
    }
}

/// Sheets whose XML is well formed and means nothing, or means two things.
#[test]
fn contradictions_of_a_sheet() {
    let sheet = "xl/worksheets/sheet1.xml";
    check_part(sheet, r#"r="D2""#, r#"r="C2""#, &[("not-xlsx", "Data!C2")]);
    check_part(sheet, r#"<row r="2"><c r="A2""#, r#"<row r="1"><c r="A1""#, &[("not-xlsx", "Data!A1")]);
    check_part(sheet, r#"ref="A1:G2""#, r#"ref="B5:A1""#, &[("xlsx-bounds", "file")]);
    check_part(sheet, r#"ref="A1:G2""#, r#"ref="A1:XFD1048576""#, &[]);
    check_part(sheet, r#"r="D2""#, r#"r="ZZZZZZZZZZ2""#, &[("xlsx-bounds", "file")]);
    check_part(sheet, r#"r="D2""#, r#"r="D99999999999""#, &[("xlsx-bounds", "file")]);
    check_part(sheet, r#"t="s"><v>3<"#, r#"t="s"><v>300<"#, &[("not-xlsx", "file")]);
    check_part(sheet, "</sheetData>", "", &[("not-xlsx", "file")]);
    check_part("xl/workbook.xml", "rId1", "rId2", &[("not-xlsx", "file")]);
    check_part("xl/_rels/workbook.xml.rels", "worksheets/", "chartsheets/", &[("not-xlsx", "file")]);
    check_part(
        "xl/_rels/workbook.xml.rels",
        "relationships/worksheet",
        "relationships/chartsheet",
        &[("not-xlsx", "file")],
    );
}

/// Each would make the library reserve, copy or unpack far more than the file's size.
#[test]
fn small_files_that_would_fill_the_memory() {
    let refused = [("xlsx-bounds", "file")];
    check_part("xl/sharedStrings.xml", r#"uniqueCount="4""#, r#"uniqueCount="1000000000000""#, &refused);
    check_part("xl/sharedStrings.xml", r#"uniqueCount="4""#, r#"uniqueCount = '99999999999999999999'"#, &refused);
    check_part("xl/sharedStrings.xml", "<sst", r#"<?xml version="1.0" encoding="utf-16"?><sst"#, &refused);
    let strings = format!("<sst>{}</sst>", "<x:si/>".repeat(2_000_001));
    check(&package(&[("xl/sharedStrings.xml", &strings)]), &refused);
    let styles = format!("<styleSheet><fonts><font><name val=\"{}\"/></font></fonts></styleSheet>", "x".repeat(1_001));
    check(&package(&[("xl/styles.xml", &styles)]), &refused);
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(20_001));
    check(&package(&[("xl/styles.xml", &styles)]), &refused);
    let sheets = format!("<workbook><sheets>{}</sheets></workbook>", r#"<sheet name="Data" r:id="rId1"/>"#.repeat(65));
    check(&package(&[("xl/workbook.xml", &sheets)]), &refused);
    check(
        &package(&[("xl/workbook.xml", &sheets.replacen(r#"<sheet name="Data" r:id="rId1"/>"#, "", 48))]),
        &[("not-xlsx", "file")],
    );
}

#[test]
fn a_bomb_is_refused_by_what_it_declares_and_by_what_it_is() {
    let bomb = package(&[("xl/media/bomb.bin", &"\0".repeat((64 << 20) + 1))]);
    assert!(bomb.len() < 100_000);
    check(&bomb, &[("xlsx-bounds", "file")]);

    let content = "0".repeat(1 << 20);
    let honest = package(&[("xl/media/large.bin", &content)]);
    check(&honest, &[]);
    // the same with a declared size of 100 bytes, in the directory and before the part
    let mut lying = honest.clone();
    let size = (1_u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..honest.len() - 4).filter(|at| honest[*at..*at + 4] == size).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|at| lying[*at..*at + 4].copy_from_slice(&100_u32.to_le_bytes()));
    check(&lying, &[("not-xlsx", "file")]);
}

/// A short text that many cells share is small in the file and large in the memory.
#[test]
fn shared_text_is_counted_where_it_is_used() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100_000));
    let cell = r#"<c t="s"><v>0</v></c>"#;
    let sheet =
        format!("<worksheet><sheetData>{}</sheetData></worksheet>", format!("<row>{cell}{cell}</row>").repeat(1_000));
    let file = package(&[("xl/sharedStrings.xml", &strings), ("xl/worksheets/sheet1.xml", &sheet)]);
    assert!(file.len() < 10_000);
    check(&file, &[("too-much-text", "Data!A84")]);
}
