//! What befalls those who are honest: they are late, silent, take new keys, or have a clock that runs away.

use super::{ACKNOWLEDGED, DAY, Stage, later};
use crate::cast::Cast;
use crate::file::Happening;
use crate::keys::later_key;
use inventory::Epoch;
use log::{Checkpoint, Timestamp};
use record::{Author, KeyId};
use treaty::PartyCode;
use treaty::instrument::KeyRole;

/// A key that its owner has replaced, and that another is to end.
pub(super) struct Ending {
    pub(super) of: Author,
    pub(super) key: KeyId,
    /// The last checkpoint that the key covers; nothing where that is the one of this round.
    pub(super) covered: Option<Checkpoint>,
}

/// Whether somebody acknowledges anything once an epoch is over.
pub(super) fn speaks(cast: &Cast, author: &Author, epoch: Epoch) -> bool {
    let mut witnesses = cast.exercise.witnesses.iter().filter(|witness| witness.id.as_str() == author.as_str());
    let of_witness = witnesses.all(|witness| witness.silent_from.is_none_or(|silent| epoch < silent));
    let is_silent = |(first, happening): (Epoch, &Happening)| matches!(happening, Happening::Silent { epochs } if (first.0..first.0.saturating_add(*epochs)).contains(&epoch.0));
    of_witness && !happenings(cast, author).any(is_silent)
}

/// Whether somebody's record is acknowledged: the parties' are, and that of a witness whose clock is in doubt.
pub(super) fn shows(cast: &Cast, author: &Author) -> bool {
    author.party().is_some()
        || happenings(cast, author).any(|(_, happening)| matches!(happening, Happening::ClockAhead { .. }))
}

/// By how many days a party states an epoch late, and says so.
pub(super) fn days_late(cast: &Cast, party: &PartyCode, epoch: Epoch) -> u32 {
    let late = |(when, happening): (Epoch, &Happening)| match happening {
        Happening::Late { days } if when == epoch => *days,
        _ => 0,
    };
    happenings(cast, &Author::Party(party.clone())).map(late).max().unwrap_or(0)
}

/// A time as the clock of somebody shows it.
pub(super) fn by_its_clock(cast: &Cast, author: &Author, epoch: Epoch, time: Timestamp) -> Timestamp {
    let ahead = |(first, happening): (Epoch, &Happening)| match happening {
        Happening::ClockAhead { days } if first <= epoch => Some(*days),
        _ => None,
    };
    let days = happenings(cast, author).filter_map(ahead).max().unwrap_or(0);
    later(time, days * DAY)
}

/// What befalls somebody, and when.
fn happenings<'a>(cast: &'a Cast, who: &'a Author) -> impl Iterator<Item = (Epoch, &'a Happening)> {
    let incidents = cast.exercise.incidents.iter().filter(move |incident| incident.who == *who);
    incidents.map(|incident| (incident.epoch, &incident.happening))
}

impl Stage<'_> {
    /// Those who bring new keys with the epoch that is over do it now, before they say anything else.
    pub(super) fn keys_change(&mut self, begins: Timestamp) -> Vec<Ending> {
        let (cast, now) = (self.cast, self.now);
        let mut endings = Vec::new();
        for incident in cast.exercise.incidents.iter().filter(|incident| incident.epoch == now) {
            let (role, is_revoked) = match incident.happening {
                Happening::NewKey(role) => (role, false),
                Happening::Revoked(role) => (role, true),
                _ => continue,
            };
            // a log key signs no head any more from here on, while the others sign until now
            let is_log = is_revoked && role == KeyRole::Log;
            let covered = is_log.then(|| self.keeper(&incident.who).shown()[1].clone());
            let key = self.renew(&incident.who, role, begins);
            endings.extend(is_revoked.then(|| Ending { of: incident.who.clone(), key, covered }));
        }
        endings
    }

    /// Somebody brings a new key, and is told by which id the old one goes.
    pub(super) fn renew(&mut self, who: &Author, role: KeyRole, begins: Timestamp) -> KeyId {
        let new = later_key(self.cast.seed, who, role, self.now);
        let keeper = self.keeper(who);
        let old = keeper.key(role);
        keeper.renew(role, new, keeper.not_before(begins));
        keeper.sign();
        old
    }

    /// Another party logs the end of the keys that were replaced, once all that they signed is acknowledged.
    pub(super) fn end_keys(&mut self, endings: Vec<Ending>, begins: Timestamp) {
        let (from, within) = ACKNOWLEDGED;
        for Ending { of, key, covered } in endings {
            let other = |author: &Author| author.party().is_some() && *author != of;
            let (owners, others): (Vec<_>, Vec<_>) = self.keepers.iter_mut().partition(|keeper| *keeper.author() == of);
            let owner = owners.into_iter().next().expect("whose key ends keeps a record");
            let other = others.into_iter().find(|keeper| other(keeper.author())).expect("there are two parties");
            let covered = covered.unwrap_or_else(|| owner.shown()[1].clone());
            let dated = other.not_before(later(begins, from + within));
            other.log_end(owner, key, &covered, dated);
            other.sign();
        }
    }
}
