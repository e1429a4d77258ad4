//! The report of the inspector, and the host's answer.

use super::follow::Visit;
use super::turn::Turn;
use super::{Done, forms, opening, papers, status};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::{Failure, OPEN};
use proof::Salt;
use record::SiteReport;
use record::inspection::Side;
use record::site::{Difference, Found, Papers, comes_to, compare};
use record::statement::{Answer, Comparison, Deed, StepName};
use report::visit::{Differs, Shown};
use std::path::Path;
use treaty::instrument::OpeningForm;

/// Inspector: reports. Host: answers.
pub fn report(desk: &mut Desk, form: Option<&Path>, concur: bool, dissent: bool) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Report, StepName::Signature])?;
    match (desk.side(visit), form, concur, dissent) {
        (Side::Inspector, Some(form), false, false) => state(desk, form),
        (Side::Inspector, ..) => Err(Failure::Refused(
            "give the filled-in form of the report: --form FILE (`inspect pack` writes an empty one)".to_owned(),
        )),
        (Side::Host, None, true, false) => answer(desk, Answer::Concurs),
        (Side::Host, None, false, true) => answer(desk, Answer::Dissents),
        (Side::Host, ..) => Err(Failure::Refused("answer the report with --concur or --dissent".to_owned())),
    }
}

fn state(desk: &mut Desk, file: &Path) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Report])?;
    let (name, inspection) = (visit.name(), visit.progress.id());
    let host = visit.progress.party(Side::Host).clone();
    let again = desk.turn(visit, StepName::Report)? == Turn::Again;
    let filled = forms::report(file, desk.treaty(), &name)?;
    let (mut paper, wrong) = compared(desk, visit, &filled)?;
    if again {
        let stands = papers::report(desk, visit)?;
        paper.salt = stands.salt;
        if stands != paper || visit.progress.broken() != broken(desk, visit, &filled.broken, &paper) {
            return Err(Failure::Refused(format!("{name}: another report stands in the record already")));
        }
        let shown = shown(desk, visit, &paper, wrong);
        return Ok(Done::again(name, StepName::Report).showing(shown, exit_status(&paper)));
    }
    let broken = broken(desk, visit, &filled.broken, &paper);
    paper.salt = Salt(*desk.draw());
    paper.inspection = inspection;
    desk.home.keep_sealed(&host, &desk.author(), desk.next_place(), &paper.encode()).map_err(refused)?;
    let finding =
        if paper.differences.is_empty() && wrong.is_none() { Comparison::Agrees } else { Comparison::Differs };
    desk.take(&name, Deed::Report { paper: paper.hash(), finding, broken })?;
    let visit = desk.visit(&[StepName::Report])?;
    let status = if wrong.is_some() { OPEN } else { exit_status(&paper) };
    Ok(Done::took(name, StepName::Report).showing(shown(desk, visit, &paper, wrong), status))
}

/// The report that a filled-in form makes with what was opened, and why the drawn entries are no answer where they are none.
fn compared(desk: &Desk, visit: &Visit, filled: &forms::Filled) -> Result<(SiteReport, Option<String>), Failure> {
    let site = opening::site_seen(desk, visit)?;
    let (tags, wrong) = opening::tags(desk, visit, &site)?;
    let form = visit.progress.request().form;
    let has_list = matches!(form, OpeningForm::Sample | OpeningForm::Full);
    let list = has_list.then(|| papers::list(desk, visit)).transpose()?;
    if form == OpeningForm::Sample {
        let subject = opening::subject(desk, visit)?;
        let drawn = papers::drawn(desk, visit, &subject)?.objects;
        let missing = drawn.iter().find(|drawn| !filled.examined.iter().any(|one| one.seal.as_str() == drawn.seal));
        if let Some(missing) = missing {
            return Err(Failure::Refused(format!(
                "{}: the lot fell on the object under seal {}, and the form has no [[examined]] for it",
                visit.name(),
                missing.seal
            )));
        }
    }
    let objects = list.as_ref().map(|list| list.objects.as_slice());
    let known = |seal: &record::SealNumber| objects.is_some_and(|all| all.iter().any(|object| object.seal == *seal));
    if let Some(unknown) = filled.examined.iter().find(|one| !known(&one.seal)) {
        return Err(Failure::Refused(format!("{}: the list has no object under seal {}", visit.name(), unknown.seal)));
    }
    let found = Found {
        counted: &filled.counted,
        objects,
        tags: &tags,
        examined: &filled.examined,
        buddy_tags: filled.buddy_tags.as_deref(),
    };
    let mut differences = compare(&site, found);
    let stated: Vec<Difference> = filled.differences.iter().filter(|one| !differences.contains(one)).cloned().collect();
    differences.extend(stated);
    let paper = SiteReport {
        inspection: visit.progress.id(),
        salt: Salt([0; 32]),
        counted: filled.counted.clone(),
        examined: filled.examined.clone(),
        buddy_tags: filled.buddy_tags.clone(),
        differences,
        text: filled.text.clone(),
    };
    Ok((paper, wrong))
}

/// The restrictions that the report names as broken: those of the form, and those that forbid what its differences say.
fn broken(desk: &Desk, visit: &Visit, stated: &[u16], paper: &SiteReport) -> Vec<u16> {
    let site = status::site(desk, visit);
    let kind = visit.clause(desk.treaty()).map(|(clause, _)| clause.id.clone());
    let mut broken = stated.to_vec();
    if let Some((kind, (_, facility))) = kind.zip(site) {
        let seen = paper.differences.iter().filter_map(|difference| difference.code.forbidden());
        broken.extend(seen.flat_map(|action| desk.treaty().forbidding(&kind, &facility, action)));
    }
    broken.sort_unstable();
    broken.dedup();
    broken
}

/// The host's answer to the report that it was given.
fn answer(desk: &mut Desk, answer: Answer) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Signature])?;
    let name = visit.name();
    let again = desk.turn(visit, StepName::Signature)? == Turn::Again;
    let paper = papers::report(desk, visit)?;
    if again && visit.progress.signature() != Some((paper.hash(), answer)) {
        return Err(Failure::Refused(format!("{name}: another answer stands in the record already")));
    }
    if answer == Answer::Concurs && !again {
        is_of_its_papers(desk, visit, &paper)?;
    }
    let shown = shown(desk, visit, &paper, None);
    if !again {
        desk.take(&name, Deed::Signature { paper: paper.hash(), answer })?;
    }
    let done = if again { Done::again(name, StepName::Signature) } else { Done::took(name, StepName::Signature) };
    let status = if answer == Answer::Dissents { OPEN } else { exit_status(&paper) };
    Ok(done.showing(shown, status))
}

/// Stops a host from signing a verdict that the papers contradict: whoever holds them and the key would find that it signed both. One whose books cannot be
/// read looks at the papers alone.
fn is_of_its_papers(desk: &Desk, visit: &Visit, paper: &SiteReport) -> Result<(), Failure> {
    let form = visit.progress.request().form;
    let list = visit.progress.list().map(|_| papers::list(desk, visit)).transpose()?;
    let (site, tags) = opening::site_held(desk, visit).ok().unzip();
    let tags = tags.flatten().map(Ok);
    let objects = list.as_ref().map(|list| list.objects.as_slice());
    let comes_to = comes_to(paper, form, Papers { site: site.as_ref(), objects, tags: tags.as_ref() });
    let says = visit.progress.report().map(|(_, says)| says);
    match comes_to.zip(says) {
        Some((comes_to, says)) if comes_to != says => Err(Failure::Refused(format!(
            "{}: the report says that {}, and by its papers and the books of this home {}: concur, and both are signed; answer with --dissent",
            visit.name(),
            in_words(says),
            in_words(comes_to)
        ))),
        _ => Ok(()),
    }
}

fn in_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Agrees => "everything agrees with what was opened",
        Comparison::Differs => "something differs from what was opened",
    }
}

fn shown(desk: &Desk, visit: &Visit, paper: &SiteReport, wrong: Option<String>) -> Vec<Shown> {
    let class = |difference: &Difference| papers::class_id(desk.treaty(), difference.class);
    let differs = |difference: &Difference| Differs { difference: difference.clone(), class: class(difference) };
    let compared = Shown::Compared(paper.differences.iter().map(differs).collect());
    let reported = Shown::Reported(papers::path(desk, visit, StepName::Report));
    wrong.map(Shown::DoesNotOpen).into_iter().chain([compared, reported]).collect()
}

fn exit_status(paper: &SiteReport) -> u8 {
    if paper.differences.is_empty() { 0 } else { OPEN }
}
