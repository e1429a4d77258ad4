//! `standstill demo`: the real declarations, judged.

use crate::args::Demo;
use crate::audit::assess;
use crate::files;
use crate::out::{Answer, Failure, Teller};
use audit::{Assessment, Outcome};
use serde_json::json;
use std::path::{Path, PathBuf};
use treaty::Instrument;

/// A table, and the outcome that the literature leads one to expect of it.
const TABLES: [(&str, &str, Outcome); 2] = [
    ("data/new-start-aggregates.csv", "new-start", Outcome::Open),
    ("data/us-2020-09-01-items.csv", "us-2020-09-01-items", Outcome::Open),
];

/// Judges each shipped table, and leaves page and assessment of each in a folder.
pub fn run(call: &Demo, teller: &Teller) -> Result<Answer, Failure> {
    let loaded = files::instrument(Path::new("treaties/new-start.toml"))?;
    files::make_folder(&call.out)?;
    let mut told = Vec::new();
    for (table, name, expected) in TABLES {
        let assessment = assess(&loaded, &[PathBuf::from(table)], None)?;
        let page = leave(call, &loaded.instrument, &assessment, name)?;
        told.push((assessment, page, expected));
    }
    let as_expected = told.iter().all(|(assessment, _, expected)| assessment.outcome == *expected);
    let words = |(assessment, page, _): &(Assessment, PathBuf, Outcome)| {
        let words = report::words::assessment(assessment, &loaded.instrument, &teller.locale, teller.width);
        format!(
            "{words}\n{}\n\n",
            teller.locale.say("demo-page", &[("path", report::locale::Arg::Words(&page.display().to_string()))])
        )
    };
    teller.tell(
        || told.iter().map(words).collect(),
        || {
            let one = |(assessment, page, _): &(Assessment, PathBuf, Outcome)| {
                json!({ "page": page.display().to_string(), "assessment": report::json::assessment(assessment, &loaded.instrument) })
            };
            json!({ "as_expected": as_expected, "assessments": told.iter().map(one).collect::<Vec<_>>() })
        },
    )?;
    if !as_expected {
        return Err(Failure::Refused(
            "an outcome is not the one expected: the shipped files do not belong together".to_owned(),
        ));
    }
    Ok(Answer { status: 0 })
}

fn leave(call: &Demo, treaty: &Instrument, assessment: &Assessment, name: &str) -> Result<PathBuf, Failure> {
    let page = call.out.join(format!("{name}.html"));
    files::write(&page, report::page::assessment(assessment, treaty).as_bytes())?;
    let document = format!("{:#}\n", report::json::assessment(assessment, treaty));
    files::write(&call.out.join(format!("{name}.json")), document.as_bytes())?;
    Ok(page)
}
