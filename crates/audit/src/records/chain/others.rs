//! What a party states beside its epochs: openings, acts, and epochs in clear numbers.

use super::{Chain, Found, Told, contradiction, never, out_of_place, wrong_length};
use crate::assessment::{Epochs, Listed, Opened, RecordFact};
use crate::records::owed::What;
use crate::records::schedule::{Pending, Scheduled};
use proof::{BadSum, SumOpening, verify_sum};
use record::{Act, Declaration, Kind, Opening};
use treaty::{Date, Instrument};

/// The most acts of one record that are carried out: a site a month for forty years. Each is part of what shows a false epoch behind it.
pub(in crate::records) const ACTS_MAX: usize = 512;

impl Chain {
    /// Takes an opening.
    pub(in crate::records) fn opening(&mut self, treaty: &Instrument, statement: &Opening) -> Found {
        let (number, epochs) = (statement.opening.0, Epochs { first: statement.first.0, last: statement.last.0 });
        let not_due = || {
            let fact = RecordFact::OpeningNotDue { opening: number.into(), epochs };
            (None, vec![contradiction(treaty.epoch_day(epochs.last), fact)])
        };
        let scheduled = self.schedule.opening(number).filter(|scheduled| scheduled.window(epochs.last) == Some(epochs));
        let (Some(scheduled), Some(day)) = (scheduled.cloned(), treaty.epoch_day(epochs.last)) else {
            return not_due();
        };
        let stated = self.last_epoch().is_some_and(|last| last >= epochs.last);
        let pending = if stated { self.schedule.take(number, epochs.last) } else { None };
        match pending {
            Some(pending) if pending.statements.len() as u64 == u64::from(epochs.count()) => {
                let told = self.open(&scheduled, epochs, day, &pending, statement);
                (Some(What::Opening(number, epochs.last)), told)
            }
            // the epochs that are missing, or are over another shape, are told where they should stand; their sum is nobody's
            Some(_) => (Some(What::Opening(number, epochs.last)), Vec::new()),
            None => not_due(),
        }
    }

    /// Holds the sums against the commitments.
    fn open(
        &mut self,
        scheduled: &Scheduled,
        epochs: Epochs,
        day: Date,
        pending: &Pending,
        statement: &Opening,
    ) -> Vec<Told> {
        let with: Vec<_> = pending.statements.iter().chain(&self.acts).copied().collect();
        let tell = |fact| Told { with: with.clone(), ..contradiction(Some(day), fact) };
        if statement.sums.len() != pending.sums.len() {
            return vec![tell(wrong_length(epochs.last, Listed::Sums, statement.sums.len(), pending.sums.len()))];
        }
        let mut told = Vec::new();
        for ((sum, commitments), (_, class)) in statement.sums.iter().zip(&pending.sums).zip(&scheduled.classes) {
            let (opening, class) = (scheduled.id.clone(), class.clone());
            match verify_sum(commitments, &SumOpening { sum: sum.sum, blinding: sum.blinding.0 }) {
                Ok(()) => {
                    let party = self.party.clone();
                    self.opened.push(Opened { party, opening, epochs, day, class, sum: sum.sum });
                }
                // that it is none is told where it is stated
                Err(BadSum::NotAPoint(_)) => {}
                Err(_) => told.push(tell(RecordFact::SumDiffers { opening, epochs, class, sum: sum.sum })),
            }
        }
        told
    }

    /// Takes an act, which governs the epochs from the one that it names.
    pub(in crate::records) fn act(&mut self, treaty: &Instrument, index: u64, act: &Act) -> Found {
        let named = act.first.0;
        if let Some(last) = self.last.as_ref().filter(|last| last.epoch >= named) {
            let (_, mut told) = never(Kind::Act, "it names an epoch that is stated already");
            told.iter_mut().for_each(|told| told.with.push(last.index));
            return (None, told);
        }
        if self.acts.len() >= ACTS_MAX {
            return out_of_place(Kind::Act, &format!("{ACTS_MAX} acts stand before it, and no more are carried out"));
        }
        match self.ground.as_mut().map(|ground| ground.act(treaty, act)) {
            Some(Ok(())) => {
                self.acts.push(index);
                (Some(What::Act(named)), Vec::new())
            }
            Some(Err(why)) => out_of_place(Kind::Act, &why.to_string()),
            None => never(Kind::Act, "the instrument gives no sites of this party"),
        }
    }

    /// Takes an epoch in clear numbers. Where ledgers are committed to, it would stand in for what must be proved.
    pub(in crate::records) fn declaration(
        &mut self,
        treaty: &Instrument,
        index: u64,
        declaration: &Declaration,
    ) -> Found {
        let epoch = declaration.epoch.0;
        if treaty.commits() {
            return never(Kind::Declaration, "the instrument has commitments, so an epoch is committed to and proved");
        }
        let Some(day) = treaty.epoch_day(epoch) else {
            return never(Kind::Declaration, "the instrument has no such epoch");
        };
        if let Some((other, _, _)) = self.declared.last().filter(|(_, _, last)| last.epoch.0 >= epoch) {
            let first = self.declared.iter().find(|(_, _, earlier)| earlier.epoch.0 == epoch);
            let with = vec![first.map_or(*other, |(index, _, _)| *index)];
            return (None, vec![Told { with, ..contradiction(Some(day), RecordFact::EpochTwice { epoch }) }]);
        }
        let (found, expected) = (declaration.counts.len(), treaty.warhead_classes().count());
        if found != expected {
            return (None, vec![contradiction(Some(day), wrong_length(epoch, Listed::Classes, found, expected))]);
        }
        self.note_day(day);
        self.declared.push((index, day, declaration.clone()));
        (Some(What::Epoch(epoch)), Vec::new())
    }
}
