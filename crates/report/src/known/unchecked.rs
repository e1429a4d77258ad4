//! What a reader of the public records alone could not check, because it is written for others or was never among the inputs.

use crate::locale::Arg;
use crate::outline::{Blind, number};
use crate::teller::{Teller, list};
use audit::assessment::{Assessment, Fact, RecordFact, StepName};

/// One thing that was left unchecked.
pub(crate) struct Unchecked {
    /// Its word in JSON.
    pub(crate) code: &'static str,
    /// How many.
    pub(crate) count: usize,
    /// What it is.
    pub(crate) told: String,
}

/// All of them: what is sealed, what lies with both sides on paper, which bodies and records are not there, and which agreed measures.
pub(crate) fn unchecked(teller: Teller<'_>, assessment: &Assessment) -> Vec<Unchecked> {
    let one = |code: &'static str, count: usize, args: &[(&str, &str)]| {
        let words = args.iter().map(|(name, words)| (*name, Arg::Words(words)));
        let args: Vec<_> = words.chain([("count", number(count))]).collect();
        (count > 0).then(|| Unchecked { code, count, told: teller.say(&format!("unchecked-{code}"), &args) })
    };
    let steps = |names: &[StepName]| {
        let all = assessment.inspections.iter().flat_map(|visit| &visit.steps);
        all.filter(|step| names.contains(&step.name)).count()
    };
    let files = assessment.clarifications.iter().map(|one| one.files as usize).sum();
    let proved = assessment.records.iter().flat_map(|record| &record.months).map(|month| month.proved as usize).sum();
    let mut all: Vec<_> = one("committed", proved, &[]).into_iter().chain(bodies(teller, assessment)).collect();
    all.extend(one("sealed", steps(&[StepName::Opening, StepName::Samples, StepName::Answer]), &[]));
    let here = assessment.inspections.iter().filter(|visit| visit.opened_here).count();
    let reader = assessment.reader.as_ref().map(|reader| teller.party(reader)).unwrap_or_default();
    all.extend(one("opened-here", here, &[("reader", &reader)]));
    all.extend(one("papers", steps(&[StepName::List, StepName::Report, StepName::Inquiry]), &[]));
    all.extend(one("files", files, &[]));
    let agreed = Blind::of(&assessment.findings).agreed(teller);
    all.extend(one("measures", agreed.len(), &[("measures", &list(agreed))]));
    if assessment.records.is_empty() {
        all.extend(one("declared", assessment.inputs.len(), &[]));
    }
    all
}

/// Records that are not there, and statements of those that are whose bodies are for others.
fn bodies(teller: Teller<'_>, assessment: &Assessment) -> Vec<Unchecked> {
    let facts = assessment.findings.iter().filter_map(|finding| match &finding.fact {
        Fact::Record(fact) => Some((fact, finding)),
        _ => None,
    });
    facts
        .filter_map(|(fact, finding)| {
            let of = finding.party.as_ref().map(|party| teller.party(party));
            match fact {
                RecordFact::BodiesNotHeld { statements } => {
                    let args = [("count", Arg::Number(*statements)), ("of", Arg::Words(&of.unwrap_or_default()))];
                    let key = if finding.party.is_some() { "unchecked-bodies" } else { "unchecked-bodies-witness" };
                    let count = usize::try_from(*statements).unwrap_or(usize::MAX);
                    Some(Unchecked { code: "bodies", count, told: teller.say(key, &args) })
                }
                RecordFact::RecordNotHeld { of } => {
                    let told = teller.with("unchecked-record", "of", &teller.author(of));
                    Some(Unchecked { code: "record", count: 1, told })
                }
                _ => None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture};
    use treaty::Lang;

    fn codes(of: &Assessment) -> Vec<(&'static str, usize)> {
        let (instrument, locale) = (fixture::instrument(), Locale::new(Lang::En));
        unchecked(Teller::new(&locale, &instrument), of).into_iter().map(|one| (one.code, one.count)).collect()
    }

    #[test]
    fn what_is_sealed_on_paper_or_behind_a_commitment_is_counted_and_the_rest_is_not_named() {
        let mut of = fixture::seen();
        assert_eq!(codes(&of), [("committed", 55), ("sealed", 1), ("papers", 2), ("files", 2)]);
        of.reader = Some(of.sites[0].party.clone());
        of.inspections[0].opened_here = true;
        assert!(codes(&of).contains(&("opened-here", 1)));
        let codes = codes(&fixture::assessment());
        assert!(codes.contains(&("declared", 1)) && codes.iter().any(|(code, _)| *code == "measures"), "{codes:?}");
    }
}
