//! What is opened of the hidden ledgers, and when.
//!
//! Windows partition the epochs by construction: an opening of `every = n` epochs has the windows 1 … n, n+1 … 2n and so on. Epoch 0, the
//! baseline, is in none, and a last window that the record's end cuts short is never opened: it would be a sum of fewer epochs than was agreed.
// rule: opening

use super::{Clause, Conversion, FacilitySort, Instrument, Kind, Readers, Rule, Sort};
use crate::text::Id;
use crate::time::{Date, Span};
use std::collections::BTreeSet;

/// Sums that are opened: `[[opening]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Sums of what.
    pub of: Opened,
    /// The classes as the file lists them, one sum each; empty for all that have such items ([`Instrument::opened_classes`]).
    pub classes: Vec<Id>,
    /// The length of a window, in epochs, 1 or more.
    pub every: u32,
    /// Days after the last epoch of a window within which it is opened.
    pub due: Span,
    /// Who may read it: the public or the parties.
    pub readers: Readers,
}

/// What an opening sums up, for each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opened {
    /// All items of the class, at the last epoch of the window.
    Totals,
    /// Items that left a plant for the first time, over the window.
    Births,
    /// Items that ended inside a plant, over the window.
    Deaths,
    /// Items lost, over the window.
    Losses,
    /// Items that entered a plant, over the window.
    Arrivals,
    /// Items that left a plant again, over the window.
    Returns,
    /// Items that left the class for another, over the window.
    Conversions,
}

impl Opened {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("totals", Self::Totals),
        ("births", Self::Births),
        ("deaths", Self::Deaths),
        ("losses", Self::Losses),
        ("arrivals", Self::Arrivals),
        ("returns", Self::Returns),
        ("conversions", Self::Conversions),
    ];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, opened)| *opened == self).map_or("", |(word, _)| word)
    }
}

/// Consecutive epochs whose sums are opened together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first, 1 or more.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Opening {
    /// The longest window that a file may ask for, in epochs.
    pub const EVERY_MAX: u32 = 36_525;

    /// The window in which an epoch is; none for the baseline.
    pub fn window_of(&self, epoch: u32) -> Option<Window> {
        let before = epoch.checked_sub(1)? / self.every * self.every;
        Some(Window { first: before + 1, last: before.checked_add(self.every)? })
    }

    /// The last day on which a window whose last epoch ends on `day` is opened in time; nothing beyond the calendar.
    pub fn due_after(&self, day: Date) -> Option<Date> {
        self.due.after(day).ok()
    }
}

impl Instrument {
    /// The openings, with their clauses, in the order of the file.
    pub fn openings(&self) -> impl Iterator<Item = (&Clause, &Opening)> {
        self.of(Kind::Opening).filter_map(|clause| match &clause.rule {
            Rule::Opening(opening) => Some((clause, opening)),
            _ => None,
        })
    }

    /// The classes of an opening, one sum each and in this order: those that it lists, or else all that have such items at all.
    pub fn opened_classes<'a>(&'a self, opening: &'a Opening) -> Vec<&'a Id> {
        self.sums().classes(opening)
    }

    /// What can be summed at all.
    pub fn sums(&self) -> Sums<'_> {
        let plants = self.facilities().filter(|(_, facility)| facility.sort == FacilitySort::WarheadPlant);
        let warheads: BTreeSet<_> = self.warhead_classes().collect();
        let is_warhead = |class: &&Id| warheads.contains(class);
        Sums {
            warheads: self.warhead_classes().collect(),
            left: self.ways().map(|(from, _)| from).collect(),
            planted: plants.flat_map(|(_, facility)| &facility.holds).filter(is_warhead).collect(),
        }
    }

    /// The classes of warheads, which are those that records tell apart, in the order of the file.
    pub fn warhead_classes(&self) -> impl Iterator<Item = &Id> {
        self.classes().filter(|(_, class)| class.sort == Sort::Warhead).map(|(clause, _)| &clause.id)
    }

    /// The ordered pairs of classes between which warheads may move, in the order of the file; both ways is two pairs, the way back second.
    pub fn ways(&self) -> impl Iterator<Item = (&Id, &Id)> {
        let warheads: BTreeSet<_> = self.warhead_classes().collect();
        let counts = move |way: &(&Clause, &Conversion)| warheads.contains(&way.1.from) && warheads.contains(&way.1.to);
        self.conversions().filter(counts).flat_map(|(_, way)| {
            let back = way.both_ways.then_some((&way.to, &way.from));
            [(&way.from, &way.to)].into_iter().chain(back)
        })
    }
}

/// What can be summed at all: none is born into a class that no plant holds, none converted out of a class that no way leaves.
#[derive(Clone, Debug)]
pub struct Sums<'a> {
    warheads: Vec<&'a Id>,
    left: BTreeSet<&'a Id>,
    planted: BTreeSet<&'a Id>,
}

impl<'a> Sums<'a> {
    /// Whether warheads of a class can be what an opening sums up.
    pub fn has(&self, of: Opened, class: &Id) -> bool {
        match of {
            Opened::Totals | Opened::Losses => self.warheads.contains(&class),
            Opened::Conversions => self.left.contains(class),
            Opened::Births | Opened::Deaths | Opened::Arrivals | Opened::Returns => self.planted.contains(class),
        }
    }

    /// The classes of an opening ([`Instrument::opened_classes`]).
    pub fn classes(&self, opening: &'a Opening) -> Vec<&'a Id> {
        match opening.classes.as_slice() {
            [] => self.warheads.iter().copied().filter(|class| self.has(opening.of, class)).collect(),
            listed => listed.iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Unit;

    fn every(every: u32) -> Opening {
        let due = Span { count: 10, unit: Unit::Days };
        Opening { of: Opened::Births, classes: Vec::new(), every, due, readers: Readers::Public }
    }

    // shows: opening
    #[test]
    fn windows_partition_the_epochs_and_leave_the_baseline_out() {
        assert_eq!(every(30).window_of(0), None);
        for length in [1, 7, 30] {
            let opening = every(length);
            let mut next = 1;
            for epoch in 1..=200 {
                let window = opening.window_of(epoch).unwrap();
                assert!((window.first..=window.last).contains(&epoch) && window.last - window.first + 1 == length);
                assert!(window.first == next || window.last + 1 == next, "no gap, no overlap");
                next = window.last + 1;
            }
        }
    }

    #[test]
    fn a_window_beyond_the_last_number_is_none() {
        assert_eq!(every(30).window_of(u32::MAX), None);
        assert_eq!(every(1).window_of(u32::MAX), Some(Window { first: u32::MAX, last: u32::MAX }));
    }
}
