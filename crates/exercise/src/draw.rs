//! Exercises that nobody wrote, drawn from a seed: [`attempt()`]s in which somebody evades, and [`honest()`] lives in which nobody does.
//!
//! What an audit must find in one follows from what was drawn, by a table that stands beside it here. No audit is asked: else a blind audit would be
//! held against itself. What the drawn exercise cannot do (more items than there are, a bound that would show it) is found by living it through without
//! proofs, and then another is drawn. All follows from the seed, players and instrument.

mod attempt;
mod honest;
mod visits;

use crate::cast::{Cast, Unplayable, cast};
use crate::chance::Chance;
use crate::file::{End, Exercise, Expected, ScenarioSeed, Side, Stock};
use crate::host::Host;
use audit::Outcome;
use inventory::Epoch;
use proof::PlaceKind;
use record::Author;
use record::layout::Layout;
use std::collections::BTreeSet;
use treaty::measure::Measure;
use treaty::{Id, Instrument, PartyCode, Text};

/// How often is drawn until something comes that can be played.
const DRAWS_MAX: u32 = 200;

/// An attempt: a row, a party, an epoch, a class and a size, with all that an audit must find.
///
/// # Errors
/// Where these players cannot play under this instrument, or nothing that was drawn can be done.
pub fn attempt(players: &Exercise, text: &[u8], seed: ScenarioSeed) -> Result<Exercise, Unplayable> {
    playable(players, text, seed, "attempt", attempt::draw)
}

/// Honest lives: any mix of flows, corrections, sites that open and close, lateness, new keys and silence, with the questions that an audit must ask.
///
/// # Errors
/// As for [`attempt()`].
pub fn honest(players: &Exercise, text: &[u8], seed: ScenarioSeed) -> Result<Exercise, Unplayable> {
    playable(players, text, seed, "honest", honest::draw)
}

/// Draws until something comes that can be played.
fn playable(
    players: &Exercise,
    text: &[u8],
    seed: ScenarioSeed,
    what: &str,
    draw: fn(&mut Dice<'_>) -> Exercise,
) -> Result<Exercise, Unplayable> {
    let base = cast(blank(players, what, seed), text, seed)?;
    let mut last = None;
    for number in 0..DRAWS_MAX {
        let chance = |of: &str| Chance::new(seed.generator("draw", &format!("{what}{of}")));
        let (kind, chance) = (chance(""), chance(&format!("/{number}")));
        let mut drawn = draw(&mut Dice { kind, chance, base: &base });
        always_unknown(base.treaty(), &mut drawn);
        match cast(drawn, text, seed).and_then(|cast| rehearse(&cast).map(|()| cast.exercise)) {
            Ok(drawn) => return Ok(drawn),
            Err(why) => last = Some(why),
        }
    }
    Err(last.expect("something was drawn"))
}

/// The players, to whom nothing happens.
fn blank(players: &Exercise, what: &str, seed: ScenarioSeed) -> Exercise {
    let id = Id::new(&format!("drawn-{what}-{}", seed.0)).expect("two words and a number make a name");
    let text = words();
    let (title, end) = (text.clone(), End::Assessed(Outcome::Consistent));
    let (incidents, evasions, expected) = (Vec::new(), Vec::new(), Vec::new());
    let (inspections, clarifications) = (Vec::new(), Vec::new());
    Exercise {
        id,
        title,
        text,
        seed,
        incidents,
        evasions,
        inspections,
        clarifications,
        expected,
        end,
        ..players.clone()
    }
}

/// All that is said of it, and in it.
fn words() -> Text {
    Text {
        en: "Drawn from a seed.".to_owned(), ru: "Построено по начальному числу.".to_owned()
    }
}

/// Lives through the whole exercise and states every epoch, without a proof.
fn rehearse(cast: &Cast) -> Result<(), Unplayable> {
    for side in &cast.exercise.sides {
        let mut host = Host::begin(cast, side)?;
        host.close(cast)?;
        for _ in 1..=cast.exercise.epochs {
            host.live(cast)?;
            host.close(cast)?;
        }
    }
    Ok(())
}

/// What these records do not show stands in every assessment: what the measures would show by which nobody looked, and what is for the parties alone.
fn always_unknown(treaty: &Instrument, exercise: &mut Exercise) {
    let unverified = Id::new("unverified").expect("it is a name");
    let of_measure = |measure| Expected {
        code: unverified.clone(),
        about: None,
        epochs: None,
        measure: Some(measure),
        severity: None,
    };
    let stated = [Measure::Statement, Measure::Totals, Measure::Commitments];
    let shown: BTreeSet<_> = visits::looked_by(exercise).into_iter().chain(stated).collect();
    let never = [Measure::PortalWarheadPlants, Measure::Challenge];
    let named = treaty.measures().into_iter().map(|(_, measure)| measure);
    let all: BTreeSet<_> = named.chain(never).filter(|measure| !shown.contains(measure)).collect();
    exercise.expected.extend(all.into_iter().map(of_measure));
    let closed = exercise.sides.iter().filter(|_| visits::has_closed_bodies(treaty));
    let not_held = closed.map(|side| finding("bodies-not-held", &side.party, None));
    exercise.expected.extend(not_held.collect::<Vec<_>>());
}

/// Chance, and those who play.
struct Dice<'a> {
    /// Says what kind of thing happens. It says the same however often the rest is drawn: else what can always be done would come more often.
    kind: Chance,
    chance: Chance,
    base: &'a Cast,
}

impl Dice<'_> {
    /// The players, for so many epochs at least and at most.
    fn exercise(&mut self, epochs: (u32, u32)) -> Exercise {
        Exercise { epochs: self.between(epochs), ..self.base.exercise.clone() }
    }

    /// A number from the first to the last.
    fn between(&mut self, (least, most): (u32, u32)) -> u32 {
        least + self.chance.below(most - least + 1)
    }

    /// Whether something comes that comes so often in a hundred times.
    fn comes(&mut self, in_a_hundred: u32) -> bool {
        self.chance.below(100) < in_a_hundred
    }

    fn one<T>(&mut self, of: Vec<T>) -> T {
        self.chance.one(of).expect("there is one to draw")
    }

    fn side(&mut self) -> Side {
        self.one(self.base.exercise.sides.clone())
    }

    fn epoch(&mut self, exercise: &Exercise, first: u32) -> Epoch {
        Epoch(self.between((first, exercise.epochs)))
    }

    /// A class at a place of this kind, and so many items. A side that has no such place has another.
    fn stock(&mut self, side: &Side, kind: PlaceKind, items: (u32, u32)) -> Stock {
        let of_kind = self.cells(side, |place| place == kind);
        let any = || self.cells(side, |place| place != PlaceKind::Road);
        let cells = if of_kind.is_empty() { any() } else { of_kind };
        let (site, class) = self.one(cells);
        Stock { site, class, items: self.between(items) }
    }

    /// The sites of a side, each with each class that may stand there.
    fn cells(&self, side: &Side, kind: impl Fn(PlaceKind) -> bool) -> Vec<(Id, Id)> {
        let layout = Layout::of(&self.base.treaty, &side.party, Epoch::BASELINE, &[]);
        let layout = layout.expect("the players were cast");
        let cells = layout.shape.cells().iter().filter(|cell| kind(cell.place.kind));
        let named = cells.filter_map(|cell| {
            Some((side.sites.get(usize::from(cell.place.site))?.id.clone(), layout.class(cell.class)?.clone()))
        });
        named.collect()
    }

    /// Whether a class is one of those that the freezes count.
    fn is_frozen(&self, class: &Id) -> bool {
        let mut groups = self.base.treaty.freezes().flat_map(|(_, freeze)| &freeze.groups);
        groups.any(|group| group.classes.contains(class))
    }
}

/// A finding about a party, which names these epochs.
fn finding(code: &str, party: &PartyCode, epochs: Option<(Epoch, Epoch)>) -> Expected {
    let code = Id::new(code).expect("a code is spelt as a name");
    Expected { code, about: Some(Author::Party(party.clone())), epochs, measure: None, severity: None }
}
