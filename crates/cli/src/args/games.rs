//! What can be asked of games.

use clap::Args as ClapArgs;
use regime::Probability;
use regime::game::Site;
use std::path::PathBuf;
use zeroize::Zeroize;

/// `standstill regime allocate`
#[derive(Debug, ClapArgs)]
pub struct Allocate {
    /// A site, such as north-field=40:0.9:1. Its stake is what a violation there that is not found is worth to the other side: one number, or one for
    /// each period with commas between them. Then, if they are not 1 and every period: with what probability a visit finds a violation of its
    /// period, and in how many periods the site may be visited.
    #[arg(long, required = true, value_name = "NAME=STAKES[:DETECT[:MOST]]", value_parser = site)]
    pub site: Vec<Site>,
    /// How many visits there are in each period.
    #[arg(long)]
    pub visits: u32,
    /// How many periods there are.
    #[arg(long, default_value_t = 1)]
    pub periods: u32,
    /// What the other side loses once it is found, in the unit of the stakes.
    #[arg(long, default_value_t = 0)]
    pub caught: u32,
    /// Writes the plan into a new file, by which visits are drawn.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// An inspector's lot under a plan. It does not print.
#[derive(Clone)]
pub struct Lot(pub [u8; 32]);

impl std::fmt::Debug for Lot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lot(32 bytes)")
    }
}

impl Drop for Lot {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

pub(super) fn lot(word: &str) -> Result<Lot, String> {
    let refused = || "write 64 hexadecimal digits that nobody can guess: `openssl rand -hex 32` gives some".to_owned();
    if word.len() != 64 || !word.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(refused());
    }
    let mut lot = Lot([0; 32]);
    for (place, byte) in lot.0.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&word[2 * place..2 * place + 2], 16).map_err(|_| refused())?;
    }
    Ok(lot)
}

fn site(word: &str) -> Result<Site, String> {
    let refused =
        || "write a name and a stake, and if need be a probability and a limit: north-field=40:0.9:1".to_owned();
    let (name, of) = word.split_once('=').ok_or_else(refused)?;
    let mut parts = of.split(':');
    let stakes = parts.next().unwrap_or_default().split(',');
    let stakes: Vec<u32> = stakes.map(|stake| stake.parse().map_err(|_| refused())).collect::<Result<_, _>>()?;
    let detects = parts.next().map_or(Ok(Probability::one()), str::parse);
    let detects = detects.map_err(|why: regime::probability::NoProbability| why.to_string())?;
    let most = parts.next().map_or(Ok(u32::MAX), str::parse).map_err(|_| refused())?;
    match parts.next() {
        Some(_) => Err(refused()),
        None => Ok(Site { name: name.to_owned(), stakes, detects, most }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_name_stakes_and_if_need_be_a_probability_and_a_limit() {
        let plain = site("north-field=40").unwrap();
        assert_eq!((plain.name.as_str(), &plain.stakes[..], plain.most), ("north-field", &[40][..], u32::MAX));
        assert_eq!(plain.detects, Probability::one());
        let all = site("north field=40,50:9/10:1").unwrap();
        assert_eq!((&all.stakes[..], all.most, all.detects.to_string()), (&[40, 50][..], 1, "9/10".to_owned()));
        for bad in [
            "north",
            "north=",
            "north=x",
            "north=NaN",
            "north=-1",
            "north=1e3",
            "north=4:",
            "north=4:2",
            "north=4:1:",
            "north=4:1:-1",
            "north=4:1:1:1",
            "north=4,:1",
        ] {
            assert!(site(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_lot_is_64_hexadecimal_digits_and_does_not_print() {
        let word = "0f".repeat(32);
        let read = lot(&word).unwrap();
        assert_eq!((read.0, format!("{read:?}")), ([0x0f; 32], "Lot(32 bytes)".to_owned()));
        for bad in ["", "7", &"0f".repeat(31), &"0f".repeat(33), &"0g".repeat(32), &"é".repeat(32)] {
            assert!(lot(bad).is_err(), "{bad}");
        }
    }
}
