//! The clear numbers of epoch statements: corrections, and by how much a bound is exceeded.

use super::Told;
use crate::assessment::{BoundOf, Epochs, LineOf, RecordFact, Severity};
use proof::{Bound, Class, Correction};
use record::layout::Layout;
use record::{EpochBody, Line};
use std::collections::BTreeMap;
use treaty::{Date, Id};

/// What a party stated in clear so far.
#[derive(Clone, Debug, Default)]
pub(in crate::records) struct Clear {
    /// What corrections added and took away, by class.
    corrected: BTreeMap<Id, (u64, u64)>,
    pub(in crate::records) excesses: Vec<Excess>,
    /// The last excess of each bound, by its place among all.
    last: BTreeMap<BoundOf, usize>,
    /// The classes of the lines of correction, from the epoch on in which they changed.
    lines: BTreeMap<u32, Vec<Class>>,
}

/// A stated excess, the same over consecutive epochs.
#[derive(Clone, Debug)]
pub(in crate::records) struct Excess {
    pub(in crate::records) bound: BoundOf,
    /// For how much an item of each class counts.
    pub(in crate::records) weights: Vec<u8>,
    pub(in crate::records) epochs: Epochs,
    pub(in crate::records) amount: u16,
    /// The day of the first epoch, and its statement.
    pub(in crate::records) day: Date,
    pub(in crate::records) index: u64,
}

impl Clear {
    /// Notes what an epoch states in clear. Every correction is told, with all of its class so far.
    pub(super) fn note(&mut self, index: u64, day: Date, body: &EpochBody, layout: &Layout) -> Vec<Told> {
        let (epoch, shape) = (body.epoch.0, &layout.shape);
        let lines: Vec<_> = (0..shape.lines()).filter_map(|line| shape.class_of_line(line)).collect();
        if self.lines.values().next_back() != Some(&lines) {
            self.lines.insert(epoch, lines);
        }
        let bounds = layout.bounds.iter().zip(shape.bounds()).zip(&body.commitments.excess);
        for ((of, bound), excess) in bounds.filter(|(_, excess)| **excess > 0) {
            self.exceed(index, day, epoch, (of, bound), *excess);
        }
        let stated = (0..).zip(&body.commitments.corrections).filter(|(_, by)| **by != Correction::default());
        let stated: Vec<_> = stated.filter_map(|(line, by)| Some((layout.line(line)?, *by))).collect();
        // all of an epoch are summed up before one is told: what goes down on one line may go up on another
        for (line, by) in &stated {
            let (up, down) = self.corrected.entry(line.class.clone()).or_default();
            *up += u64::from(by.up);
            *down += u64::from(by.down);
        }
        stated.into_iter().map(|(line, by)| self.correction(epoch, day, line, by, layout)).collect()
    }

    fn exceed(&mut self, index: u64, day: Date, epoch: u32, (of, bound): (&BoundOf, &Bound), amount: u16) {
        let last = self.last.get(of).and_then(|place| self.excesses.get_mut(*place));
        match last {
            Some(run) if run.amount == amount && run.epochs.last.checked_add(1) == Some(epoch) => {
                run.epochs.last = epoch;
            }
            _ => {
                self.last.insert(of.clone(), self.excesses.len());
                let (weights, epochs) = (bound.weights.clone(), Epochs::one(epoch));
                self.excesses.push(Excess { bound: of.clone(), weights, epochs, amount, day, index });
            }
        }
    }

    fn correction(&self, epoch: u32, day: Date, line: LineOf, by: Correction, layout: &Layout) -> Told {
        let (sum_up, sum_down) = self.corrected.get(&line.class).copied().unwrap_or_default();
        let (up, down, room) = (by.up.into(), by.down.into(), self.room(&line.class, layout));
        let fact = RecordFact::Correction { epoch, line, up, down, sum_up, sum_down, room };
        Told { severity: Severity::Question, day: Some(day), fact, with: Vec::new() }
    }

    /// What all corrections so far leave of unseen room under the freeze of a class: its bound stays at the baseline, as if what they take away
    /// were still there.
    fn room(&self, class: &Id, layout: &Layout) -> u64 {
        let bounds = layout.bounds.iter().zip(layout.shape.bounds());
        let freezes = bounds.filter(|(of, _)| matches!(of, BoundOf::Freeze { .. }));
        let groups = freezes.map(|(_, bound)| {
            let weighed = layout.shape.classes().zip(&bound.weights).filter(|(_, weight)| **weight > 0);
            weighed.filter_map(|(class, _)| layout.class(class)).collect::<Vec<_>>()
        });
        let net = |class: &Id| self.corrected.get(class).map_or(0, |(up, down)| i128::from(*down) - i128::from(*up));
        let left = groups.filter(|group| group.contains(&class)).map(|group| group.into_iter().map(net).sum::<i128>());
        left.max().and_then(|left| u64::try_from(left).ok()).unwrap_or(0)
    }

    /// By how much an accepted correction raises what counts for a bound of these weights.
    pub(in crate::records) fn raises(&self, epoch: u32, line: Line, by: Correction, weights: &[u8]) -> i64 {
        let lines = self.lines.range(..=epoch).next_back().map(|(_, lines)| lines);
        let class = lines.and_then(|lines| lines.get(usize::from(line.0)));
        let weight = class.and_then(|class| weights.get(usize::from(class.0))).copied().unwrap_or(0);
        i64::from(weight) * (i64::from(by.up) - i64::from(by.down))
    }
}
