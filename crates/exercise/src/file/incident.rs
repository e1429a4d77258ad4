//! What goes wrong, or changes, in the life of somebody who is honest.

mod ledger;

use super::read::{author_of, problem, within};
use super::{Corrected, DAYS_MAX, Exercise};
use inventory::Epoch;
use record::Author;
use treaty::Id;
use treaty::diagnostic::show;
use treaty::instrument::KeyRole;
use treaty::strict::Table;

/// Something out of the ordinary that is no evasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// To whom.
    pub who: Author,
    /// In which epoch.
    pub epoch: Epoch,
    /// What.
    pub happening: Happening,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A party states the epoch so many days late, and says so.
    Late {
        /// Days after the day on which it would have been stated.
        days: u32,
    },
    /// A party acknowledges nobody's record for so many epochs, of which this is the first, and then all that it missed.
    Silent {
        /// How many epochs.
        epochs: u32,
    },
    /// The offline key brings a new key, which signs from then on.
    NewKey(KeyRole),
    /// The same, and once others have acknowledged that, another party logs the end of the old key.
    Revoked(KeyRole),
    /// The clock of a witness runs so many days ahead, from this epoch on.
    ClockAhead {
        /// Days.
        days: u32,
    },
    /// The ledger is corrected, in clear.
    Corrected(Corrected),
    /// A site is opened, from the epoch on.
    Opens {
        /// Its alias.
        site: Id,
        /// Which kind of facility it is.
        facility: Id,
    },
    /// A site is closed, from the epoch on: what stands there leaves before.
    Closes {
        /// Its alias.
        site: Id,
    },
}

/// Roles whose keys come and go; the offline key stays.
const ROLES: [(&str, KeyRole); 3] =
    [("log", KeyRole::Log), ("cosignature", KeyRole::Cosignature), ("statement", KeyRole::Statement)];

impl Happening {
    /// Whether it may befall such an author.
    fn may_befall(&self, who: &Author) -> bool {
        match self {
            Self::NewKey(_) => true,
            Self::ClockAhead { .. } => who.party().is_none(),
            Self::Late { .. } | Self::Silent { .. } | Self::Revoked(_) => who.party().is_some(),
            Self::Corrected(_) | Self::Opens { .. } | Self::Closes { .. } => who.party().is_some(),
        }
    }
}

/// Exactly one happening, to a party or a witness.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise) -> Option<Incident> {
    let who = author_of(table, exercise);
    let epoch = table.need_number("epoch", "epoch = 11");
    let epoch = Epoch(within(table, epoch, "epoch", 1, exercise.epochs));
    let of_ledger = ledger::read(table, exercise, who.as_ref(), epoch);
    let mut found = happenings(table, exercise).into_iter().chain(of_ledger);
    let (one, other) = (found.next(), found.next());
    table.finish();
    if who.is_none() {
        table.missing("party", "party = \"HAL\", or witness = \"lake-institute\"");
    }
    match (who, one, other) {
        (Some(who), Some(happening), None) if happening.may_befall(&who) => Some(Incident { who, epoch, happening }),
        (Some(who), Some(_), None) => {
            let message = format!("this does not happen to `{}`", show(who.as_str()));
            let help = "see the table of incidents in docs/spec/exercise.md";
            problem(table, "other-author", table.span.clone(), message, help);
            None
        }
        (_, None, _) => {
            table.missing("late", "one happening of the table of incidents in docs/spec/exercise.md");
            None
        }
        (_, Some(_), Some(_)) => {
            let message = "an incident is one thing".to_owned();
            problem(table, "two-incidents", table.span.clone(), message, "write a table [[incident]] for each");
            None
        }
        (None, Some(_), None) => None,
    }
}

/// All that stand in the table.
fn happenings(table: &Table<'_>, exercise: &Exercise) -> Vec<Happening> {
    let of_one = |key, unit, most| {
        let table = table.table(key)?;
        let number = within(&table, table.need_number(unit, &format!("{unit} = 3")), unit, 1, most);
        table.finish();
        Some(number)
    };
    let late = of_one("late", "days", DAYS_MAX).map(|days| Happening::Late { days });
    let silent = of_one("silent", "epochs", exercise.epochs).map(|epochs| Happening::Silent { epochs });
    let ahead = of_one("clock-ahead", "days", DAYS_MAX).map(|days| Happening::ClockAhead { days });
    let new = table.word("new-key", &ROLES).map(|role| Happening::NewKey(role.value));
    let revoked = table.word("revoked", &ROLES).map(|role| Happening::Revoked(role.value));
    [late, silent, ahead, new, revoked].into_iter().flatten().collect()
}
