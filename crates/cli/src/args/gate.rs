//! The words of `standstill gate`.

use super::{AtDesk, party, time};
use clap::{Args as ClapArgs, Subcommand};
use log::Timestamp;
use std::path::PathBuf;
use treaty::PartyCode;

/// `standstill gate`
#[derive(Debug, ClapArgs)]
pub struct Gate {
    /// What is said.
    #[command(subcommand)]
    pub verb: GateVerb,
    /// Where it is said, and when.
    #[command(flatten)]
    pub desk: AtDesk,
}

/// A verb of `standstill gate`.
#[derive(Debug, Subcommand)]
pub enum GateVerb {
    /// Host: declares a crossing before it. Its number and its epoch follow from the record and the time.
    Declare {
        /// The plant.
        #[arg(long)]
        site: String,
        /// Which way: out or in.
        #[arg(long)]
        way: String,
        /// By which exit: 0 is the portal.
        #[arg(long, default_value_t = 0)]
        exit: u8,
        /// When it crosses.
        #[arg(long, value_parser = time, value_name = "TIME")]
        when: Timestamp,
        /// How many items cross; 0 where the vehicle holds none.
        #[arg(long)]
        items: u16,
        /// Says what happened although a rule forbids it: an audit tells the breach, and not a silence.
        #[arg(long)]
        all_the_same: bool,
    },
    /// Monitors: say what they saw cross.
    Verdict {
        /// Whose plant it is; may be left out where there are two parties.
        #[arg(long, value_name = "PARTY", value_parser = party)]
        of: Option<PartyCode>,
        /// The plant.
        #[arg(long)]
        site: String,
        /// The host's number of the crossing; without it, what crossed was not declared.
        #[arg(long)]
        number: Option<u32>,
        /// Which way it crossed: out or in; otherwise as it was declared.
        #[arg(long)]
        way: Option<String>,
        /// By which exit; otherwise as it was declared, or the portal.
        #[arg(long)]
        exit: Option<u8>,
        /// When; otherwise as it was declared.
        #[arg(long, value_parser = time, value_name = "TIME")]
        when: Option<Timestamp>,
        /// How many items crossed, as far as they saw.
        #[arg(long)]
        seen: u16,
        /// How many canisters were opened for them.
        #[arg(long, default_value_t = 0)]
        opened: u16,
        /// What it comes to: as-declared, otherwise or not-clear.
        #[arg(long)]
        verdict: String,
        /// The file of the measurement on which it rests: its SHA-256 is named, and the file goes nowhere.
        #[arg(long, value_name = "FILE")]
        measurement: Option<PathBuf>,
        /// Says what happened although a rule forbids it: an audit tells the breach, and not a silence.
        #[arg(long)]
        all_the_same: bool,
    },
    /// Tells what is declared and not yet judged, until when and by which article; the next numbers; and the canisters that are left this year.
    Status,
}
