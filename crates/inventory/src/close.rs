//! Closing an epoch: of a ledger's page, a statement and what proves it.
//!
//! ```text
//! EpochSalt ─▶ DurableSalt ─▶ close ─▶ Closed ─┬─▶ body, salt: the statement, to be written down and published
//!   drawn        written                       └─▶ ProofJob: to be proved on any thread, in any order
//! ```
//!
//! [`close`] looks at the whole epoch as every auditor will, and refuses before anything is published. It turns the ledger to the next epoch, and of what
//! is behind it keeps in [`Past`] no more than the next epoch needs.

use crate::ledger::Ledger;
use crate::manifests;
use crate::page::Page;
use crate::salt::DurableSalt;
use crate::secrets::Reopened;
use proof::rand_core::CryptoRng;
use proof::{
    Base, BodyHash, Bound, Carried, Clear, Closing, Context, EpochSecrets, Generators, PlaceKind, Proofs, Salt, Scope,
    Unprovable,
};
use record::{Epoch, EpochBody, ShapeHash, Statement};
use std::fmt;

/// What later epochs need of the baseline and of the one before: nothing at first. Secret.
#[derive(Default)]
pub struct Past(Option<Behind>);

struct Behind {
    last: Epoch,
    previous: BodyHash,
    carried: Carried,
    baseline: BodyHash,
    baseline_carried: Carried,
    baseline_page: Page,
}

impl Past {
    /// Before the baseline.
    pub fn none() -> Self {
        Self(None)
    }

    /// After a restart: behind the last epoch that was closed and stated. The hashes are those of the statements' bodies.
    pub fn resume(baseline: Reopened, baseline_body: BodyHash, last: &Reopened, last_body: BodyHash) -> Self {
        Self(Some(Behind {
            last: last.epoch(),
            previous: last_body,
            carried: carried(last.page(), last.secrets()),
            baseline: baseline_body,
            baseline_carried: carried(baseline.page(), baseline.secrets()),
            baseline_page: baseline.into_page(),
        }))
    }

    /// The epoch that is to be closed next.
    pub fn next(&self) -> Option<Epoch> {
        self.0.as_ref().map_or(Some(Epoch::BASELINE), |behind| behind.last.next())
    }

    /// The body of the epoch before, and of the baseline.
    fn hashes(&self) -> (BodyHash, BodyHash) {
        self.0.as_ref().map_or((BodyHash::NONE, BodyHash::NONE), |behind| (behind.previous, behind.baseline))
    }
}

fn carried(page: &Page, secrets: &EpochSecrets) -> Carried {
    Carried::of(page.shape(), &secrets.cells).expect("the secrets were made in the order of the page's shape")
}

/// A closed epoch.
#[derive(Debug)]
pub struct Closed {
    /// What is stated of it.
    pub body: EpochBody,
    /// The salt under which the body is hashed.
    pub salt: Salt,
    /// What proves it.
    pub job: ProofJob,
    /// What it came to, for the host's eyes.
    pub page: Page,
}

/// An epoch that waits for its proofs. It owns all it needs.
#[derive(Debug)]
pub struct ProofJob {
    closing: Closing,
    context: Context,
    body: BodyHash,
}

impl ProofJob {
    /// The body to which the proofs will be bound.
    pub fn body(&self) -> &BodyHash {
        &self.body
    }

    /// Proves the epoch.
    pub fn prove(&self, generators: &Generators, rng: &mut impl CryptoRng) -> Proofs {
        self.closing.prove(generators, &self.context, &self.body, rng)
    }
}

/// Closes the ledger's open epoch and opens the next one.
///
/// # Errors
/// Where the salt or the past is of another epoch, or a bound is out of what can be stated. Nothing is changed then but that the salt is spent.
pub fn close(ledger: &mut Ledger, past: &mut Past, salt: DurableSalt) -> Result<Closed, Unclosable> {
    let open = ledger.epoch();
    in_turn(open, past, &salt)?;
    let excess = excess(ledger.page(), past)?;
    let ((previous, baseline), salt) = (past.hashes(), salt.spend());
    let key = ledger.keys().epoch(open, &previous, &salt);
    let secrets = key.secrets(ledger.page());
    let closing = closing(ledger.page(), past, &secrets, excess)?;
    let body = EpochBody {
        epoch: open,
        previous,
        baseline,
        salt,
        shape: ShapeHash::of(ledger.shape()),
        commitments: closing.commitments().clone(),
        roots: manifests::roots(ledger, &key),
    };
    let salt = key.body_salt();
    let hash = BodyHash::of(&salt, &Statement::Epoch(body.clone()).encode());
    let job = ProofJob { closing, context: *ledger.keys().context(), body: hash };
    past.advance(ledger.page(), &secrets, hash);
    Ok(Closed { body, salt, job, page: ledger.turn() })
}

/// Stops a salt that was drawn for another epoch, and a record with a gap in it.
fn in_turn(open: Epoch, past: &Past, salt: &DurableSalt) -> Result<(), Unclosable> {
    match past.next() {
        Some(next) if next == open && salt.epoch() == open => Ok(()),
        Some(next) if next == open => Err(Unclosable::Salt { drawn_for: salt.epoch(), open }),
        next => Err(Unclosable::Past { next, open }),
    }
}

fn closing(page: &Page, past: &Past, secrets: &EpochSecrets, excess: Vec<u16>) -> Result<Closing, Unprovable> {
    match &past.0 {
        None => Closing::baseline(page.shape(), secrets),
        Some(behind) => {
            let clear = Clear { excess, corrections: page.corrections().to_vec() };
            Closing::new(page.shape(), secrets, clear, &behind.carried, &behind.baseline_carried)
        }
    }
}

/// How far each bound is exceeded. It will stand in clear: a breach never makes the record impossible to continue, it makes it say so.
fn excess(page: &Page, past: &Past) -> Result<Vec<u16>, Unclosable> {
    let Some(behind) = &past.0 else { return Ok(Vec::new()) };
    let over = |(number, bound): (usize, &Bound)| {
        let base = match bound.base {
            Base::Baseline => weighted(&behind.baseline_page, bound),
            Base::Clear(base) => base.into(),
        };
        let over = weighted(page, bound).saturating_sub(base);
        u16::try_from(over).map_err(|_| Unclosable::Excess { bound: number, over })
    };
    page.shape().bounds().iter().enumerate().map(over).collect()
}

fn weighted(page: &Page, bound: &Bound) -> u64 {
    let cells = page.shape().cells().iter().zip(page.cells());
    let within = cells.filter(|(cell, _)| bound.scope == Scope::All || cell.place.kind == PlaceKind::Road);
    let weight = |class: u8| bound.weights.get(usize::from(class)).copied().unwrap_or(0);
    within.map(|(cell, &count)| u64::from(count) * u64::from(weight(cell.class.0))).sum()
}

impl Past {
    fn advance(&mut self, page: &Page, secrets: &EpochSecrets, body: BodyHash) {
        let sums = || carried(page, secrets);
        match &mut self.0 {
            Some(behind) => (behind.last, behind.previous, behind.carried) = (page.epoch(), body, sums()),
            None => {
                self.0 = Some(Behind {
                    last: page.epoch(),
                    previous: body,
                    carried: sums(),
                    baseline: body,
                    baseline_carried: sums(),
                    baseline_page: page.again(),
                });
            }
        }
    }
}

impl fmt::Debug for Past {
    /// The epoch alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("Past(none)"),
            Some(behind) => write!(f, "Past(epoch {}, …)", behind.last),
        }
    }
}

/// Why an epoch cannot be closed. For the host alone: it tells counts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclosable {
    /// The salt is another epoch's.
    #[error("the salt was drawn for epoch {drawn_for}, and epoch {open} is open; draw one for it")]
    Salt {
        /// Its epoch.
        drawn_for: Epoch,
        /// The open one.
        open: Epoch,
    },
    /// The past does not lead to the open epoch.
    #[error("epoch {open} is open, and the past leads to {}", .next.map_or("none".to_owned(), |next| next.to_string()))]
    Past {
        /// To which it leads.
        next: Option<Epoch>,
        /// The open one.
        open: Epoch,
    },
    /// A bound is exceeded by more than can be stated.
    #[error("bound {bound} is exceeded by {over}, and {} is the most that can be stated", u16::MAX)]
    Excess {
        /// Which.
        bound: usize,
        /// By how much.
        over: u64,
    },
    /// A bound is further away than a proof reaches.
    #[error(transparent)]
    Unprovable(#[from] Unprovable),
}
