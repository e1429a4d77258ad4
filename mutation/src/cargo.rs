//! Building the altered copy.

use crate::Outcome;
use crate::scratch::{Prepared, Written};
use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The rooms whose tests are asked, with the names of their packages: the altered ones, and those above them that play and audit whole records.
pub const PACKAGES: [(&str, &str); 6] = [
    ("log", "log"),
    ("proof", "proof"),
    ("record", "record"),
    ("audit", "audit"),
    ("exercise", "exercise"),
    ("cli", "standstill"),
];

/// Whose tests are built.
#[derive(Clone, Copy)]
pub enum Tests<'a> {
    /// Those of some rooms: of these nothing else is built, so that they can be asked soon.
    Of(&'a [String]),
    /// All.
    All,
}

/// A program of tests.
pub struct Suite {
    /// Of which package.
    pub package: String,
    /// Which of its targets.
    pub target: String,
    /// The package's folder, in which it is run.
    pub folder: PathBuf,
    /// The program.
    pub program: PathBuf,
}

/// Builds altered rooms with tests, and leaves out what does not compile until all the rest does. Gives the numbers of the mutants that are left out,
/// and the programs.
pub fn until_it_builds(prepared: &Prepared, tests: Tests<'_>) -> Outcome<(HashSet<u32>, Vec<Suite>)> {
    let kept = prepared.folder.join("left-out").join(prepared.codes.values().cloned().collect::<Vec<_>>().join("-"));
    let names: HashSet<String> = fs::read_to_string(&kept).unwrap_or_default().lines().map(String::from).collect();
    let known = prepared.mutants().filter(|mutant| names.contains(&mutant.name()));
    let mut dropped: HashSet<u32> = known.map(|mutant| mutant.id).collect();
    loop {
        let written = prepared.write(&dropped)?;
        let (messages, built) = build(prepared, tests)?;
        if built {
            let names = prepared.mutants().filter(|mutant| dropped.contains(&mutant.id)).map(|m| m.name() + "\n");
            fs::create_dir_all(kept.parent().expect("a file lies in a folder"))?;
            fs::write(kept, names.collect::<String>())?;
            return Ok((dropped, messages.iter().filter_map(suite).collect()));
        }
        let guilty: HashSet<u32> = messages.iter().flat_map(|message| guilty(message, &written)).collect();
        if guilty.is_empty() {
            return Err(format!("the altered rooms do not build:\n{}", rendered(&messages)).into());
        }
        println!("{} mutants more do not compile", guilty.len());
        dropped.extend(guilty);
    }
}

/// Runs cargo in the copy; its messages, and whether it built.
fn build(prepared: &Prepared, tests: Tests<'_>) -> Outcome<(Vec<Value>, bool)> {
    let mut command = Command::new("cargo");
    command.args(["test", "--no-run", "--release", "--message-format=json", "--target-dir"]).arg(prepared.target());
    for (room, package) in PACKAGES {
        if !matches!(tests, Tests::Of(rooms) if !rooms.iter().any(|wanted| wanted == room)) {
            // by its path: there are other packages of these names
            let folder = prepared.root().join("crates").join(room);
            command.args(["-p", &format!("path+file://{}#{package}", folder.display())]);
        }
    }
    let out = command.current_dir(prepared.root()).stderr(Stdio::inherit()).output()?;
    let messages = String::from_utf8(out.stdout)?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok((messages, out.status.success()))
}

fn suite(message: &Value) -> Option<Suite> {
    let program = message["executable"].as_str().filter(|_| message["profile"]["test"] == true)?;
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?;
    Some(Suite {
        package: folder.file_name()?.to_string_lossy().into_owned(),
        target: message["target"]["name"].as_str()?.to_owned(),
        folder: folder.to_owned(),
        program: program.into(),
    })
}

/// The mutants of the innermost site around an error's place; where there is none, around any place that it names.
fn guilty(message: &Value, written: &[Written<'_>]) -> Vec<u32> {
    let error = &message["message"];
    if error["level"] != "error" {
        return Vec::new();
    }
    let no_spans = Vec::new();
    let spans = error["spans"].as_array().unwrap_or(&no_spans);
    let (first, others): (Vec<_>, Vec<_>) = spans.iter().partition(|span| span["is_primary"] == true);
    let found = first.into_iter().chain(others).find_map(|span| around(span, written));
    found.map_or_else(Vec::new, |place| place.site.mutants.iter().map(|mutant| mutant.id).collect())
}

fn around<'a, 'b>(span: &Value, written: &'a [Written<'b>]) -> Option<&'a Written<'b>> {
    let end = |name: &str| span[name].as_u64().and_then(|at| usize::try_from(at).ok());
    let (from, to) = (end("byte_start")?, end("byte_end")?);
    let file = span["file_name"].as_str()?;
    let holds = |place: &&Written<'_>| place.file == file && place.range.start <= from && to <= place.range.end;
    written.iter().filter(holds).min_by_key(|place| place.range.len())
}

fn rendered(messages: &[Value]) -> String {
    let errors = messages.iter().filter(|message| message["message"]["level"] == "error");
    errors.filter_map(|message| message["message"]["rendered"].as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;
    use crate::mutant::{Forced, Mutant};
    use crate::sites::Site;
    use serde_json::json;

    fn site(id: u32) -> Site {
        let (file, function, text) = ("a.rs".to_owned(), "f".to_owned(), "x".to_owned());
        let mutant = Mutant { id, room: "log", file, line: 1, function, text, forced: Forced::False, nth: 1 };
        Site { edit: Edit { range: 0..0, before: String::new(), behind: String::new() }, mutants: vec![mutant] }
    }

    fn error(level: &str, file: &str, places: &[(bool, u64, u64)]) -> Value {
        let span = |&(primary, from, to): &(bool, u64, u64)| json!({ "is_primary": primary, "byte_start": from, "byte_end": to, "file_name": file });
        json!({ "message": { "level": level, "spans": places.iter().map(span).collect::<Vec<_>>() } })
    }

    #[test]
    fn an_error_falls_on_the_innermost_site_around_it() {
        let (outer, inner) = (site(1), site(2));
        let written = [
            Written { file: "a.rs", site: &outer, range: 10..90 },
            Written { file: "a.rs", site: &inner, range: 20..40 },
        ];
        let fallen = |message: &Value| guilty(message, &written);
        assert_eq!(fallen(&error("error", "a.rs", &[(true, 25, 30)])), [2]);
        assert_eq!(fallen(&error("error", "a.rs", &[(true, 35, 45)])), [1]);
        assert_eq!(
            fallen(&error("error", "a.rs", &[(false, 25, 30), (true, 50, 51)])),
            [1],
            "the error's own place first"
        );
        assert_eq!(fallen(&error("error", "a.rs", &[(true, 91, 92), (false, 25, 30)])), [2]);
        assert!(fallen(&error("error", "b.rs", &[(true, 25, 30)])).is_empty());
        assert!(fallen(&error("warning", "a.rs", &[(true, 25, 30)])).is_empty());
    }
}
