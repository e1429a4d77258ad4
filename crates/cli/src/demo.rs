//! `standstill demo`: a year of freeze, honest and not, played and audited; and the real declarations, judged.

mod attempts;

use crate::args::Demo;
use crate::audit::{assess, cores};
use crate::files;
use crate::out::{Answer, Failure, Teller};
use crate::play::{Audited, Played, play};
use audit::{Assessment, Outcome};
use report::locale::Arg;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use treaty::Instrument;

/// The exercises that are played: an honest year, and one in which stock appears that no flow explains.
const PLAYED: [&str; 2] = ["honest-year", "appearing-stock"];

/// A table, and the outcome that the literature leads one to expect of it.
const TABLES: [(&str, &str, Outcome); 2] = [
    ("data/new-start-aggregates.csv", "new-start", Outcome::Open),
    ("data/us-2020-09-01-items.csv", "us-2020-09-01-items", Outcome::Open),
];

/// Something that was judged, with its page.
struct Judged {
    /// What it is called, and what happens in it, for an exercise.
    head: Option<String>,
    instrument: Instrument,
    assessment: Assessment,
    page: PathBuf,
    as_expected: bool,
}

/// Plays and judges, and leaves the run folders, a page and an assessment of each in a folder.
pub fn run(call: &Demo, teller: &Teller) -> Result<Answer, Failure> {
    files::make_folder(&call.out)?;
    let mut judged = Vec::new();
    for name in PLAYED {
        judged.push(played(call, name, teller)?);
    }
    let loaded = files::instrument(Path::new("treaties/new-start.toml"))?;
    for (table, name, expected) in TABLES {
        let assessment = assess(&loaded, None, &[PathBuf::from(table)], None, cores(), &Arc::default(), teller)?;
        let page = assessed(&call.out, name, &loaded.instrument, &assessment)?;
        let as_expected = assessment.outcome == expected;
        judged.push(Judged { head: None, instrument: loaded.instrument.clone(), assessment, page, as_expected });
    }
    let attempts = call.all.then(|| attempts::make(call, teller)).transpose()?;
    let as_expected = judged.iter().all(|one| one.as_expected) && attempts.iter().all(attempts::Made::as_expected);
    teller.tell(
        || {
            let judged = judged.iter().map(|one| words(one, teller));
            judged.chain(attempts.iter().map(|made| made.words(teller))).collect()
        },
        || {
            json!({
                "as_expected": as_expected,
                "assessments": judged.iter().map(document).collect::<Vec<_>>(),
                "attempts": attempts.as_ref().map(attempts::Made::document),
            })
        },
    )?;
    if !as_expected {
        return Err(Failure::Refused(
            "an outcome is not the one expected: the shipped files do not belong together".to_owned(),
        ));
    }
    Ok(Answer { status: 0 })
}

/// Plays an exercise into a folder of its own. What an earlier demo left there is the demo's, and makes room.
fn played(call: &Demo, name: &str, teller: &Teller) -> Result<Judged, Failure> {
    let out = call.out.join(name);
    files::remove_run(&out)?;
    let Played { exercise, loaded, audited, unexpected } = play(Path::new(name), &out, None, cores(), teller)?;
    let Audited { assessment, page } = audited.map_err(Failure::Refused)?;
    unexpected.iter().for_each(|difference| teller.aside(&format!("{name}: not as expected: {difference}")));
    let said = |text| teller.locale.said(&loaded.instrument, text);
    let head = Some(format!("{}\n{}\n", said(&exercise.title), said(&exercise.text)));
    Ok(Judged { head, instrument: loaded.instrument, assessment, page, as_expected: unexpected.is_empty() })
}

fn words(judged: &Judged, teller: &Teller) -> String {
    let Judged { head, instrument, assessment, page, .. } = judged;
    let head = head.as_ref().map(|head| format!("{head}\n")).unwrap_or_default();
    let words = report::words::assessment(assessment, instrument, &teller.locale, teller.width);
    let page = teller.locale.say("demo-page", &[("path", Arg::Words(&page.display().to_string()))]);
    format!("{head}{words}\n{page}\n\n")
}

fn document(judged: &Judged) -> serde_json::Value {
    let Judged { instrument, assessment, page, .. } = judged;
    json!({ "page": page.display().to_string(), "assessment": report::json::assessment(assessment, instrument) })
}

/// Leaves an assessment and its page in a folder.
fn assessed(into: &Path, name: &str, treaty: &Instrument, assessment: &Assessment) -> Result<PathBuf, Failure> {
    let page = into.join(format!("{name}.html"));
    files::write(&page, report::page::assessment(assessment, treaty).as_bytes())?;
    let document = report::json::text(&report::json::assessment(assessment, treaty));
    files::write(&into.join(format!("{name}.json")), document.as_bytes())?;
    Ok(page)
}
