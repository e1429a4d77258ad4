//! An attempt, drawn: one deed, and what must come of it.

mod record;
mod visit;

use super::{Dice, finding};
use crate::file::{Corrected, Deceit, End, Evasion, Exercise, Expected, LedgerDeceit, Row, Side, Stock, Way};
use audit::Outcome;
use inventory::Epoch;
use proof::PlaceKind;
use treaty::Id;

/// The ways of which one is drawn.
const WAYS: [fn(&mut Dice<'_>, &Side) -> Drawn; 19] = [
    appears,
    vanishes,
    called,
    below_zero,
    netted,
    padded,
    kept_apart,
    sum_altered,
    on_road,
    born,
    corrected,
    record::twice,
    record::left_out,
    record::back_dated,
    record::dated_ahead,
    record::signed_by,
    record::rewritten,
    record::split,
    record::other_head,
];
/// As many epochs as the longest window of an opening has.
const WINDOW: u32 = 13;

/// A deed, with the row that it plays and the findings that it leaves in its epoch and after.
struct Drawn {
    row: Row,
    deceit: Deceit,
    leaves: Leaves,
}

/// What an audit finds of a deed.
enum Leaves {
    Nothing,
    /// So many findings of its epoch.
    InEpoch(&'static str, usize),
    /// One of the whole window that ends with its epoch.
    OfWindow(&'static str),
    /// A bound is exceeded for good, and says so from the epoch on.
    Exceeded,
    /// The same, but in its own epoch it says nothing, and proves nothing.
    Concealed,
    /// A correction; and a bound is exceeded for good, or not; and another party accepts it, or not.
    Corrected {
        exceeds: bool,
        accepted: bool,
    },
    /// Its epoch comes late.
    Late,
    /// A question that names no epoch.
    Asked(&'static str),
    /// Its epoch is not stated, which shows once it was due, and the next one has none before it; beside this finding.
    Unstated(Option<&'static str>),
    /// Others saw another version of the record.
    Versions,
}

/// Draws an attempt of one party. Its stock neither grows nor is taken out of service, but for what it does: so what exceeds a bound exceeds it for good.
/// Where the parties may look at one another, it is done in an inspection.
pub(super) fn draw(dice: &mut Dice<'_>) -> Exercise {
    if visit::may_be_drawn(dice.base.treaty()) {
        return visit::draw(dice);
    }
    let mut exercise = dice.exercise((3, 6));
    let side = dice.side();
    let way = dice.kind.one(WAYS.to_vec()).expect("there are ways");
    let Drawn { row, deceit, leaves } = way(dice, &side);
    let is_window = matches!(deceit, Deceit::Ledger(LedgerDeceit::SumAltered { .. }));
    exercise.epochs = if is_window { WINDOW } else { exercise.epochs };
    let first = if is_window { WINDOW } else { record::first_epoch(&deceit, exercise.epochs) };
    let epoch = dice.epoch(&exercise, first);
    let own = exercise.sides.iter_mut().find(|other| other.party == side.party).expect("it was drawn of them");
    own.life.births = 0;
    own.life.retirements = if makes_room(&deceit) { 200 } else { 0 };
    if let Deceit::Ledger(LedgerDeceit::OnRoad { class, .. }) = &deceit {
        fill(own, class);
    }
    exercise.incidents.extend(record::before(dice, &deceit, &side, epoch));
    (exercise.expected, exercise.end) = comes_of_it(&exercise, &side, epoch, &deceit, leaves);
    exercise.evasions.push(Evasion { row, party: side.party, epoch, deceit });
    exercise
}

/// What appears, or is called something else, needs room under the freeze.
fn makes_room(deceit: &Deceit) -> bool {
    matches!(deceit, Deceit::Ledger(LedgerDeceit::Appears(_) | LedgerDeceit::Called { .. }))
}

/// Enough of a class at every site that has it for more than the cap on transit to set out.
fn fill(side: &mut Side, class: &Id) {
    side.stock.iter_mut().filter(|stock| stock.class == *class).for_each(|stock| stock.items = 20);
}

/// The whole list of findings, and the outcome.
fn comes_of_it(
    exercise: &Exercise,
    side: &Side,
    epoch: Epoch,
    deceit: &Deceit,
    leaves: Leaves,
) -> (Vec<Expected>, End) {
    let last = Epoch(exercise.epochs);
    let one = |code, first, last| finding(code, &side.party, Some((first, last)));
    let next = Epoch(epoch.0 + 1);
    let (found, outcome) = match leaves {
        Leaves::Nothing => (Vec::new(), Outcome::Consistent),
        Leaves::InEpoch(code, times) => (vec![one(code, epoch, epoch); times], Outcome::Inconsistent),
        Leaves::OfWindow(code) => {
            let totals = matches!(deceit, Deceit::Ledger(LedgerDeceit::SumAltered { opening, .. }) if opening.as_str() == "totals");
            (vec![one(code, if totals { epoch } else { Epoch(1) }, epoch)], Outcome::Inconsistent)
        }
        Leaves::Exceeded => (vec![one("excess", epoch, last)], Outcome::Inconsistent),
        Leaves::Concealed if epoch == last => {
            (vec![one("flows-or-bounds-unproved", epoch, epoch)], Outcome::Inconsistent)
        }
        Leaves::Concealed => {
            let found = vec![one("flows-or-bounds-unproved", epoch, epoch), one("excess", next, last)];
            (found, Outcome::Inconsistent)
        }
        Leaves::Corrected { exceeds: false, .. } => (vec![one("correction", epoch, epoch)], Outcome::Open),
        Leaves::Corrected { exceeds: true, accepted } => {
            let found = vec![one("correction", epoch, epoch), one("excess", epoch, last)];
            (found, if accepted { Outcome::Open } else { Outcome::Inconsistent })
        }
        Leaves::Late => (vec![one("epoch-late", epoch, epoch)], Outcome::Open),
        Leaves::Asked(code) => (vec![finding(code, &side.party, None)], Outcome::Open),
        Leaves::Unstated(told) => {
            let mut found: Vec<_> = told.into_iter().map(|code| finding(code, &side.party, None)).collect();
            if epoch < last {
                found.extend([one("epoch-missing", epoch, epoch), one("epoch-out-of-order", next, next)]);
            }
            let nothing = found.is_empty();
            (found, if nothing { Outcome::Consistent } else { Outcome::Inconsistent })
        }
        Leaves::Versions => {
            let seen = record::seen(exercise, deceit, epoch);
            (vec![finding("equivocation", &side.party, None); seen], Outcome::Inconsistent)
        }
    };
    (found, End::Assessed(outcome))
}

fn drawn(row: &'static str, deceit: LedgerDeceit, leaves: Leaves) -> Drawn {
    Drawn { row: Row(row), deceit: Deceit::Ledger(deceit), leaves }
}

/// Inside a plant two balances stay open: that of the class and that of the plant.
fn anywhere(dice: &mut Dice<'_>, side: &Side, items: (u32, u32)) -> (Stock, Leaves) {
    let inside = dice.comes(30);
    let kind = if inside { PlaceKind::Interior } else { PlaceKind::Site };
    (dice.stock(side, kind, items), Leaves::InEpoch("balance-open", if inside { 2 } else { 1 }))
}

fn appears(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let (what, leaves) = anywhere(dice, side, (1, 3));
    let row = dice.one(vec!["N2", "N3", "N12"]);
    drawn(row, LedgerDeceit::Appears(what), leaves)
}

fn vanishes(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let (what, leaves) = anywhere(dice, side, (1, 3));
    let row = dice.one(vec!["N2", "N12"]);
    drawn(row, LedgerDeceit::Vanishes(what), leaves)
}

fn called(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let what = dice.stock(side, PlaceKind::Site, (1, 3));
    // another class that the same site may hold; where there is none, it cannot be done, and something else is drawn
    let cells = dice.cells(side, |kind| kind == PlaceKind::Site).into_iter();
    let others = cells.filter(|(site, class)| *site == what.site && *class != what.class);
    let to = dice.chance.one(others.collect()).map_or(what.class.clone(), |(_, class)| class);
    let row = dice.one(vec!["N5", "N6"]);
    drawn(row, LedgerDeceit::Called { what, to }, Leaves::InEpoch("balance-open", 2))
}

fn below_zero(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let mut from = dice.stock(side, PlaceKind::Site, (100, 1 << 16));
    from.items = if dice.comes(25) { 1 << 16 } else { from.items };
    // in the same way another site that may hold the class
    let cells = dice.cells(side, |kind| kind == PlaceKind::Site).into_iter();
    let others = cells.filter(|(site, class)| *site != from.site && *class == from.class);
    let to = dice.chance.one(others.collect()).map_or(from.site.clone(), |(site, _)| site);
    drawn("N1", LedgerDeceit::BelowZero { from, to }, Leaves::InEpoch("counts-unproved", 1))
}

fn netted(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let what = dice.stock(side, PlaceKind::Site, (1, 3));
    drawn("N12", LedgerDeceit::Netted(what), Leaves::InEpoch("flows-or-bounds-unproved", 1))
}

fn padded(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    drawn("N7", LedgerDeceit::Padded(dice.stock(side, PlaceKind::Site, (1, 9))), Leaves::Nothing)
}

fn kept_apart(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let Stock { class, items, .. } = dice.stock(side, PlaceKind::Site, (1, 50));
    drawn("N11", LedgerDeceit::KeptApart { class, items }, Leaves::Nothing)
}

fn sum_altered(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let Stock { class, items: by, .. } = dice.stock(side, PlaceKind::Site, (1, 4));
    let openings = dice.base.treaty.openings().map(|(clause, _)| clause.id.clone());
    let opening = dice.one(openings.collect());
    drawn("N8", LedgerDeceit::SumAltered { opening, class, by }, Leaves::OfWindow("sum-differs"))
}

fn on_road(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let Stock { class, items, .. } = dice.stock(side, PlaceKind::Site, (25, 28));
    let concealed = dice.comes(50);
    let code = if concealed { "flows-or-bounds-unproved" } else { "excess" };
    drawn("N9", LedgerDeceit::OnRoad { class, items, concealed }, Leaves::InEpoch(code, 1))
}

fn born(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let what = dice.stock(side, PlaceKind::Site, (1, 5));
    // of what no freeze counts nothing can be concealed, so that something else is drawn
    let concealed = !dice.is_frozen(&what.class) || dice.comes(50);
    let row = dice.one(vec!["N10", "R15"]);
    let leaves = if concealed { Leaves::Concealed } else { Leaves::Exceeded };
    drawn(row, LedgerDeceit::Born { what, concealed }, leaves)
}

fn corrected(dice: &mut Dice<'_>, side: &Side) -> Drawn {
    let what = dice.stock(side, PlaceKind::Site, (1, 5));
    let (way, accepted) = (if dice.comes(50) { Way::Up } else { Way::Down }, dice.comes(50));
    let exceeds = way == Way::Up && dice.is_frozen(&what.class);
    let row = dice.one(vec!["N13", "R15"]);
    let deceit = LedgerDeceit::Corrected(Corrected { what, way, accepted });
    drawn(row, deceit, Leaves::Corrected { exceeds, accepted })
}
