//! No bytes make the reader panic, and whatever it accepts says the same once it is written anew.

mod common;

use common::{AGGREGATES, ITEMS, new_start, said, workbook};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use treaty::Instrument;
use zip::write::SimpleFileOptions;

static NEW_START: LazyLock<Instrument> = LazyLock::new(new_start);
/// The first lines of a real table, as a workbook.
static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let lines: Vec<&[u8]> = AGGREGATES.split_inclusive(|byte| *byte == b'\n').take(25).collect();
    workbook(&lines.concat())
});

/// One change of a file; places and lengths are taken modulo its size.
#[derive(Clone, Debug)]
enum Edit {
    Flip(usize, u8),
    Delete(usize, usize),
    Insert(usize, Vec<u8>),
    Duplicate(usize, usize, usize),
}

fn arb_edit() -> impl Strategy<Value = Edit> {
    // what files break on, and anything else
    let telling: &[&str] = &[
        "\"",
        ",",
        "\n",
        "\r\n",
        "\u{FEFF}",
        "\u{A0}",
        " ",
        "\0",
        "-",
        "0",
        "1 457",
        "\n\n",
        ",,,,,,\n",
        "unchanged",
        "<",
        ">",
        "/",
        "&#0;",
        "=\"",
        "A1",
        "<c/>",
    ];
    let telling = proptest::sample::select(telling).prop_map(|text| text.as_bytes().to_vec());
    let inserted = prop_oneof![3 => telling, 1 => proptest::collection::vec(any::<u8>(), 1..6)];
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        (any::<usize>(), 1..40_usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (any::<usize>(), inserted).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (any::<usize>(), 1..120_usize, any::<usize>()).prop_map(|(at, length, to)| Edit::Duplicate(at, length, to)),
    ]
}

fn edited(file: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut file = file.to_vec();
    for edit in edits {
        let place = |at: usize| at % (file.len() + 1);
        match edit {
            Edit::Flip(at, bits) => {
                let at = place(*at).min(file.len().saturating_sub(1));
                file.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= bits);
            }
            Edit::Delete(at, length) => drop(file.drain(place(*at)..(place(*at) + length).min(file.len()))),
            Edit::Insert(at, bytes) => drop(file.splice(place(*at)..place(*at), bytes.iter().copied())),
            Edit::Duplicate(at, length, to) => {
                let slice = file[place(*at)..(place(*at) + length).min(file.len())].to_vec();
                drop(file.splice(place(*to)..place(*to), slice));
            }
        }
    }
    file
}

/// The workbook with one of its parts edited, packed again so that every checksum is right.
fn repacked(index: usize, edits: &[Edit]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(WORKBOOK.as_slice())).unwrap();
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(part.name().unwrap().into_owned(), content);
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = index % parts.len();
    for (at, (name, content)) in parts.iter().enumerate() {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name.as_str(), stored).unwrap();
        writer.write_all(&if at == chosen { edited(content, edits) } else { content.clone() }).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What must hold of any bytes.
fn holds(file: &[u8]) {
    let read = record::read("file", file, &NEW_START);
    let tidied = record::tidy(file);
    if let Err(told) = &read {
        assert!(!told.is_empty());
        assert!(told.iter().all(|diagnostic| !diagnostic.help.is_empty()));
    }
    let Ok(tidied) = tidied else {
        assert!(read.is_err(), "read accepts what tidy refuses");
        return;
    };
    if let Ok(declared) = read {
        let again = record::read("file", tidied.text.as_bytes(), &NEW_START).unwrap();
        assert_eq!(said(again), said(declared));
    }
    // a mark hidden inside the first cell comes to stand where a byte-order mark would
    if !tidied.text.starts_with('\u{FEFF}') {
        let again = record::tidy(tidied.text.as_bytes()).unwrap();
        assert_eq!((again.text, again.changes), (tidied.text, Vec::new()));
    }
}

fn arb_edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec(arb_edit(), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(file in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&file);
        holds(&[b"PK\x03\x04", file.as_slice()].concat());
    }

    #[test]
    fn random_text(file in "([a-z0-9,\"\n\r \u{A0}\u{FEFF}]{0,12}){0,12}") {
        holds(file.as_bytes());
    }

    #[test]
    fn random_rows_under_a_real_header(rows in "((2020-0[1-9]-01|[0-9]{1,4}|US|RU|confirmed|unchanged|\"a, b\"| |\"|s)[,\n]){0,30}") {
        holds(format!("effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source\n{rows}").as_bytes());
    }

    #[test]
    fn the_real_tables_with_a_few_bytes_changed(edits in arb_edits(), items in any::<bool>()) {
        holds(&edited(if items { ITEMS } else { AGGREGATES }, &edits));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_workbook_with_a_few_bytes_changed(edits in arb_edits()) {
        holds(&edited(&WORKBOOK, &edits));
    }

    #[test]
    fn a_workbook_with_a_part_changed(part in any::<usize>(), edits in arb_edits()) {
        holds(&repacked(part, &edits));
    }
}

/// The workbook that is edited above is read when it is whole.
#[test]
fn the_unchanged_workbook_is_accepted() {
    assert!(record::read("w", &WORKBOOK, &NEW_START).is_ok());
    holds(&WORKBOOK);
    holds(&repacked(0, &[]));
}
