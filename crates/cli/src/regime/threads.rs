//! Replicates on as many threads as there are, in batches whose tallies are added in order; and Ctrl-C, which ends that and keeps what there is.

use crate::out::Failure;
use crate::progress::Bar;
use regime::comparison::{Case, Results};
use regime::{Comparison, Refused, Tally};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// The replicates of a batch: some ten milliseconds of work, so that a tally for each of them costs little.
const BATCH: u64 = 1_000;

/// Cases that are to be run.
pub struct Work<'a> {
    /// Of what.
    pub comparison: &'a Comparison,
    /// Which.
    pub cases: &'a [Case],
    /// How many replicates of each.
    pub replicates: u64,
    /// On how many threads; otherwise on as many as there are cores.
    pub threads: Option<NonZeroUsize>,
}

/// A batch of a case that was run.
struct Done {
    case: usize,
    batch: u64,
    tally: Tally,
}

impl Work<'_> {
    /// Runs them, batch by batch through all cases, and notes what they came to: whenever it is stopped, all have about as many replicates.
    pub fn run(&self, stop: &AtomicBool, bar: &Bar, results: &mut Results) -> Result<(), Refused> {
        // what is refused is refused before anything is run
        for case in self.cases {
            self.comparison.simulation(case)?;
        }
        let threads = self.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let next = AtomicU64::new(0);
        // a channel without room holds back whoever is ahead, so that tallies that wait for an earlier one are few
        let (sender, receiver) = sync_channel(0);
        let tallies = thread::scope(|scope| {
            for _ in 0..threads {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || self.work(next, stop, &sender));
            }
            drop(sender);
            self.collect(&receiver, bar)
        });
        for (case, tally) in self.cases.iter().zip(tallies) {
            if let Some(tally) = tally {
                results.note(*case, &self.comparison.simulation(case)?, tally);
            }
        }
        Ok(())
    }

    fn batches(&self) -> u64 {
        self.replicates.div_ceil(BATCH)
    }

    fn work(&self, next: &AtomicU64, stop: &AtomicBool, sender: &SyncSender<Done>) {
        let cases = self.cases.len() as u64;
        while !stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if cases == 0 || number / cases >= self.batches() {
                return;
            }
            let (case, batch) = ((number % cases) as usize, number / cases);
            let Ok(simulation) = self.comparison.simulation(&self.cases[case]) else { return };
            let end = self.replicates.min((batch + 1) * BATCH);
            if sender.send(Done { case, batch, tally: simulation.run(batch * BATCH..end) }).is_err() {
                return;
            }
        }
    }

    /// Adds tallies up, for each case in order: what is behind a batch that never came is left out.
    fn collect(&self, receiver: &Receiver<Done>, bar: &Bar) -> Vec<Option<Tally>> {
        let mut tallies: Vec<Option<Tally>> = vec![None; self.cases.len()];
        let mut added = vec![0; self.cases.len()];
        let mut early = BTreeMap::new();
        let all = self.batches().saturating_mul(self.cases.len() as u64);
        for (number, done) in receiver.iter().enumerate() {
            early.insert((done.case, done.batch), done.tally);
            while let Some(tally) = early.remove(&(done.case, added[done.case])) {
                match &mut tallies[done.case] {
                    Some(sum) => sum.merge(&tally),
                    none => *none = Some(tally),
                }
                added[done.case] += 1;
            }
            bar.show("simulated", number as u64 + 1, all);
        }
        tallies
    }
}

/// Whether somebody has pressed Ctrl-C. Whoever presses it again does not wait for the batches under way.
pub fn interrupted() -> Result<&'static AtomicBool, Failure> {
    static STOP: AtomicBool = AtomicBool::new(false);
    let set = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    set.map_err(|why| Failure::Refused(format!("cannot listen for Ctrl-C: {why}")))?;
    Ok(&STOP)
}
