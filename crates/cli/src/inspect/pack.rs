//! What two people take to the site: a page in both languages, and the two forms that are typed in afterwards, filled in as far as is known.

use super::follow::Visit;
use super::forms::LIST_HEAD;
use super::{opening, papers, status};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::{Answer, Failure, Teller};
use proof::PlaceKind;
use record::statement::StepName;
use report::Locale;
use report::locale::Arg;
use report::pack::Row;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use treaty::Id;

/// Writes the pack of an inspection into a folder, which is made if it is not there. Forms that somebody may have filled in are not written over.
pub fn write(desk: &Desk, out: &Path, teller: &Teller) -> Result<Answer, Failure> {
    let visit = desk.visit(&[])?;
    let name = visit.name();
    let (rows, classes) = (rows(desk, visit)?, classes(desk, visit)?);
    let site = status::site(desk, visit);
    let page = report::pack::page(status::standing(desk, visit, &name, &site), desk.treaty(), &rows, &classes);
    let place = |file: &str, text: &str| folder::write_new(&out.join(file), text.as_bytes()).map_err(refused);
    folder::write(&out.join(format!("{name}.html")), page.as_bytes()).map_err(refused)?;
    let list = visit.progress.step(StepName::List).is_none();
    let files =
        [("list.csv", list.then(|| format!("{LIST_HEAD}\n"))), ("report.toml", Some(form(&name, &rows, &classes)))];
    for (file, text) in files {
        if let Some(text) = text {
            place(&format!("{name}-{file}"), &text)?;
        }
    }
    let path = out.display().to_string();
    let say = |locale: &Locale| locale.say("inspect-pack", &[("path", Arg::Words(&path))]);
    teller.tell(|| format!("{}\n", say(&teller.locale)), || json!({ "inspection": name, "written": path }))?;
    Ok(Answer { status: 0 })
}

/// The objects, as far as they are listed and drawn.
fn rows(desk: &Desk, visit: &Visit) -> Result<Vec<Row>, Failure> {
    if visit.progress.step(StepName::List).is_none() {
        return Ok(Vec::new());
    }
    let drawn = match visit.progress.step(StepName::Draw) {
        Some(_) => papers::drawn(desk, visit, &opening::subject(desk, visit)?)?.objects,
        None => Vec::new(),
    };
    let row = |object: &record::ListedObject| Row {
        seal: object.seal.to_string(),
        class: Some(papers::class_id(desk.treaty(), object.class)),
        leaf: object.leaf,
        drawn: drawn.iter().any(|drawn| drawn.seal == object.seal.as_str()),
    };
    Ok(papers::list(desk, visit)?.objects.iter().map(row).collect())
}

/// The classes that may stand at the designated site; before it is designated, all.
fn classes(desk: &Desk, visit: &Visit) -> Result<Vec<Id>, Failure> {
    if visit.progress.designation().is_none() {
        return Ok(desk.treaty().warhead_classes().cloned().collect());
    }
    let frame = opening::subject(desk, visit)?.frame;
    let here = frame.cells().filter(|cell| cell.place.kind != PlaceKind::Road);
    Ok(here.map(|cell| papers::class_id(desk.treaty(), cell.class)).collect())
}

/// The form of the report: a table for each class, and for each object that the lot fell on.
fn form(name: &str, rows: &[Row], classes: &[Id]) -> String {
    let mut form = format!(
        "# The report of {name}, as `inspect report --form` reads it. Lines that begin with # say nothing: take the # away where there is something to say.\n\
         inspection = \"{name}\"\n# text = \"\"\n"
    );
    let mut add = |text: std::fmt::Arguments<'_>| form.write_fmt(text).expect("a string takes what is written");
    for class in classes {
        let listed = rows.iter().filter(|row| row.class.as_ref() == Some(class)).count();
        add(format_args!("\n[[counted]]\nclass = \"{class}\"\nitems = {listed}\n"));
    }
    for row in rows.iter().filter(|row| row.drawn) {
        let class = row.class.as_ref().map_or("", Id::as_str);
        add(format_args!("\n[[examined]]\nseal = \"{}\"\nclass = \"{class}\"\n{MEASURED}", row.seal));
    }
    add(format_args!("{REST}"));
    form
}

const MEASURED: &str = "\
# tag = \"32 hexadecimal digits, where one was read\"
# measured = \"warhead, no-warhead or no-answer, where it was measured\"
# file = \"SHA-256 of the file that the measurement was written to, 64 hexadecimal digits\"
";

const REST: &str = "
# [[buddy-tags]]         # of each class, where the instrument has buddy tags: how many were shown beside its items
# class = \"\"
# tags = 0

# [[difference]]         # what was seen beside that: the numbers and tags are compared without it
# code = \"seal-broken\"   # missing, without-leaf, other-class, other-tag, seal-broken, seal-twice, no-warhead, count or buddy-tag-moved
# class = \"\"
# leaf = 0
# seal = \"\"

# [[broken]]             # a restriction that was seen broken, by its letter
# restriction = \"\"
";
