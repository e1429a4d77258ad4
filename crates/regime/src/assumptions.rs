//! What a simulation takes for granted: each number between bounds, with its reason and its source.
//!
//! An instrument says what parties may look at. What they would see there, how many items stand where and how often a satellite spots something, no instrument
//! says; somebody has to assume it, and whoever reads a result must see what was assumed. So no number stands in code: a file holds them all, for each side, and an
//! [`Assumptions`] has no public constructor but [`Assumptions::parse`]. `docs/spec/assumptions.md` is the format.

mod parameter;
mod read;

pub use parameter::{Leaning, Parameter, Unit};

use crate::quantity::{Bounds, Point, Quantity};
use std::collections::BTreeMap;
use treaty::source::{Authority, Mark, Source, SourceKey};
use treaty::{Diagnostic, Id, PartyCode, Text};

/// The source of what somebody entered.
const ENTERED: &str = "ENTERED";

/// Who assumes what.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assumptions {
    /// Its name.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// What it is, and what it is not.
    pub text: Text,
    /// The sides that are looked at, in the order of the file.
    pub sides: Vec<Side>,
    /// Where its facts are from.
    pub sources: BTreeMap<SourceKey, Source>,
}

/// A side that is looked at.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its code.
    pub party: PartyCode,
    /// What it is called.
    pub name: Text,
    assumed: BTreeMap<Parameter, Assumed>,
}

/// One number with its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Between which numbers.
    pub bounds: Bounds,
    /// Why.
    pub text: Option<Text>,
    /// Where it is from.
    pub source: SourceKey,
    /// How sure that is.
    pub mark: Mark,
    /// Whether it is assumed of this side alone.
    pub own: bool,
}

impl Assumptions {
    /// Reads a file.
    ///
    /// # Errors
    /// Every problem of the file, in its order, each with its place and a remedy.
    pub fn parse(bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        read::parse(bytes)
    }

    /// Takes other bounds for a parameter, of one side or of all: somebody entered them, and no file has them.
    ///
    /// # Errors
    /// Where there is no such side, or the numbers make no sense.
    pub fn enter(&mut self, party: Option<&PartyCode>, parameter: Parameter, bounds: Bounds) -> Result<(), String> {
        let all = [Point::Low, Point::Central, Point::High].map(|point| bounds.at(point));
        if let Some(why) = all.into_iter().find_map(|value| parameter.refuses(value)) {
            return Err(why);
        }
        let source = SourceKey(ENTERED.to_owned());
        let assumed =
            Assumed { bounds, text: None, source: source.clone(), mark: Mark::Uncertain, own: party.is_some() };
        let of = |side: &&mut Side| party.is_none_or(|party| side.party == *party);
        let mut sides = self.sides.iter_mut().filter(of).peekable();
        if sides.peek().is_none() {
            return Err(format!("there is no side {}", party.map_or("", PartyCode::as_str)));
        }
        sides.for_each(|side| {
            side.assumed.insert(parameter, assumed.clone());
        });
        let (title, place) = ("Entered with the question".to_owned(), "no file".to_owned());
        self.sources.insert(source, Source { title, authority: Authority::Project, date: None, place });
        Ok(())
    }

    /// The side of this party.
    pub fn side(&self, party: &PartyCode) -> Option<&Side> {
        self.sides.iter().find(|side| side.party == *party)
    }
}

impl Side {
    /// What is assumed of a parameter.
    pub fn assumed(&self, parameter: Parameter) -> &Assumed {
        self.assumed.get(&parameter).expect("a file without one of the parameters is refused")
    }

    /// All that is assumed, in the order of the catalogue.
    pub fn all(&self) -> impl Iterator<Item = (Parameter, &Assumed)> {
        self.assumed.iter().map(|(parameter, assumed)| (*parameter, assumed))
    }

    /// The most likely numbers.
    pub fn central(&self) -> Values {
        self.values(&|_| Point::Central)
    }

    /// The numbers at one corner of what is assumed.
    pub fn corner(&self, corner: Corner) -> Values {
        self.values(&|parameter| match (corner, parameter.leaning()) {
            (Corner::Least, Leaning::Finds) | (Corner::Most, Leaning::Hides) => Point::Low,
            (Corner::Least, Leaning::Hides) | (Corner::Most, Leaning::Finds) => Point::High,
            _ => Point::Central,
        })
    }

    /// For each parameter one number of its bounds.
    pub fn values(&self, point: &dyn Fn(Parameter) -> Point) -> Values {
        Values(self.all().map(|(parameter, assumed)| (parameter, assumed.bounds.at(point(parameter)))).collect())
    }
}

/// A corner of what is assumed: every uncertain number at once on the same side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Corner {
    /// Everything that leans to either side as bad as it may be for whoever looks.
    Least,
    /// Every number as is most likely.
    Central,
    /// Everything as good as it may be.
    Most,
}

impl Corner {
    /// All of them, from the worst for whoever looks, with their words.
    pub const WORDS: [(&'static str, Self); 3] =
        [("least", Self::Least), ("central", Self::Central), ("most", Self::Most)];
}

/// A number for each parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values(BTreeMap<Parameter, Quantity>);

impl Values {
    /// The number of a parameter.
    pub fn of(&self, parameter: Parameter) -> Quantity {
        self.0.get(&parameter).copied().unwrap_or_default()
    }

    /// The same with another number for one of them.
    #[must_use]
    pub fn with(mut self, parameter: Parameter, value: Quantity) -> Self {
        self.0.insert(parameter, value);
        self
    }
}
