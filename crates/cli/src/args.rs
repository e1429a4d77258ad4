//! What the command can be asked.

mod clarify;
mod games;
mod gate;
mod inspect;
mod plan;
mod regime;
mod seal;
mod simulate;

pub use clarify::*;
pub use games::*;
pub use gate::*;
pub use inspect::*;
pub use plan::*;
pub use regime::*;
pub use seal::*;
pub use simulate::*;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use log::Timestamp;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use treaty::time::days_between;
use treaty::{Date, PartyCode};

/// Verifies a freeze of warheads, and the treaties around it: what was agreed, what was declared, what is consistent, what nobody can know.
///
/// Exit status: 0 consistent as far as verified; 1 wrong call or unreadable input; 2 a contradiction, an inconsistency or a departure; 3 open.
#[derive(Debug, Parser)]
#[command(name = "standstill", version, propagate_version = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// Prints one JSON document, and nothing else, on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of treaties and assessments.
    #[arg(long, global = true, value_enum, default_value_t = Language::En)]
    pub lang: Language,
}

/// A language.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Русский.
    Ru,
}

/// A verb.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Plays a year of freeze, honest and not, audits both records, and judges the real declarations of New START.
    Demo(Demo),
    /// Reads instruments and talks: what was agreed, what holds on a day, who wanted what.
    Treaty(Treaty),
    /// Plays an exercise through the real rooms: two parties, their witnesses, and what goes wrong.
    Play(Play),
    /// Audits a run folder, or holds declarations against an instrument.
    Audit(Audit),
    /// Takes the steps of an inspection in one party's home, and hands them over on a stick.
    Inspect(Inspect),
    /// Takes the steps of a clarification in one party's home, and hands them over on a stick.
    Clarify(Clarify),
    /// Declares what crosses the gates of plants, and gives the monitors' verdicts on it, each in one party's home.
    Gate(Gate),
    /// States what is done to custody seals, each in one party's home.
    Seal(Seal),
    /// Plans a sample: how many items to look at, at how many sites, and with what probability that finds what is hidden.
    Plan(Plan),
    /// Asks what a regime would find: by simulation, several beside each other, and by games: where to look by lot, and what that guarantees.
    Regime(Regime),
    /// Prepares tables of declarations.
    Declare(Declare),
    /// Checks a party's log: its tiles, its entries, and checkpoints that contradict each other.
    Log(Log),
}

/// `standstill demo`
#[derive(Debug, ClapArgs)]
pub struct Demo {
    /// The folder for the page and the assessments; made if it is not there.
    #[arg(long, default_value = "standstill-demo")]
    pub out: PathBuf,
    /// Makes every attempt to evade as well, and tells in one table what came of each.
    #[arg(long)]
    pub all: bool,
}

/// `standstill treaty`
#[derive(Debug, ClapArgs)]
pub struct Treaty {
    /// What to do with it.
    #[command(subcommand)]
    pub verb: TreatyVerb,
}

/// A verb of `standstill treaty`.
#[derive(Debug, Subcommand)]
pub enum TreatyVerb {
    /// Reports every problem of instrument files at once.
    Check {
        /// The files, or the names of shipped instruments.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Shows an instrument, article by article; with a day, what held on it and why.
    Show {
        /// The file, or the name of a shipped instrument such as new-start.
        file: PathBuf,
        /// The day.
        #[arg(long, value_parser = day)]
        on: Option<Date>,
    },
    /// Puts two instruments side by side: what each asks, and what each would let the other side know.
    Diff {
        /// The one.
        left: PathBuf,
        /// The other.
        right: PathBuf,
    },
    /// Shows who had said what by a day, issue by issue; or what moved between two days.
    Positions {
        /// The day.
        #[arg(long, value_parser = day, required_unless_present = "between", conflicts_with = "between")]
        on: Option<Date>,
        /// Two days: what was said after the first and up to the second.
        #[arg(long, value_parser = day, num_args = 2, value_names = ["FROM", "TO"])]
        between: Option<Vec<Date>>,
        /// The talks file.
        #[arg(long, default_value = "negotiation/2019-2026.toml")]
        talks: PathBuf,
    },
    /// Shows the time left, and what an extension still needs by when.
    Clock {
        /// The day.
        #[arg(long, value_parser = day)]
        on: Date,
        /// The instrument.
        #[arg(long, default_value = "treaties/new-start.toml")]
        treaty: PathBuf,
        /// The talks file, whose steps are counted back from the end.
        #[arg(long, default_value = "negotiation/2019-2026.toml")]
        talks: PathBuf,
    },
    /// Extends an instrument, or refuses with the rule; prints the act to be added to its file.
    Extend {
        /// The file, or the name of a shipped instrument.
        file: PathBuf,
        /// The day on which it is extended.
        #[arg(long, value_parser = day)]
        on: Date,
        /// By so many years.
        #[arg(long, conflicts_with = "until", required_unless_present = "until", value_parser = clap::value_parser!(u32).range(1..=100))]
        years: Option<u32>,
        /// To this day.
        #[arg(long, value_parser = day)]
        until: Option<Date>,
        /// Records a second extension as an interpretation, where the text does not say whether it may be used again.
        #[arg(long)]
        as_interpretation: bool,
        /// Writes the instrument with the act into a new file.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// `standstill play`
#[derive(Debug, ClapArgs)]
pub struct Play {
    /// The exercise: a file, or the name of a shipped one such as honest-year.
    pub exercise: PathBuf,
    /// The folder of the run; it must not hold anything yet.
    #[arg(long)]
    pub out: PathBuf,
    /// The seed from which everything follows; otherwise the exercise's own.
    #[arg(long)]
    pub seed: Option<u64>,
    /// How many threads prove and check; otherwise as many as there are cores.
    #[arg(long, value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// Answers whether the findings are exactly those that the exercise expects: status 0 if they are, 2 if not.
    #[arg(long)]
    pub expect: bool,
}

/// `standstill audit`
#[derive(Debug, ClapArgs)]
pub struct Audit {
    /// A run folder, or tables of declarations (CSV or XLSX).
    #[arg(required_unless_present = "evidence")]
    pub paths: Vec<PathBuf>,
    /// The instrument: a file, or the name of a shipped one. A run folder holds its own; given here too, the two must be the same.
    #[arg(long)]
    pub treaty: Option<PathBuf>,
    /// The day to which clocks run; otherwise the last of which the instrument, the tables or the receipts speak. A run folder is judged whole, so a day before its last receipts is refused.
    #[arg(long, value_parser = day)]
    pub as_of: Option<Date>,
    /// Writes the assessment as one self-contained page, in both languages.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Writes a brief on two sheets of A4, in the language of `--lang`: as HTML or DOCX, by the file's ending.
    #[arg(long, value_name = "FILE", value_parser = brief, conflicts_with = "evidence")]
    pub brief: Option<PathBuf>,
    /// Writes the tables of the assessment as a workbook (XLSX), in the language of `--lang`.
    #[arg(long, value_name = "FILE", value_parser = workbook, conflicts_with = "evidence")]
    pub tables: Option<PathBuf>,
    /// How many threads check proofs; otherwise as many as there are cores. The findings do not depend on it.
    #[arg(long, value_parser = threads)]
    pub threads: Option<NonZeroUsize>,
    /// A party: audits with what came sealed or on paper to it, as it lies in the run folder or in the party's home.
    #[arg(long, value_name = "PARTY", conflicts_with = "evidence")]
    pub reader: Option<String>,
    /// The secret keys of the reader's requests: a folder with one folder each, and `key` in it, as a home has them in `<PARTY>.secret/inspections`. Otherwise that one, where it is there.
    #[arg(long, value_name = "FOLDER", requires = "reader")]
    pub keys: Option<PathBuf>,
    /// Writes each finding that can be checked on its own into a file of this folder, with the statements that show it, and the keys and papers where it rests on these.
    #[arg(long, value_name = "FOLDER", conflicts_with = "evidence")]
    pub cut: Option<PathBuf>,
    /// Checks one finding that was cut out, against the instrument.
    #[arg(long, value_name = "FILE", requires = "treaty", conflicts_with_all = ["paths", "html", "as_of"])]
    pub evidence: Option<PathBuf>,
}

/// `standstill declare`
#[derive(Debug, ClapArgs)]
pub struct Declare {
    /// What to do.
    #[command(subcommand)]
    pub verb: DeclareVerb,
}

/// A verb of `standstill declare`.
#[derive(Debug, Subcommand)]
pub enum DeclareVerb {
    /// Rewrites a table from a spreadsheet program as plain CSV, and says what it changed.
    Tidy {
        /// The table, CSV or XLSX.
        file: PathBuf,
        /// The new file.
        #[arg(long)]
        out: PathBuf,
    },
}

/// `standstill log`
#[derive(Debug, ClapArgs)]
pub struct Log {
    /// What to do.
    #[command(subcommand)]
    pub verb: LogVerb,
    /// The log's verifier key, as C2SP signed-note spells it: name+hash+base64.
    #[arg(long, global = true, default_value = "", hide_default_value = true)]
    pub key: String,
}

/// A verb of `standstill log`.
#[derive(Debug, Subcommand)]
pub enum LogVerb {
    /// Reads a tiled log whole: every tile and every entry must be those of its signed checkpoint.
    Verify {
        /// The folder of the log, with `checkpoint` and `tile/`.
        folder: PathBuf,
        /// Another checkpoint of the log, as somebody else saw it, to be held against it.
        #[arg(long)]
        against: Option<PathBuf>,
        /// Where the two contradict each other: the file to which the proof is written.
        #[arg(long, requires = "against")]
        evidence: Option<PathBuf>,
    },
    /// Checks a proof that a log contradicts itself.
    Equivocation {
        /// The file.
        file: PathBuf,
    },
}

/// The home in which a party says something, the stick on which it hands that over, and the time: of every verb between two sides.
#[derive(Debug, ClapArgs)]
pub struct AtDesk {
    /// The party's home: a run folder with its `<PARTY>.secret`.
    #[arg(long, global = true, default_value = ".")]
    pub home: PathBuf,
    /// The folder that goes from hand to hand between the two sides: what is said is handed over on it.
    #[arg(long, global = true)]
    pub stick: Option<PathBuf>,
    /// The time of the call, for exercises: 2028-01-10T09:00Z. Otherwise now.
    #[arg(long, global = true, value_parser = time)]
    pub at: Option<Timestamp>,
}

/// The most threads that prove or check.
const THREADS_MAX: usize = 256;

fn threads(word: &str) -> Result<NonZeroUsize, String> {
    let threads = word.parse().ok().filter(|threads: &NonZeroUsize| threads.get() <= THREADS_MAX);
    threads.ok_or_else(|| format!("write a number from 1 to {THREADS_MAX}"))
}

/// Whether a brief is to be a DOCX document.
pub fn is_docx(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

fn brief(word: &str) -> Result<PathBuf, String> {
    ends_in(word, &["html", "docx"], "a brief is written as HTML or DOCX: let the file's name end in .html or .docx")
}

fn workbook(word: &str) -> Result<PathBuf, String> {
    ends_in(word, &["xlsx"], "tables are written as XLSX: let the file's name end in .xlsx")
}

fn ends_in(word: &str, endings: &[&str], otherwise: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(word);
    let ends = path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)));
    ends.then_some(path).ok_or_else(|| otherwise.to_owned())
}

fn day(word: &str) -> Result<Date, String> {
    let shape = word.len() == 10 && word.is_ascii();
    let date = if shape { word.parse::<Date>().ok() } else { None };
    date.ok_or_else(|| "write a day that exists as YYYY-MM-DD, such as 2020-10-20".to_owned())
}

fn party(word: &str) -> Result<PartyCode, String> {
    PartyCode::new(word).ok_or_else(|| "write the code of a party in capitals, such as HAL".to_owned())
}

/// A time in UTC, to the minute or the second.
pub fn time(word: &str) -> Result<Timestamp, String> {
    let refused = || "write a time in UTC as YYYY-MM-DDTHH:MMZ, such as 2028-01-10T09:00Z".to_owned();
    let (date, clock) = word.strip_suffix('Z').and_then(|rest| rest.split_once('T')).ok_or_else(refused)?;
    let days = days_between(Date::constant(1970, 1, 1), day(date).map_err(|_| refused())?);
    let two = |part: &str, most: u64| {
        let plain = part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
        part.parse().ok().filter(|number: &u64| plain && number <= &most)
    };
    let parts: Vec<_> = clock.split(':').collect();
    let seconds = match parts.as_slice() {
        [hours, minutes] => two(hours, 23).zip(two(minutes, 59)).map(|(h, m)| h * 3600 + m * 60),
        [hours, minutes, seconds] => {
            let minutes = two(hours, 23).zip(two(minutes, 59)).map(|(h, m)| h * 3600 + m * 60);
            minutes.zip(two(seconds, 59)).map(|(m, s)| m + s)
        }
        _ => None,
    };
    let days = u64::try_from(days).map_err(|_| "a time before 1970 is none of a record".to_owned())?;
    seconds.and_then(|seconds| Timestamp::new(days * 86_400 + seconds)).ok_or_else(refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_call_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_day_is_written_in_one_way() {
        assert!(day("2020-10-20").is_ok());
        for bad in ["2020-2-1", "20201020", "2019-02-30", "2020-10-20T00", "+002020-10-20", "", "today"] {
            assert!(day(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_time_is_written_in_utc_to_the_minute_or_the_second() {
        let seconds = |word| time(word).map(Timestamp::seconds);
        assert_eq!(seconds("1970-01-02T00:01Z"), Ok(86_460));
        assert_eq!(seconds("2027-03-02T00:01:01Z"), Ok(1_803_945_661));
        let bad = ["2027-03-02", "2027-03-02T00:01", "2027-03-02T24:00Z", "2027-03-02T0:01Z", "2027-03-02T00:60Z"];
        for bad in bad.into_iter().chain(["2027-02-30T00:00Z", "1969-12-31T00:00Z", "2027-03-02T+1:00Z", ""]) {
            assert!(time(bad).is_err(), "{bad}");
        }
    }
}
