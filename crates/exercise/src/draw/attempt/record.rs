//! Ways to evade in a record, drawn.

use super::{Dice, Drawn, Leaves};
use crate::file::{Deceit, Exercise, Happening, Incident, RecordDeceit, Row, Side, Stale, WrongKey};
use inventory::Epoch;
use record::Author;
use treaty::instrument::KeyRole;

/// As many days as make a statement late and the next one not.
const LATE: (u32, u32) = (2, 5);

fn drawn(row: &'static str, deceit: RecordDeceit, leaves: Leaves) -> Drawn {
    Drawn { row: Row(row), deceit: Deceit::Record(deceit), leaves }
}

pub(super) fn twice(_: &mut Dice<'_>, _: &Side) -> Drawn {
    drawn("R5", RecordDeceit::Twice, Leaves::InEpoch("epoch-twice", 1))
}

pub(super) fn left_out(_: &mut Dice<'_>, _: &Side) -> Drawn {
    drawn("R4", RecordDeceit::LeftOut, Leaves::Unstated(None))
}

pub(super) fn back_dated(dice: &mut Dice<'_>, _: &Side) -> Drawn {
    drawn("R3", RecordDeceit::BackDated { days: dice.between(LATE) }, Leaves::Late)
}

pub(super) fn dated_ahead(dice: &mut Dice<'_>, _: &Side) -> Drawn {
    drawn("R9", RecordDeceit::DatedAhead { days: dice.between((1, 60)) }, Leaves::Asked("dated-ahead"))
}

pub(super) fn signed_by(dice: &mut Dice<'_>, _: &Side) -> Drawn {
    let key = dice.one(vec![WrongKey::Revoked, WrongKey::Early, WrongKey::Offline, WrongKey::OtherParty]);
    drawn("R8", RecordDeceit::SignedBy(key), Leaves::Unstated(Some("not-signed")))
}

pub(super) fn rewritten(_: &mut Dice<'_>, _: &Side) -> Drawn {
    drawn("R1", RecordDeceit::Rewritten, Leaves::Versions)
}

pub(super) fn split(dice: &mut Dice<'_>, _: &Side) -> Drawn {
    let witness = dice.one(dice.base.exercise.witnesses.clone()).id;
    drawn("R2", RecordDeceit::Split { witness }, Leaves::Versions)
}

pub(super) fn other_head(_: &mut Dice<'_>, _: &Side) -> Drawn {
    drawn("R11", RecordDeceit::Stale(Stale::OtherHead), Leaves::Versions)
}

/// The first epoch in which it can be done, or in which what comes of it is all that comes: what nobody goes on acknowledging would be missing.
pub(super) fn first_epoch(deceit: &Deceit, epochs: u32) -> u32 {
    match deceit {
        Deceit::Record(RecordDeceit::Rewritten) => epochs - 1,
        Deceit::Record(RecordDeceit::SignedBy(WrongKey::Revoked)) => 2,
        _ => 1,
    }
}

/// What must have befallen a party before: who goes on with a revoked key had it revoked.
pub(super) fn before(dice: &mut Dice<'_>, deceit: &Deceit, side: &Side, epoch: Epoch) -> Option<Incident> {
    let revoked = *deceit == Deceit::Record(RecordDeceit::SignedBy(WrongKey::Revoked));
    let who = Author::Party(side.party.clone());
    revoked.then(|| Incident {
        who,
        epoch: Epoch(dice.between((1, epoch.0 - 1))),
        happening: Happening::Revoked(KeyRole::Statement),
    })
}

/// How many saw another version: keepers, each by its receipts, and the views that the play takes in its middle and at its end.
pub(super) fn seen(exercise: &Exercise, deceit: &Deceit, epoch: Epoch) -> usize {
    let views = [exercise.epochs / 2, exercise.epochs];
    match deceit {
        Deceit::Record(RecordDeceit::Rewritten) => {
            let others = exercise.sides.len() - 1 + exercise.witnesses.len();
            // what is shown later is of the version that is held
            others * (1 + views.iter().filter(|view| **view == epoch.0).count())
        }
        Deceit::Record(RecordDeceit::Split { .. }) => 1 + views.iter().filter(|view| **view >= epoch.0).count(),
        _ => 1,
    }
}
