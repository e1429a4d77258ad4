//! The papers that both sides hold: the list of objects, and the report.

use super::follow::Visit;
use super::opening::Subject;
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::Failure;
use proof::{Class, SiteLeaf};
use record::inspection::{Side, side_of};
use record::site::asked;
use record::statement::StepName;
use record::{ObjectList, SiteInquiry, SiteReport};
use report::visit::Drawn;
use treaty::{Id, Instrument};

/// The list of objects of an inspection.
pub fn list(desk: &Desk, visit: &Visit) -> Result<ObjectList, Failure> {
    let bytes = paper(desk, visit, StepName::List)?;
    ObjectList::decode(&bytes).map_err(|why| Failure::Refused(format!("{}: the list: {why}", visit.name())))
}

/// The report of an inspection.
pub fn report(desk: &Desk, visit: &Visit) -> Result<SiteReport, Failure> {
    let bytes = paper(desk, visit, StepName::Report)?;
    SiteReport::decode(&bytes).map_err(|why| Failure::Refused(format!("{}: the report: {why}", visit.name())))
}

/// Where the paper of a step lies: with what was sealed for the other side of its author.
pub fn path(desk: &Desk, visit: &Visit, step: StepName) -> String {
    let place = visit.place(step).map_or_else(String::new, |(author, leaf)| format!("{author}-{leaf}"));
    desk.home.folder().path().join(format!("{}.sealed", reader(visit, step))).join(place).display().to_string()
}

/// The inquiries of an inspection, each as far as its paper is here.
pub fn inquiries(desk: &Desk, visit: &Visit) -> Result<Vec<SiteInquiry>, Failure> {
    let steps = visit.progress.taken().iter().zip(visit.places()).filter(|(taken, _)| taken.name == StepName::Inquiry);
    let reader = reader(visit, StepName::Inquiry);
    let one = |(author, leaf): &(record::Author, u64)| {
        let missing = || {
            let why = "has not come: it goes on the stick with the step that names it, so ask for the stick again";
            Failure::Refused(format!("{}: the paper of an inquiry {why}", visit.name()))
        };
        let bytes = desk.home.sealed(reader, author, *leaf).map_err(refused)?.ok_or_else(missing)?;
        SiteInquiry::decode(&bytes).map_err(|why| Failure::Refused(format!("{}: an inquiry: {why}", visit.name())))
    };
    steps.map(|(_, place)| one(place)).collect()
}

fn paper(desk: &Desk, visit: &Visit, step: StepName) -> Result<Vec<u8>, Failure> {
    let missing = || {
        let why = "has not come: it goes on the stick with the step that names it, so ask for the stick again";
        Failure::Refused(format!("{}: the paper of the step `{step}` {why}", visit.name()))
    };
    let (author, leaf) = visit.place(step).ok_or_else(missing)?;
    desk.home.sealed(reader(visit, step), author, *leaf).map_err(refused)?.ok_or_else(missing)
}

fn reader(visit: &Visit, step: StepName) -> &treaty::PartyCode {
    visit.progress.party(match side_of(step) {
        Side::Inspector => Side::Host,
        Side::Host => Side::Inspector,
    })
}

/// What the lot fell on.
pub struct Lot {
    /// The objects, in the order of the list.
    pub objects: Vec<Drawn>,
    /// Their leaves.
    pub leaves: Vec<SiteLeaf>,
}

/// The objects that are examined.
pub fn drawn(desk: &Desk, visit: &Visit, subject: &Subject) -> Result<Lot, Failure> {
    let objects = list(desk, visit)?.objects;
    let many = u32::try_from(objects.len()).expect("a list has at most 2^16 objects");
    let drawn = visit.progress.drawn_objects(subject.most.into(), many);
    let drawn = drawn.ok_or_else(|| Failure::Refused(format!("{}: no objects were drawn yet", visit.name())))?;
    let of = |place: &u32| objects.get(usize::try_from(*place).ok()?);
    let object = |object: &record::site::ListedObject| Drawn {
        seal: object.seal.to_string(),
        class: class_id(desk.treaty(), object.class),
        leaf: object.leaf,
        tag: None,
    };
    let leaves = asked(&subject.frame, &objects, &drawn);
    Ok(Lot { objects: drawn.iter().filter_map(of).map(object).collect(), leaves })
}

/// What a class is called.
pub fn class_id(treaty: &Instrument, class: Class) -> Id {
    treaty.warhead_classes().nth(class.0.into()).cloned().unwrap_or_default()
}

/// The number of a class.
pub fn class_number(treaty: &Instrument, class: &Id) -> Option<Class> {
    let number = treaty.warhead_classes().position(|known| known == class)?;
    u8::try_from(number).ok().map(Class)
}

/// Bytes as lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
