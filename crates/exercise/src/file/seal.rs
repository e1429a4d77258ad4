//! The custody seals of an exercise: what each side does to them and says of it, day by day.

use super::Exercise;
use super::read::{need_side, problem, within};
use inventory::Epoch;
use record::SealNumber;
use record::statement::{BreakReason, SealDeed};
use treaty::instrument::SealOn;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// The most days after the end of an epoch on which something is done to a seal.
const DAY_MAX: u32 = 366;
/// The most hours between a statement and what it tells of.
const HOURS_MAX: u32 = 1000;
/// The inspections during which it may be.
const INSPECTIONS_MAX: u32 = 4096;

/// What is done to a seal, and said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealEvent {
    /// Whose seal it is.
    pub owner: PartyCode,
    /// On whose door, container or canister.
    pub host: PartyCode,
    /// At which of the host's sites.
    pub site: Id,
    /// Its number.
    pub number: SealNumber,
    /// What is said.
    pub deed: SealDeed,
    /// After the end of which epoch.
    pub epoch: Epoch,
    /// How many days after.
    pub day: u32,
    /// How many hours after the statement it is done: what a host announces.
    pub ahead: u32,
    /// During the how many-th inspection of the play, from 1; nothing where it is during none.
    pub inspection: Option<u32>,
}

impl SealEvent {
    /// Who says it.
    pub fn by(&self) -> &PartyCode {
        if matches!(self.deed, SealDeed::Broken(_)) { &self.host } else { &self.owner }
    }
}

#[derive(Clone, Copy)]
enum Act {
    Apply,
    Verify,
    Remove,
    Find,
    Break,
}

const ACTS: [(&str, Act); 5] = [
    ("apply", Act::Apply),
    ("verify", Act::Verify),
    ("remove", Act::Remove),
    ("find-broken", Act::Find),
    ("break", Act::Break),
];
const REASONS: [(&str, BreakReason); 2] =
    [("maintenance", BreakReason::Maintenance), ("emergency", BreakReason::Emergency)];

pub(super) fn read(table: &Table<'_>, exercise: &Exercise) -> Option<SealEvent> {
    let party = |key| need_side(table, key, "owner = \"OND\" and host = \"HAL\"", exercise);
    let (owner, host) = (party("owner"), party("host"));
    if owner.is_some() && owner == host {
        let message = "nobody seals what is its own".to_owned();
        problem(table, "same-party", table.span.clone(), message, "name another party as host");
    }
    let site = table.need_id("site", "site = \"still-water\"");
    let there = host.as_ref().and_then(|host| exercise.side(host));
    if there.is_some_and(|side| side.sites.iter().all(|known| known.id != site.value)) {
        let message = format!("the host has no site `{}`", site.value);
        problem(table, "unknown-name", site.span.clone(), message, "name a site of the host");
    }
    let number = number(table, "number");
    if !table.has("number") {
        table.missing("number", "number = \"OND-1\"");
    }
    let act = table.need_word("act", &ACTS).map(|at| at.value);
    let deed = act.and_then(|act| deed(table, act));
    let epoch = table.need_number("epoch", "epoch = 1");
    let epoch = Epoch(within(table, epoch, "epoch", 0, exercise.epochs));
    let day = table.need_number("day", "day = 2");
    let day = within(table, day, "day", 0, DAY_MAX);
    let ahead = table.number("hours-ahead").map_or(0, |at| within(table, at, "hours-ahead", 0, HOURS_MAX));
    let inspection = table.number("inspection").map(|at| within(table, at, "inspection", 1, INSPECTIONS_MAX));
    table.finish();
    let (owner, host, number, deed) = (owner?, host?, number?, deed?);
    Some(SealEvent { owner, host, site: site.value, number, deed, epoch, day, ahead, inspection })
}

fn deed(table: &Table<'_>, act: Act) -> Option<SealDeed> {
    Some(match act {
        Act::Apply => {
            let instead = number(table, "instead");
            SealDeed::Applied { on: table.need_word("on", &SealOn::WORDS)?.value, instead }
        }
        Act::Verify => SealDeed::Verified,
        Act::Remove => SealDeed::Removed,
        Act::Find => SealDeed::Found,
        Act::Break => SealDeed::Broken(table.need_word("reason", &REASONS)?.value),
    })
}

fn number(table: &Table<'_>, key: &'static str) -> Option<SealNumber> {
    let text = table.string(key)?;
    let found = SealNumber::new(&text.value);
    if found.is_none() {
        let message = "no number of a seal".to_owned();
        problem(table, "bad-number", text.span, message, "write 1 to 32 of A-Z, 0-9 and -");
    }
    found
}
