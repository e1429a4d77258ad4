//! `standstill declare …`

use crate::args::{Declare, DeclareVerb};
use crate::files;
use crate::out::{Answer, Failure, Teller};
use serde_json::json;
use treaty::diagnostic::{Place, line_column};

/// Answers a call.
pub fn run(call: &Declare, teller: &Teller) -> Result<Answer, Failure> {
    let DeclareVerb::Tidy { file, out } = &call.verb;
    let source = files::table(file)?;
    let tidied = record::tidy(&source.bytes).map_err(|problems| source.refused(problems))?;
    files::write_new(out, tidied.text.as_bytes())?;
    let text = source.text();
    let changes: Vec<_> = tidied.changes.iter().map(|change| (place(&text, &change.place), &change.what)).collect();
    teller.tell(
        || {
            let line = |(place, what): &(String, &String)| format!("{}{place}: {what}\n", source.name);
            changes.iter().map(line).collect::<String>() + &format!("{}: changes: {}\n", out.display(), changes.len())
        },
        || {
            let change = |(place, what): &(String, &String)| json!({ "place": place.trim_start_matches(':'), "what": what });
            json!({ "file": source.name, "out": out.display().to_string(), "changes": changes.iter().map(change).collect::<Vec<_>>() })
        },
    )?;
    Ok(Answer { status: 0 })
}

fn place(source: &str, place: &Place) -> String {
    match place {
        Place::Bytes(span) => {
            let (line, column) = line_column(source, span.start);
            format!(":{line}:{column}")
        }
        Place::Cell(cell) => format!(":{cell}"),
        Place::File => String::new(),
    }
}
