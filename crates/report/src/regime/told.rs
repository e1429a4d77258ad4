//! The numbers of a comparison, as everything that tells it tells them.

use regime::assumptions::Corner;
use regime::comparison::{Case, CaseResult, Results, TOGGLED, Varied};
use regime::estimate::{self, Estimate};
use regime::{Burden, Channel, Comparison, Evasion, Parameter, Point, Quantity};
use treaty::measure::Measure;
use treaty::source::Mark;

/// After how many years it is told what has been found.
pub const YEARS: [u32; 2] = [1, 5];
/// The days of a year here.
const YEAR: u32 = 365;

/// A comparison with what came of it.
pub struct Told<'a> {
    /// What was compared.
    pub of: &'a Comparison,
    /// What came of it.
    pub results: &'a Results,
    /// How many replicates of each case were asked for.
    pub replicates: u64,
}

/// An estimate with the numbers that are most likely, and at both corners of what is assumed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// With every assumption as bad as it may be for whoever looks.
    pub least: Option<Estimate>,
    /// With the most likely ones.
    pub central: Estimate,
    /// With every assumption as good as it may be.
    pub most: Option<Estimate>,
}

/// What one regime finds of one evasion of one side.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The evasion.
    pub evasion: Evasion,
    /// Whether the side has what the evasion needs.
    pub can_evade: bool,
    /// How many replicates there are.
    pub replicates: u64,
    /// The probability that it is found within so many years.
    pub within: Vec<(u32, Band)>,
    /// For each size that is asked for: what is found before the excess has come to it.
    pub before: Vec<(Quantity, Option<Before>)>,
    /// By what it is found, within all years, where it is.
    pub by: Vec<(Channel, Estimate)>,
    /// The probability that it is spotted within all years, whether or not anybody has a right to follow that up.
    pub spotted: Estimate,
}

/// What is found before the excess has come to a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// The day on which it comes to that.
    pub reached: f64,
    /// With what probability it is found before.
    pub found: Band,
    /// Where it is, the days that are left, in the mean.
    pub lead: Option<Estimate>,
}

/// What a measure alone changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Toggle {
    /// The measure.
    pub measure: Measure,
    /// Whether the regime has it, so that it is taken away; otherwise it is added.
    pub has: bool,
    /// The evasion.
    pub evasion: Evasion,
    /// The probability as the regime stands.
    pub stands: Estimate,
    /// The probability with the measure taken away, or added.
    pub toggled: Estimate,
}

/// How much hangs on a number that is assumed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensitivity {
    /// Which.
    pub parameter: Parameter,
    /// At its lowest.
    pub low: Estimate,
    /// At its highest.
    pub high: Estimate,
}

impl Sensitivity {
    /// By how much the probability differs between both.
    pub fn width(&self) -> f64 {
        (self.high.value - self.low.value).abs()
    }
}

/// The evasion that a side would choose if it knew all this, out of those that were tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestAnswer {
    /// Which.
    pub evasion: Evasion,
    /// With what probability it is found before the size.
    pub found: Estimate,
}

impl Told<'_> {
    /// The years of [`YEARS`] that were simulated, and the last.
    pub fn years(&self) -> Vec<u32> {
        let all = self.of.question.years;
        let mut years: Vec<_> = YEARS.into_iter().filter(|years| *years < all).collect();
        years.push(all);
        years
    }

    /// What a regime finds of each evasion of a side.
    pub fn cells(&self, contender: usize, side: usize) -> Vec<Cell> {
        self.of.evasions.iter().filter_map(|evasion| self.cell(contender, side, *evasion)).collect()
    }

    /// What a regime finds of an evasion of a side; nothing where that was not run.
    pub fn cell(&self, contender: usize, side: usize, evasion: Evasion) -> Option<Cell> {
        let [least, central, most] = Corner::WORDS.map(|(_, corner)| {
            self.results.of(&Case { contender, side, evasion: Some(evasion), varied: Varied::Corner(corner) })
        });
        let central = central?;
        let band = |of: &dyn Fn(&CaseResult) -> Option<Estimate>| {
            Some(Band { least: least.and_then(of), central: of(central)?, most: most.and_then(of) })
        };
        let within = |years: u32| {
            let share =
                |result: &CaseResult| estimate::share(result.tally.found_within(years * YEAR), result.tally.replicates);
            Some((years, band(&share)?))
        };
        let before = |(number, size): (usize, &Quantity)| {
            let told = central.reached.get(number).copied().flatten().and_then(|reached| {
                let found = band(&|result| found_before(result, number))?;
                let [count, hours, squares] = central.tally.before(number);
                let lead = estimate::mean([hours, squares], u64::try_from(count).ok()?);
                let days = |hours: f64| hours / 24.0;
                let lead = lead.map(|of| Estimate { value: days(of.value), low: days(of.low), high: days(of.high) });
                Some(Before { reached: days(f64::from(reached)), found, lead })
            });
            (*size, told)
        };
        let replicates = central.tally.replicates;
        let by = Channel::WORDS.into_iter().filter_map(|(_, channel)| {
            let count = Some(central.tally.found_by(channel)).filter(|count| *count > 0)?;
            Some((channel, estimate::share(count, replicates)?))
        });
        Some(Cell {
            evasion,
            can_evade: central.can_evade,
            replicates,
            within: self.years().into_iter().filter_map(within).collect(),
            before: self.of.question.sizes.iter().enumerate().map(before).collect(),
            by: by.collect(),
            spotted: estimate::share(central.tally.spotted_within(self.of.question.years * YEAR), replicates)?,
        })
    }

    /// The widest 95 % interval of all probabilities that are told, from its middle to its end.
    pub fn widest(&self) -> f64 {
        let shares = self.results.all().flat_map(|(_, result)| {
            let replicates = result.tally.replicates;
            let within = self.years().into_iter().map(move |years| result.tally.found_within(years * YEAR));
            let before = (0..self.of.question.sizes.len()).filter_map(move |size| {
                let [count, ..] = result.tally.before(size);
                u64::try_from(count).ok()
            });
            within.chain(before).filter_map(move |count| estimate::share(count, replicates))
        });
        shares.map(|share| (share.high - share.low) / 2.0).fold(0.0, f64::max)
    }

    /// How sure the least sure fact of a regime's text is that bears on an evasion, or on the burden of an honest side: a number stands no surer than that.
    pub fn mark(&self, contender: usize, evasion: Option<Evasion>) -> Mark {
        let terms = &self.of.contenders[contender].terms;
        let bears = |measure: Measure| evasion.is_none_or(|evasion| evasion.met_by(measure));
        let measures = terms.measures.iter().filter(|(measure, _)| bears(**measure)).map(|(_, basis)| basis.mark);
        let visits = terms.visits.iter().filter(|kind| bears(kind.look.measure())).map(|kind| kind.mark);
        measures.chain(visits).max().unwrap_or_default()
    }

    /// What verification costs an honest side, and what it shows, in a year.
    pub fn burdens(&self, contender: usize, side: usize) -> Vec<(Burden, Estimate)> {
        let case = Case { contender, side, evasion: None, varied: Varied::Corner(Corner::Central) };
        let Some(result) = self.results.of(&case) else { return Vec::new() };
        let years = f64::from(self.of.question.years);
        let a_year = |burden| {
            let all = estimate::mean(result.tally.burden(burden), result.tally.replicates)?;
            Some(Estimate { value: all.value / years, low: all.low / years, high: all.high / years })
        };
        Burden::WORDS.into_iter().filter_map(|(_, burden)| Some((burden, a_year(burden)?))).collect()
    }

    /// The size on which toggles, sensitivities and the best answer look.
    pub fn size(&self) -> Option<Quantity> {
        self.of.question.sizes.get(self.of.middle()).copied()
    }

    /// The evasion that is found the least often before the excess has come to that size; of equals the first in the list.
    pub fn best_answer(&self, contender: usize, side: usize) -> Option<BestAnswer> {
        let (evasion, _) = self.of.best_answer(self.results, contender, side, self.of.middle())?;
        let found = self.varied(contender, side, evasion, Varied::Corner(Corner::Central))?;
        Some(BestAnswer { evasion, found })
    }

    /// What each measure alone changes, for the evasions on which it bears.
    pub fn toggles(&self, contender: usize, side: usize) -> Vec<Toggle> {
        let terms = &self.of.contenders[contender].terms;
        let toggle = |measure: Measure, evasion: Evasion| {
            let stands = self.varied(contender, side, evasion, Varied::Corner(Corner::Central))?;
            let toggled = self.varied(contender, side, evasion, Varied::Measure(measure))?;
            Some(Toggle { measure, has: terms.has(measure), evasion, stands, toggled })
        };
        let each = |measure| self.of.evasions.iter().filter_map(move |evasion| toggle(measure, *evasion));
        TOGGLED.into_iter().flat_map(each).collect()
    }

    /// How much the best answer hangs on each uncertain number, the widest first.
    pub fn sensitivities(&self, contender: usize, side: usize) -> Vec<Sensitivity> {
        let Some(best) = self.best_answer(contender, side) else { return Vec::new() };
        let at = |parameter, point| self.varied(contender, side, best.evasion, Varied::Parameter(parameter, point));
        let sensitivity = |(_, parameter): &(_, Parameter)| {
            let (low, high) = (at(*parameter, Point::Low)?, at(*parameter, Point::High)?);
            Some(Sensitivity { parameter: *parameter, low, high })
        };
        let mut all: Vec<_> = Parameter::WORDS.iter().filter_map(sensitivity).collect();
        // a stable order: of equals that of the catalogue
        all.sort_by(|a, b| b.width().total_cmp(&a.width()));
        all
    }

    /// The probability that an evasion is found before its excess has come to the middle size, with something varied.
    fn varied(&self, contender: usize, side: usize, evasion: Evasion, varied: Varied) -> Option<Estimate> {
        let result = self.results.of(&Case { contender, side, evasion: Some(evasion), varied })?;
        // where the size is never reached with the number that is varied, nothing was found before it
        result.reached.get(self.of.middle()).copied().flatten()?;
        found_before(result, self.of.middle())
    }
}

fn found_before(result: &CaseResult, size: usize) -> Option<Estimate> {
    let [count, ..] = result.tally.before(size);
    estimate::share(u64::try_from(count).ok()?, result.tally.replicates)
}
