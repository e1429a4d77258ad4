//! What the tests of this room share: instruments, tables of declarations, and findings in one line each.
#![allow(dead_code, reason = "each test file uses a part")]

use audit::{Assessment, Audit};
use std::path::Path;
use treaty::Instrument;

/// A shipped instrument, its base read first.
pub fn instrument(name: &str) -> Instrument {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties").join(name);
    let bytes = std::fs::read(path).unwrap();
    let base = treaty::base_file(&bytes).map(|base| instrument(&base));
    treaty::parse(&bytes, base.as_ref()).unwrap().instrument
}

/// New START with some text of its file replaced.
pub fn new_start_with(changes: &[(&str, &str)]) -> Instrument {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/new-start.toml");
    let mut text = std::fs::read_to_string(path).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old:?} is not in the file");
        text = text.replacen(old, new, 1);
    }
    treaty::parse(text.as_bytes(), None).unwrap_or_else(|problems| panic!("{problems:#?}")).instrument
}

/// A file of the repository.
pub fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name)).unwrap()
}

/// Audits tables, given as name and bytes.
pub fn audit(treaty: Instrument, tables: &[(&str, &[u8])]) -> Assessment {
    let mut audit = Audit::new(treaty.clone(), None);
    for (name, bytes) in tables {
        audit.push(record::read(name, bytes, &treaty).unwrap_or_else(|problems| panic!("{problems:#?}"))).unwrap();
    }
    audit.finish().unwrap()
}

/// Aggregates of New START, one row a line.
pub fn aggregates(rows: &str) -> String {
    format!("effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source\n{rows}")
}

/// The findings but the blind ones, as `severity code party date`.
pub fn findings(assessment: &Assessment) -> Vec<String> {
    let told = assessment.findings.iter().filter(|finding| finding.severity != audit::Severity::Blind);
    let told = told.map(|finding| {
        let party = finding.party.as_ref().map_or("-", |party| party.as_str());
        let date = finding.date.map_or("-".to_owned(), |date| date.to_string());
        format!("{} {} {party} {date}", finding.severity.word(), finding.fact.code())
    });
    told.collect()
}

/// Audits tables as of a day.
pub fn audit_on(day: treaty::Date, treaty: &Instrument, tables: &[(&str, &[u8])]) -> Assessment {
    let mut audit = Audit::new(treaty.clone(), Some(day));
    for (name, bytes) in tables {
        audit.push(record::read(name, bytes, treaty).unwrap_or_else(|problems| panic!("{problems:#?}"))).unwrap();
    }
    audit.finish().unwrap()
}

/// Items, one row a line, each with the party that states it.
pub fn items(rows: &[&str]) -> String {
    let rows = rows.iter().map(|row| format!("{row},confirmed,x\n"));
    "effective_date,party,stated_by,class,type,items,status,source\n".to_owned() + &rows.collect::<String>()
}

/// The lines of a table that a finding of this code names.
pub fn lines(assessment: &Assessment, code: &str) -> Vec<usize> {
    let found = assessment.findings.iter().find(|finding| finding.fact.code() == code);
    let of_row = |at: &audit::assessment::StatementAt| match at {
        audit::assessment::StatementAt::Row { line, .. } => *line,
        audit::assessment::StatementAt::Leaf { .. } => panic!("a leaf of a record"),
    };
    found.unwrap_or_else(|| panic!("no {code}")).statements.iter().map(of_row).collect()
}
