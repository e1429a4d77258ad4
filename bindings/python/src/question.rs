//! What is asked of several regimes, so that it can be run in pieces: on any thread, in any process, on any machine.
//!
//! A question is made of the bytes of its files, so that it can be sent. It names its cases as words; a piece is some of them with a range of replicates, and comes to a
//! tally for each; tallies are counts, and are added up in any order to the same numbers.

mod case;

use crate::read::{self, Source};
use crate::refused::Refusal;
use case::{CaseWords, case, words};
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyTuple;
use pyo3::{Bound, IntoPyObject, PyResult, Python, pyclass, pyfunction, pymethods};
use regime::comparison::{Contender, Results};
use regime::{Assumptions, Bounds, Comparison, Evasion, Parameter, Quantity, Seed, Tally};
use report::regime::Told;
use std::path::PathBuf;
use treaty::PartyCode;
use treaty::diagnostic::nearest;
use treaty::measure::Preset;

/// A file as Python holds it: its name and its bytes.
type File = (String, Vec<u8>);
/// An instrument with the one that it stands on.
type InstrumentFiles = (File, Option<File>);
/// A number that is entered: of a side or of all, which, and its bounds.
type Entered = (Option<String>, String, (String, String, String));
/// The tallies of some cases, in their order.
type Tallies = Vec<Vec<u8>>;

/// The files of an instrument.
#[pyfunction]
#[pyo3(signature = (path, shipped))]
pub(crate) fn read_instrument(path: PathBuf, shipped: PathBuf) -> PyResult<InstrumentFiles> {
    let (source, base) = read::instrument(&path, &shipped)?;
    let file = |source: Source| (source.name, source.bytes);
    Ok((file(source), base.map(file)))
}

/// A file of assumptions.
#[pyfunction]
#[pyo3(signature = (path, shipped))]
pub(crate) fn read_assumptions(path: PathBuf, shipped: PathBuf) -> PyResult<File> {
    let source = read::assumptions(&path, &shipped)?;
    Ok((source.name, source.bytes))
}

/// From what a question is made.
#[derive(Clone)]
struct Given {
    instruments: Vec<InstrumentFiles>,
    rungs: Vec<String>,
    assumptions: File,
    entered: Vec<Entered>,
    side: Option<String>,
    evasions: Vec<String>,
    years: u32,
    before: Vec<String>,
    seed: u64,
}

/// Regimes beside each other, what is assumed, and what is asked of them.
#[pyclass(frozen, module = "standstill._native")]
pub(crate) struct Question {
    given: Given,
    comparison: Comparison,
}

#[pymethods]
impl Question {
    #[new]
    #[pyo3(signature = (instruments, rungs, assumptions, entered, side, evasions, years, before, seed))]
    #[allow(clippy::too_many_arguments, reason = "each is one of the package's own functions")]
    fn new(
        instruments: Vec<InstrumentFiles>,
        rungs: Vec<String>,
        assumptions: File,
        entered: Vec<Entered>,
        side: Option<String>,
        evasions: Vec<String>,
        years: u32,
        before: Vec<String>,
        seed: u64,
    ) -> PyResult<Self> {
        let given = Given { instruments, rungs, assumptions, entered, side, evasions, years, before, seed };
        let comparison = given.comparison()?;
        Ok(Self { given, comparison })
    }

    /// How it is sent to another process: as what it is made of.
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let of = self.given.clone();
        let all =
            (of.instruments, of.rungs, of.assumptions, of.entered, of.side, of.evasions, of.years, of.before, of.seed);
        all.into_pyobject(py)
    }

    /// Its first cases: every evasion at each corner of what is assumed, and honest sides. What makes no sense together is refused here, before anything is run.
    fn first(&self) -> PyResult<Vec<CaseWords>> {
        self.checked(self.comparison.first())
    }

    /// Those that follow from the first: each measure toggled alone, and each uncertain number at its bounds.
    fn second(&self, cases: Vec<CaseWords>, tallies: Vec<PyBackedBytes>) -> PyResult<Vec<CaseWords>> {
        self.checked(self.comparison.second(&self.results(&cases, &tallies)?))
    }

    /// Runs the replicates from `start` up to `stop` of some cases: a tally for each.
    fn run(&self, py: Python<'_>, cases: Vec<CaseWords>, start: u64, stop: u64) -> PyResult<Tallies> {
        let run = |words: &CaseWords| {
            let simulation = self.comparison.simulation(&case(words, &self.comparison)?).map_err(Refusal::said)?;
            Ok(bytes(&simulation.run(start..stop)))
        };
        Ok(py.detach(|| cases.iter().map(run).collect::<Result<_, Refusal>>())?)
    }

    /// What the tallies of cases come to, as JSON: what `standstill regime compare --json` prints. `replicates` is how many were asked for of each.
    fn told(
        &self,
        py: Python<'_>,
        cases: Vec<CaseWords>,
        tallies: Vec<PyBackedBytes>,
        replicates: u64,
    ) -> PyResult<String> {
        let told = || {
            let results = self.results(&cases, &tallies)?;
            let told = Told { of: &self.comparison, results: &results, replicates };
            Ok::<_, Refusal>(report::json::text(&report::regime::json::json(&told)))
        };
        Ok(py.detach(told)?)
    }
}

impl Question {
    fn checked(&self, cases: Vec<regime::comparison::Case>) -> PyResult<Vec<CaseWords>> {
        for case in &cases {
            self.comparison.simulation(case).map_err(Refusal::said)?;
        }
        Ok(cases.iter().map(words).collect())
    }

    fn results(&self, cases: &[CaseWords], tallies: &[PyBackedBytes]) -> Result<Results, Refusal> {
        if cases.len() != tallies.len() {
            return Err(Refusal::said("there must be a tally for each case"));
        }
        let mut results = Results::default();
        for (words, bytes) in cases.iter().zip(tallies) {
            let case = case(words, &self.comparison)?;
            let simulation = self.comparison.simulation(&case).map_err(Refusal::said)?;
            let (tally, empty) = (tally(bytes)?, simulation.empty());
            same_shape(&tally, &empty)?;
            results.note(case, &simulation, tally);
        }
        Ok(results)
    }
}

impl Given {
    fn comparison(&self) -> Result<Comparison, Refusal> {
        let contender = |(file, base): &InstrumentFiles| {
            let source = |(name, bytes): &File| Source { name: name.clone(), bytes: bytes.clone() };
            Ok(Contender::of(&read::parse(&(source(file), base.as_ref().map(source)))?))
        };
        let mut contenders = self.instruments.iter().map(contender).collect::<Result<Vec<_>, Refusal>>()?;
        for rung in &self.rungs {
            contenders.push(Contender::rung(named(rung, &Preset::WORDS, "rung of the ladder")?));
        }
        if contenders.is_empty() {
            return Err(Refusal::said("name at least one instrument, or ask for the ladder"));
        }
        let evasions = match self.evasions.as_slice() {
            [] => Evasion::WORDS.map(|(_, evasion)| evasion).to_vec(),
            asked => asked.iter().map(|word| named(word, &Evasion::WORDS, "evasion")).collect::<Result<_, _>>()?,
        };
        let sizes = self.before.iter().map(|word| size(word)).collect::<Result<_, _>>()?;
        let question = regime::Question { years: self.years, sizes, seed: Seed(self.seed) };
        Ok(Comparison { contenders, assumptions: self.assumed()?, evasions, question })
    }

    fn assumed(&self) -> Result<Assumptions, Refusal> {
        let (name, bytes) = &self.assumptions;
        let source = || Source { name: name.clone(), bytes: bytes.clone() };
        let mut assumptions = Assumptions::parse(bytes).map_err(|problems| source().refused(problems))?;
        for (party, parameter, (low, central, high)) in &self.entered {
            let parameter = named(parameter, Parameter::WORDS, "parameter")?;
            let bounds = Bounds::new(quantity(low)?, quantity(central)?, quantity(high)?);
            let bounds = bounds.ok_or_else(|| {
                Refusal::Said(format!("`{}`: write its bounds in order, the lowest first", parameter.word()))
            })?;
            let party = party.as_ref().map(|party| code(party)).transpose()?;
            assumptions.enter(party.as_ref(), parameter, bounds).map_err(Refusal::said)?;
        }
        if let Some(side) = &self.side {
            let party = code(side)?;
            if assumptions.side(&party).is_none() {
                let sides: Vec<_> = assumptions.sides.iter().map(|side| side.party.as_str()).collect();
                let sides = sides.join(" and ");
                return Err(Refusal::Said(format!("nothing is assumed of the side {party}, but of {sides}")));
            }
            assumptions.sides.retain(|side| side.party == party);
        }
        Ok(assumptions)
    }
}

/// Adds tallies up, one by one: those of other replicates of the same cases.
#[pyfunction]
pub(crate) fn merge(py: Python<'_>, tallies: Vec<PyBackedBytes>, more: Vec<PyBackedBytes>) -> PyResult<Tallies> {
    let both = |(one, other): (&PyBackedBytes, &PyBackedBytes)| {
        let (mut one, other) = (tally(one)?, tally(other)?);
        same_shape(&one, &other)?;
        one.merge(&other);
        Ok(bytes(&one))
    };
    if tallies.len() != more.len() {
        return Err(Refusal::said(
            "tallies of the same cases are added up, and here are more of the one than of the other",
        )
        .into());
    }
    Ok(py.detach(|| tallies.iter().zip(&more).map(both).collect::<Result<_, Refusal>>())?)
}

/// In how many replicates of a tally the excess was found on each day, and in how many it was first spotted.
#[pyfunction]
pub(crate) fn by_day(bytes: PyBackedBytes) -> PyResult<(Vec<u64>, Vec<u64>)> {
    let tally = tally(&bytes)?;
    Ok((tally.found_on, tally.spotted_on))
}

fn bytes(tally: &Tally) -> Vec<u8> {
    tally.words().into_iter().flat_map(u64::to_le_bytes).collect()
}

fn tally(bytes: &[u8]) -> Result<Tally, Refusal> {
    let (words, rest) = bytes.as_chunks();
    let words: Vec<_> = words.iter().copied().map(u64::from_le_bytes).collect();
    let tally = Tally::from_words(&words).filter(|_| rest.is_empty());
    tally.ok_or_else(|| Refusal::said("these bytes are no tally: only what `run` and `merge` gave is one"))
}

fn same_shape(one: &Tally, other: &Tally) -> Result<(), Refusal> {
    // its length follows from the days and the sizes, and these stand at its head
    let head = |tally: &Tally| tally.words().into_iter().take(2).collect::<Vec<_>>();
    match head(one) == head(other) {
        true => Ok(()),
        false => Err(Refusal::said("these tallies are not of the same question: they have other days or sizes")),
    }
}

fn named<T: Copy>(word: &str, words: &[(&'static str, T)], what: &str) -> Result<T, Refusal> {
    if let Some((_, found)) = words.iter().find(|(known, _)| *known == word) {
        return Ok(*found);
    }
    let known = || words.iter().map(|(known, _)| *known);
    let near = match nearest(word, known()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("known are {}", known().collect::<Vec<_>>().join(", ")),
    };
    Err(Refusal::Said(format!("no {what} is called `{word}`: {near}")))
}

fn quantity(word: &str) -> Result<Quantity, Refusal> {
    word.parse().map_err(|why: regime::quantity::NoQuantity| Refusal::said(why))
}

fn size(word: &str) -> Result<Quantity, Refusal> {
    let size = quantity(word)?;
    let fits = size > Quantity::default() && size <= Quantity::whole(1);
    fits.then_some(size)
        .ok_or_else(|| Refusal::Said(format!("before `{word}`: write a share of all items above 0, at most 1")))
}

fn code(word: &str) -> Result<PartyCode, Refusal> {
    PartyCode::new(word)
        .ok_or_else(|| Refusal::Said(format!("`{word}` is no party: write its code in capitals, such as US")))
}
