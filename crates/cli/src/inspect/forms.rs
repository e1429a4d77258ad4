//! The two forms that are typed in after a visit (`docs/spec/inspection.md`): the list of objects, a table; and the report, a TOML file.
//!
//! ```text
//! seal,class,leaf                       inspection = "OND-1"
//! A-001,strategic-stored,0              text = ""
//! A-002,strategic-stored,               [[counted]]      class, items
//!                                       [[examined]]     seal, class, tag, measured, file
//!                                       [[difference]]   code, class, leaf, seal
//!                                       [[broken]]       restriction
//!                                       [[buddy-tags]]   class, tags
//! ```

use super::papers::class_number;
use crate::files;
use crate::out::Failure;
use proof::Class;
use proof::manifest::Tag;
use record::SealNumber;
use record::site::{
    Difference, DifferenceCode, Examined, ListedObject, MeasuredVerdict, Measurement, OBJECTS_MAX, ReportText,
};
use std::path::Path;
use treaty::instrument::Kind;
use treaty::strict::{At, Table};
use treaty::{Diagnostic, Id, Instrument};

/// The longest form, in bytes.
const FORM_MAX: usize = 4 << 20;
const SPEC: &str = "docs/spec/inspection.md";
/// The columns of a list of objects.
pub const LIST_HEAD: &str = "seal,class,leaf";
/// Reads a list of objects.
pub fn objects(path: &Path, treaty: &Instrument) -> Result<Vec<ListedObject>, Failure> {
    let bytes = files::read_bytes(path, FORM_MAX)?;
    let refuse = |line: usize, why: &str| Failure::Refused(format!("`{}`, line {line}: {why}", path.display()));
    let text = std::str::from_utf8(&bytes).map_err(|_| refuse(1, "the table is not UTF-8"))?;
    let mut lines = (1..).zip(text.strip_prefix('\u{FEFF}').unwrap_or(text).lines());
    if lines.next().map(|(_, head)| head.trim_end()) != Some(LIST_HEAD) {
        return Err(refuse(1, &format!("the first line must be `{LIST_HEAD}`")));
    }
    let rows = lines.filter(|(_, row)| !row.trim().is_empty());
    let objects: Vec<_> =
        rows.map(|(line, row)| object(row, treaty).map_err(|why| refuse(line, &why))).collect::<Result<_, _>>()?;
    match objects.len() as u64 <= OBJECTS_MAX {
        true => Ok(objects),
        false => Err(refuse(1, &format!("more than {OBJECTS_MAX} objects"))),
    }
}

fn object(row: &str, treaty: &Instrument) -> Result<ListedObject, String> {
    let fields: Vec<_> = row.split(',').map(str::trim).collect();
    let [seal, class, leaf] = fields.as_slice() else {
        return Err(format!("the line must have the three fields `{LIST_HEAD}`"));
    };
    let bad_seal = || format!("`{}` is no number of a seal: 1 to 32 of A-Z, 0-9 and -", seal.escape_debug());
    let seal = SealNumber::new(seal).ok_or_else(bad_seal)?;
    let class = class_of(class, treaty)?;
    let leaf = match *leaf {
        "" => None,
        digits => Some(
            digits
                .parse()
                .ok()
                .filter(|leaf: &u16| *leaf < 4096)
                .ok_or("a leaf is a number from 0 to 4095, or empty")?,
        ),
    };
    Ok(ListedObject { seal, class, leaf })
}

fn class_of(word: &str, treaty: &Instrument) -> Result<Class, String> {
    let known: Vec<_> = treaty.warhead_classes().map(|class| class.as_str()).collect();
    let class = Id::new(word).and_then(|id| class_number(treaty, &id));
    class.ok_or_else(|| format!("`{}` is no class that records tell apart: {}", word.escape_debug(), known.join(", ")))
}

/// A report as it was filled in.
pub struct Filled {
    /// How many objects of each class were counted, in the order of the classes.
    pub counted: Vec<(Class, u16)>,
    /// The objects that were examined.
    pub examined: Vec<Examined>,
    /// How many buddy tags of each class were shown, in the same order; nothing where none were asked for.
    pub buddy_tags: Option<Vec<(Class, u16)>>,
    /// Differences that were seen, beside those that follow from the numbers.
    pub differences: Vec<Difference>,
    /// The restrictions that were seen broken, by number, ascending.
    pub broken: Vec<u16>,
    /// What the codes do not say.
    pub text: ReportText,
}

/// Reads the form of a report of an inspection.
pub fn report(path: &Path, treaty: &Instrument, inspection: &str) -> Result<Filled, Failure> {
    let bytes = files::read_bytes(path, FORM_MAX)?;
    let source = files::Source { name: path.display().to_string(), bytes };
    let read = |root: &Table<'_>| {
        let form = Form { treaty, root };
        let of = root.need_string("inspection", &format!("inspection = \"{inspection}\""));
        form.check(of.value == inspection, &of, &format!("the form is that of another inspection than {inspection}"));
        let filled = Filled {
            counted: form.counted("counted", "items"),
            buddy_tags: root.has("buddy-tags").then(|| form.counted("buddy-tags", "tags")),
            examined: root.tables("examined").iter().filter_map(|row| form.examined(row)).collect(),
            differences: root.tables("difference").iter().filter_map(|row| form.difference(row)).collect(),
            broken: form.broken(),
            text: form.text(),
        };
        root.finish();
        Some(filled)
    };
    treaty::strict::file(&source.bytes, SPEC, read).map_err(|problems| source.refused(problems))
}

struct Form<'a> {
    treaty: &'a Instrument,
    root: &'a Table<'a>,
}

impl Form<'_> {
    fn counted(&self, of: &'static str, number: &'static str) -> Vec<(Class, u16)> {
        let mut counted: Vec<(Class, u16)> = Vec::new();
        for row in self.root.tables(of) {
            let example = format!("{number} = 12");
            let (class, items) = (row.need_id("class", "class = \"retired\""), row.need_number(number, &example));
            row.finish();
            let number = u16::try_from(items.value).ok();
            self.check(number.is_some(), &items, "more items than a site can hold");
            let Some((class, number)) = self.class(&class).zip(number) else { continue };
            match counted.iter().any(|(other, _)| *other == class) {
                true => self.check(false, &items, "the class was counted already"),
                false => counted.push((class, number)),
            }
        }
        counted.sort_by_key(|(class, _)| *class);
        counted
    }

    fn examined(&self, row: &Table<'_>) -> Option<Examined> {
        let (seal, class) = (self.seal(row, true), row.need_id("class", "class = \"retired\""));
        let tag = row.string("tag").map(|tag| (bytes(&tag.value), tag));
        let verdicts: Vec<_> = MeasuredVerdict::ALL.iter().map(|verdict| (verdict.word(), *verdict)).collect();
        let verdict = row.word("measured", &verdicts);
        let file = row.string("file").map(|file| (bytes(&file.value), file));
        row.finish();
        if let Some((None, tag)) = &tag {
            self.check(false, tag, "a tag is 32 lower-case hexadecimal digits");
        }
        if let Some((None, file)) = &file {
            self.check(
                false,
                file,
                "a file of a measurement is named by its SHA-256, 64 lower-case hexadecimal digits",
            );
        }
        let measurement = match (verdict, file) {
            (None, None) => None,
            (Some(verdict), Some((file, _))) => Some(Measurement { verdict: verdict.value, file: file? }),
            (Some(verdict), None) => {
                self.check(false, &verdict, "a measurement needs `file`, the SHA-256 of what it was written to");
                None
            }
            (None, Some((_, file))) => {
                self.check(false, &file, "a file of a measurement needs `measured`, its verdict");
                None
            }
        };
        let tag = tag.and_then(|(tag, _)| tag).map(Tag);
        Some(Examined { seal: seal?, class: self.class(&class)?, tag, measurement })
    }

    fn difference(&self, row: &Table<'_>) -> Option<Difference> {
        let codes: Vec<_> = DifferenceCode::ALL.iter().map(|code| (code.word(), *code)).collect();
        let (code, class) = (row.need_word("code", &codes), row.need_id("class", "class = \"retired\""));
        let leaf = row.number("leaf");
        let seal = self.seal(row, false);
        row.finish();
        let code = code?;
        let index = leaf.as_ref().and_then(|leaf| u16::try_from(leaf.value).ok());
        if let Some(leaf) = leaf.filter(|leaf| leaf.value > 4095) {
            self.check(false, &leaf, "a leaf is a number from 0 to 4095");
        }
        let difference = Difference { code: code.value, class: self.class(&class)?, leaf: index, seal };
        self.check(
            difference.is_whole(),
            &code,
            "a difference of this code names leaf and seal otherwise: see the specification",
        );
        Some(difference)
    }

    /// The restrictions by their number among all of the instrument.
    fn broken(&self) -> Vec<u16> {
        let known: Vec<&Id> = self.treaty.of(Kind::Restriction).map(|clause| &clause.id).collect();
        let mut broken = Vec::new();
        for row in self.root.tables("broken") {
            let letter = row.need_id("restriction", "restriction = \"a\"");
            row.finish();
            let number = known.iter().position(|id| **id == letter.value).and_then(|number| u16::try_from(number).ok());
            self.check(number.is_some(), &letter, "the instrument has no restriction of this name");
            broken.extend(number);
        }
        broken.sort_unstable();
        broken.dedup();
        broken
    }

    fn text(&self) -> ReportText {
        let Some(text) = self.root.string("text") else { return ReportText::default() };
        let found = ReportText::new(&text.value);
        self.check(found.is_some(), &text, "the text is too long, or has characters that are not shown");
        found.unwrap_or_default()
    }

    fn seal(&self, row: &Table<'_>, needed: bool) -> Option<SealNumber> {
        if needed && !row.has("seal") {
            row.missing("seal", "seal = \"A-001\"");
        }
        let seal = row.string("seal")?;
        let found = SealNumber::new(&seal.value);
        self.check(found.is_some(), &seal, "no number of a seal: 1 to 32 of A-Z, 0-9 and -");
        found
    }

    fn class(&self, class: &At<Id>) -> Option<Class> {
        let found = class_of(class.value.as_str(), self.treaty);
        if let Err(why) = &found {
            self.check(false, class, why);
        }
        found.ok()
    }

    fn check<T>(&self, holds: bool, at: &At<T>, why: &str) {
        if !holds {
            let problem = Diagnostic::error("bad-form", at.span.clone(), why.to_owned());
            self.root.log.push(problem.label("here").help(format!("the form is described in {SPEC}")));
        }
    }
}

/// Bytes out of lower-case hexadecimal digits, two for each.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| Some(digit(pair[0])? << 4 | digit(pair[1])?);
    let found: Option<Vec<u8>> =
        text.as_bytes().chunks(2).map(|two| if two.len() == 2 { pair(two) } else { None }).collect();
    found?.try_into().ok()
}
