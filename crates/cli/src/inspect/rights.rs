//! What an inspector may ask for, before it asks: the instrument's answer, with its article.

use super::follow::Visit;
use crate::desk::{Desk, day_of};
use crate::out::Failure;
use record::inspection::{Side, kinds, lot_sites};
use record::layout::{Ground, Site};
use record::{Epoch, SiteNumber};
use treaty::instrument::{Choice, Clause, Inspection, OpeningForm};
use treaty::timeline::State;
use treaty::{Id, PartyCode, quota};

/// A kind of inspection that a request may name.
pub struct Asked<'a> {
    /// Its number among the instrument's.
    pub number: u16,
    /// Its clause.
    pub clause: &'a Clause,
    /// Its rules.
    pub kind: &'a Inspection,
    /// The form of the opening.
    pub form: OpeningForm,
}

impl Asked<'_> {
    /// Whether the site is drawn.
    pub fn is_drawn(&self) -> bool {
        self.kind.choice == Choice::Drawn
    }
}

/// The kind and form of a request, if the instrument gives them today.
pub fn asked<'a>(desk: &'a Desk, kind: &str, form: &str) -> Result<Asked<'a>, Failure> {
    let treaty = desk.treaty();
    let found = (0..).zip(kinds(treaty)).find(|(_, (clause, _))| clause.id.as_str() == kind);
    let (number, (clause, rule)) = found.ok_or_else(|| {
        let known: Vec<_> = kinds(treaty).map(|(clause, _)| clause.id.as_str()).collect();
        Failure::Refused(format!("the instrument has no inspection of the kind `{kind}`; it has: {}", or_none(&known)))
    })?;
    let held = treaty.clause_on(clause, desk.today()).state;
    if !matches!(held, State::Holds | State::Provisional) {
        return Err(by(clause, format!("the clause does not hold on {}", desk.today())));
    }
    let forms: Vec<_> = OpeningForm::WORDS.iter().filter(|(_, form)| rule.forms.contains(form)).collect();
    let words: Vec<_> = forms.iter().map(|(word, _)| *word).collect();
    let form = forms.iter().find(|(word, _)| *word == form).map(|(_, form)| *form).ok_or_else(|| {
        by(
            clause,
            format!("this kind of inspection gives no opening in the form `{form}`; it gives: {}", or_none(&words)),
        )
    })?;
    Ok(Asked { number, clause, kind: rule, form })
}

/// Holds a request against the quotas, or a designation, where a site is given.
pub fn admit(
    desk: &Desk,
    host: &PartyCode,
    asked: (&Clause, &Inspection),
    site: Option<&Site>,
    but: Option<&Visit>,
) -> Result<(), Failure> {
    let (clause, kind) = asked;
    let visit = quota::Visit {
        inspector: desk.party().clone(),
        host: host.clone(),
        kind: clause.id.clone(),
        site: site.map(|site| site.alias.clone()),
        facility: site.map(|site| &site.facility).or(kind.at.first()).cloned().unwrap_or_default(),
        begins: desk.today(),
        ends: desk.today(),
    };
    let others =
        desk.books.visits.iter().filter(|other| but.is_none_or(|but| but.progress.id() != other.progress.id()));
    let earlier: Vec<_> = others.filter_map(|other| counted(desk, other)).collect();
    desk.treaty().admit(&earlier, &visit).map_err(|why| by(clause, why.to_string()))
}

/// An earlier inspection as quotas count it: one that was refused does not count, and one that is not over is under way today.
fn counted(desk: &Desk, visit: &Visit) -> Option<quota::Visit> {
    let counted = as_it_stands(desk, visit).filter(|_| visit.progress.refusal().is_none())?;
    // nobody stays at the site for inquiries
    let left = visit.is_over() || !visit.progress.inquiries().is_empty();
    let ends = if left { counted.ends } else { desk.today() };
    Some(quota::Visit { ends: ends.max(counted.begins), ..counted })
}

/// An inspection as it stands.
fn as_it_stands(desk: &Desk, visit: &Visit) -> Option<quota::Visit> {
    let ground = desk.books.ground(desk.treaty(), visit.progress.party(Side::Host)).ok()?;
    Some(visit.progress.counted(visit.clause(desk.treaty())?, Some(&ground), day_of))
}

/// The sites on which the lot of an inspection may fall, if it falls today: what came before it does not go there again oftener than it may.
pub fn lot(
    desk: &Desk,
    visit: &Visit,
    clause: (&Clause, &Inspection),
    ground: &Ground,
    epoch: Epoch,
) -> Vec<SiteNumber> {
    let of_inspector = |other: &&Visit| {
        let inspector = other.progress.party(Side::Inspector);
        inspector == visit.progress.party(Side::Inspector) && other.number < visit.number
    };
    let earlier = desk.books.visits.iter().filter(of_inspector);
    let earlier: Vec<_> = earlier.filter_map(|other| as_it_stands(desk, other)).collect();
    let counted = visit.progress.counted(clause, Some(ground), day_of);
    let asked = quota::Visit { begins: desk.today(), ends: desk.today(), ..counted };
    lot_sites(desk.treaty(), clause.1, ground, epoch, &asked, &earlier)
}

/// A refusal with its article.
pub fn by(clause: &Clause, why: impl std::fmt::Display) -> Failure {
    Failure::Refused(format!("{why} (Article {}, `{}`)", clause.article, clause.id))
}

fn or_none(words: &[impl AsRef<str>]) -> String {
    let words: Vec<_> = words.iter().map(AsRef::as_ref).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// A site of a party by its name.
pub fn site_named<'a>(sites: &'a [Site], name: &str, host: &PartyCode) -> Result<(u16, &'a Site), Failure> {
    let found = (0..).zip(sites).find(|(_, site)| site.alias.as_str() == name);
    found.ok_or_else(|| {
        let known: Vec<&Id> = sites.iter().map(|site| &site.alias).collect();
        let known: Vec<_> = known.iter().map(|id| id.as_str()).collect();
        Failure::Refused(format!("{host} has no site `{name}`; it has: {}", or_none(&known)))
    })
}
