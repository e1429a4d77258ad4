//! The words of `standstill clarify`.

use super::{AtDesk, party};
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;
use treaty::PartyCode;

/// `standstill clarify`: on which side a step is taken follows from the home.
#[derive(Debug, ClapArgs)]
pub struct Clarify {
    /// The step.
    #[command(subcommand)]
    pub verb: ClarifyVerb,
    /// Where it is said, and when.
    #[command(flatten)]
    pub desk: AtDesk,
    /// Which clarification, where more than one is under way: HAL-2 is the second that HAL raised.
    #[arg(long, global = true, value_name = "NAME")]
    pub clarification: Option<String>,
}

/// What is said with a step.
#[derive(Debug, ClapArgs)]
pub struct Words {
    /// The words in one language, as LANGUAGE=WORDS: en=… ru=…; once for each of up to four.
    #[arg(long, required = true, value_name = "LANGUAGE=WORDS")]
    pub text: Vec<String>,
    /// A file that both sides hold: its SHA-256 is named. Up to sixteen.
    #[arg(long, value_name = "FILE")]
    pub file: Vec<PathBuf>,
}

/// A verb of `standstill clarify`.
#[derive(Debug, Subcommand)]
pub enum ClarifyVerb {
    /// Raiser: asks.
    Raise {
        /// Whom to ask.
        #[arg(long, value_name = "PARTY", value_parser = party)]
        of: PartyCode,
        /// About which clause of the instrument: its id.
        #[arg(long)]
        clause: String,
        /// About the report of an inspection: its name, such as OND-1.
        #[arg(long, value_name = "INSPECTION")]
        about: Option<String>,
        /// What is asked.
        #[command(flatten)]
        words: Words,
    },
    /// Respondent: answers.
    Answer {
        /// The answer.
        #[command(flatten)]
        words: Words,
    },
    /// Respondent: offers that something be seen.
    Offer {
        /// In which form: visit or exhibition.
        #[arg(long)]
        form: String,
        /// What, where and when.
        #[command(flatten)]
        words: Words,
    },
    /// Either: proposes the text of an agreed statement.
    Propose {
        /// The text.
        #[command(flatten)]
        words: Words,
    },
    /// Agrees to what the other side proposed last.
    Agree,
    /// Either: records how it sees the matter, which ends the clarification without an agreed statement.
    Disagree {
        /// How it sees the matter.
        #[command(flatten)]
        words: Words,
    },
    /// Raiser: asks no more.
    Withdraw {
        /// Why.
        #[command(flatten)]
        words: Words,
    },
    /// Tells every clarification of this home: what was said, whose turn it is, until when and by which article. A stick that is named is taken in before.
    Status,
}
