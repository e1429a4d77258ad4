//! Going back to a closed epoch: the list of events once more from the baseline on, and what comes out held against what was stated.
//!
//! A host keeps no ledger of old epochs. Its list and its seed give every one of them again, if they are the same as then; where they are not, nothing
//! may be opened, for it would not open what was committed to.

use crate::ledger::{BadReshape, Ledger};
use crate::list::{BadLine, List};
use crate::manifests;
use crate::seed::Keys;
use crate::snapshot::Snapshot;
use proof::{Opening, Shape};
use record::{Epoch, EpochBody, ShapeHash};
use std::sync::Arc;

/// Why an epoch cannot be gone back to. For the host alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWayBack {
    /// Not one shape for each epoch.
    #[error("epoch {epoch} is the {nth} of the record, and {shapes} shapes were given", nth = u64::from(.epoch.0) + 1)]
    Shapes {
        /// Back to which.
        epoch: Epoch,
        /// How many shapes there are.
        shapes: usize,
    },
    /// The statement is over another shape.
    #[error(
        "what was stated of epoch {0} is over other sites, classes or capacities than the instrument and the record's acts give"
    )]
    OtherShape(Epoch),
    /// An event that cannot have happened.
    #[error("the list of events: {0}")]
    Event(#[from] BadLine),
    /// Sites changed as they cannot have, with these events.
    #[error("the list of events does not lead to epoch {epoch}: {why}")]
    Reshape {
        /// Where it fails.
        epoch: Epoch,
        /// Why.
        why: BadReshape,
    },
    /// No commitment at all is the one that was stated.
    #[error(
        "not one commitment of epoch {0} comes out as it was stated: the seed is another than the one that it was made of"
    )]
    OtherSeed(Epoch),
    /// Some are, and others are not.
    #[error(
        "{differ} of {all} commitments of epoch {epoch} come out otherwise than stated: the list of events is another than the one that it was made of, or not all of it"
    )]
    OtherList {
        /// Which epoch.
        epoch: Epoch,
        /// How many commitments differ.
        differ: usize,
        /// Of how many.
        all: usize,
    },
    /// The counts are right, and other items stand there.
    #[error(
        "{differ} of {all} manifests of epoch {epoch} come out otherwise than stated: the list of events has other items, or another story of them"
    )]
    OtherItems {
        /// Which epoch.
        epoch: Epoch,
        /// How many manifests differ.
        differ: usize,
        /// Of how many.
        all: usize,
    },
}

/// Goes back to the epoch of a statement: the ledger as it stood before the close, and all that can be opened of it. `shapes` are those of the epochs from the baseline on; later ones are not looked at.
///
/// # Errors
/// [`NoWayBack`], where seed and list do not give what was stated.
pub fn go_back(
    keys: &Arc<Keys>,
    list: &List,
    shapes: &[Arc<Shape>],
    stated: &EpochBody,
) -> Result<(Ledger, Snapshot), NoWayBack> {
    let wanted = stated.epoch;
    let upto = usize::try_from(wanted.0).ok().and_then(|last| shapes.get(..=last));
    let missing = NoWayBack::Shapes { epoch: wanted, shapes: shapes.len() };
    let (first, later) = upto.and_then(<[_]>::split_first).ok_or(missing)?;
    let mut ledger = Ledger::new(keys.clone(), first.clone());
    list.enter(&mut ledger)?;
    for shape in later {
        ledger.turn();
        if ledger.shape() != shape {
            let epoch = ledger.epoch();
            ledger.reshape(shape.clone()).map_err(|why| NoWayBack::Reshape { epoch, why })?;
        }
        list.enter(&mut ledger)?;
    }
    if ShapeHash::of(ledger.shape()) != stated.shape {
        return Err(NoWayBack::OtherShape(wanted));
    }
    let snapshot = Snapshot::of(&ledger, &stated.previous, &stated.salt);
    as_stated(&ledger, &snapshot, stated)?;
    Ok((ledger, snapshot))
}

/// Stops an opening that would open nothing: by chance no commitment comes out right, so none at all tells of another seed.
fn as_stated(ledger: &Ledger, snapshot: &Snapshot, stated: &EpochBody) -> Result<(), NoWayBack> {
    let epoch = stated.epoch;
    let cells = snapshot.sums().secrets().cells.iter().map(Opening::commit);
    let all = stated.commitments.cells.len();
    let differ = cells.zip(&stated.commitments.cells).filter(|(found, stated)| found != *stated).count();
    match differ {
        0 => {}
        _ if differ == all => return Err(NoWayBack::OtherSeed(epoch)),
        _ => return Err(NoWayBack::OtherList { epoch, differ, all }),
    }
    let roots = manifests::roots(ledger, &ledger.keys().epoch(epoch, &stated.previous, &stated.salt));
    let all = stated.roots.len();
    let differ = roots.iter().zip(&stated.roots).filter(|(found, stated)| found != stated).count();
    if differ == 0 { Ok(()) } else { Err(NoWayBack::OtherItems { epoch, differ, all }) }
}
