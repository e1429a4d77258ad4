//! A statement that leaves out what its party did, with the best proofs that can be made for it.
//!
//! The counts are true, so both range proofs are true proofs: every cell and flow is a count, every bound holds. What cannot be had is a balance. In the
//! party's own books it closes with the correction; without it, `D` has items in it, and nobody knows an x with `D = x·H`. The forger shows the x that it
//! does know, that of the corrected balance: of all wrong witnesses the nearest. Its blinding is the right one, only its items are not.

use super::Hindered;
use chacha20::ChaCha20Rng;
use inventory::{Reopened, open_window};
use proof::{
    Blinding, BodyHash, Carried, Clear, Closing, Context, Correction, Count, EpochSecrets, Generators, Opening, Proofs,
    Salt, SumOpening,
};
use record::{EpochBody, Statement};

/// A forged epoch that waits for its proofs.
pub(crate) struct Forged {
    body: EpochBody,
    hash: BodyHash,
    context: Context,
    closing: Closing,
}

/// Leaves the corrections of an epoch out of its statement. `now`, `previous` and `baseline` are the party's own.
pub(crate) fn conceal(
    mut body: EpochBody,
    salt: Salt,
    context: Context,
    [now, previous, baseline]: [&Reopened; 3],
) -> Result<Forged, Hindered> {
    let excess = &body.commitments.excess;
    if let Some((bound, &over)) = excess.iter().enumerate().find(|(_, over)| **over > 0) {
        return Err(Hindered::NoRoom { bound, over });
    }
    let shape = now.page().shape();
    let clear = Clear { excess: excess.clone(), corrections: now.page().corrections().to_vec() };
    let carried = |epoch| Carried::of(shape_of(epoch), &secrets(epoch).cells).expect("there is a secret for each cell");
    let closing = Closing::new(shape, &secrets(now), clear, &carried(previous), &carried(baseline))
        .expect("with its corrections the epoch was closed before");
    body.commitments.corrections.fill(Correction::default());
    let hash = BodyHash::of(&salt, &Statement::Epoch(body.clone()).encode());
    Ok(Forged { body, hash, context, closing })
}

fn shape_of(epoch: &Reopened) -> &proof::Shape {
    epoch.page().shape()
}

/// All secrets of an epoch: a sum of one is its opening.
fn secrets(epoch: &Reopened) -> EpochSecrets {
    let cells = shape_of(epoch).cells().iter().map(|&cell| opening(epoch.open_cells(|other| other == cell)));
    // the baseline has no flows
    let flows = shape_of(epoch).flows().iter().take(epoch.page().flows().len());
    let flows = flows.map(|&flow| opening(open_window([epoch], |other| other == flow)));
    EpochSecrets { cells: cells.collect(), flows: flows.collect() }
}

fn opening(of_one: SumOpening) -> Opening {
    let count = u16::try_from(of_one.sum).expect("one commitment is to one count");
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&of_one.blinding);
    Opening { count: Count(count), blinding: Blinding::from_wide(&wide) }
}

impl Forged {
    /// What is stated.
    pub(crate) fn body(&self) -> &EpochBody {
        &self.body
    }

    /// Its hash.
    pub(crate) fn hash(&self) -> BodyHash {
        self.hash
    }

    /// Proofs of what is stated, as far as they can be had.
    pub(crate) fn prove(&self, generators: &Generators, rng: &mut ChaCha20Rng) -> Proofs {
        self.closing.prove(generators, &self.context, &self.hash, rng)
    }
}
