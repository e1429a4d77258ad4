//! What `standstill plan` can be asked.

use clap::{ArgGroup, Args as ClapArgs};
use regime::Probability;

/// `standstill plan`
///
/// Items are drawn by lot and none is put back; one defect in the sample is enough. All numbers are exact, or rounded from bounds that round alike.
#[derive(Debug, ClapArgs)]
#[command(group = ArgGroup::new("among").required(true).args(["population", "stratum"]), group = ArgGroup::new("asked").required(true).args(["detect", "sample"]))]
pub struct Plan {
    /// How many items there are: at each site that hides some, where sites are visited.
    #[arg(long, requires = "defects")]
    pub population: Option<u32>,
    /// How many of them are defect (missing, surplus, of another class): a number, or a share such as 1%, which is rounded up.
    #[arg(long, requires = "population", value_parser = defects)]
    pub defects: Option<Defects>,
    /// Items of one kind among several, with the defects among them, such as deployed=400:4 or stored=3350:1%; may be given again.
    #[arg(long, value_name = "NAME=ITEMS:DEFECTS", value_parser = stratum, conflicts_with_all = ["sites", "sample"])]
    pub stratum: Vec<NamedStratum>,
    /// The probability with which a defect is to be found: 0.9, 90% or 9/10. Answers with the smallest sample.
    #[arg(long, value_parser = probability)]
    pub detect: Option<Probability>,
    /// How many items are drawn (at each visited site). Answers with the probability.
    #[arg(long)]
    pub sample: Option<u32>,
    /// The probability with which a defect that is looked at is recognised as one.
    #[arg(long, default_value = "1", value_parser = probability)]
    pub recognised: Probability,
    /// How many sites there are, of which some are visited.
    #[arg(long, requires_all = ["hiding", "visits"])]
    pub sites: Option<u32>,
    /// How many of the sites hide defects: each as many as --defects says.
    #[arg(long, requires = "sites")]
    pub hiding: Option<u32>,
    /// How many sites are visited in a year.
    #[arg(long, requires = "sites")]
    pub visits: Option<u32>,
    /// In how many years, each with lots of its own, while what is hidden stays.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=i64::from(regime::plan::YEARS_MAX)))]
    pub years: u32,
}

/// How many items are defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defects {
    /// So many.
    Number(u32),
    /// A share of all.
    Share(Probability),
}

impl Defects {
    /// How many that are of so many items: a share is rounded up.
    pub fn of(&self, items: u32) -> u32 {
        match self {
            Self::Number(number) => *number,
            Self::Share(share) => share.of_rounded_up(items),
        }
    }
}

/// Items of one kind.
#[derive(Clone, Debug)]
pub struct NamedStratum {
    /// What it is called.
    pub name: String,
    /// All items.
    pub items: u32,
    /// Those that are defect.
    pub defects: Defects,
}

fn probability(word: &str) -> Result<Probability, String> {
    word.parse().map_err(|why: regime::probability::NoProbability| why.to_string())
}

fn defects(word: &str) -> Result<Defects, String> {
    if word.ends_with('%') {
        return probability(word).map(Defects::Share);
    }
    let refused = |_| "write a number such as 38, or a share of the items such as 1%".to_owned();
    word.parse().map(Defects::Number).map_err(refused)
}

fn stratum(word: &str) -> Result<NamedStratum, String> {
    let refused = || "write a name, the items and the defects among them: stored=3350:34 or stored=3350:1%".to_owned();
    let (name, numbers) = word.split_once('=').ok_or_else(refused)?;
    let (items, of) = numbers.split_once(':').ok_or_else(refused)?;
    let items = items.parse().ok().filter(|_| !name.is_empty()).ok_or_else(refused)?;
    Ok(NamedStratum { name: name.to_owned(), items, defects: defects(of)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defects_are_a_number_or_a_share_that_is_rounded_up() {
        let of = |word: &str, items| defects(word).map(|defects| defects.of(items));
        assert_eq!([of("38", 3750), of("1%", 3750), of("10%", 20), of("1%", 20)], [Ok(38), Ok(38), Ok(2), Ok(1)]);
        assert_eq!(of("0.5%", 1000), Ok(5));
        for bad in ["", "-1", "1.5", "%", "101%", "many"] {
            assert!(defects(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_stratum_has_a_name_items_and_defects() {
        let told = stratum("in store=3350:1%").unwrap();
        assert_eq!((told.name.as_str(), told.items, told.defects.of(told.items)), ("in store", 3350, 34));
        for bad in ["3350:1", "=3350:1", "store=3350", "store=x:1", "store=10:"] {
            assert!(stratum(bad).is_err(), "{bad}");
        }
    }
}
