//! When a party evades in its record. How it does is [`crate::evasion`]'s.

use super::incident::Ending;
use super::{DAY, Stage, Telling, later};
use crate::cast::Cast;
use crate::evasion::garble;
use crate::file::{Deceit, RecordDeceit, Replay, Stale};
use crate::keeper::Saying;
use crate::keys::later_key;
use crate::run::RunFile;
use inventory::Epoch;
use log::Timestamp;
use proof::Proofs;
use record::{Author, Envelope, Signature};
use std::collections::BTreeMap;
use treaty::PartyCode;
use treaty::instrument::KeyRole;

/// What a party does in one of its epochs, or did in one before.
fn deceits<'a>(cast: &'a Cast, party: Option<&'a PartyCode>) -> impl Iterator<Item = (Epoch, &'a RecordDeceit)> {
    let evasions = cast.exercise.evasions.iter().filter(move |evasion| Some(&evasion.party) == party);
    evasions.filter_map(|evasion| match &evasion.deceit {
        Deceit::Record(deceit) => Some((evasion.epoch, deceit)),
        Deceit::Ledger(_) | Deceit::Visit(_) | Deceit::Gate(_) | Deceit::Seal(_) => None,
    })
}

/// What a party does in this epoch.
fn deceits_in<'a>(cast: &'a Cast, party: &'a PartyCode, epoch: Epoch) -> impl Iterator<Item = &'a RecordDeceit> {
    deceits(cast, Some(party)).filter(move |(when, _)| *when == epoch).map(|(_, deceit)| deceit)
}

/// Whether a party states an epoch at all.
pub(super) fn states(cast: &Cast, party: &PartyCode, epoch: Epoch) -> bool {
    !deceits(cast, Some(party)).any(|(when, deceit)| match deceit {
        RecordDeceit::LeftOut => when == epoch,
        RecordDeceit::Ceases => when <= epoch,
        _ => false,
    })
}

/// Whether somebody keeps its receipts back once an epoch is over.
pub(super) fn withholds(cast: &Cast, author: &Author, epoch: Epoch) -> bool {
    let withholds = |(when, deceit): (Epoch, &RecordDeceit)| when <= epoch && *deceit == RecordDeceit::Withholds;
    deceits(cast, author.party()).any(withholds)
}

/// By how many days a party states an epoch late, and hides it.
pub(super) fn days_late(cast: &Cast, party: &PartyCode, epoch: Epoch) -> u32 {
    let days = deceits_in(cast, party, epoch).map(|deceit| match deceit {
        RecordDeceit::BackDated { days } | RecordDeceit::Friend { days, .. } => *days,
        _ => 0,
    });
    days.max().unwrap_or(0)
}

/// What a party says of the time at which it states an epoch.
pub(super) fn dated(cast: &Cast, party: &PartyCode, epoch: Epoch, time: Timestamp) -> Timestamp {
    let back = days_late(cast, party, epoch) * DAY;
    let time = Timestamp::new(time.seconds() - u64::from(back)).expect("earlier than a time");
    let ahead = deceits_in(cast, party, epoch).map(|deceit| match deceit {
        RecordDeceit::DatedAhead { days } => *days,
        _ => 0,
    });
    later(time, ahead.max().unwrap_or(0) * DAY)
}

/// A witness that says it had a party's statement in time.
pub(super) struct Friend {
    pub(super) witness: Author,
    pub(super) of: Author,
}

/// The friend of a party, for an epoch that it states.
pub(super) fn friend(cast: &Cast, telling: &Telling) -> Option<Friend> {
    deceits_in(cast, &telling.party, telling.stated.body.epoch).find_map(|deceit| match deceit {
        RecordDeceit::Friend { witness, .. } => {
            Some(Friend { witness: Author::Witness(witness.clone()), of: Author::Party(telling.party.clone()) })
        }
        _ => None,
    })
}

/// Gives the epochs of those who replay proofs such as were made for something else.
pub(super) fn replay(cast: &Cast, tellings: &mut [Telling], previous: &BTreeMap<PartyCode, Proofs>) {
    let made: Vec<_> = tellings.iter().map(|telling| (telling.party.clone(), telling.proofs.clone())).collect();
    for telling in tellings {
        let epoch = telling.stated.body.epoch;
        for deceit in deceits_in(cast, &telling.party.clone(), epoch) {
            match deceit {
                RecordDeceit::Replayed(Replay::Day) => {
                    telling.proofs = previous.get(&telling.party).expect("there is an epoch before").clone();
                }
                RecordDeceit::Replayed(Replay::Party) => {
                    let other = made.iter().find(|(party, _)| *party != telling.party);
                    telling.proofs = other.expect("there are two parties").1.clone();
                }
                RecordDeceit::Replayed(Replay::Order) => telling.stated.body.commitments.cells.swap(0, 1),
                _ => {}
            }
        }
    }
}

impl Stage<'_> {
    /// A party says what closes an epoch, in the way of its deceits.
    pub(super) fn say_epoch(&mut self, party: &PartyCode, epoch: Epoch, saying: Saying<'_>) {
        let (cast, author) = (self.cast, Author::Party(party.clone()));
        let wrong_key = deceits_in(cast, party, epoch).find_map(|deceit| match deceit {
            RecordDeceit::SignedBy(key) => Some((*key, self.foreign(&author).1)),
            _ => None,
        });
        let keeper = self.keeper(&author);
        match wrong_key {
            Some((key, foreign)) => {
                let early = later_key(cast.seed, &author, KeyRole::Statement, epoch);
                keeper.say_signed_by(saying, key, foreign, early);
            }
            None => keeper.say(saying),
        }
        for deceit in deceits_in(cast, party, epoch) {
            let foreign = self.foreign(&author);
            let keeper = self.keeper(&author);
            match deceit {
                RecordDeceit::Twice => keeper.say(saying),
                RecordDeceit::Spelt(spelling) => keeper.spell(*spelling),
                RecordDeceit::Split { witness } => keeper.split(epoch, Author::Witness(witness.clone())),
                RecordDeceit::AgreedAlone => keeper.agree_alone([party, &foreign.0], epoch, foreign.1, saying.dated),
                _ => {}
            }
        }
    }

    /// Another party, and a signature that stands under its last statement.
    fn foreign(&self, own: &Author) -> (PartyCode, Signature) {
        let others = self.keepers.iter().filter(|keeper| keeper.author() != own);
        let mut parties = others.filter_map(|keeper| Some((keeper, keeper.author().party()?)));
        let (other, party) = parties.next().expect("there are two parties");
        let mut statements = other.log.entries().iter().rev().filter_map(|leaf| Envelope::decode(leaf).ok());
        let last = statements.next().expect("every party has stated its baseline");
        (party.clone(), last.signatures[0].clone())
    }

    /// A thief takes the keys of an epoch before, and shows what he makes with them.
    pub(super) fn thieves(&mut self) {
        for (author, deceit) in self.deceits_now() {
            if deceit == RecordDeceit::Stolen {
                let head = self.keeper(&author).steal();
                self.views.insert(format!("views/{author}-found-{}", self.now), head);
            }
        }
    }

    /// Keys that their owners want to be rid of, with what they signed.
    pub(super) fn keys_disowned(&mut self, begins: Timestamp) -> Vec<Ending> {
        let mut endings = Vec::new();
        for (author, deceit) in self.deceits_now() {
            let RecordDeceit::Disowned(role) = deceit else { continue };
            let [first, _] = self.keeper(&author).shown();
            let key = self.renew(&author, role, begins);
            endings.push(Ending { of: author, key, covered: Some(first) });
        }
        endings
    }

    /// What is done once an epoch is acknowledged.
    pub(super) fn afterwards(&mut self) {
        let now = self.now;
        for (author, deceit) in self.deceits_now() {
            let keeper = self.keeper(&author);
            let view = match deceit {
                RecordDeceit::Rewritten => {
                    keeper.rewrite(now);
                    continue;
                }
                RecordDeceit::Stale(Stale::Copy) => {
                    let copy = keeper.record();
                    self.copies.insert(author, copy);
                    continue;
                }
                RecordDeceit::Stale(Stale::Head) => keeper.signed_head(),
                RecordDeceit::Stale(Stale::OtherHead) => keeper.other_head(now),
                _ => continue,
            };
            self.views.insert(format!("views/{author}-replayed-{now}"), view);
        }
    }

    /// Damages what is handed over.
    pub(super) fn garble(&self, files: &mut [RunFile]) {
        for evasion in &self.cast.exercise.evasions {
            if let Deceit::Record(RecordDeceit::Garbled { file, how }) = evasion.deceit {
                let of = Author::Party(evasion.party.clone());
                let mut others = self.keepers.iter().map(|keeper| keeper.author());
                let other = others.find(|other| other.party().is_some() && **other != of).expect("there are two");
                garble(files, (&of, other), file, how);
            }
        }
    }

    /// What parties do in the epoch that is over.
    fn deceits_now(&self) -> Vec<(Author, RecordDeceit)> {
        let now = self.cast.exercise.evasions.iter().filter(|evasion| evasion.epoch == self.now);
        let of_record = now.filter_map(|evasion| match &evasion.deceit {
            Deceit::Record(deceit) => Some((Author::Party(evasion.party.clone()), deceit.clone())),
            Deceit::Ledger(_) | Deceit::Visit(_) | Deceit::Gate(_) | Deceit::Seal(_) => None,
        });
        of_record.collect()
    }
}
