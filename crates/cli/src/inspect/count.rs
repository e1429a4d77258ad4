//! The count at the site: arrival, the list of objects, its confirmation, and the draw of those that are examined.

use super::start::OBJECTS_NONCE;
use super::turn::{Turn, kept_under};
use super::{Done, forms, opening, papers};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::Failure;
use log::Timestamp;
use proof::Salt;
use record::ObjectList;
use record::draw::SecretNonce;
use record::inspection::Side;
use record::site::ListedObject;
use record::statement::{Deed, Nonce, StepName};
use report::visit::Shown;
use std::path::Path;
use treaty::instrument::OpeningForm;

/// Inspector: the arrival, or the list. Host: confirms the list.
pub fn count(desk: &mut Desk, arrived: Option<Timestamp>, file: Option<&Path>) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Arrival, StepName::List, StepName::Confirmation])?;
    match (desk.side(visit), arrived, file) {
        (Side::Inspector, Some(at), _) => arrival(desk, at),
        (Side::Inspector, None, Some(file)) => list(desk, file),
        (Side::Inspector, None, None) => Err(Failure::Refused(
            "say when the team arrived (--arrived TIME), or give the list of objects (--list FILE)".to_owned(),
        )),
        (Side::Host, None, None) => confirm(desk),
        (Side::Host, ..) => Err(Failure::Refused(
            "arrival and list are for the inspector to state; the host confirms the list".to_owned(),
        )),
    }
}

fn arrival(desk: &mut Desk, at: Timestamp) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Arrival])?;
    let (name, stated) = (visit.name(), visit.progress.step(StepName::Arrival).map(|taken| taken.at));
    let refuse = |why: String| Err(Failure::Refused(format!("{name}: {why}")));
    if desk.turn(visit, StepName::Arrival)? == Turn::Again {
        return match stated == Some(at) {
            true => Ok(Done::again(name, StepName::Arrival)),
            false => refuse("another time of arrival stands in the record already".to_owned()),
        };
    }
    let designated = visit.progress.step(StepName::Designation).map(|taken| taken.at);
    if at > desk.now || designated.is_some_and(|designated| at < designated) {
        let at = report::visit::utc(at);
        return refuse(format!("{at} is no time of arrival: it lies before the designation, or has not come yet"));
    }
    desk.take(&name, Deed::Arrival(at)).map(|()| Done::took(name, StepName::Arrival))
}

fn list(desk: &mut Desk, file: &Path) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::List])?;
    let (name, inspection) = (visit.name(), visit.progress.id());
    let host = visit.progress.party(Side::Host).clone();
    let again = desk.turn(visit, StepName::List)? == Turn::Again;
    let objects = forms::objects(file, desk.treaty())?;
    if again {
        let same = papers::list(desk, visit)?.objects == objects;
        let shown = listed(desk, &objects)?;
        return match same {
            true => Ok(Done::again(name, StepName::List).showing(vec![shown], 0)),
            false => Err(Failure::Refused(format!("{name}: another list stands in the record already"))),
        };
    }
    let list = ObjectList { inspection, salt: Salt(*desk.draw()), objects };
    desk.home.keep_sealed(&host, &desk.author(), desk.next_place(), &list.encode()).map_err(refused)?;
    desk.take(&name, Deed::List(list.hash()))?;
    let shown = listed(desk, &list.objects)?;
    Ok(Done::took(name, StepName::List).showing(vec![shown], 0))
}

/// The host confirms the list that it was shown, and adds its part of the draw where objects are drawn.
fn confirm(desk: &mut Desk) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Confirmation])?;
    let (name, form) = (visit.name(), visit.progress.request().form);
    let again = desk.turn(visit, StepName::Confirmation)? == Turn::Again;
    let paper = papers::list(desk, visit)?;
    if !again {
        let nonce = (form == OpeningForm::Sample).then(|| Nonce(*desk.draw()));
        desk.take(&name, Deed::Confirmation { list: paper.hash(), nonce })?;
    }
    let shown = listed(desk, &paper.objects)?;
    let done = if again { Done::again(name, StepName::Confirmation) } else { Done::took(name, StepName::Confirmation) };
    Ok(done.showing(vec![shown], 0))
}

/// The inspector opens its part of the lot, which falls on the objects that are examined.
pub fn draw(desk: &mut Desk) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Draw])?;
    let (name, under) = (visit.name(), kept_under(&visit.progress.request().key));
    let again = desk.turn(visit, StepName::Draw)? == Turn::Again;
    if !again {
        let secret = desk.home.secret(&under, OBJECTS_NONCE).map_err(refused)?;
        desk.take(&name, Deed::Draw(SecretNonce::new(*secret).reveal()))?;
    }
    let visit = desk.visit(&[StepName::Draw])?;
    let subject = opening::subject(desk, visit)?;
    let shown = Shown::Drawn(papers::drawn(desk, visit, &subject)?.objects);
    let done = if again { Done::again(name, StepName::Draw) } else { Done::took(name, StepName::Draw) };
    Ok(done.showing(vec![shown], 0))
}

fn listed(desk: &Desk, objects: &[ListedObject]) -> Result<Shown, Failure> {
    let visit = desk.visit(&[StepName::List, StepName::Confirmation])?;
    let without = objects.iter().filter(|object| object.leaf.is_none()).count();
    let [objects, without] = [objects.len(), without].map(|count| count as u64);
    Ok(Shown::Listed { objects, without, path: papers::path(desk, visit, StepName::List) })
}
