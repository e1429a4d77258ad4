//! `standstill gate …`: what crosses the gates of plants, declared by the host and judged by the other side's monitors, each in its own home.

mod declaring;
mod judging;
mod passages;

use crate::args::{self, GateVerb};
use crate::desk::Desk;
use crate::out::{Answer, Failure, Teller};
use record::gate::Plant;
use record::statement::{Gate, Way};
use report::gate::Said;
use report::visit::Telling;
use serde_json::json;
use treaty::PartyCode;
use treaty::instrument::Status;

/// Answers a call.
pub fn run(call: &args::Gate, teller: &Teller) -> Result<Answer, Failure> {
    let mut desk = Desk::open(&call.desk.home, call.desk.at, None)?;
    if !desk.treaty().portals().any(|(clause, _)| clause.status == Status::Agreed) {
        return Err(Failure::Refused("the instrument of this home has no agreed [[portal]]".to_owned()));
    }
    let looks = matches!(call.verb, GateVerb::Status);
    let stick = match (looks, &call.desk.stick) {
        (true, None) => None,
        (_, stick) => Some(desk.take_in(stick.as_deref())?),
    };
    let said = match &call.verb {
        GateVerb::Status => None,
        GateVerb::Declare { .. } => Some(declaring::declare(&mut desk, &call.verb)),
        GateVerb::Verdict { .. } => Some(judging::judge(&mut desk, &call.verb)),
    };
    desk.aside.iter().for_each(|words| teller.aside(words));
    let said = said.transpose()?;
    if let (Some(stick), Some(_)) = (&stick, &said) {
        desk.leave(stick)?;
    }
    tell(&desk, said.as_ref(), teller)
}

/// What was said, and how every gate stands.
fn tell(desk: &Desk, said: Option<&Said>, teller: &Teller) -> Result<Answer, Failure> {
    let standings = passages::standings(desk)?;
    let telling = Telling { treaty: desk.treaty(), own: desk.party(), now: desk.now, locale: &teller.locale };
    teller.tell(
        || report::gate::words(said, &standings, telling),
        || {
            let gates: Vec<_> = standings.iter().map(|standing| report::gate::json(standing, desk.now)).collect();
            json!({ "home": desk.party().as_str(), "said": said.map(report::gate::said_json), "gates": gates })
        },
    )?;
    Ok(Answer { status: 0 })
}

/// A rule that a call would break, unless what it tells has happened all the same.
fn unless(all_the_same: bool, plant: &Plant<'_>, why: &str) -> Result<(), Failure> {
    if all_the_same {
        return Ok(());
    }
    let (article, portal) = (&plant.clause.article, &plant.clause.id);
    Err(Failure::Refused(format!(
        "{why} (Article {article}, portal `{portal}`). If it happened so, say it with --all-the-same: an audit tells what was broken"
    )))
}

/// Whether items may pass by this exit.
fn by_exit(all_the_same: bool, plant: &Plant<'_>, gate: Gate, items: u16) -> Result<(), Failure> {
    let most = plant.portal.other_exits_max.value;
    if !plant.portal.has_exit(gate.exit) {
        return unless(
            all_the_same,
            plant,
            &format!("--exit {}: such a plant may have {most} exits beside the portal", gate.exit),
        );
    }
    if gate.exit > 0 && items > 0 {
        return unless(all_the_same, plant, &format!("--exit {}: items pass by the portal only, exit 0", gate.exit));
    }
    Ok(())
}

fn way(word: &str) -> Result<Way, Failure> {
    let found = Way::ALL.iter().copied().find(|way| way.word() == word);
    found.ok_or_else(|| Failure::Refused(format!("`{word}` is no way to cross a gate: write out or in")))
}

/// The other party whose plant is meant.
fn host(desk: &Desk, of: Option<&PartyCode>) -> Result<PartyCode, Failure> {
    let others: Vec<_> =
        desk.treaty().parties.iter().map(|party| &party.code).filter(|code| *code != desk.party()).collect();
    let known = || others.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(", ");
    match (of, others.as_slice()) {
        (None, [one]) => Ok((*one).clone()),
        (Some(of), others) if others.contains(&of) => Ok(of.clone()),
        _ => Err(Failure::Refused(format!("name with --of whose plant it is: one of {}", known()))),
    }
}
