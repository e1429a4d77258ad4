//! `standstill.plan`: how large a sample is needed, or what one finds.

use crate::refused::Refusal;
use crate::work::interruptible;
use pyo3::{PyResult, Python, pyfunction};
use regime::{Look, Planned, Probability, Sites, Stratum};

/// What is planned; probabilities are words, so that they are exact.
struct Call {
    population: u32,
    defects: String,
    detect: Option<String>,
    sample: Option<u32>,
    recognised: String,
    sites: Option<(u32, u32, u32)>,
    years: u32,
}

/// The plan as JSON: what `standstill plan … --json` prints.
#[pyfunction]
#[pyo3(signature = (population, defects, detect, sample, recognised, sites, years))]
#[allow(clippy::too_many_arguments, reason = "each is one of the package's own function")]
pub(crate) fn plan(
    py: Python<'_>,
    population: u32,
    defects: String,
    detect: Option<String>,
    sample: Option<u32>,
    recognised: String,
    sites: Option<(u32, u32, u32)>,
    years: u32,
) -> PyResult<String> {
    let call = Call { population, defects, detect, sample, recognised, sites, years };
    Ok(interruptible(py, |_| call.answer())??)
}

impl Call {
    fn answer(&self) -> Result<String, Refusal> {
        let planned = (None, self.planned()?);
        Ok(report::plan::json(&[planned]).to_string())
    }

    fn planned(&self) -> Result<Planned, Refusal> {
        let stratum = |items, defects| Stratum::new(items, defects).map_err(Refusal::said);
        let sites = match self.sites {
            Some((all, hiding, visited)) => Some(Sites { all: stratum(all, hiding)?, visited }),
            None => None,
        };
        let look = Look {
            stratum: stratum(self.population, self.defects()?)?,
            sites,
            recognised: probability(&self.recognised)?,
            years: self.years,
        };
        match (&self.detect, self.sample) {
            (Some(goal), None) => look.planned_for(probability(goal)?).map_err(Refusal::said),
            (None, Some(sample)) => look.planned_with(sample).map_err(Refusal::said),
            _ => {
                Err(Refusal::said("give detect= to ask for a sample, or sample= to ask what it finds: one of the two"))
            }
        }
    }

    /// A number, or a share of all, which is rounded up.
    fn defects(&self) -> Result<u32, Refusal> {
        if self.defects.ends_with('%') {
            return Ok(probability(&self.defects)?.of_rounded_up(self.population));
        }
        let refused = |_| {
            Refusal::Said(format!("defects `{}`: write a number such as 38, or a share such as \"1%\"", self.defects))
        };
        self.defects.parse().map_err(refused)
    }
}

fn probability(word: &str) -> Result<Probability, Refusal> {
    word.parse().map_err(|why: regime::probability::NoProbability| Refusal::said(why))
}
