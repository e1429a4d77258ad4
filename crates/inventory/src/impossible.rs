//! Why an event cannot have happened, as far as the ledger knows.
//!
//! The reasons name places and classes, and so they are for the host alone. They never name the serial: whoever entered the event has it.

use crate::event::Deed;
use crate::life::Condition;
use proof::{Cell, Class, Flow, Place, PlaceKind};
use record::Epoch;
use std::fmt;

/// A refused event. The ledger is as it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// The epoch of the event is closed.
    #[error(
        "epoch {stated} is closed, the ledger stands at {open}; what it missed is entered as `correct` in the open epoch"
    )]
    TooLate {
        /// As the event says.
        stated: Epoch,
        /// The open one.
        open: Epoch,
    },
    /// The epoch of the event is not open yet.
    #[error("epoch {stated} is not open, the ledger stands at {open}; close the epochs before it first")]
    TooEarly {
        /// As the event says.
        stated: Epoch,
        /// The open one.
        open: Epoch,
    },
    /// The baseline takes stock; nothing moves in it.
    #[error("`{0}` cannot stand in the baseline, which takes stock of items where they are; enter it from epoch 1 on")]
    Baseline(Deed),
    /// Stock is taken once.
    #[error("`declare` stands in the baseline only; an item that was missed is entered as `correct`")]
    AfterBaseline,
    /// The ledger does not have the item.
    #[error("`{0}` of an item that was never entered")]
    Unknown(Deed),
    /// The ledger has the item already.
    #[error("`{0}` of an item that was entered before")]
    Known(Deed),
    /// The item was dismantled, lost or struck out.
    #[error("`{0}` of an item that is gone; if it never was, enter it as `correct`")]
    Gone(Deed),
    /// The item stands elsewhere.
    #[error("the event starts from {}, and the item stands at {}", Spot(.stated), Spot(.stands))]
    NotThere {
        /// As the event says.
        stated: Option<Place>,
        /// As the ledger has it.
        stands: Option<Place>,
    },
    /// The deed does not lead from the one place to the other.
    #[error("`{deed}` does not lead from {} to {}", Spot(.from), Spot(.to))]
    NoWay {
        /// Which deed.
        deed: Deed,
        /// From where.
        from: Option<Place>,
        /// To where.
        to: Option<Place>,
    },
    /// The item is of another class, and the deed does not change it.
    #[error("the event says class {}, and the item is of class {}", .stated.0, .is.0)]
    OtherClass {
        /// As the event says.
        stated: Class,
        /// As the ledger has it.
        is: Class,
    },
    /// The treaty does not know this conversion.
    #[error("no item may go from class {} to class {}: it is not among the conversions of the instrument", .from.0, .to.0)]
    NoConversion {
        /// From which.
        from: Class,
        /// Into which.
        to: Class,
    },
    /// A correction after which everything is as before.
    #[error("`correct` changes neither place nor class")]
    CorrectsNothing,
    /// The item is not in the condition that the deed needs.
    #[error("`{deed}` needs an item that is {needs}, and it is {is}")]
    Condition {
        /// Which deed.
        deed: Deed,
        /// What it needs.
        needs: Condition,
        /// What the item is.
        is: Condition,
    },
    /// The container is sealed.
    #[error("`{0}` of a sealed item; enter `unseal` first")]
    Sealed(Deed),
    /// There is no seal to break.
    #[error("`unseal` of an item that is not sealed")]
    NotSealed,
    /// It has its tag already.
    #[error("`tag` of an item that is tagged")]
    Tagged,
    /// The place may not hold the class.
    #[error("{} does not hold class {}", Spot(&Some(.0.place)), .0.class.0)]
    NoSuchCell(Cell),
    /// One more would overflow the place's manifest.
    #[error("{} holds {capacity} items of class {}, as many as its manifest can have", Spot(&Some(.cell.place)), .cell.class.0)]
    Full {
        /// Which cell.
        cell: Cell,
        /// Its capacity.
        capacity: u16,
    },
    /// One more would overflow the count of a flow.
    #[error("{0:?} counts {max} in this epoch already, the most that can be stated", max = u16::MAX)]
    FlowFull(Flow),
    /// One more would overflow a line of correction.
    #[error("line of correction {0} counts {max} in this epoch already, the most that can be stated", max = u16::MAX)]
    LineFull(usize),
}

struct Spot<'a>(&'a Option<Place>);

impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("nowhere"),
            Some(Place { kind: PlaceKind::Site, site }) => write!(f, "site {site}"),
            Some(Place { kind: PlaceKind::Road, site }) => write!(f, "the road to site {site}"),
            Some(Place { kind: PlaceKind::Interior, site }) => write!(f, "plant {site}"),
        }
    }
}
