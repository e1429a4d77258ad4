//! `standstill inspect …`: the two sides of an inspection, each in its own home, with a stick between them.

mod count;
mod follow;
mod forms;
mod inquiry;
mod opening;
mod pack;
mod papers;
mod planned;
mod reporting;
mod rights;
mod site;
mod start;
mod status;
mod turn;

pub use follow::{Visit, follow};

use crate::args::{self, InspectVerb};
use crate::desk::Desk;
use crate::out::{Answer, Failure, Teller};
use record::statement::StepName;

/// A call that took its step, or found it taken.
pub struct Done {
    /// The inspection.
    pub visit: String,
    /// The step; nothing where something was only shown.
    pub step: Option<StepName>,
    /// Whether an earlier call had taken it.
    pub again: bool,
    /// What it shows beside.
    pub shown: Vec<report::visit::Shown>,
    /// The exit status.
    pub status: u8,
}

impl Done {
    fn took(visit: String, step: StepName) -> Self {
        Self { visit, step: Some(step), again: false, shown: Vec::new(), status: 0 }
    }

    fn again(visit: String, step: StepName) -> Self {
        Self { again: true, ..Self::took(visit, step) }
    }

    fn showing(self, shown: Vec<report::visit::Shown>, status: u8) -> Self {
        Self { shown, status, ..self }
    }
}

/// Answers a call.
pub fn run(call: &args::Inspect, teller: &Teller) -> Result<Answer, Failure> {
    let mut desk = Desk::open(&call.desk.home, call.desk.at, call.inspection.clone())?;
    if let InspectVerb::Status | InspectVerb::Pack { .. } = &call.verb {
        return look(&mut desk, call, teller);
    }
    let stick = desk.take_in(call.desk.stick.as_deref())?;
    let done = step(&mut desk, &call.verb);
    desk.aside.iter().for_each(|words| teller.aside(words));
    let done = done?;
    desk.leave(&stick)?;
    status::after(&desk, &done, teller)
}

/// Answers a call that takes no step. What a stick brings is taken in, if one is there.
fn look(desk: &mut Desk, call: &args::Inspect, teller: &Teller) -> Result<Answer, Failure> {
    if call.desk.stick.is_some() {
        desk.take_in(call.desk.stick.as_deref())?;
    }
    desk.aside.iter().for_each(|words| teller.aside(words));
    match &call.verb {
        InspectVerb::Pack { out } => pack::write(desk, out, teller),
        _ => status::all(desk, teller),
    }
}

fn step(desk: &mut Desk, verb: &InspectVerb) -> Result<Done, Failure> {
    match verb {
        InspectVerb::Request { of, kind, form } => start::request(desk, of, kind, form),
        InspectVerb::Draw => site::draw(desk),
        InspectVerb::Designate(of) => match of.by_plan() {
            Some(by) => planned::designate(desk, &by),
            None => site::designate(desk, of.site.as_deref()),
        },
        InspectVerb::Open { not_received } => opening::open(desk, *not_received),
        InspectVerb::Count { arrived, list } => count::count(desk, *arrived, list.as_deref()),
        InspectVerb::Report { form, concur, dissent } => reporting::report(desk, form.as_deref(), *concur, *dissent),
        InspectVerb::Inquire { about, seal, class, leaf, tag } => {
            let [seal, class, tag] = [seal, class, tag].map(|word| word.as_deref());
            inquiry::inquire(desk, about, &inquiry::Object { seal, class, leaf: *leaf, tag })
        }
        InspectVerb::Answer { look: true, .. } => inquiry::look(desk),
        InspectVerb::Answer { decline, beyond_cap, .. } => inquiry::answer(desk, *decline, *beyond_cap),
        InspectVerb::Conclude { not_received } => inquiry::conclude(desk, *not_received),
        InspectVerb::Refuse { reason } => start::refuse(desk, reason),
        InspectVerb::Withdraw => start::withdraw(desk),
        InspectVerb::Status | InspectVerb::Pack { .. } => unreachable!("answered before the stick is looked at"),
    }
}
