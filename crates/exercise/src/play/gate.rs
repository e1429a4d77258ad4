//! Portals at play: what crosses each gate is declared half an hour before and judged soon after, each in its author's own record.
//!
//! The vehicles with items are those of the host's ledger. Beside them empty ones cross, and at missile plants missiles, as often as the file
//! says. The monitors see what is there, whatever was said of it; they have a canister opened now and then, as far as they have the right.

use super::{Stage, later};
use crate::cast::Unplayable;
use crate::file::{Deceit, GateDeceit};
use crate::host::{Host, Vehicle};
use crate::keeper::Saying;
use crate::run::RunFile;
use inventory::Epoch;
use log::Timestamp;
use record::layout::Site;
use record::statement::{Crossing, CrossingHash, Gate, MeasurementHash, SeenCrossing, Verdict, Way};
use record::{Author, Readers, SiteNumber, Statement};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use treaty::PartyCode;
use treaty::instrument::{FacilitySort, Portal};
use treaty::time::{Span, Unit};

const HOUR: u32 = 3600;
/// How long before a crossing's last moment it is declared at the latest, and at the earliest, in seconds.
const AHEAD: (u32, u32) = (60, 600);
/// How long after a crossing its verdict is given, in seconds: at least, and within so much more.
const JUDGED: (u32, u32) = (600, HOUR);
/// Of how many missiles one is in a canister that honest monitors have opened, while they have the right.
const ONE_OPENED_OF: u32 = 4;

/// What the gates of an exercise remember.
#[derive(Debug, Default)]
pub(super) struct Gates {
    /// The last number of a crossing, by host and plant.
    numbers: BTreeMap<(PartyCode, u16), u32>,
    /// The canisters that were opened, by monitors, host, plant and year.
    opened: BTreeMap<(PartyCode, PartyCode, u16, i16), u32>,
}

/// What is done at a gate, and when.
enum Doing {
    Declare { host: PartyCode, vehicle: Vehicle, ahead: u32 },
    Judge { monitors: PartyCode, host: PartyCode, vehicle: Vehicle, crossing: Option<CrossingHash>, at: Timestamp },
}

impl Stage<'_> {
    /// All that crosses in an epoch, once its parties are through with it.
    pub(super) fn gates(&mut self, epoch: Epoch, crossed: Vec<(PartyCode, Vec<Vehicle>)>) -> Result<(), Unplayable> {
        let Some(before) = epoch.previous() else { return Ok(()) };
        let begins = self.cast.after_end_of(before, 0).seconds();
        let ends = self.cast.after_end_of(epoch, 0).seconds();
        let latest = self.keepers.iter().map(|keeper| keeper.latest().seconds()).max().unwrap_or(0);
        // what is declared and judged lies within the epoch, and behind all that was said before
        let from = begins.max(latest) + u64::from(2 * HOUR);
        let until = ends.saturating_sub(u64::from(6 * HOUR)).max(from + 1);
        let mut agenda: BTreeMap<(u64, usize), Doing> = BTreeMap::new();
        for (host, mut vehicles) in crossed {
            vehicles.extend(self.others(&host, epoch));
            for vehicle in vehicles {
                let within = u32::try_from(until - from).unwrap_or(u32::MAX);
                let time = from + u64::from(self.traffic.below(within));
                let ahead = AHEAD.0 + self.traffic.below(AHEAD.1 - AHEAD.0);
                agenda.insert((time, agenda.len()), Doing::Declare { host: host.clone(), vehicle, ahead });
            }
        }
        if agenda.is_empty() {
            return Ok(());
        }
        let mut order = agenda.len();
        while let Some(((time, _), doing)) = agenda.pop_first() {
            let time = Timestamp::new(time).expect("an exercise ends before the end of time");
            self.rounds_before(time)?;
            for (when, judged) in self.cross(epoch, time, doing) {
                agenda.insert((when.seconds(), order), judged);
                order += 1;
            }
        }
        self.keepers.iter_mut().for_each(crate::keeper::Keeper::sign);
        Ok(())
    }

    /// Empty vehicles, and missiles, as often as the file says.
    fn others(&mut self, host: &PartyCode, epoch: Epoch) -> Vec<Vehicle> {
        let Some(side) = self.cast.exercise.side(host) else { return Vec::new() };
        let (treaty, of_host) = (self.cast.treaty(), self.host(&Author::Party(host.clone())));
        let is_open = |site: &Site| site.opened <= epoch && site.closed.is_none_or(|closed| epoch < closed);
        let sites = (0..).zip(of_host.ground().sites()).filter(|(_, site)| is_open(site));
        let gates = sites.filter(|(_, site)| treaty.portal_at(&site.facility).is_some());
        let gates: Vec<(u16, bool)> =
            gates.map(|(n, site)| (n, treaty.sort_of(&site.facility) == Some(FacilitySort::MissilePlant))).collect();
        let missiles: Vec<_> = gates.iter().filter(|(_, of_missiles)| *of_missiles).map(|(site, _)| *site).collect();
        let mut vehicles = Vec::new();
        for (rate, sites, items) in
            [(side.life.missiles, missiles, 1), (side.life.vehicles, gates.iter().map(|(site, _)| *site).collect(), 0)]
        {
            for _ in 0..self.traffic.times(rate) {
                let Some(site) = self.traffic.one(sites.clone()) else { continue };
                let out = items > 0 || self.traffic.below(2) == 0;
                let way = if out { Way::Out } else { Way::In };
                vehicles.push(Vehicle { site, way, exit: 0, items, said: Some(items) });
            }
        }
        vehicles
    }

    /// Does what is next; what follows of it, and when.
    fn cross(&mut self, epoch: Epoch, time: Timestamp, doing: Doing) -> Vec<(Timestamp, Doing)> {
        match doing {
            Doing::Declare { host, vehicle, ahead } => {
                let (crossing, at) = self.declare(epoch, time, &host, &vehicle, ahead);
                let others: Vec<_> =
                    self.hosts.iter().map(Host::party).filter(|party| **party != host).cloned().collect();
                let judge = |monitors: PartyCode| {
                    let (host, vehicle) = (host.clone(), vehicle.clone());
                    Doing::Judge { monitors, host, vehicle, crossing, at }
                };
                let judged = others.into_iter().map(judge).collect::<Vec<_>>();
                judged.into_iter().map(|doing| (later(at, JUDGED.0 + self.traffic.below(JUDGED.1)), doing)).collect()
            }
            Doing::Judge { monitors, host, vehicle, crossing, at } => {
                if !self.evades(&monitors, epoch, |deceit, now| now && *deceit == GateDeceit::GivesNoVerdict) {
                    self.judge((epoch, time), (&monitors, &host), &vehicle, crossing, at);
                }
                Vec::new()
            }
        }
    }

    /// The host's declaration, if it makes one; and when the vehicle crosses.
    fn declare(
        &mut self,
        epoch: Epoch,
        time: Timestamp,
        host: &PartyCode,
        vehicle: &Vehicle,
        ahead: u32,
    ) -> (Option<CrossingHash>, Timestamp) {
        let author = Author::Party(host.clone());
        let dated = self.keeper(&author).not_before(time);
        let at = later(dated, seconds(self.portal(host, vehicle.site).declaration) + ahead);
        let Some(items) = vehicle.said else { return (None, at) };
        let number = self.gates.numbers.entry((host.clone(), vehicle.site)).or_default();
        *number += 1;
        let number = *number;
        let statement = Statement::Crossing(Crossing { number, gate: gate(vehicle, epoch), at, items });
        let leaf = self.says(&author, dated, &statement);
        (Some(CrossingHash::of(&leaf)), at)
    }

    /// The verdict of one party's monitors, on what is there.
    fn judge(
        &mut self,
        (epoch, time): (Epoch, Timestamp),
        (monitors, host): (&PartyCode, &PartyCode),
        vehicle: &Vehicle,
        crossing: Option<CrossingHash>,
        at: Timestamp,
    ) {
        let author = Author::Party(monitors.clone());
        let opened = self.opens((monitors, host), vehicle, epoch, at);
        let same = vehicle.said == Some(vehicle.items) && crossing.is_some();
        let verdict = if same { Verdict::AsDeclared } else { Verdict::Otherwise };
        let dated = self.keeper(&author).not_before(time);
        let file = (vehicle.items > 0).then(|| self.measured((monitors, host), vehicle, at));
        let (host, gate, seen) = (host.clone(), gate(vehicle, epoch), vehicle.items);
        let seen = SeenCrossing { host, crossing, gate, at, seen, opened, verdict, file };
        self.says(&author, dated, &Statement::Verdict(seen));
    }

    /// How many canisters the monitors have opened: of missiles that leave, one now and then while they may; an evader's at each.
    fn opens(
        &mut self,
        (monitors, host): (&PartyCode, &PartyCode),
        vehicle: &Vehicle,
        epoch: Epoch,
        at: Timestamp,
    ) -> u16 {
        let most = self.portal(host, vehicle.site).openings();
        if vehicle.items == 0 || most == 0 {
            return 0;
        }
        let year = crate::calendar::day_of(at).year();
        let drawn = self.traffic.below(ONE_OPENED_OF) == 0;
        let all = self.evades(monitors, epoch, |deceit, _| *deceit == GateDeceit::OpensAll);
        let opened = self.gates.opened.entry((monitors.clone(), host.clone(), vehicle.site, year)).or_default();
        if all || (drawn && *opened < most) {
            *opened += 1;
            return 1;
        }
        0
    }

    /// The file of a measurement, which the monitors keep to themselves; what stands in it is made up.
    fn measured(
        &mut self,
        (monitors, host): (&PartyCode, &PartyCode),
        vehicle: &Vehicle,
        at: Timestamp,
    ) -> MeasurementHash {
        let text = format!(
            "exercise: no measurement was made\nhost {host}\nplant {}\nsecond {}\nitems {}\n",
            vehicle.site,
            at.seconds(),
            vehicle.items
        );
        let hash = MeasurementHash(Sha256::digest(text.as_bytes()).into());
        let path = format!("{monitors}.secret/measurements/{hash}");
        let keeper = self.keeper(&Author::Party(monitors.clone()));
        keeper.hand_over(RunFile { path, bytes: text.into_bytes() });
        hash
    }

    /// Whether a party does something at gates in an epoch, or did it before: the deed is asked with whether it is of this epoch.
    fn evades(&self, party: &PartyCode, epoch: Epoch, is: impl Fn(&GateDeceit, bool) -> bool) -> bool {
        let mut begun = self.cast.exercise.evasions.iter().filter(|of| of.party == *party && of.epoch <= epoch);
        begun.any(|of| matches!(&of.deceit, Deceit::Gate(deceit) if is(deceit, of.epoch == epoch)))
    }

    /// A statement for all, in its author's record; its leaf.
    fn says(&mut self, author: &Author, dated: Timestamp, statement: &Statement) -> Vec<u8> {
        let keeper = self.keeper(author);
        let salt = keeper.salt();
        let saying = Saying { dated, readers: &Readers::Public, statement, proofs: None, salt };
        let (envelope, _) = keeper.draft(saying);
        keeper.append(&envelope);
        envelope.encode()
    }

    fn portal(&self, host: &PartyCode, site: u16) -> &Portal {
        let sites = self.host(&Author::Party(host.clone())).ground().sites();
        let facility = &sites[usize::from(site)].facility;
        self.cast.treaty().portal_at(facility).expect("what crosses, crosses the gate of a plant that has one").1
    }
}

fn gate(vehicle: &Vehicle, epoch: Epoch) -> Gate {
    Gate { site: SiteNumber(vehicle.site), way: vehicle.way, exit: vehicle.exit, epoch }
}

fn seconds(span: Span) -> u32 {
    span.count.saturating_mul(if span.unit == Unit::Hours { HOUR } else { 60 })
}
