//! What is told: how the inspections of a home stand, and what a step did.

use super::Done;
use super::follow::Visit;
use crate::desk::Desk;
use crate::out::{Answer, Failure, Teller};
use record::inspection::Side;
use report::visit::{Standing, Telling};
use serde_json::json;
use treaty::Id;

/// All inspections of a home.
pub fn all(desk: &Desk, teller: &Teller) -> Result<Answer, Failure> {
    let own: Vec<_> = desk.books.visits.iter().filter(|visit| visit.side(desk.party()).is_some()).collect();
    let named: Vec<_> = own.iter().map(|visit| (*visit, visit.name(), site(desk, visit))).collect();
    let standings: Vec<_> = named.iter().map(|(visit, name, site)| standing(desk, visit, name, site)).collect();
    teller.tell(
        || report::visit::all(&standings, telling(desk, teller)),
        || {
            let visits = standings.iter().map(|standing| report::visit::json(*standing, desk.now)).collect::<Vec<_>>();
            json!({ "home": desk.party().as_str(), "inspections": visits })
        },
    )?;
    Ok(Answer { status: 0 })
}

/// What a call did, and how its inspection stands now.
pub fn after(desk: &Desk, done: &Done, teller: &Teller) -> Result<Answer, Failure> {
    let visit = desk.books.visits.iter().find(|visit| visit.name() == done.visit);
    let visit = visit.expect("the inspection of a step stands in the records");
    let site = site(desk, visit);
    let standing = standing(desk, visit, &done.visit, &site);
    teller.tell(
        || report::visit::done(done.step, done.again, &done.shown, standing, telling(desk, teller)),
        || {
            json!({ "home": desk.party().as_str(), "step": done.step.map(|step| step.word()), "again": done.again,
                    "shown": report::visit::shown_json(&done.shown), "inspection": report::visit::json(standing, desk.now) })
        },
    )?;
    Ok(Answer { status: done.status })
}

/// An inspection, for whoever tells it.
pub fn standing<'a>(desk: &'a Desk, visit: &'a Visit, name: &'a str, site: &'a Option<(Id, Id)>) -> Standing<'a> {
    let site = site.as_ref().map(|(alias, facility)| (alias, facility));
    Standing { treaty: desk.treaty(), name, progress: &visit.progress, clause: visit.clause(desk.treaty()), site }
}

/// The designated site's name and kind of facility.
pub fn site(desk: &Desk, visit: &Visit) -> Option<(Id, Id)> {
    let to = visit.progress.designation()?;
    let ground = desk.books.ground(desk.treaty(), visit.progress.party(Side::Host)).ok()?;
    ground.sites().get(usize::from(to.site.0)).map(|site| (site.alias.clone(), site.facility.clone()))
}

fn telling<'a>(desk: &'a Desk, teller: &'a Teller) -> Telling<'a> {
    Telling { treaty: desk.treaty(), own: desk.party(), now: desk.now, locale: &teller.locale }
}
