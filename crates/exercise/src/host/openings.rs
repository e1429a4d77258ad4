//! The sums that a host opens, when they are due.

use super::Host;
use inventory::{Epoch, open_window};
use proof::Class;
use record::layout::summed;
use record::{OpenedSum, Opening, OpeningNumber, Readers, SumBlinding};
use treaty::instrument::{self, Opened};
use treaty::{Id, Instrument};

impl Host {
    /// The sums that are due once an epoch is closed, of each opening in the order of the instrument.
    pub(super) fn openings(&self, treaty: &Instrument, epoch: Epoch) -> Vec<(Readers, Opening)> {
        let due = |(number, (_, rule)): (u16, (_, &instrument::Opening))| {
            let window = rule.window_of(epoch.0).filter(|window| window.last == epoch.0)?;
            let first = Epoch(if rule.of == Opened::Totals { window.last } else { window.first });
            let classes = treaty.opened_classes(rule);
            let sums = classes.into_iter().map(|class| self.sum(treaty, rule.of, class, first, epoch)).collect();
            let readers = match rule.readers {
                instrument::Readers::Public => Readers::Public,
                instrument::Readers::Parties | instrument::Readers::Addressee => Readers::Parties,
            };
            Some((readers, Opening { opening: OpeningNumber(number), first, last: epoch, sums }))
        };
        (0..).zip(treaty.openings()).filter_map(due).collect()
    }

    fn sum(&self, treaty: &Instrument, of: Opened, class: &Id, first: Epoch, last: Epoch) -> OpenedSum {
        let number = treaty.warhead_classes().position(|known| known == class);
        let class =
            Class(number.and_then(|n| u8::try_from(n).ok()).expect("an opening sums classes of the instrument"));
        let window = self.kept.range(first..=last).map(|(_, epoch)| epoch);
        let opened = match of {
            Opened::Totals => self.kept[&last].open_total(&[class]),
            _ => open_window(window, |flow| summed(flow) == (of, class)),
        };
        OpenedSum { sum: opened.sum, blinding: SumBlinding(opened.blinding) }
    }
}
