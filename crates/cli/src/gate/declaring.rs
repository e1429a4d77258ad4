//! The host's declaration of a crossing.

use super::passages::{Plants, passages};
use super::{by_exit, unless, way};
use crate::args::GateVerb;
use crate::desk::Desk;
use crate::out::Failure;
use record::Statement;
use record::gate::epoch_at;
use record::statement::{Crossing, Gate};
use report::gate::Said;

/// Declares a crossing. The same crossing declared again is the same one.
pub fn declare(desk: &mut Desk, verb: &GateVerb) -> Result<Said, Failure> {
    let GateVerb::Declare { site, way: word, exit, when, items, all_the_same } = verb else {
        unreachable!("asked of a declaration only")
    };
    let (own, items, at) = (desk.party().clone(), *items, *when);
    let ground = desk.books.ground(desk.treaty(), &own)?;
    let plants = Plants::of(desk.treaty(), &own, &ground);
    let (number, plant) = plants.named(site)?;
    let epoch = epoch_at(desk.treaty(), at).ok_or_else(|| {
        Failure::Refused("--when lies in no epoch of the record, in which alone something crosses".to_owned())
    })?;
    plants.is_open(number, epoch)?;
    let gate = Gate { site: number, way: way(word)?, exit: *exit, epoch };
    let declared = passages(desk)?;
    let of_plant = declared.iter().filter(|passage| passage.host == own && passage.site == number);
    let before: Vec<_> = of_plant.filter_map(|passage| passage.declared).map(|declared| declared.crossing).collect();
    if let Some(same) = before.iter().find(|one| (one.gate, one.at, one.items) == (gate, at, items)) {
        return Ok(Said::Declared { number: same.number, again: true });
    }
    by_exit(*all_the_same, plant, gate, items)?;
    let ahead = plant.portal.declaration.seconds();
    if at.seconds() < desk.now.seconds() + ahead {
        let why = format!(
            "--when is {} UTC, and a crossing is declared {} minutes before it",
            report::visit::utc(at).trim_end_matches(" UTC"),
            ahead / 60
        );
        unless(*all_the_same, plant, &why)?;
    }
    let last = before.iter().map(|crossing| crossing.number).max().unwrap_or(0);
    let number =
        last.checked_add(1).ok_or_else(|| Failure::Refused("the numbers of crossings are used up".to_owned()))?;
    desk.say(&[Statement::Crossing(Crossing { number, gate, at, items })])?;
    Ok(Said::Declared { number, again: false })
}
