//! Several regimes, every evasion, both sides: which simulations that takes, and what they come to.
//!
//! It says what is to be run and keeps what came of it; whoever has the threads runs it ([`Comparison::simulation`], [`Results::note`]). In a first round each regime meets each
//! evasion, with every number as is most likely and at both corners of what is assumed. The second round asks what each measure buys, and on which assumption the result hangs.

use crate::assumptions::{Assumptions, Corner, Parameter};
use crate::evasion::Evasion;
use crate::quantity::Point;
use crate::simulation::{Question, Simulation};
use crate::tally::Tally;
use crate::terms::Terms;
use crate::world::Refused;
use std::collections::BTreeMap;
use treaty::instrument::{Hash, Nature};
use treaty::measure::{Measure, Preset};
use treaty::{Instrument, PartyCode, Text};

/// The measures that bear on how many items there are, each of which is taken away, or added, alone.
pub const TOGGLED: [Measure; 9] = [
    Measure::Totals,
    Measure::Commitments,
    Measure::SampledInspections,
    Measure::AbsenceVisits,
    Measure::PortalWarheadPlants,
    Measure::DismantlementPortal,
    Measure::Challenge,
    Measure::OnSiteInspections,
    Measure::NationalTechnicalMeans,
];

/// A regime that is compared.
#[derive(Clone, Debug)]
pub struct Contender {
    /// What it is called: the name of its instrument, or its rung.
    pub name: String,
    /// What it is.
    pub subject: Subject,
    /// What it lets be looked at.
    pub terms: Terms,
}

/// What a regime is.
#[derive(Clone, Debug)]
pub enum Subject {
    /// An instrument.
    Instrument {
        /// Its title.
        title: Text,
        /// Whether it was concluded, offered or made up.
        nature: Nature,
        /// Whose offer it is.
        proposed_by: Option<PartyCode>,
        /// Its identity.
        hash: Hash,
    },
    /// A rung of the ladder.
    Rung(Preset),
}

impl Contender {
    /// That of an instrument.
    pub fn of(instrument: &Instrument) -> Self {
        let (title, proposed_by) = (instrument.title.clone(), instrument.proposed_by.clone());
        let subject = Subject::Instrument { title, nature: instrument.nature, proposed_by, hash: instrument.hash };
        Self { name: instrument.id.to_string(), subject, terms: Terms::of(instrument) }
    }

    /// That of a rung of the ladder, all of whose numbers are assumed.
    pub fn rung(preset: Preset) -> Self {
        let word = Preset::WORDS.iter().find(|(_, other)| *other == preset).map_or("", |(word, _)| word);
        Self { name: word.to_owned(), subject: Subject::Rung(preset), terms: Terms::of_preset(preset) }
    }
}

/// What is compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The regimes.
    pub contenders: Vec<Contender>,
    /// What is assumed, and of which sides.
    pub assumptions: Assumptions,
    /// The evasions that are tried, in this order.
    pub evasions: Vec<Evasion>,
    /// What is asked of each.
    pub question: Question,
}

/// One simulation of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The number of the regime.
    pub contender: usize,
    /// The number of the side.
    pub side: usize,
    /// The evasion; none of an honest side.
    pub evasion: Option<Evasion>,
    /// What is not as it stands.
    pub varied: Varied,
}

/// What of a regime or of the assumptions is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Varied {
    /// All that is assumed, to one corner.
    Corner(Corner),
    /// One measure: taken away where the regime has it, added where it has not.
    Measure(Measure),
    /// One number.
    Parameter(Parameter, Point),
}

impl Comparison {
    /// The first round: every evasion at each corner, and honest sides.
    pub fn first(&self) -> Vec<Case> {
        let of_evasion = |evasion| Corner::WORDS.map(|(_, corner)| (Some(evasion), corner));
        let each: Vec<_> =
            self.evasions.iter().flat_map(|evasion| of_evasion(*evasion)).chain([(None, Corner::Central)]).collect();
        self.everywhere(|contender, side| {
            let case = |(evasion, corner)| Case { contender, side, evasion, varied: Varied::Corner(corner) };
            each.iter().copied().map(case).collect()
        })
    }

    /// The second round: what each measure changes for the evasions on which it bears, and each uncertain number for the best answer.
    pub fn second(&self, first: &Results) -> Vec<Case> {
        self.everywhere(|contender, side| {
            let case = |evasion, varied| Case { contender, side, evasion: Some(evasion), varied };
            let measures = TOGGLED.into_iter().flat_map(|measure| {
                let met = self.evasions.iter().filter(move |evasion| evasion.met_by(measure));
                met.map(move |evasion| case(*evasion, Varied::Measure(measure)))
            });
            let best = self.best_answer(first, contender, side, self.middle());
            let numbers = best.into_iter().flat_map(|(evasion, _)| {
                let wide = self.assumptions.sides[side].all().filter(|(_, assumed)| assumed.bounds.is_wide());
                wide.flat_map(move |(parameter, _)| {
                    [Point::Low, Point::High].map(|point| case(evasion, Varied::Parameter(parameter, point)))
                })
            });
            measures.chain(numbers).collect()
        })
    }

    fn everywhere(&self, cases: impl Fn(usize, usize) -> Vec<Case>) -> Vec<Case> {
        let pairs = (0..self.contenders.len())
            .flat_map(|contender| (0..self.assumptions.sides.len()).map(move |side| (contender, side)));
        pairs.flat_map(|(contender, side)| cases(contender, side)).collect()
    }

    /// The simulation of a case.
    ///
    /// # Errors
    /// Where numbers make no sense together.
    pub fn simulation(&self, case: &Case) -> Result<Simulation, Refused> {
        let (terms, side) = (&self.contenders[case.contender].terms, &self.assumptions.sides[case.side]);
        match case.varied {
            Varied::Corner(corner) => Simulation::new(terms, &side.corner(corner), case.evasion, &self.question),
            Varied::Measure(measure) => {
                let other = if terms.has(measure) { terms.without(measure) } else { terms.with(measure) };
                Simulation::new(&other, &side.central(), case.evasion, &self.question)
            }
            Varied::Parameter(parameter, point) => {
                let value = side.assumed(parameter).bounds.at(point);
                Simulation::new(terms, &side.central().with(parameter, value), case.evasion, &self.question)
            }
        }
    }

    /// The size in the middle of those that are asked for: on it the second round looks.
    pub fn middle(&self) -> usize {
        self.question.sizes.len().saturating_sub(1) / 2
    }

    /// The evasion that is found the least often before its excess has come to the size of this number, and in how many replicates it is; of equals the first in the list. Nothing
    /// where none comes to that.
    pub fn best_answer(&self, results: &Results, contender: usize, side: usize, size: usize) -> Option<(Evasion, u64)> {
        let found = |evasion: Evasion| {
            let case = Case { contender, side, evasion: Some(evasion), varied: Varied::Corner(Corner::Central) };
            let result = results.of(&case)?;
            (*result.reached.get(size)?)?;
            Some((evasion, u64::try_from(result.tally.before(size)[0]).unwrap_or(u64::MAX)))
        };
        let all: Vec<_> = self.evasions.iter().copied().filter_map(found).collect();
        // `min_by_key` takes the first of equals
        all.into_iter().min_by_key(|(_, found)| *found)
    }
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// What its replicates came to.
    pub tally: Tally,
    /// The hour at which the excess comes to each size that is asked for; nothing where it never does.
    pub reached: Vec<Option<u32>>,
    /// Whether the side has what the evasion needs.
    pub can_evade: bool,
}

/// What came of the cases so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results(BTreeMap<Case, CaseResult>);

impl Results {
    /// Keeps what came of a case.
    pub fn note(&mut self, case: Case, simulation: &Simulation, tally: Tally) {
        let (reached, can_evade) = (simulation.reached().to_vec(), simulation.can_evade());
        self.0.insert(case, CaseResult { tally, reached, can_evade });
    }

    /// What came of a case; nothing where it was not run.
    pub fn of(&self, case: &Case) -> Option<&CaseResult> {
        self.0.get(case)
    }

    /// All of them, in order.
    pub fn all(&self) -> impl Iterator<Item = (&Case, &CaseResult)> {
        self.0.iter()
    }
}
