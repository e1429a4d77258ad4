//! The monitors' verdict on what crossed.

use super::passages::{Passage, Plants, passages};
use super::{by_exit, host, unless, way};
use crate::args::GateVerb;
use crate::desk::{Desk, day_of};
use crate::files;
use crate::out::Failure;
use record::gate::{Plant, epoch_at};
use record::statement::{Gate, MeasurementHash, SeenCrossing, Verdict};
use record::{SiteNumber, Statement};
use report::gate::Said;
use sha2::{Digest, Sha256};
use treaty::PartyCode;

/// The largest file of a measurement, in bytes.
const MEASUREMENT_MAX: usize = 256 << 20;

/// Gives a verdict. The same verdict given again is the same one.
pub fn judge(desk: &mut Desk, verb: &GateVerb) -> Result<Said, Failure> {
    let GateVerb::Verdict { of, site, number, seen, opened, verdict, measurement, all_the_same, .. } = verb else {
        unreachable!("asked of a verdict only")
    };
    let host = host(desk, of.as_ref())?;
    let ground = desk.books.ground(desk.treaty(), &host)?;
    let plants = Plants::of(desk.treaty(), &host, &ground);
    let (at_site, plant) = plants.named(site)?;
    let held = passages(desk)?;
    let declared = number.map(|number| numbered(&held, &host, at_site, number, site)).transpose()?;
    let (gate, at) = seen_at(desk, at_site, declared, verb)?;
    plants.is_open(at_site, gate.epoch)?;
    let verdict = verdict_of(verdict)?;
    let file = measurement.as_ref().map(|path| files::read_bytes(path, MEASUREMENT_MAX)).transpose()?;
    let file = file.map(|bytes| MeasurementHash(Sha256::digest(bytes).into()));
    let crossing = declared.and_then(|passage| passage.declared).map(|declared| declared.hash);
    let said = SeenCrossing { host: host.clone(), crossing, gate, at, seen: *seen, opened: *opened, verdict, file };
    let own = desk.party();
    let before =
        held.iter().flat_map(|passage| &passage.seen).filter(|(by, _)| *by == own).map(|(_, seen)| seen.verdict);
    let before: Vec<&SeenCrossing> = before.collect();
    if before.contains(&&said) {
        return Ok(Said::Judged { number: *number, again: true });
    }
    not_twice(&said, &before, *number)?;
    not_against_itself(&said, declared)?;
    in_time(desk, plant, &said, *all_the_same)?;
    by_exit(*all_the_same, plant, gate, *seen)?;
    canisters(plant, &said, &before, *all_the_same)?;
    desk.say(&[Statement::Verdict(said)])?;
    Ok(Said::Judged { number: *number, again: false })
}

/// The crossing that the host gave this number.
fn numbered<'p, 'a>(
    held: &'p [Passage<'a>],
    host: &PartyCode,
    at_site: SiteNumber,
    number: u32,
    site: &str,
) -> Result<&'p Passage<'a>, Failure> {
    let is_it = |passage: &&Passage<'a>| {
        let of_number = passage.declared.is_some_and(|declared| declared.crossing.number == number);
        of_number && passage.host == *host && passage.site == at_site
    };
    held.iter().find(is_it).ok_or_else(|| {
        Failure::Refused(format!(
            "the record of {host} as this home holds it declares no crossing {number} at {site}: take in a newer stick, or leave --number out if nothing was declared"
        ))
    })
}

/// Where and when it crossed, as it was seen.
fn seen_at(
    desk: &Desk,
    site: SiteNumber,
    declared: Option<&Passage<'_>>,
    verb: &GateVerb,
) -> Result<(Gate, log::Timestamp), Failure> {
    let GateVerb::Verdict { way: word, exit, when, .. } = verb else { unreachable!("asked of a verdict only") };
    let crossing = declared.and_then(|passage| passage.declared).map(|declared| declared.crossing);
    let lacks = |what: &str| Failure::Refused(format!("what was not declared is told whole: add {what}"));
    let seen_way = word.as_deref().map(way).transpose()?;
    let seen_way = seen_way.or(crossing.map(|one| one.gate.way)).ok_or_else(|| lacks("--way"))?;
    let at = when.or(crossing.map(|one| one.at)).ok_or_else(|| lacks("--when"))?;
    let exit = exit.or(crossing.map(|one| one.gate.exit)).unwrap_or(0);
    // at the end of an epoch both sides say the same one, which is the host's to name
    let near = crossing.filter(|one| one.at.seconds().abs_diff(at.seconds()) <= tolerance(desk));
    let epoch = near.map(|one| one.gate.epoch).or_else(|| epoch_at(desk.treaty(), at));
    let epoch = epoch.ok_or_else(|| {
        Failure::Refused("--when lies in no epoch of the record, in which alone something crosses".to_owned())
    })?;
    Ok((Gate { site, way: seen_way, exit, epoch }, at))
}

fn tolerance(desk: &Desk) -> u64 {
    desk.treaty().record().map_or(0, |(_, rule)| rule.tolerance.seconds())
}

fn verdict_of(word: &str) -> Result<Verdict, Failure> {
    let found = Verdict::ALL.iter().copied().find(|verdict| verdict.word() == word);
    found.ok_or_else(|| Failure::Refused(format!("`{word}` is no verdict: write as-declared, otherwise or not-clear")))
}

/// One party gives one verdict on one crossing.
fn not_twice(said: &SeenCrossing, before: &[&SeenCrossing], number: Option<u32>) -> Result<(), Failure> {
    let same = |other: &&&SeenCrossing| {
        let undeclared = said.crossing.is_none() && (other.gate, other.at) == (said.gate, said.at);
        other.host == said.host && other.crossing == said.crossing && (undeclared || said.crossing.is_some())
    };
    if before.iter().any(|other| same(&other)) {
        let what = number.map_or_else(|| "this crossing".to_owned(), |number| format!("crossing {number}"));
        return Err(Failure::Refused(format!(
            "this party has given another verdict on {what}: a second one would contradict it, and a verdict is not taken back; what is to be corrected goes through `clarify raise`"
        )));
    }
    Ok(())
}

/// What was otherwise is not as declared.
fn not_against_itself(said: &SeenCrossing, declared: Option<&Passage<'_>>) -> Result<(), Failure> {
    if said.verdict != Verdict::AsDeclared {
        return Ok(());
    }
    let refuse = |why: String| Err(Failure::Refused(why));
    match declared.and_then(|passage| passage.declared).map(|declared| declared.crossing) {
        None => refuse("nothing was declared that it could be as: write --verdict otherwise or not-clear".to_owned()),
        Some(one) if (one.gate, one.items) != (said.gate, said.seen) => refuse(format!(
            "it was declared with {} items {} by exit {}, which is not what was seen: write --verdict otherwise",
            one.items,
            one.gate.way.word(),
            one.gate.exit
        )),
        Some(_) => Ok(()),
    }
}

fn in_time(desk: &Desk, plant: &Plant<'_>, said: &SeenCrossing, all_the_same: bool) -> Result<(), Failure> {
    if said.at > desk.now {
        let at = report::visit::utc(said.at);
        return Err(Failure::Refused(format!(
            "it crosses at {at} only: nobody has seen it yet; what was seen at another time is told with --when"
        )));
    }
    let within = plant.portal.verdict.seconds();
    if desk.now.seconds() > said.at.seconds() + within {
        let why = format!("a verdict is given within {} minutes of the crossing, and that time is over", within / 60);
        return unless(all_the_same, plant, &why);
    }
    Ok(())
}

/// The monitors have no more canisters opened at one plant in a calendar year than they may.
fn canisters(
    plant: &Plant<'_>,
    said: &SeenCrossing,
    before: &[&SeenCrossing],
    all_the_same: bool,
) -> Result<(), Failure> {
    let year = day_of(said.at).year();
    let same = before.iter().filter(|other| {
        other.host == said.host && other.gate.site == said.gate.site && day_of(other.at).year() == year
    });
    let used: u64 = same.map(|other| u64::from(other.opened)).sum();
    let most = plant.portal.openings();
    if said.opened > 0 && used + u64::from(said.opened) > u64::from(most) {
        let why = format!("--opened {}: {used} were opened there in {year}, and {most} may be", said.opened);
        return unless(all_the_same, plant, &why);
    }
    Ok(())
}
