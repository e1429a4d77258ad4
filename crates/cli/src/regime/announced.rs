//! The file of an announced plan (`docs/spec/announced.md`), and the lot under it.
//!
//! ```text
//! parts   = 1000000000          # of certainty
//! periods = 1
//! visits  = 1                   # in each period
//! caught  = 0
//!
//! [[site]]
//! name    = "north-field"
//! detect  = "9/10"
//! most    = 1                   # in how many periods
//! stakes  = [40]                # in each period
//! visited = [750000000]         # with how many parts, in each period
//! ```

use crate::args::Lot;
use crate::files;
use crate::out::Failure;
use record::draw::{Draw, PlanHash, SecretNonce};
use record::statement::DrawCommitment;
use regime::game::{Announced, Game, NoGame, Site, WHOLE};
use regime::probability::NoProbability;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;
use treaty::Diagnostic;
use treaty::strict::{At, Table};

/// The longest file, in bytes.
const PLAN_MAX: usize = 1 << 20;
const SPEC: &str = "docs/spec/announced.md";

/// A plan with the hash of its file.
pub struct Read {
    /// The plan.
    pub plan: Announced,
    /// The SHA-256 of its bytes.
    pub hash: PlanHash,
}

impl Read {
    /// The sites that the lot draws for each period, by their places, and the commitment to the lot.
    pub fn drawn(&self, lot: &Lot) -> (Vec<Vec<usize>>, DrawCommitment) {
        let nonce = SecretNonce::new(lot.0);
        let mut draw = Draw::announced(&self.hash, &nonce);
        (self.plan.drawn(|bound| draw.below(bound)), DrawCommitment::announced(&self.hash, &nonce))
    }
}

/// The text of a plan's file.
pub fn text(plan: &Announced) -> String {
    let game = plan.game();
    let (periods, visits, caught) = (game.periods(), game.visits(), game.caught());
    let mut text = format!("parts   = {WHOLE}\nperiods = {periods}\nvisits  = {visits}\ncaught  = {caught}\n");
    for (site, visited) in game.sites().iter().zip(plan.visited()) {
        // a name has nothing that TOML would read otherwise
        let (name, detects, most, stakes) = (&site.name, &site.detects, site.most, &site.stakes);
        let row = format!(
            "\n[[site]]\nname    = \"{name}\"\ndetect  = \"{detects}\"\nmost    = {most}\nstakes  = {stakes:?}\nvisited = {visited:?}\n"
        );
        text += &row;
    }
    text
}

/// Reads a plan's file. Every problem of it is told at once.
pub fn read(path: &Path) -> Result<Read, Failure> {
    let bytes = files::read_bytes(path, PLAN_MAX)?;
    let source = files::Source { name: path.display().to_string(), bytes };
    let plan = treaty::strict::file(&source.bytes, SPEC, plan).map_err(|problems| source.refused(problems))?;
    Ok(Read { plan, hash: hash(&source.bytes) })
}

/// The hash of a plan's file.
pub fn hash(bytes: &[u8]) -> PlanHash {
    PlanHash(Sha256::digest(bytes).into())
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // nothing that is written to a string fails
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn plan(root: &Table<'_>) -> Option<Announced> {
    let parts = root.need_number("parts", "parts = 1000000000");
    let periods = root.need_number("periods", "periods = 1");
    let [visits, caught] = [root.need_number("visits", "visits = 1"), root.need_number("caught", "caught = 0")];
    if parts.value != WHOLE {
        refuse(root, &parts, format!("certainty has {WHOLE} parts"));
    }
    let mut visited = Vec::new();
    let mut sites = Vec::new();
    for row in root.tables("site") {
        sites.push(site(&row)?);
        visited.push(row.numbers("visited").into_iter().map(|parts| parts.value).collect());
        row.finish();
    }
    root.finish();
    let game = Game::new(sites, periods.value, visits.value, caught.value);
    let plan = game.and_then(|game| Announced::new(game, visited));
    plan.map_err(|why: NoGame| refuse(root, &periods, why.to_string())).ok()
}

fn site(row: &Table<'_>) -> Option<Site> {
    let name = row.need_string("name", "name = \"north-field\"").value;
    let detect = row.need_string("detect", "detect = \"9/10\"");
    let most = row.need_number("most", "most = 1").value;
    let stakes = row.numbers("stakes").into_iter().map(|stake| stake.value).collect();
    let detects = detect.value.parse().map_err(|why: NoProbability| refuse(row, &detect, why.to_string())).ok()?;
    Some(Site { name, stakes, detects, most })
}

fn refuse<T>(at: &Table<'_>, value: &At<T>, why: String) {
    let problem = Diagnostic::error("bad-plan", value.span.clone(), why);
    at.log.push(
        problem.label("here").help(format!("the file is described in {SPEC}; `regime allocate --out` writes one")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solved() -> Announced {
        let site = |name: &str, stakes: &[u32], detects: &str, most| Site {
            name: name.to_owned(),
            stakes: stakes.to_vec(),
            detects: detects.parse().unwrap(),
            most,
        };
        let sites = vec![site("объект (1)", &[3, 4], "1/3", 1), site("d", &[5, 6], "1", 2)];
        Game::new(sites, 2, 1, 7).unwrap().solved().unwrap().plan
    }

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        let text = text(&solved());
        assert_eq!(treaty::strict::file(text.as_bytes(), SPEC, plan).unwrap(), solved());
    }

    proptest::proptest! {
        #[test]
        fn no_change_of_a_file_makes_its_reader_panic(place in 0..400_usize, byte: u8, cut in 0..400_usize) {
            let mut bytes = text(&solved()).into_bytes();
            let place = place % bytes.len();
            bytes[place] = byte;
            let _ = treaty::strict::file(&bytes, SPEC, plan);
            let _ = treaty::strict::file(&bytes[..cut.min(bytes.len())], SPEC, plan);
        }
    }

    #[test]
    fn a_file_that_is_no_plan_is_refused() {
        let good = text(&solved());
        let cases = [
            ("parts   = 1000000000", "parts = 1000", "certainty has 1000000000 parts"),
            ("visits  = 1", "visits = 0", "has more than 0 visits"),
            ("periods = 2", "periods = 3", "2 stakes for 3 periods"),
            ("detect  = \"1/3\"", "detect = \"4/3\"", "`4/3` is no probability"),
            ("name    = \"d\"", "name = \"\"", "`` is no name of a site"),
            ("caught  = 7", "caught = 7\nbribe = 1", "bribe"),
            ("caught  = 7", "", "caught"),
        ];
        for (from, to, why) in cases {
            assert!(good.contains(from), "{from}");
            let problems = treaty::strict::file(good.replace(from, to).as_bytes(), SPEC, plan).unwrap_err();
            assert!(problems.iter().any(|problem| problem.message.contains(why)), "{why}: {problems:?}");
        }
    }
}
