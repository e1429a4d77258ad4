//! A site that is designated by an announced plan and the inspector's lot.

use super::Done;
use super::rights::site_named;
use super::site::designate as designate_site;
use crate::args::ByPlan;
use crate::desk::Desk;
use crate::out::Failure;
use crate::regime::announced;
use record::inspection::Side;
use record::statement::StepName;

/// The inspector designates the site that its lot draws for a visit of the plan. Where the instrument's own lot decides, both must agree.
pub fn designate(desk: &mut Desk, by: &ByPlan<'_>) -> Result<Done, Failure> {
    let read = announced::read(by.plan)?;
    let sites = read.plan.game().sites();
    let host = desk.visit(&[StepName::Designation])?.progress.party(Side::Host).clone();
    let ground = desk.books.ground(desk.treaty(), &host)?;
    for site in sites {
        // a plan that names a site nobody has was made for another host, or before a site was closed
        site_named(ground.sites(), &site.name, &host).map_err(|why| {
            Failure::Refused(format!("the plan `{}` is not one for {host}: {why}", by.plan.display()))
        })?;
    }
    let (visits, commitment) = read.drawn(by.lot);
    let (period, visit) = (by.period, by.visit);
    let of_period = visits.get(period as usize - 1).ok_or_else(|| {
        let periods = read.plan.game().periods();
        Failure::Refused(format!("the plan has {periods} periods: there is no period {period}"))
    })?;
    let site = of_period.get(visit as usize - 1).map(|site| sites[*site].name.clone()).ok_or_else(|| {
        let visits = of_period.len();
        Failure::Refused(format!("the lot draws {visits} visits for period {period}: there is no visit {visit}"))
    })?;
    let (plan, commitment) = (announced::hex(&read.hash.0), announced::hex(&commitment.0));
    let done = designate_site(desk, Some(&site))?;
    desk.aside.push(format!(
        "the lot drew `{site}` for visit {visit} of period {period} (plan {plan}, commitment {commitment}): whoever is given the lot when the plan is over checks it with `standstill regime draw`"
    ));
    Ok(done)
}
