//! What `standstill regime` writes into files beside its answer, the page, the workbook and the table; and the command that writes them again.

use crate::args::Simulated;
use crate::files;
use crate::out::{Failure, Teller};
use regime::simulation::Question;
use report::regime::{Told, csv, page, tables};
use std::path::{Path, PathBuf};

/// Refuses a call that would write over what it reads, or twice to one place: before anything is simulated.
pub fn may_be(call: &Simulated, instruments: &[PathBuf]) -> Result<(), Failure> {
    let read: Vec<_> = instruments.iter().chain([&call.assumptions]).map(PathBuf::as_path).collect();
    let asked: Vec<&PathBuf> = [&call.html, &call.tables, &call.csv].into_iter().flatten().collect();
    for (place, path) in asked.iter().enumerate() {
        files::not_over(path, &read)?;
        if asked[..place].contains(path) {
            return Err(Failure::Refused(format!("`{}` is named twice: write to two files", path.display())));
        }
    }
    Ok(())
}

/// Writes them.
pub fn write(call: &Simulated, told: &Told<'_>, asked: &str, teller: &Teller) -> Result<(), Failure> {
    let again = again(call, asked, &told.of.question);
    if let Some(path) = &call.html {
        files::write(path, page::page(told, &again).as_bytes())?;
    }
    if let Some(path) = &call.tables {
        let made = tables::xlsx(told, &teller.locale, &again);
        let bytes = made.map_err(|why| Failure::Refused(format!("`{}`: {why}", path.display())))?;
        files::write(path, &bytes)?;
    }
    if let Some(path) = &call.csv {
        files::write(path, csv::csv(told).as_bytes())?;
    }
    Ok(())
}

/// What a file is called, as it is typed: not where it lies on the machine of whoever asked.
pub fn named(path: &Path) -> String {
    report::quoted(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// The command by which the same numbers come out again.
fn again(call: &Simulated, asked: &str, question: &Question) -> String {
    let mut words = vec![format!("standstill regime {asked} --assumptions {}", named(&call.assumptions))];
    words.extend(call.set.iter().map(|entered| format!("--set {}", entered.words())));
    words.extend(call.side.iter().map(|party| format!("--side {party}")));
    words.extend(call.evasion.iter().map(|evasion| format!("--evasion {}", evasion.word())));
    words.extend(question.sizes.iter().map(|size| format!("--before {size}")));
    words.push(format!("--years {} --replicates {} --seed {}", question.years, call.replicates, question.seed.0));
    words.join(" ")
}
