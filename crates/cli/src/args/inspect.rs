//! The words of `standstill inspect`.

use super::{AtDesk, Lot, lot, party, time};
use clap::{Args as ClapArgs, Subcommand};
use log::Timestamp;
use std::path::{Path, PathBuf};
use treaty::PartyCode;

/// `standstill inspect`: on which side a step is taken follows from the home.
#[derive(Debug, ClapArgs)]
pub struct Inspect {
    /// The step.
    #[command(subcommand)]
    pub verb: InspectVerb,
    /// Where it is said, and when.
    #[command(flatten)]
    pub desk: AtDesk,
    /// Which inspection, where more than one is under way: HAL-2 is the second that HAL asked for.
    #[arg(long, global = true, value_name = "NAME")]
    pub inspection: Option<String>,
}

/// How an inspector designates a site.
#[derive(Clone, Debug, ClapArgs)]
pub struct Designation {
    /// The site, where the inspector chooses it.
    #[arg(long, conflicts_with = "plan")]
    pub site: Option<String>,
    /// The announced plan by which the inspector chooses the site: the file that `regime allocate` wrote.
    #[arg(long, value_name = "FILE", requires_all = ["lot", "period"])]
    plan: Option<PathBuf>,
    /// Its lot under the plan: 64 hexadecimal digits.
    #[arg(long, value_name = "DIGITS", value_parser = lot, requires = "plan")]
    lot: Option<Lot>,
    /// Which period of the plan it is, from 1.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..), requires = "plan")]
    period: Option<u32>,
    /// Which visit of the period it is; otherwise the first.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..), requires = "plan")]
    visit: Option<u32>,
}

/// A visit of an announced plan.
pub struct ByPlan<'a> {
    /// The file of the plan.
    pub plan: &'a Path,
    /// The inspector's lot under it.
    pub lot: &'a Lot,
    /// Which period of the plan it is, from 1.
    pub period: u32,
    /// Which visit of the period it is, from 1.
    pub visit: u32,
}

impl Designation {
    /// The visit of an announced plan, where one is named.
    pub fn by_plan(&self) -> Option<ByPlan<'_>> {
        let visit = self.visit.unwrap_or(1);
        Some(ByPlan { plan: self.plan.as_deref()?, lot: self.lot.as_ref()?, period: self.period?, visit })
    }
}

/// A verb of `standstill inspect`.
#[derive(Debug, Subcommand)]
pub enum InspectVerb {
    /// Inspector: asks for an inspection.
    Request {
        /// Whom to inspect.
        #[arg(long, value_name = "PARTY", value_parser = party)]
        of: PartyCode,
        /// Which kind of inspection: its id in the instrument.
        #[arg(long)]
        kind: String,
        /// What the opening of the site is to show: count, sample, full or absence.
        #[arg(long)]
        form: String,
    },
    /// Host: gives its part of the draw of the site. Inspector: draws the objects that are examined.
    Draw,
    /// Inspector: designates the site, or opens its part of the lot that designates it.
    Designate(Designation),
    /// Host: opens the site, or the entries that were drawn. Inspector: opens what came, and says whether it is what was committed to.
    Open {
        /// Inspector: says that nothing came.
        #[arg(long)]
        not_received: bool,
    },
    /// Inspector: the arrival, then the list of objects. Host: confirms the list.
    Count {
        /// When the team arrived at the site.
        #[arg(long, value_parser = time, conflicts_with = "list", value_name = "TIME")]
        arrived: Option<Timestamp>,
        /// The list of objects: a table with the columns seal, class, leaf.
        #[arg(long, value_name = "FILE")]
        list: Option<PathBuf>,
    },
    /// Inspector: the report. Host: its answer to it.
    Report {
        /// Inspector: the filled-in form of the report.
        #[arg(long, value_name = "FILE")]
        form: Option<PathBuf>,
        /// Host: it is as reported.
        #[arg(long, conflicts_with_all = ["form", "dissent"])]
        concur: bool,
        /// Host: it is not.
        #[arg(long, conflicts_with = "form")]
        dissent: bool,
    },
    /// Inspector: inquires about the report that was signed: where an object without a leaf came from, where the item of a leaf went, what one went through.
    Inquire {
        /// About what: arrival, departure or story.
        #[arg(long)]
        about: String,
        /// The seal on the object, for an arrival or a story.
        #[arg(long)]
        seal: Option<String>,
        /// The class of the leaf, for a departure: its id in the instrument.
        #[arg(long)]
        class: Option<String>,
        /// The leaf, for a departure.
        #[arg(long)]
        leaf: Option<u16>,
        /// The tag that was read on the object: 32 hexadecimal digits. An arrival needs it.
        #[arg(long)]
        tag: Option<String>,
    },
    /// Host: answers an inquiry out of its books, or declines.
    Answer {
        /// Shows what is asked, and says nothing.
        #[arg(long)]
        look: bool,
        /// Declines.
        #[arg(long, conflicts_with = "look")]
        decline: bool,
        /// Answers about a difference although the instrument lets no more of them be explained: which says that more is needed.
        #[arg(long, conflicts_with_all = ["look", "decline"])]
        beyond_cap: bool,
    },
    /// Inspector: opens the answer, and says whether it explains what was asked.
    Conclude {
        /// Says that nothing came.
        #[arg(long)]
        not_received: bool,
    },
    /// Host: refuses.
    Refuse {
        /// Why: quota, no-right, force-majeure or other.
        #[arg(long)]
        reason: String,
    },
    /// Inspector: breaks off. The quota is spent.
    Withdraw,
    /// Tells every inspection of this home: which step, whose turn, until when and by which article. A stick that is named is taken in before.
    Status,
    /// Writes what two people need to run the visit on paper, in both languages, and the forms that are typed in afterwards.
    Pack {
        /// The folder for it; made if it is not there.
        #[arg(long)]
        out: PathBuf,
    },
}
