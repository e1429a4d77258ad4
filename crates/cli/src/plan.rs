//! `standstill plan …`

use crate::args::{NamedStratum, Plan};
use crate::out::{Answer, Failure, Teller};
use regime::{Look, OutOfBounds, Planned, Sites, Stratum};

/// Answers a call.
pub fn run(call: &Plan, teller: &Teller) -> Result<Answer, Failure> {
    let planned: Vec<_> = match (call.population, &call.defects) {
        (Some(items), Some(defects)) => vec![(None, planned(call, items, defects.of(items)).map_err(refused)?)],
        _ => call.stratum.iter().map(|stratum| of_stratum(call, stratum)).collect::<Result<_, _>>()?,
    };
    teller.tell(|| report::plan::words(&planned, &teller.locale, teller.width), || report::plan::json(&planned))?;
    Ok(Answer { status: 0 })
}

fn of_stratum(call: &Plan, stratum: &NamedStratum) -> Result<(Option<String>, Planned), Failure> {
    let refused = |why: OutOfBounds| Failure::Refused(format!("--stratum {}: {why}", stratum.name));
    let planned = planned(call, stratum.items, stratum.defects.of(stratum.items)).map_err(refused)?;
    Ok((Some(stratum.name.clone()), planned))
}

fn planned(call: &Plan, items: u32, defects: u32) -> Result<Planned, OutOfBounds> {
    let sites = match (call.sites, call.hiding, call.visits) {
        (Some(all), Some(hiding), Some(visited)) => Some(Sites { all: Stratum::new(all, hiding)?, visited }),
        _ => None,
    };
    let recognised = call.recognised.clone();
    let look = Look { stratum: Stratum::new(items, defects)?, sites, recognised, years: call.years };
    match (&call.detect, call.sample) {
        (Some(goal), _) => look.planned_for(goal.clone()),
        (None, sample) => look.planned_with(sample.unwrap_or(0)),
    }
}

fn refused(why: OutOfBounds) -> Failure {
    Failure::Refused(why.to_string())
}
