//! Events: what happens to an item, one at a time, in the order in which it happened.
//!
//! An [`Event`] says more than it must: where the item stood, where it stands now, and of which class it is afterwards. What it says twice must
//! agree with what the ledger knows, so a list of events that contradicts itself cannot be entered.

use crate::serial::Serial;
use proof::{Cell, Class, Place};
use record::Epoch;
use std::fmt;

/// What happened to one item. Nothing of it is published; an opened link tells deed, epoch, place and class, and never the serial.
#[derive(PartialEq, Eq)]
pub struct Event {
    /// In which epoch.
    pub epoch: Epoch,
    /// What was done.
    pub deed: Deed,
    /// To which item.
    pub serial: Serial,
    /// Where it stood before; nowhere, if the ledger did not have it.
    pub from: Option<Place>,
    /// Where it stands after; nowhere, if it is gone.
    pub to: Option<Place>,
    /// Of which class it is afterwards; of a gone item, the one that it had.
    pub class: Class,
}

impl Event {
    /// The cell in which the item stands afterwards, or the one out of which it has gone; nothing where the event has no place at all.
    pub(crate) fn cell(&self) -> Option<Cell> {
        self.to.or(self.from).map(|place| Cell { place, class: self.class })
    }
}

impl fmt::Debug for Event {
    /// The epoch alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event(epoch {}, …)", self.epoch)
    }
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $code:literal $word:literal,)*) => {
        /// What is done to an item. The numbers stand in its chain ([`proof`], section 7) and never change.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Deed {
            $($(#[$doc])* $name = $code,)*
        }

        impl Deed {
            /// All of them, in the order of their numbers.
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$name),*];

            /// Its word in a list of events.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

deeds! {
    /// Entered at the baseline.
    Declare = 1 "declare",
    /// Its tag is fixed to it.
    Tag = 2 "tag",
    /// Its container is sealed.
    Seal = 3 "seal",
    /// The seal is broken.
    Unseal = 4 "unseal",
    /// Sent off, to the road.
    Ship = 5 "ship",
    /// Arrived from the road.
    Receive = 6 "receive",
    /// Put on its carrier.
    Emplace = 7 "emplace",
    /// Taken off its carrier.
    Remove = 8 "remove",
    /// Opened for maintenance.
    EnterMaintenance = 9 "enter_maintenance",
    /// Back from maintenance.
    ExitMaintenance = 10 "exit_maintenance",
    /// Into a plant, through its gate.
    EnterPlant = 11 "enter_plant",
    /// Out of a plant's gate: back, or, if never seen before, new.
    ExitPlant = 12 "exit_plant",
    /// Taken out of service.
    Retire = 13 "retire",
    /// Taken back into service.
    Reactivate = 14 "reactivate",
    /// On the bench, to be taken apart.
    StartDismantle = 15 "start_dismantle",
    /// No longer a warhead.
    CompleteDismantle = 16 "complete_dismantle",
    /// Destroyed or gone, and not by dismantling.
    Loss = 17 "loss",
    /// The ledger was wrong.
    Correct = 18 "correct",
}

impl Deed {
    /// Its number.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The deed with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_has_a_number_and_a_word_of_its_own() {
        for (number, deed) in (1..).zip(Deed::ALL) {
            assert_eq!(deed.code(), number);
            assert_eq!(Deed::of_word(deed.word()), Some(deed));
        }
        assert_eq!(Deed::of_word("Ship"), None);
    }
}
