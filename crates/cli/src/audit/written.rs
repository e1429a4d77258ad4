//! What `standstill audit` writes into files beside its answer: the page, the brief and the tables.

use crate::args;
use crate::files::{self, Loaded};
use crate::out::{Failure, Teller};
use audit::Assessment;
use folder::Folder;
use std::path::{Path, PathBuf};

/// The files that a call asks for, each with what it is called when it is there.
fn asked(call: &args::Audit) -> Vec<(&'static str, &Path)> {
    let all = [("page", &call.html), ("brief", &call.brief), ("tables", &call.tables)];
    all.into_iter().filter_map(|(what, path)| Some((what, path.as_deref()?))).collect()
}

/// Refuses a call that would write over what it reads, or twice to one place: before anything is read.
pub(super) fn may_be(call: &args::Audit, folder: Option<&Folder>) -> Result<(), Failure> {
    let read: Vec<_> = call.paths.iter().chain(&call.treaty).map(PathBuf::as_path).collect();
    let asked = asked(call);
    for (place, (_, path)) in asked.iter().enumerate() {
        files::not_over(path, &read)?;
        if let Some(folder) = folder {
            not_within(path, folder)?;
        }
        if asked[..place].iter().any(|(_, other)| other == path) {
            return Err(Failure::Refused(format!("`{}` is named twice: write to two files", path.display())));
        }
    }
    Ok(())
}

/// Writes them.
pub(super) fn write(
    call: &args::Audit,
    assessment: &Assessment,
    loaded: &Loaded,
    teller: &Teller,
) -> Result<(), Failure> {
    let (instrument, locale) = (&loaded.instrument, &teller.locale);
    if let Some(path) = &call.html {
        files::write(path, report::page::assessment(assessment, instrument).as_bytes())?;
    }
    if let Some(path) = &call.brief {
        let bytes = match args::is_docx(path) {
            true => {
                let made = report::brief::docx(assessment, instrument, locale);
                made.map_err(|why| Failure::Refused(format!("`{}`: {why}", path.display())))?
            }
            false => report::brief::html(assessment, instrument, locale).into_bytes(),
        };
        files::write(path, &bytes)?;
    }
    if let Some(path) = &call.tables {
        let made = report::tables::xlsx(assessment, instrument, locale);
        let bytes = made.map_err(|why| Failure::Refused(format!("`{}`: {why}", path.display())))?;
        files::write(path, &bytes)?;
    }
    Ok(())
}

/// Says where they are.
pub(super) fn tell(call: &args::Audit, teller: &Teller) {
    asked(call).iter().for_each(|(what, path)| teller.aside(&format!("{what}: {}", path.display())));
}

/// Nothing is written over what was audited; the assessment's own place in a run folder is free.
fn not_within(file: &Path, folder: &Folder) -> Result<(), Failure> {
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let (Some(above), Some(run)) = (
        file.parent().map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above }).and_then(whole),
        folder.treaty_path().parent().and_then(whole),
    ) else {
        return Ok(());
    };
    let free = above == run && file.file_name().is_some_and(|name| name == "assessment.html");
    match above.starts_with(run) && !free {
        true => Err(Failure::Refused(format!(
            "`{}` is inside the run folder that is audited: write the page elsewhere",
            file.display()
        ))),
        false => Ok(()),
    }
}
