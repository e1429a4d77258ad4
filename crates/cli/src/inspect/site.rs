//! The draw, and the designation of the site.

use super::follow::Visit;
use super::rights::{self, by, site_named};
use super::start::{OBJECTS_NONCE, SITE_NONCE};
use super::turn::{Turn, kept_under};
use super::{Done, count};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::Failure;
use record::draw::{Lot, SecretNonce};
use record::inspection::Side;
use record::layout::Site;
use record::statement::{Deed, Designation, Nonce, StepName};
use record::{Author, SiteNumber};
use treaty::instrument::{Clause, Inspection, OpeningForm};

/// The host's part in the draw of the site, or the inspector's in the draw of objects.
pub fn draw(desk: &mut Desk) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Nonce, StepName::Draw])?;
    if desk.side(visit) == Side::Inspector {
        return count::draw(desk);
    }
    let name = visit.name();
    match desk.turn(visit, StepName::Nonce)? {
        Turn::Again => Ok(Done::again(name, StepName::Nonce)),
        Turn::Take => {
            // it is public in the moment in which it is said, so there is nothing to keep before
            let nonce = Nonce(*desk.draw());
            desk.take(&name, Deed::Nonce(nonce)).map(|()| Done::took(name, StepName::Nonce))
        }
    }
}

/// Where the inspector goes.
struct Target {
    site: SiteNumber,
    nonce: Option<Nonce>,
}

/// The inspector designates the site, and acknowledges the host's record in the same call: what is opened is of the last epoch in it.
pub fn designate(desk: &mut Desk, wanted: Option<&str>) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Designation])?;
    let (name, host) = (visit.name(), visit.progress.party(Side::Host).clone());
    let again = desk.turn(visit, StepName::Designation)? == Turn::Again;
    let ground = desk.books.ground(desk.treaty(), &host)?;
    if again {
        let stands = visit.progress.designation().and_then(|to| ground.sites().get(usize::from(to.site.0)));
        return match wanted.filter(|wanted| stands.is_none_or(|site| site.alias.as_str() != *wanted)) {
            Some(_) => Err(Failure::Refused(format!("{name}: the site was designated already, and it is another one"))),
            None => Ok(Done::again(name, StepName::Designation)),
        };
    }
    let of_host = Author::Party(host.clone());
    let receipt = desk.receipt(&of_host)?;
    let held = desk.books.held.get(&of_host).expect("a record that was acknowledged is held");
    let covered = (held.size(), held.root());
    let none = || Failure::Refused(format!("{host} has stated no epoch yet: there is nothing that it could open"));
    let epoch = desk.books.epoch_below(&host, covered.0).ok_or_else(none)?.epoch;
    let clause = clause(desk, visit)?;
    let open: Vec<_> = ground.open(epoch).filter(|(_, site)| clause.1.at.contains(&site.facility)).collect();
    let numbers: Vec<_> = open.iter().map(|(number, _)| *number).collect();
    let lot = rights::lot(desk, visit, clause, &ground, epoch);
    let target = target(desk, visit, clause, ground.sites(), &lot, wanted)?;
    let site = open.iter().find(|(number, _)| *number == target.site).map(|(_, site)| *site);
    let site = site.or_else(|| ground.sites().get(usize::from(target.site.0)));
    rights::admit(desk, &host, clause, site, Some(visit))?;
    if !numbers.contains(&target.site) {
        return Err(by(clause.0, format!("the site is not open in epoch {epoch}, the last that {host} has stated")));
    }
    let (request, is_sampled) =
        (visit.progress.request().clone(), visit.progress.request().form == OpeningForm::Sample);
    let under = kept_under(&request.key);
    let draw = is_sampled.then(|| desk.draw()).map(|nonce| {
        desk.home.keep_secret(&under, OBJECTS_NONCE, &nonce).map_err(refused)?;
        let visit = desk.visit(&[StepName::Designation])?;
        Ok::<_, Failure>(SecretNonce::new(*nonce).commit(visit.progress.sides(), Lot::Objects))
    });
    let designation = Designation { site: target.site, nonce: target.nonce, covered, draw: draw.transpose()? };
    let step = desk.next(&name, Deed::Designation(designation))?;
    let said: Vec<_> = receipt.into_iter().chain([step]).collect();
    desk.say(&said).map(|()| Done::took(name, StepName::Designation))
}

/// The clause of an inspection.
pub fn clause<'a>(desk: &'a Desk, visit: &Visit) -> Result<(&'a Clause, &'a Inspection), Failure> {
    let none = || {
        Failure::Refused(format!("{}: the instrument has no inspection of the number that was asked for", visit.name()))
    };
    visit.clause(desk.treaty()).ok_or_else(none)
}

/// The site: that of the lot, or the one that the inspector names where the choice is its own.
fn target(
    desk: &Desk,
    visit: &Visit,
    clause: (&Clause, &Inspection),
    sites: &[Site],
    lot: &[SiteNumber],
    wanted: Option<&str>,
) -> Result<Target, Failure> {
    let (progress, host) = (&visit.progress, visit.progress.party(Side::Host));
    let named = wanted.map(|wanted| site_named(sites, wanted, host)).transpose()?;
    if progress.nonce().is_none() {
        may_choose(desk, visit, clause)?;
        let missing = || by(clause.0, "the inspector chooses the site: name it with --site");
        let (site, _) = named.ok_or_else(missing)?;
        return Ok(Target { site: SiteNumber(site), nonce: None });
    }
    let secret = desk.home.secret(&kept_under(&progress.request().key), SITE_NONCE).map_err(refused)?;
    let nonce = SecretNonce::new(*secret).reveal();
    let none = || by(clause.0, format!("{host} has no site left to which this kind of inspection goes"));
    let site = progress.site_drawn_by(&nonce, lot).ok_or_else(none)?;
    match named {
        Some((other, _)) if other != site.0 => {
            let drawn = sites.get(usize::from(site.0)).map_or_else(String::new, |site| site.alias.to_string());
            Err(by(clause.0, format!("the lot fell on `{drawn}`, and no other site can be designated")))
        }
        _ => Ok(Target { site, nonce: Some(nonce) }),
    }
}

/// Stops a choice where a lot decides, for as long as the host has time for its part.
fn may_choose(desk: &Desk, visit: &Visit, (clause, kind): (&Clause, &Inspection)) -> Result<(), Failure> {
    if visit.progress.request().draw.is_none() {
        return Ok(());
    }
    match visit.progress.due(desk.treaty(), kind, StepName::Nonce) {
        Some((due, _)) if due < desk.now => Ok(()),
        Some((due, hours)) => Err(by(
            clause,
            format!(
                "the site is drawn by lot: {} has until {} for its part (`{}`), and the inspector chooses only after that",
                visit.progress.party(Side::Host),
                report::visit::utc(due),
                hours.id
            ),
        )),
        None => {
            Err(by(clause, "the site is drawn by lot, and the clause sets the host no time for its part: wait for it"))
        }
    }
}
