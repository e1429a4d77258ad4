//! XLSX: what is read, what is refused, and that no workbook can lead the reader astray.

mod common;

use common::{PLAIN, fill, package, package_of_bytes, small};
use record::declaration::{Rows, read};
use rust_xlsxwriter::{Chart, ChartType, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
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
fn numbers_and_text_are_read() {
    check(&common::workbook(TABLE.as_bytes()), &[]);
    check(&changed(|sheet| sheet.write_string(1, 2, "655")), &[]);
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
    let span = Format::new().set_num_format("[h]:mm:ss");
    let file = changed(|sheet| sheet.write_number_with_format(1, 0, 43_831, &span));
    check(&file, &[("bad-date", "Sheet1!A2")]);
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
    for (value, message) in [(true, "`TRUE` is not a figure: "), (false, "`FALSE` is not a figure: ")] {
        let file = changed(|sheet| sheet.write_boolean(1, 2, value));
        check(&file, &[("not-a-number", "Sheet1!C2")]);
        assert!(first_told(&file).0.starts_with(message), "{:?}", first_told(&file));
    }
    check_part(
        "xl/worksheets/sheet1.xml",
        r#"<c r="C2"><v>655"#,
        r##"<c r="C2" t="e"><v>#DIV/0!"##,
        &[("not-a-number", "Data!C2")],
    );
    check_part("xl/worksheets/sheet1.xml", "<v>655</v>", "<v>-0</v>", &[]);
    check(&changed(|sheet| sheet.write_string(1, 2, "1 655")), &[("spaced-number", "Sheet1!C2")]);
}

/// Refused, and for this alone, by what reads a table and by what tidies it.
fn check_both(file: &[u8], wanted: &[(&str, &str)]) {
    check(file, wanted);
    let codes: Vec<&str> = record::tidy(file).unwrap_err().iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, wanted.iter().map(|(code, _)| *code).collect::<Vec<_>>());
}

fn first_told(file: &[u8]) -> (String, String) {
    let told = read("t", file, &small()).unwrap_err();
    (told[0].message.clone(), told[0].help.clone())
}

#[test]
fn formulas_are_refused_with_and_without_a_value() {
    let with_value = Formula::new("=600+55").set_result("655");
    let file = changed(|sheet| sheet.write_formula(1, 2, with_value));
    check_both(&file, &[("formula", "Sheet1!C2")]);
    let (message, help) = first_told(&file);
    assert_eq!(message, "cell C2 holds a formula");
    assert!(help.starts_with("paste its value"));
    let broken = Formula::new("=1/0").set_result("#DIV/0!");
    check_both(&changed(|sheet| sheet.write_formula(1, 2, broken)), &[("formula", "Sheet1!C2")]);
    for cell in [
        r#"<f>1+1</f>"#,
        r#"<f>1+1</f><v></v>"#,
        r#"<f>1+1</f><v/>"#,
        r#"<f t="shared" si="0"/><v>655</v>"#,
        r#"<f t="shared" ref="C2:C9" si="0">1+1</f><v>655</v>"#,
        r#"<f t="array" ref="C2">1+1</f><v>655</v>"#,
        r#"<f t="dataTable" ref="C2:C9" r1="A1"/><v>655</v>"#,
        r#"<v>655</v><f>1+1</f>"#,
        r#"<f></f><v>655</v>"#,
    ] {
        let (_, sheet) = PLAIN[4];
        let sheet = sheet.replacen("<v>655</v>", cell, 1);
        check_both(&package(&[("xl/worksheets/sheet1.xml", &sheet)]), &[("formula", "Data!C2")]);
    }
    // also where the table has no column
    let beside = Formula::new("=SUM(C2:E2)").set_result("2828");
    check_both(&changed(|sheet| sheet.write_formula(8, 8, beside)), &[("formula", "Sheet1!I9")]);
}

#[test]
fn merged_cells_that_touch_the_table_are_refused() {
    let merged = |first: (u32, u16), last: (u32, u16)| {
        changed(|sheet| sheet.merge_range(first.0, first.1, last.0, last.1, "", &Format::new()))
    };
    let file = changed(|sheet| sheet.merge_range(1, 2, 1, 3, "655", &Format::new()));
    check_both(&file, &[("merged-cells", "Sheet1!C2")]);
    let (message, help) = first_told(&file);
    assert_eq!(message, "the cells C2:D2 are merged");
    assert_eq!(help, "unmerge them, and fill each cell with what is meant there");
    check_both(&merged((1, 6), (4, 9)), &[("merged-cells", "Sheet1!G2")]);
    // below the table, and to its right
    check(&merged((2, 0), (3, 6)), &[]);
    check(&merged((0, 7), (1, 9)), &[]);
    // and above it
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().merge_range(0, 0, 1, 6, "", &Format::new()).unwrap();
    for (row, line) in (2..).zip(TABLE.lines()) {
        sheet.write_row(row, 0, line.split(',')).unwrap();
    }
    check(&workbook.save_to_buffer().unwrap(), &[]);
    let sheet = PLAIN[4]
        .1
        .replace("</sheetData>", r#"</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>"#);
    check_both(&package(&[("xl/worksheets/sheet1.xml", &sheet)]), &[("merged-cells", "Data!A2")]);
}

#[test]
fn hidden_cells_of_the_table_are_refused() {
    let file = changed(|sheet| sheet.set_row_hidden(1));
    check_both(&file, &[("hidden-cells", "Sheet1!A2")]);
    let (message, help) = first_told(&file);
    assert_eq!(message, "row 2 is hidden and holds cells of the table");
    assert!(help.starts_with("show it"));
    let file = changed(|sheet| sheet.set_column_hidden(3));
    check_both(&file, &[("hidden-cells", "Sheet1!D1")]);
    assert_eq!(first_told(&file).0, "column D is hidden and holds cells of the table");
    check_both(&changed(|sheet| sheet.set_column_width(3, 0)), &[("hidden-cells", "Sheet1!D1")]);
    check_both(
        &changed(|sheet| sheet.set_column_range_hidden(2, 3)?.set_row_hidden(0)),
        &[("hidden-cells", "Sheet1!A1"), ("hidden-cells", "Sheet1!C1"), ("hidden-cells", "Sheet1!D1")],
    );
    let beside = changed(|sheet| sheet.write_string(0, 8, "notes")?.write_string(1, 7, "beside")?.set_column_hidden(7));
    check_both(&beside, &[("hidden-cells", "Sheet1!H2")]);
    // what is hidden and empty hides nothing
    check(&changed(|sheet| sheet.set_row_hidden(5)), &[]);
    check(&changed(|sheet| sheet.set_column_range_hidden(7, 16_383)), &[]);
    check(&changed(|sheet| sheet.set_row_hidden(5)?.write_blank(5, 0, &day_format())), &[]);
    let other_hides = |value: Option<u32>| {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), TABLE.as_bytes());
        let other = workbook.add_worksheet().set_column_range_hidden(0, 16_383).unwrap();
        value.map(|value| other.write_number(30, 30, value).unwrap());
        workbook.save_to_buffer().unwrap()
    };
    check(&other_hides(None), &[]);
    check(&other_hides(Some(1)), &[("other-sheet", "file")]);
}

#[test]
fn a_hidden_first_sheet_is_refused() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_hidden(true);
    fill(sheet, TABLE.as_bytes());
    workbook.add_worksheet().set_active(true);
    check_both(&workbook.save_to_buffer().unwrap(), &[("hidden-cells", "file")]);
}

/// The part that the library reads is searched for what it hides whatever its name and encoding.
#[test]
fn a_sheet_does_not_hide_behind_its_name_or_encoding() {
    let sheet = PLAIN[4].1.replace(r#"<row r="2">"#, r#"<row r="2" hidden="1">"#);
    let relations = PLAIN[1].1.replace("worksheets/sheet1.xml", "other/t.bin");
    let file = package(&[("xl/other/t.bin", &sheet), ("xl/_rels/workbook.xml.rels", &relations)]);
    check_both(&file, &[("hidden-cells", "Data!A2")]);
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
    check_part(
        "xl/worksheets/sheet1.xml",
        "</row>\n</sheetData>",
        r#"<c r="IZ2" t="str"><v></v></c></row></sheetData>"#,
        &[],
    );
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
    check(&with_other(Some("  ")), &[]);
    check(&with_other(Some("1374")), &[("other-sheet", "file")]);
    // a formula without a value is data too
    let computed = PLAIN[4].1.replace("<v>655</v>", "<f>1+1</f>").replace("<v>", "<v><!--").replace("</v>", "--></v>");
    let workbook =
        r#"<workbook><sheets><sheet name="Data" r:id="rId1"/><sheet name="More" r:id="rId2"/></sheets></workbook>"#;
    let second = PLAIN[1].1.replace("rId1", "rId2").replace("sheet1", "sheet2");
    let relations =
        format!("{}{}", PLAIN[1].1.trim_end_matches("</Relationships>"), second.trim_start_matches("<Relationships>"));
    let file = package(&[
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet2.xml", &computed),
    ]);
    check(&file, &[("other-sheet", "file")]);
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
fn a_chart_of_its_own_is_no_table() {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), TABLE.as_bytes());
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("Sheet1!$C$2:$E$2");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    check(&workbook.save_to_buffer().unwrap(), &[]);
}

#[test]
fn a_zip_that_is_no_workbook() {
    check(b"PK\x03\x04", &[("not-xlsx", "file")]);
    let garbage: Vec<u8> = b"PK\x03\x04".iter().copied().chain((0..=255).cycle().take(5_000)).collect();
    check(&garbage, &[("not-xlsx", "file")]);
    check(&common::zipped(&[("readme.txt", &b"no workbook"[..])].into()), &[("not-xlsx", "file")]);
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
fn parts_of_xml_are_text_whatever_they_are_for() {
    for name in ["docProps/app.xml", "docProps/_rels/app.rels"] {
        for content in [&b"<a>\xE9</a>"[..], b"<a>\0</a>"] {
            check(&package_of_bytes(&[(name, content)]), &[("xlsx-bounds", "file")]);
        }
    }
    let picture = &b"\x89PNG\0<a>\xFF"[..];
    check(&package_of_bytes(&[("xl/media/image1.png", picture)]), &[]);
}

#[test]
fn what_is_copied_again_and_again_is_short() {
    let with = |name, content: &str| package(&[(name, content)]);
    let long = format!("<a>{}</a>", "x".repeat(1 << 20));
    for name in ["xl/styles.xml", "xl/_rels/other.rels"] {
        check(&with(name, &long), &[("xlsx-bounds", "file")]);
    }
    check(&with("docProps/app.xml", &long), &[]);
    check(&with("docProps/app.xml", &format!("<a b='{}'/>", "x".repeat(1_001))), &[]);
}

#[test]
fn a_workbook_of_very_many_parts_is_refused() {
    let of = |parts: usize| {
        let names: Vec<_> = (PLAIN.len()..parts).map(|number| format!("docProps/{number}.xml")).collect();
        package(&names.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>())
    };
    check(&of(2_000), &[]);
    check(&of(2_001), &[("xlsx-bounds", "file")]);
}

#[test]
fn a_bomb_is_refused_by_what_it_declares_and_by_what_it_is() {
    let bomb = package(&[("xl/media/bomb.bin", &"\0".repeat((64 << 20) + 1))]);
    assert!(bomb.len() < 100_000);
    check(&bomb, &[("xlsx-bounds", "file")]);

    let content = "0".repeat(1 << 20);
    let honest = package(&[("xl/media/large.bin", &content)]);
    check(&honest, &[]);
    // the same with another declared size, in the directory and before the part
    let size = (1_u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..honest.len() - 4).filter(|at| honest[*at..*at + 4] == size).collect();
    assert!(!places.is_empty());
    for (declared, code) in [(100_u32, "not-xlsx"), (5 << 20, "xlsx-bounds")] {
        let mut lying = honest.clone();
        places.iter().for_each(|at| lying[*at..*at + 4].copy_from_slice(&declared.to_le_bytes()));
        check(&lying, &[(code, "file")]);
    }
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
