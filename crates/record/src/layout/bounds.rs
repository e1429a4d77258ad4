//! Which clauses bound a ledger on a day.

use super::class_of;
use proof::{Base, Bound, Class, Scope};
use treaty::instrument::{Clause, Counted, Freeze, Group, Limit, Status};
use treaty::{Date, Id, Instrument};

/// The clause that a bound is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoundOf {
    /// A group of a freeze.
    Freeze {
        /// The freeze.
        freeze: Id,
        /// The group.
        group: Id,
    },
    /// A limit.
    Limit(Id),
    /// The cap on what is on the road.
    Transit,
}

/// The bounds of a day with their clauses: freezes by group, limits, transit; each in the order of the file.
pub(super) fn on(treaty: &Instrument, classes: &[Id], day: Date) -> Vec<(BoundOf, Bound)> {
    let mut found = Vec::new();
    for (clause, freeze) in treaty.freezes().filter(|(clause, freeze)| frozen(treaty, clause, freeze, day)) {
        found.extend(freeze.groups.iter().filter_map(|group| of_group(classes, clause, group)));
    }
    for (clause, limit) in treaty.limits().filter(|(clause, limit)| limited(treaty, clause, limit, day)) {
        found.extend(of_limit(treaty, classes, clause, limit, day));
    }
    if let Some((_, transit)) = treaty.transit().filter(|(clause, _)| stands(treaty, clause, day)) {
        let base = Base::Clear(transit.items_max);
        found.push((BoundOf::Transit, Bound { base, scope: Scope::Roads, weights: vec![1; classes.len()] }));
    }
    found
}

/// Whether both sides say this, and it holds from before this day until after it. A suspension takes no bound away: what the suspending
/// party then states in excess of it is judged where acts are.
fn stands(treaty: &Instrument, clause: &Clause, day: Date) -> bool {
    let begun = clause.from.as_ref().is_none_or(|from| treaty.day(from).is_some_and(|from| from <= day));
    let ended = clause.until.as_ref().and_then(|until| treaty.day(until)).is_some_and(|until| until <= day);
    clause.status == Status::Agreed && begun && !ended
}

fn frozen(treaty: &Instrument, clause: &Clause, freeze: &Freeze, day: Date) -> bool {
    let ended = freeze.ends.as_ref().and_then(|ends| treaty.day(ends)).is_some_and(|ends| ends <= day);
    stands(treaty, clause, day) && freeze.baseline.is_some() && !ended
}

fn limited(treaty: &Instrument, clause: &Clause, limit: &Limit, day: Date) -> bool {
    stands(treaty, clause, day) && treaty.day(&limit.binds).is_some_and(|binds| binds <= day)
}

/// Nothing where the group has a class that records do not tell.
fn of_group(classes: &[Id], clause: &Clause, group: &Group) -> Option<(BoundOf, Bound)> {
    let members: Vec<Class> = group.classes.iter().map(|class| class_of(classes, class)).collect::<Option<_>>()?;
    let weights = weights(classes, members.into_iter().map(|class| (class, 1)));
    let of = BoundOf::Freeze { freeze: clause.id.clone(), group: group.id.clone() };
    (!group.classes.is_empty()).then_some((of, Bound { base: Base::Baseline, scope: Scope::All, weights }))
}

/// Nothing where something counts that records do not tell, or nothing counts on this day. A limit of warheads that a proof cannot carry is
/// refused where an instrument is read.
fn of_limit(
    treaty: &Instrument,
    classes: &[Id],
    clause: &Clause,
    limit: &Limit,
    day: Date,
) -> Option<(BoundOf, Bound)> {
    let counts = |counted: &&Counted| match &counted.from {
        Some(from) => treaty.day(from).is_some_and(|from| from <= day),
        None => true,
    };
    let counted: Vec<&Counted> = limit.counts.iter().filter(counts).collect();
    let weight = |each| u8::try_from(each).expect("a limit of warheads has no weight above 255");
    let known = counted.iter().map(|counted| Some((class_of(classes, &counted.class)?, weight(counted.each))));
    let known = known.collect::<Option<Vec<_>>>().filter(|known| !known.is_empty())?;
    let weights = weights(classes, known.into_iter());
    Some((BoundOf::Limit(clause.id.clone()), Bound { base: Base::Clear(limit.value), scope: Scope::All, weights }))
}

fn weights(classes: &[Id], known: impl Iterator<Item = (Class, u8)>) -> Vec<u8> {
    let mut weights = vec![0; classes.len()];
    known.for_each(|(class, weight)| weights[usize::from(class.0)] = weight);
    weights
}
