//! The chain of one item: every event adds a link, and the newest link is the item's state (`docs/spec/proof.md`, section 7).

use crate::event::{Deed, Event};
use crate::seed::{ItemKey, Keys};
use crate::serial::Serial;
use proof::Cell;
use proof::chain::{self, EpochNumber, EventCode, OpenedLink, OpenedStory};
use proof::manifest::{Item, Link};
use record::Epoch;

/// An item's key and its newest link. Older links can be made again from the key and the host's list of events, so they are not kept.
pub(crate) struct Chain {
    key: ItemKey,
    head: Link,
    links: u32,
}

impl Chain {
    pub(crate) fn begin(key: ItemKey) -> Self {
        Self { key, head: Link::NONE, links: 0 }
    }

    /// Adds a link: the cell is the one in which the item stands after the deed, or the one out of which it has gone.
    pub(crate) fn extend(&mut self, deed: Deed, epoch: Epoch, cell: Cell) {
        let event = told(deed, epoch, cell);
        self.head = self.head.extend(&self.key.link_salt(self.links), &event);
        self.links = self.links.checked_add(1).expect("an item does not outlive 2^32 events");
    }

    /// What a manifest lists of the item.
    pub(crate) fn item(&self) -> Item {
        Item { tag: self.key.tag(), head: self.head }
    }
}

/// An event as a link tells it.
fn told(deed: Deed, epoch: Epoch, Cell { place, class }: Cell) -> chain::Event {
    chain::Event { code: EventCode(deed.code()), epoch: EpochNumber(epoch.0), place, class }
}

/// Tells an item's story backwards from its newest link in epoch `through` to its oldest in epoch `since`, out of the host's events, in their order.
/// Nothing where it has no event in between.
pub fn story<'a>(
    keys: &Keys,
    events: impl IntoIterator<Item = &'a Event>,
    serial: &Serial,
    since: Epoch,
    through: Epoch,
) -> Option<OpenedStory> {
    let key = keys.item(serial);
    let own = events.into_iter().filter(|event| event.serial == *serial && event.epoch <= through);
    let (mut before, mut links) = (Link::NONE, Vec::new());
    for (number, event) in (0..).zip(own) {
        let (salt, told) = (key.link_salt(number), told(event.deed, event.epoch, event.cell()?));
        match event.epoch < since {
            true => before = before.extend(&salt, &told),
            false => links.push(OpenedLink { salt: salt.reveal(), event: told }),
        }
    }
    links.reverse();
    (!links.is_empty()).then_some(OpenedStory { links, before })
}
