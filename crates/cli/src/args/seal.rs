//! The words of `standstill seal`.

use super::{AtDesk, party, time};
use clap::{Args as ClapArgs, Subcommand};
use log::Timestamp;
use treaty::PartyCode;

/// `standstill seal`: whether a break was found or is made follows from whose seal it is.
#[derive(Debug, ClapArgs)]
pub struct Seal {
    /// What is stated.
    #[command(subcommand)]
    pub verb: SealVerb,
    /// Where it is said, and when.
    #[command(flatten)]
    pub desk: AtDesk,
}

/// Of which seal, and when.
#[derive(Debug, ClapArgs)]
pub struct OfSeal {
    /// The number of the seal: 1 to 32 of A-Z, 0-9 and -.
    #[arg(long)]
    pub number: String,
    /// When it was done or found, or is to be; otherwise at the time of the call. A look has to have one.
    #[arg(long, value_parser = time, value_name = "TIME")]
    pub when: Option<Timestamp>,
    /// The inspection during which it was, such as OND-1.
    #[arg(long, value_name = "NAME")]
    pub inspection: Option<String>,
}

/// A verb of `standstill seal`.
#[derive(Debug, Subcommand)]
pub enum SealVerb {
    /// Owner: put a seal on.
    Apply {
        /// Whose site it is; may be left out where there are two parties.
        #[arg(long, value_name = "PARTY", value_parser = party)]
        of: Option<PartyCode>,
        /// The site.
        #[arg(long)]
        site: String,
        /// On what: door, container or canister.
        #[arg(long)]
        on: String,
        /// The seal in whose place it is put.
        #[arg(long, value_name = "NUMBER")]
        instead: Option<String>,
        /// Which seal.
        #[command(flatten)]
        seal: OfSeal,
    },
    /// Owner: found it whole.
    Verify {
        /// Which seal.
        #[command(flatten)]
        seal: OfSeal,
    },
    /// Owner: took it off, and it was whole.
    Remove {
        /// Which seal.
        #[command(flatten)]
        seal: OfSeal,
    },
    /// Owner: found it broken. Host, with a reason: breaks it, or broke it.
    Break {
        /// Host: why, maintenance or emergency.
        #[arg(long)]
        reason: Option<String>,
        /// Host: whose seal it is; may be left out where there are two parties.
        #[arg(long, value_name = "PARTY", value_parser = party, requires = "reason")]
        owner: Option<PartyCode>,
        /// Host: says what happened although the time for saying it is over.
        #[arg(long, requires = "reason")]
        all_the_same: bool,
        /// Which seal.
        #[command(flatten)]
        seal: OfSeal,
    },
    /// Tells every seal: on what, since when, when it was last known whole, and what is to be sealed again until when and by which article.
    Status,
}

impl SealVerb {
    /// The number, the time and the inspection.
    pub fn about(&self) -> (&str, Option<Timestamp>, Option<&str>) {
        match self {
            Self::Apply { seal, .. } | Self::Verify { seal } | Self::Remove { seal } | Self::Break { seal, .. } => {
                (&seal.number, seal.when, seal.inspection.as_deref())
            }
            Self::Status => ("", None, None),
        }
    }

    /// Whether it is said although its time is over.
    pub fn all_the_same(&self) -> bool {
        matches!(self, Self::Break { all_the_same: true, .. })
    }
}
