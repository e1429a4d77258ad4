//! The ledger of a party: its epochs in a chain, each true to the one before, with the proofs of all of them on their way.

mod clear;
mod others;

pub(super) use clear::{Clear, Excess};

use super::owed::What;
use super::runs::{Checked, Place, ProofBatch, RUN_EPOCHS};
use super::schedule::Schedule;
use super::times;
use crate::assessment::{BoundOf, Listed, Opened, ProofPart, RecordFact, Severity};
use proof::{
    Before, BodyHash, Claim, Commitment, Context, List, ManifestRoot, ProofName, Proofs, Run, StatedCells, StatedEpoch,
};
use record::layout::{Ground, Layout};
use record::{Author, Declaration, Epoch, EpochBody, Kind, ShapeHash};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use treaty::instrument::{Clause, Kind as ClauseKind};
use treaty::{Date, Instrument, PartyCode};

/// A party's epochs.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) party: PartyCode,
    /// The statements of the acts that were carried out.
    acts: Vec<u64>,
    /// How many sites the instrument lists; acts open the others.
    listed: usize,
    /// Whether what the epochs commit to is kept.
    pub(super) keeps: bool,
    committed: BTreeMap<u32, Committed>,
    context: Context,
    /// The layout of the epoch that was stated last, kept while it stays the same.
    layout: Option<Arc<Layout>>,
    /// The sites and capacities, as the instrument and the party's acts give them; nothing where the instrument gives none.
    ground: Option<Ground>,
    baseline: Option<Stated>,
    last: Option<Stated>,
    /// Where each epoch stands.
    indices: BTreeMap<u32, u64>,
    run: Vec<StatedEpoch>,
    places: Vec<Place>,
    before: Option<Before>,
    /// Runs that an epoch out of the chain cut short.
    cut: VecDeque<ProofBatch>,
    pub(super) schedule: Schedule,
    pub(super) opened: Vec<Opened>,
    pub(super) clear: Clear,
    pub(super) months: BTreeMap<Date, Counts>,
    pub(super) declared: Vec<(u64, Date, Declaration)>,
    /// The first and the last day of which something was stated.
    pub(super) stated: Option<(Date, Date)>,
    /// The same for each bound, of the epochs whose statement must prove it.
    bounded: BTreeMap<BoundOf, (Date, Date)>,
}

/// An epoch that was stated.
#[derive(Clone, Debug)]
struct Stated {
    epoch: u32,
    index: u64,
    hash: BodyHash,
    cells: StatedCells,
}

/// What an epoch commits to, for whoever holds openings of it.
#[derive(Clone, Debug)]
pub(super) struct Committed {
    pub(super) layout: Arc<Layout>,
    pub(super) cells: Vec<Commitment>,
    pub(super) roots: Vec<ManifestRoot>,
    index: u64,
    acts: Vec<u64>,
}

impl Committed {
    /// The statement, and the acts that gave it its shape.
    pub(super) fn leaves(&self) -> impl Iterator<Item = u64> {
        self.acts.iter().copied().chain([self.index])
    }
}

/// An epoch statement where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stating<'a> {
    pub(super) index: u64,
    pub(super) hash: BodyHash,
    pub(super) body: &'a EpochBody,
    pub(super) proofs: &'a Proofs,
}

/// What a month has of epochs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) stated: u32,
    pub(super) proved: u32,
}

/// Something found in one statement.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) severity: Severity,
    pub(super) day: Option<Date>,
    pub(super) fact: RecordFact,
    /// Other statements that show it.
    pub(super) with: Vec<u64>,
}

type Found = (Option<What>, Vec<Told>);

impl Chain {
    pub(super) fn new(treaty: &Instrument, party: PartyCode) -> Self {
        let ground = Ground::of(treaty, &party).ok();
        Self {
            context: Context::new(&treaty.hash.0, party.as_str().as_bytes()),
            layout: None,
            listed: ground.as_ref().map_or(0, |ground| ground.sites().len()),
            ground,
            party,
            acts: Vec::new(),
            keeps: false,
            committed: BTreeMap::new(),
            baseline: None,
            last: None,
            indices: BTreeMap::new(),
            run: Vec::new(),
            places: Vec::new(),
            before: None,
            cut: VecDeque::new(),
            schedule: Schedule::of(treaty),
            opened: Vec::new(),
            clear: Clear::default(),
            months: BTreeMap::new(),
            declared: Vec::new(),
            stated: None,
            bounded: BTreeMap::new(),
        }
    }

    /// The sites and capacities, as the instrument and all acts give them.
    pub(super) fn ground(&self) -> Option<&Ground> {
        self.ground.as_ref()
    }

    /// The statements of the acts without which there is no site of this number; none where the instrument lists it.
    pub(super) fn acts_that_open(&self, site: u16) -> &[u64] {
        if usize::from(site) < self.listed { &[] } else { &self.acts }
    }

    /// The epoch that was stated last.
    pub(super) fn last_epoch(&self) -> Option<u32> {
        self.last.as_ref().map(|stated| stated.epoch)
    }

    /// Whether it holds commitments.
    pub(super) fn commits(&self) -> bool {
        self.baseline.is_some()
    }

    /// The first and the last day of the epochs for which a clause is a bound of this ledger; nothing where it never is.
    pub(super) fn bounded_by(&self, clause: &Clause) -> Option<(Date, Date)> {
        let is = |bound: &BoundOf| match bound {
            BoundOf::Freeze { freeze, .. } => clause.kind() == ClauseKind::Freeze && *freeze == clause.id,
            BoundOf::Limit(limit) => clause.kind() == ClauseKind::Limit && *limit == clause.id,
            BoundOf::Transit => clause.kind() == ClauseKind::Transit,
        };
        let spans = self.bounded.iter().filter(|(bound, _)| is(bound)).map(|(_, span)| *span);
        spans.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
    }

    /// Takes an epoch statement.
    pub(super) fn epoch(&mut self, treaty: &Instrument, stating: Stating<'_>) -> Found {
        let epoch = stating.body.epoch.0;
        if !treaty.commits() {
            return never(Kind::Epoch, "the instrument has no commitments, so an epoch is declared in clear numbers");
        }
        let Some(day) = treaty.epoch_day(epoch) else {
            return never(Kind::Epoch, "the instrument has no such epoch");
        };
        let expected = self.last_epoch().map_or(0, |last| last.saturating_add(1));
        if epoch < expected {
            return (None, vec![self.twice(epoch, day)]);
        }
        let layout = match self.layout_at(treaty, epoch) {
            Ok(layout) => layout,
            Err(why) => return out_of_place(Kind::Epoch, &why),
        };
        let fits = stating.body.shape == ShapeHash::of(&layout.shape);
        let facts = self.misfits(expected, stating.body, &layout, fits);
        let chained = facts.is_empty() && (epoch == 0 || self.earlier().iter().all(Option::is_some));
        let with: Vec<_> = self.earlier().into_iter().flatten().map(|stated| stated.index).collect();
        let with: Vec<_> = with.into_iter().chain(self.acts.iter().copied()).collect();
        let mut told: Vec<_> =
            facts.into_iter().map(|fact| Told { with: with.clone(), ..contradiction(Some(day), fact) }).collect();
        told.extend(self.clear.note(stating.index, day, stating.body, &layout));
        let named = stating.body.fits(&layout.shape).is_ok();
        self.schedule.keep(epoch, stating.index, &layout.shape, named.then_some(&stating.body.commitments));
        if self.keeps && named {
            self.keep(stating, &layout);
        }
        self.note_stated(epoch, day, &layout);
        self.link(stating, day, &layout, chained);
        (Some(What::Epoch(epoch)), told)
    }

    /// What an epoch commits to, where that is kept and has the shape that it must have.
    pub(super) fn committed(&self, epoch: u32) -> Option<&Committed> {
        self.committed.get(&epoch)
    }

    fn keep(&mut self, stating: Stating<'_>, layout: &Arc<Layout>) {
        let (cells, roots) = (stating.body.commitments.cells.clone(), stating.body.roots.clone());
        let (index, acts) = (stating.index, self.acts.clone());
        let committed = Committed { layout: Arc::clone(layout), cells, roots, index, acts };
        self.committed.insert(stating.body.epoch.0, committed);
    }

    /// The baseline and the epoch before.
    fn earlier(&self) -> [Option<&Stated>; 2] {
        [self.baseline.as_ref(), self.last.as_ref()]
    }

    /// An epoch stated after itself, or after a later one.
    fn twice(&self, epoch: u32, day: Date) -> Told {
        let other = self.indices.get(&epoch).copied().or(self.last.as_ref().map(|last| last.index));
        Told { with: other.into_iter().collect(), ..contradiction(Some(day), RecordFact::EpochTwice { epoch }) }
    }

    fn note_stated(&mut self, epoch: u32, day: Date, layout: &Layout) {
        self.note_day(day);
        for bound in &layout.bounds {
            // the baseline proves no bound: what is frozen is held against it, and has not grown on its day
            if epoch > 0 || matches!(bound, BoundOf::Freeze { .. }) {
                let span = self.bounded.entry(bound.clone()).or_insert((day, day));
                *span = (span.0.min(day), span.1.max(day));
            }
        }
    }

    fn note_day(&mut self, day: Date) {
        self.months.entry(times::month_of(day)).or_default().stated += 1;
        let (first, last) = self.stated.unwrap_or((day, day));
        self.stated = Some((first.min(day), last.max(day)));
    }

    fn layout_at(&mut self, treaty: &Instrument, epoch: u32) -> Result<Arc<Layout>, String> {
        let ground = self.ground.as_ref().ok_or("the instrument gives no sites of this party")?;
        let layout = Layout::on(treaty, ground, Epoch(epoch)).map_err(|why| why.to_string())?;
        let layout = match self.layout.take() {
            Some(kept) if *kept == layout => kept,
            _ => Arc::new(layout),
        };
        self.layout = Some(Arc::clone(&layout));
        Ok(layout)
    }

    /// What does not fit the chain: each a lie that a proof alone would not stop.
    fn misfits(&self, expected: u32, body: &EpochBody, layout: &Layout, fits: bool) -> Vec<RecordFact> {
        let epoch = body.epoch.0;
        let mut facts = Vec::new();
        if epoch > expected {
            facts.push(RecordFact::EpochOutOfOrder { epoch, expected });
        } else if self.last.as_ref().is_some_and(|last| body.previous != last.hash) {
            facts.push(RecordFact::PreviousDiffers { epoch, baseline: false });
        }
        if self.baseline.as_ref().is_some_and(|baseline| body.baseline != baseline.hash) {
            facts.push(RecordFact::PreviousDiffers { epoch, baseline: true });
        }
        if !fits {
            facts.push(RecordFact::ShapeDiffers { epoch });
        }
        let (found, places) = (body.roots.len(), layout.shape.places().count());
        if fits && found != places {
            facts.push(wrong_length(epoch, Listed::Roots, found, places));
        }
        facts
    }

    /// Puts an epoch to its run, and makes it the one that the next is held against. One that does not fit the chain cannot be proved.
    fn link(&mut self, stating: Stating<'_>, day: Date, layout: &Arc<Layout>, chained: bool) {
        let Stating { index, hash, body, .. } = stating;
        if chained {
            self.add_to_run(stating, day, layout);
        } else {
            // the next epoch is held against this one, which its run does not have
            let cut = self.take_run();
            self.cut.extend(cut);
        }
        let cells = StatedCells { shape: Arc::clone(&layout.shape), cells: body.commitments.cells.clone() };
        let stated = Stated { epoch: body.epoch.0, index, hash, cells };
        self.indices.insert(stated.epoch, index);
        if stated.epoch == 0 {
            self.baseline = Some(stated.clone());
        }
        self.last = Some(stated);
    }

    fn add_to_run(&mut self, stating: Stating<'_>, day: Date, layout: &Arc<Layout>) {
        let Stating { index, hash, body, proofs } = stating;
        let before = self.last.as_ref().zip(self.baseline.as_ref());
        if self.run.is_empty() {
            self.before =
                before.map(|(last, first)| Before { previous: last.cells.clone(), baseline: first.cells.clone() });
        }
        self.places.push(Place {
            epoch: body.epoch.0,
            day,
            index,
            before: before.map(|(last, first)| (last.index, first.index)),
            layout: Arc::clone(layout),
            acts: self.acts.len(),
        });
        self.run.push(StatedEpoch {
            shape: Arc::clone(&layout.shape),
            context: self.context,
            body: hash,
            commitments: body.commitments.clone(),
            proofs: proofs.clone(),
        });
    }

    /// A run that is full, or was cut short.
    pub(super) fn full_run(&mut self) -> Option<ProofBatch> {
        let cut = self.cut.pop_front();
        cut.or_else(|| if self.run.len() >= RUN_EPOCHS { self.take_run() } else { None })
    }

    /// A run, however short; nothing where all epochs are handed out.
    pub(super) fn last_run(&mut self) -> Option<ProofBatch> {
        self.cut.pop_front().or_else(|| self.take_run())
    }

    fn take_run(&mut self) -> Option<ProofBatch> {
        let run = Run { before: self.before.take(), epochs: std::mem::take(&mut self.run) };
        let (author, places) = (Author::Party(self.party.clone()), std::mem::take(&mut self.places));
        (!run.epochs.is_empty()).then_some(ProofBatch { author, places, run, again: false })
    }

    /// Takes the result of a batch: what fails, on which day, with the statements that show it.
    pub(super) fn settle(&mut self, checked: Checked) -> Vec<(Vec<u64>, Date, RecordFact)> {
        let mut found = Vec::new();
        for (place, claims) in checked.verdicts {
            if claims.is_empty() {
                self.months.entry(times::month_of(place.day)).or_default().proved += 1;
            }
            let mut facts: Vec<_> = one_a_list(claims).map(|claim| failed(&place, claim)).collect();
            facts.dedup();
            let (previous, baseline) = place.before.unzip();
            // those acts that stood before it gave its shape, whatever came later
            let acts = self.acts.iter().take(place.acts).copied();
            let shown: Vec<_> = baseline.into_iter().chain(previous).chain([place.index]).chain(acts).collect();
            found.extend(facts.into_iter().map(|fact| (shown.clone(), place.day, fact)));
        }
        found
    }
}

/// Of all that are no commitments the first of each list stands for the others: a thousand of them say no more, and would fill the memory.
fn one_a_list(mut claims: Vec<Claim>) -> impl Iterator<Item = Claim> {
    claims.dedup_by(|next, first| match (next, first) {
        (Claim::NotAPoint { what: next, .. }, Claim::NotAPoint { what: first, .. }) => next == first,
        _ => false,
    });
    claims.into_iter()
}

fn failed(place: &Place, claim: Claim) -> RecordFact {
    let epoch = place.epoch;
    match claim {
        Claim::Length { what, found, expected } => wrong_length(epoch, Listed::from(what), found, expected),
        Claim::NotAPoint { what, index } => {
            RecordFact::NotACommitment { epoch, of: Listed::from(what), index: index as u64 }
        }
        Claim::Previous | Claim::Baseline => RecordFact::ChainBroken { epoch },
        Claim::Malformed(name) => RecordFact::ProofMalformed { epoch, part: part(name) },
        Claim::Fails(ProofName::Cells) => RecordFact::CountsUnproved { epoch },
        Claim::Fails(ProofName::Derived) => RecordFact::FlowsOrBoundsUnproved { epoch },
        Claim::Fails(ProofName::Balance(line)) => {
            let line = place.layout.line(line).expect("a balance that was checked is of a line of its shape");
            RecordFact::BalanceOpen { epoch, line }
        }
    }
}

fn part(name: ProofName) -> ProofPart {
    match name {
        ProofName::Cells => ProofPart::Cells,
        ProofName::Derived => ProofPart::Derived,
        ProofName::Balance(_) => ProofPart::Balance,
    }
}

fn wrong_length(epoch: u32, of: Listed, found: usize, expected: usize) -> RecordFact {
    RecordFact::WrongLength { epoch, of, found: found as u64, expected: expected as u64 }
}

fn contradiction(day: Option<Date>, fact: RecordFact) -> Told {
    Told { severity: Severity::Contradiction, day, fact, with: Vec::new() }
}

/// What rests on other statements of the record too, on acts above all.
fn out_of_place(kind: Kind, why: &str) -> Found {
    (None, vec![contradiction(None, RecordFact::OutOfPlace { kind: kind.word(), why: why.to_owned(), alone: false })])
}

/// What the instrument alone rules out.
fn never(kind: Kind, why: &str) -> Found {
    (None, vec![contradiction(None, RecordFact::OutOfPlace { kind: kind.word(), why: why.to_owned(), alone: true })])
}

impl From<List> for Listed {
    fn from(list: List) -> Self {
        match list {
            List::Cells => Self::Cells,
            List::Flows => Self::Flows,
            List::Excess => Self::Excess,
            List::Corrections => Self::Corrections,
            List::DerivedProof => Self::DerivedProof,
            List::Balances => Self::Balances,
        }
    }
}
