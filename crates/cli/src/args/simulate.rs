//! What can be asked of a simulation.

use super::{ends_in, party, threads, workbook};
use clap::Args as ClapArgs;
use regime::{Bounds, Evasion, Parameter, Point, Quantity};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use treaty::PartyCode;
use treaty::diagnostic::nearest;

/// `standstill regime simulate`
#[derive(Debug, ClapArgs)]
pub struct Simulate {
    /// The instrument: a file, or the name of a shipped one.
    pub instrument: PathBuf,
    /// What is simulated.
    #[command(flatten)]
    pub of: Simulated,
}

/// `standstill regime compare`
#[derive(Debug, ClapArgs)]
pub struct Compare {
    /// The instruments: files, or the names of shipped ones.
    #[arg(required_unless_present = "ladder")]
    pub instruments: Vec<PathBuf>,
    /// Adds the rungs L0 to L5 of the ladder of measures, whose numbers are all assumed.
    #[arg(long)]
    pub ladder: bool,
    /// What is simulated.
    #[command(flatten)]
    pub of: Simulated,
}

/// What is simulated of each instrument, and where the answer goes.
#[derive(Debug, ClapArgs)]
pub struct Simulated {
    /// What is assumed: a file, or the name of a shipped one.
    #[arg(long, default_value = "assumptions/october-2020.toml", value_name = "FILE")]
    pub assumptions: PathBuf,
    /// Assumes something else: store-spotted=30%, RU.stores=40, or between bounds RU.stores=12:40:48. May be given again.
    #[arg(long, value_name = "[PARTY.]PARAMETER=NUMBER", value_parser = entered)]
    pub set: Vec<Entered>,
    /// Looks at this side alone.
    #[arg(long, value_name = "PARTY", value_parser = party)]
    pub side: Option<PartyCode>,
    /// Tries this evasion alone; may be given again. Otherwise all that are listed.
    #[arg(long, value_parser = evasion)]
    pub evasion: Vec<Evasion>,
    /// How many years are simulated.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=i64::from(regime::YEARS_MAX)))]
    pub years: u32,
    /// A size of the excess before which it is to be found, as a share of all items; may be given again.
    #[arg(long, default_values = ["1%", "5%", "10%"], value_parser = size)]
    pub before: Vec<Quantity>,
    /// How many replicates of each case. A million take minutes; Ctrl-C tells what was computed until then.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=regime::simulation::REPLICATES_MAX))]
    pub replicates: u64,
    /// The seed from which everything follows.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many threads simulate; otherwise as many as there are cores. The numbers do not depend on it.
    #[arg(long, value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Writes the answer as one self-contained page with charts, in both languages.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Writes the answer as a workbook (XLSX), in the language of `--lang`.
    #[arg(long, value_name = "FILE", value_parser = workbook)]
    pub tables: Option<PathBuf>,
    /// Writes every number into a table, one a row (CSV).
    #[arg(long, value_name = "FILE", value_parser = table)]
    pub csv: Option<PathBuf>,
}

/// Bounds that are entered for a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Of which side; without one of all.
    pub party: Option<PartyCode>,
    /// Which.
    pub parameter: Parameter,
    /// Its bounds.
    pub bounds: Bounds,
}

impl Entered {
    /// As it is entered.
    pub fn words(&self) -> String {
        let of = self.party.as_ref().map(|party| format!("{party}.")).unwrap_or_default();
        let [low, central, high] = [Point::Low, Point::Central, Point::High].map(|point| self.bounds.at(point));
        let bounds = if self.bounds.is_wide() { format!("{low}:{central}:{high}") } else { low.to_string() };
        format!("{of}{}={bounds}", self.parameter.word())
    }
}

fn entered(word: &str) -> Result<Entered, String> {
    let refused =
        || "write a parameter and a number, or three in order: store-spotted=30% or RU.stores=12:40:48".to_owned();
    let (name, numbers) = word.split_once('=').ok_or_else(refused)?;
    let (of, name) = name.split_once('.').map_or((None, name), |(of, name)| (Some(of), name));
    let parameter = named(name, Parameter::WORDS, "parameter")?;
    let number = |word: &str| word.parse::<Quantity>().map_err(|why| why.to_string());
    let numbers: Vec<_> = numbers.split(':').map(number).collect::<Result<_, _>>()?;
    let bounds = match numbers[..] {
        [one] => Bounds::new(one, one, one),
        [low, central, high] => Bounds::new(low, central, high),
        _ => None,
    };
    Ok(Entered { party: of.map(party).transpose()?, parameter, bounds: bounds.ok_or_else(refused)? })
}

fn evasion(word: &str) -> Result<Evasion, String> {
    named(word, &Evasion::WORDS, "evasion")
}

fn named<T: Copy>(word: &str, words: &[(&'static str, T)], what: &str) -> Result<T, String> {
    if let Some((_, found)) = words.iter().find(|(known, _)| *known == word) {
        return Ok(*found);
    }
    let known = || words.iter().map(|(known, _)| *known);
    Err(match nearest(word, known()) {
        Some(near) => format!("no {what} is called so; did you mean {near}?"),
        None => format!("no {what} is called so; known are {}", known().collect::<Vec<_>>().join(", ")),
    })
}

fn size(word: &str) -> Result<Quantity, String> {
    let size: Quantity = word.parse().map_err(|why: regime::quantity::NoQuantity| why.to_string())?;
    let fits = size > Quantity::default() && size <= Quantity::whole(1);
    fits.then_some(size).ok_or_else(|| "write a share of all items above 0%, at most 100%".to_owned())
}

fn table(word: &str) -> Result<PathBuf, String> {
    ends_in(word, &["csv"], "the table is written as CSV: let the file's name end in .csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entered_is_a_number_or_bounds_of_one_side_or_of_all() {
        let all = entered("store-spotted=30%").unwrap();
        assert_eq!((all.party, all.parameter, all.bounds.is_wide()), (None, Parameter::StoreSpotted, false));
        let one = entered("RU.stores=12:40:48").unwrap();
        assert_eq!((one.party.unwrap().as_str(), one.parameter, one.bounds.is_wide()), ("RU", Parameter::Stores, true));
        for bad in
            ["", "stores", "stores=", "stores=x", "stores=3:2:1", "stores=1:2", "ru.stores=1", "shops=1", "stores=-1"]
        {
            assert!(entered(bad).is_err(), "{bad}");
        }
        assert!(entered("store=1").unwrap_err().contains("stores"), "a near word is named");
    }

    #[test]
    fn a_size_is_a_share_above_nothing() {
        assert!(size("1%").is_ok() && size("1").is_ok());
        for bad in ["0", "101%", "-1%", "", "many"] {
            assert!(size(bad).is_err(), "{bad}");
        }
    }
}
