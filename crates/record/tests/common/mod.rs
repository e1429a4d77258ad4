//! What the tests share: instruments, the two real tables, and workbooks made from tables.
#![allow(dead_code, reason = "each test file uses a part")]

use record::declaration::{Declarations, Rows};
use rust_xlsxwriter::{Workbook, Worksheet};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use treaty::Instrument;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Every aggregate declaration under New START.
pub const AGGREGATES: &[u8] = include_bytes!("../../../../data/new-start-aggregates.csv");

/// The lines of the declaration of the United States effective 2020-09-01.
pub const ITEMS: &[u8] = include_bytes!("../../../../data/us-2020-09-01-items.csv");

/// A small instrument.
pub fn small() -> Instrument {
    parsed(include_bytes!("small.toml"))
}

/// New START.
pub fn new_start() -> Instrument {
    parsed(include_bytes!("../../../../treaties/new-start.toml"))
}

fn parsed(file: &[u8]) -> Instrument {
    match treaty::parse(file, None) {
        Ok(parsed) => parsed.instrument,
        Err(told) => panic!("{told:#?}"),
    }
}

/// A CSV table as a workbook: figures as numbers, all else as text.
pub fn workbook(csv: &[u8]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), csv);
    workbook.save_to_buffer().unwrap()
}

/// Writes a CSV table into a sheet.
pub fn fill(sheet: &mut Worksheet, csv: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv);
    for (row, record) in reader.records().enumerate() {
        for (column, cell) in record.unwrap().iter().enumerate() {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            let written = match cell.parse::<u32>() {
                Ok(number) => sheet.write_number(row, column, number),
                Err(_) => sheet.write_string(row, column, cell),
            };
            written.unwrap();
        }
    }
}

/// What a table says, places aside: a sheet's rows need not stand on the lines of a text.
pub fn said(mut declarations: Declarations) -> Rows {
    match &mut declarations.rows {
        Rows::Aggregates(rows) => rows.iter_mut().for_each(|row| row.place.line = 0),
        Rows::Items(rows) => rows.iter_mut().for_each(|row| row.place.line = 0),
    }
    declarations.rows
}

/// A workbook from the text of its parts; what is not given is what a plain one has.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<_> = parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
    package_of_bytes(&parts)
}

/// The same from the bytes of its parts.
pub fn package_of_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all = BTreeMap::from(PLAIN.map(|(name, content)| (name, content.as_bytes())));
    all.extend(parts.iter().copied());
    zipped(&all)
}

/// A ZIP of these parts.
pub fn zipped(parts: &BTreeMap<&str, &[u8]>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a plain workbook that holds one row of aggregates.
pub const PLAIN: [(&str, &str); 5] = [
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
    (
        "xl/sharedStrings.xml",
        r#"<sst count="4" uniqueCount="4"><si><t>confirmed</t></si><si><t>a fact sheet</t></si><si><t>US</t></si><si><t>2020-03-01</t></si></sst>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><dimension ref="A1:G2"/><sheetData>
<row r="1"><c r="A1" t="str"><v>effective_date</v></c><c r="B1" t="str"><v>party</v></c><c r="C1" t="str"><v>deployed_delivery</v></c><c r="D1" t="str"><v>deployed_warheads</v></c><c r="E1" t="str"><v>launchers_total</v></c><c r="F1" t="str"><v>status</v></c><c r="G1" t="str"><v>source</v></c></row>
<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>2</v></c><c r="C2"><v>655</v></c><c r="D2"><v>1373</v></c><c r="E2"><v>800</v></c><c r="F2" t="s"><v>0</v></c><c r="G2" t="s"><v>1</v></c></row>
</sheetData></worksheet>"#,
    ),
];
