//! `standstill audit …`

use crate::args;
use crate::files::{self, Loaded};
use crate::out::{Answer, Failure, INCONSISTENT, OPEN, Teller};
use audit::{Assessment, Audit, Outcome};
use std::path::PathBuf;
use treaty::Date;

/// Answers a call.
pub fn run(call: &args::Audit, teller: &Teller) -> Result<Answer, Failure> {
    let loaded = files::instrument(&call.treaty)?;
    if let Some(page) = &call.html {
        let read: Vec<_> = call.paths.iter().chain([&call.treaty]).map(PathBuf::as_path).collect();
        files::not_over(page, &read)?;
    }
    let assessment = assess(&loaded, &call.paths, call.as_of)?;
    if let Some(path) = &call.html {
        files::write(path, report::page::assessment(&assessment, &loaded.instrument).as_bytes())?;
    }
    teller.tell(
        || report::words::assessment(&assessment, &loaded.instrument, &teller.locale, teller.width),
        || report::json::assessment(&assessment, &loaded.instrument),
    )?;
    if let Some(path) = &call.html {
        teller.aside(&format!("page: {}", path.display()));
    }
    Ok(Answer { status: status(assessment.outcome) })
}

/// Audits tables against an instrument.
pub fn assess(loaded: &Loaded, paths: &[PathBuf], as_of: Option<Date>) -> Result<Assessment, Failure> {
    let mut audit = Audit::new(loaded.instrument.clone(), as_of);
    for path in paths {
        let source = files::table(path)?;
        let declared = record::read(&source.name, &source.bytes, &loaded.instrument);
        audit
            .push(declared.map_err(|problems| source.refused(problems))?)
            .map_err(|refusal| Failure::Refused(refusal.to_string()))?;
    }
    audit.finish().map_err(|incomplete| Failure::Refused(incomplete.to_string()))
}

/// The exit status of an outcome.
fn status(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Consistent => 0,
        Outcome::Open => OPEN,
        Outcome::Inconsistent => INCONSISTENT,
    }
}
