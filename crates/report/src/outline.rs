//! What words and page say alike: the outcome in one sentence, findings by severity, and what nobody can know.

use crate::locale::Arg;
use crate::sentence;
use crate::teller::{Teller, list};
use crate::visit::utc;
use crate::vocabulary::Told;
use audit::assessment::{Assessment, Chance, Fact, Finding, Judged, Obligation, Opened, Outcome, Record, Severity};
use treaty::instrument::Kind;
use treaty::measure::Measure;
use treaty::{Id, PartyCode};

/// Of which days the inputs speak, for an obligation.
pub(crate) fn covers(teller: Teller<'_>, obligation: &Obligation) -> String {
    let days = obligation.covers.map(|(first, last)| format!("{first} – {last}"));
    days.unwrap_or_else(|| teller.word("report-covers-none"))
}

/// The outcome in one sentence, or two. A political commitment has no breach in law.
pub(crate) fn summary(teller: Teller<'_>, assessment: &Assessment) -> String {
    let word = match assessment.outcome {
        Outcome::Inconsistent if !assessment.form.is_legal() => "departure",
        // where nothing was examined, nothing was found consistent either
        Outcome::Consistent if assessment.obligations.is_empty() => "nothing",
        outcome => outcome.word(),
    };
    teller.word(&format!("summary-{word}"))
}

/// What the document is.
pub(crate) fn kind(teller: Teller<'_>, assessment: &Assessment) -> String {
    teller.word(if assessment.records.is_empty() { "report-kind" } else { "report-kind-records" })
}

/// Why some things cannot be known whatever the outcome.
pub(crate) fn blind_intro(teller: Teller<'_>, assessment: &Assessment) -> String {
    teller.word(if assessment.records.is_empty() { "report-blind-intro" } else { "report-blind-intro-records" })
}

/// On what the outcome of an obligation rests: a number that was declared, or a proof that shows none.
pub(crate) fn basis(teller: Teller<'_>, assessment: &Assessment, obligation: &Obligation) -> String {
    // one whose record is not there would be shown by it all the same
    let of_party = |record: &Record| record.party.as_ref() == Some(&obligation.party);
    let kept = obligation.covers.is_none() || assessment.records.iter().any(of_party);
    let is_judged = |judged: &Judged| judged.limit == obligation.id && judged.party == obligation.party;
    let declared = obligation.kind == Kind::Limit && assessment.judged.iter().any(is_judged);
    teller.word(match obligation.kind {
        Kind::Record | Kind::Clarification => "basis-kept",
        Kind::Opening => "basis-opened",
        Kind::Clock => "basis-provided",
        Kind::Portal => "basis-seen",
        Kind::Seals => "basis-kept",
        _ if teller.of.commits() && kept && !declared => "basis-proved",
        _ => "basis-declared",
    })
}

/// The columns of what seals closed.
pub(crate) const SEALED_COLUMNS: [&str; 6] = ["site", "sealed", "owner", "since", "until", "seals"];

/// What seals closed, a row for each time over which it was closed without a hole.
pub(crate) fn sealed(teller: Teller<'_>, assessment: &Assessment) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for thing in &assessment.continuity {
        for (number, time) in (1..).zip(&thing.times) {
            let until = utc(time.until);
            let until = match time.stands {
                true => teller.say("sealed-stands", &[("until", Arg::Words(&until))]),
                false if number < thing.times.len() => teller.say("sealed-hole", &[("until", Arg::Words(&until))]),
                false => until,
            };
            let (host, on) = (teller.party(&thing.host), crate::sentence::seal::on(teller, thing.on));
            let site = format!("{} ({host})", thing.site);
            rows.push(vec![site, on, teller.party(&thing.owner), utc(time.from), until, time.seals.join(", ")]);
        }
    }
    rows
}

/// A record by the code in which evidence names it, and by its keeper.
pub(crate) fn record_of(teller: Teller<'_>, record: &Record) -> String {
    let of = teller.author(&record.author);
    teller.say("record-of", &[("code", Arg::Words(record.author.as_str())), ("of", Arg::Words(&of))])
}

/// A record in the list of inputs.
pub(crate) fn input(teller: Teller<'_>, record: &Record) -> String {
    let (code, of) = (record.author.as_str(), teller.author(&record.author));
    let args = [("code", Arg::Words(code)), ("of", Arg::Words(&of)), ("size", Arg::Number(record.size))];
    teller.say("report-input-record", &args)
}

/// The opened numbers, those of one party together, in the order of the instrument.
pub(crate) fn opened<'a>(teller: Teller<'_>, assessment: &'a Assessment) -> Vec<&'a Opened> {
    teller.in_order(&assessment.opened, |one| Some(&one.party))
}

/// The epochs of an opened number, with their days.
pub(crate) fn opened_period(teller: Teller<'_>, opened: &Opened) -> String {
    let epochs = sentence::record::epochs(teller, opened.epochs);
    match opened.epochs.count() {
        0 | 1 => teller.say("opened-period", &[("epochs", Arg::Words(&epochs)), ("day", Arg::Day(opened.day))]),
        _ => epochs,
    }
}

/// The legal form, and whether it binds in law.
pub(crate) fn form(teller: Teller<'_>, assessment: &Assessment) -> String {
    let key = if assessment.form.is_legal() { "report-form-legal" } else { "report-form-political" };
    teller.with(key, "form", &assessment.form.told(teller.locale))
}

/// The columns of the table of obligations. On what an outcome rests is said where there are records: without them it is declared numbers.
pub(crate) fn columns(assessment: &Assessment) -> &'static [&'static str] {
    const COLUMNS: [&str; 6] = ["article", "obligation", "party", "outcome", "covers", "basis"];
    if assessment.records.is_empty() { &COLUMNS[..5] } else { &COLUMNS }
}

/// The obligations by name in the order of the assessment, the parties of each in that of the instrument.
pub(crate) fn obligations<'a>(teller: Teller<'_>, assessment: &'a Assessment) -> Vec<&'a Obligation> {
    let mut names: Vec<(Kind, &Id)> = Vec::new();
    for one in &assessment.obligations {
        if !names.contains(&(one.kind, &one.id)) {
            names.push((one.kind, &one.id));
        }
    }
    let mut ordered = teller.in_order(&assessment.obligations, |one| Some(&one.party));
    ordered.sort_by_key(|one| names.iter().position(|name| *name == (one.kind, &one.id)));
    ordered
}

/// How many obligations came out how.
pub(crate) fn tally(teller: Teller<'_>, assessment: &Assessment) -> String {
    let obligations = &assessment.obligations;
    let came_out = |outcome| obligations.iter().filter(|one| one.outcome == outcome).count();
    teller.say(
        "tally-obligations",
        &[
            ("count", number(obligations.len())),
            ("consistent", number(came_out(Outcome::Consistent))),
            ("open", number(came_out(Outcome::Open))),
            ("inconsistent", number(came_out(Outcome::Inconsistent))),
        ],
    )
}

/// A count of things in memory.
pub(crate) fn number(count: usize) -> Arg<'static> {
    Arg::Number(u64::try_from(count).unwrap_or(u64::MAX))
}

/// What an obligation is called.
pub(crate) fn obligation(teller: Teller<'_>, obligation: &Obligation) -> String {
    match &obligation.name {
        Some(name) => teller.text(name),
        None if obligation.kind.stands_once() => obligation.kind.told(teller.locale),
        None => teller.name(obligation.kind, &obligation.id),
    }
}

/// What a column of the numbers stands for: its letter, its limit, and the day from which that binds.
pub(crate) fn column(teller: Teller<'_>, mark: char, limit: &Id) -> String {
    let name = teller.name(Kind::Limit, limit);
    let rule = teller.of.limits().find(|(clause, _)| clause.id == *limit).map(|(_, rule)| rule);
    let Some(rule) = rule else { return format!("{mark} = {name}") };
    let column = teller.say(
        "report-column-of",
        &[
            ("mark", Arg::Words(&mark.to_string())),
            ("limit", Arg::Words(&name)),
            ("most", Arg::Number(u64::from(rule.value))),
        ],
    );
    match teller.of.day(&rule.binds) {
        Some(day) => teller.say("report-column-binds", &[("column", Arg::Words(&column)), ("date", Arg::Day(day))]),
        None => column,
    }
}

/// The findings other than the blind ones, by severity, the gravest first; within one severity in their own order.
pub(crate) fn by_severity(findings: &[Finding]) -> Vec<(Severity, Vec<&Finding>)> {
    let mut grouped: Vec<(Severity, Vec<&Finding>)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity != Severity::Blind) {
        match grouped.iter_mut().find(|(severity, _)| *severity == finding.severity) {
            Some((_, group)) => group.push(finding),
            None => grouped.push((finding.severity, vec![finding])),
        }
    }
    grouped.sort_by_key(|(severity, _)| *severity);
    grouped
}

/// Measures, each with the findings that say what it would show.
pub(crate) type Measures<'a> = Vec<(Measure, Vec<&'a Finding>)>;

/// What nobody can know: by measure, those agreed and those not, and everything else that is blind.
#[derive(Default)]
pub(crate) struct Blind<'a> {
    agreed: Measures<'a>,
    not_agreed: Measures<'a>,
    pub(crate) others: Vec<&'a Finding>,
    /// The probability that something hidden would be met, which is the same for all measures.
    chance: Option<&'a Chance>,
}

impl<'a> Blind<'a> {
    pub(crate) fn of(findings: &'a [Finding]) -> Self {
        let mut blind = Self::default();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Blind) {
            let (measures, measure) = match &finding.fact {
                Fact::Unverified { measure, agreed, chance } => {
                    blind.chance = Some(chance);
                    (if *agreed { &mut blind.agreed } else { &mut blind.not_agreed }, *measure)
                }
                _ => {
                    blind.others.push(finding);
                    continue;
                }
            };
            match measures.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, findings)) => findings.push(finding),
                None => measures.push((measure, vec![finding])),
            }
        }
        blind
    }

    /// What is said of that probability, paragraph by paragraph.
    pub(crate) fn chance(&self, teller: Teller<'_>) -> Vec<String> {
        self.chance.map(|chance| sentence::chance::paragraphs(teller, chance)).unwrap_or_default()
    }

    /// The measures that were agreed and whose results are not among the inputs, each with its articles.
    pub(crate) fn agreed(&self, teller: Teller<'_>) -> Vec<String> {
        self.agreed.iter().map(|(measure, findings)| self::measure(teller, *measure, findings)).collect()
    }

    /// How many matters nobody can know.
    pub(crate) fn count(&self) -> usize {
        self.agreed.len() + self.not_agreed.len() + self.others.len()
    }

    /// The key of each group's heading with its measures; empty groups left out.
    pub(crate) fn measures(&self) -> impl Iterator<Item = (&'static str, Measures<'a>)> {
        let groups =
            [("report-blind-agreed", self.agreed.clone()), ("report-blind-not-agreed", self.not_agreed.clone())];
        groups.into_iter().filter(|(_, measures)| !measures.is_empty())
    }
}

/// A measure's name, with its articles and, where they concern some parties only, those.
pub(crate) fn measure(teller: Teller<'_>, measure: Measure, findings: &[&Finding]) -> String {
    let mut told = measure.told(teller.locale);
    let mut articles: Vec<_> = findings.iter().filter_map(|finding| finding.article.as_ref()).collect();
    articles.dedup();
    if !articles.is_empty() {
        told = format!("{told} ({})", list(articles.into_iter().map(|article| teller.article(article))));
    }
    let about: Vec<&PartyCode> = findings.iter().filter_map(|finding| finding.party.as_ref()).collect();
    if !about.is_empty() && about.len() < teller.of.parties.len() {
        let parties = list(about.into_iter().map(|party| teller.party(party)));
        told = format!("{told}. {}", teller.with("report-about", "parties", &parties));
    }
    told
}
