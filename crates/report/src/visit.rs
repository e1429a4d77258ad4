//! An inspection as it stands, told to one of its sides: which step, whose turn, what to do, until when and by which article.
//!
//! ```json
//! { "name": "OND-1", "kind": "sampled-visit", "article": "VI.1", "form": "sample", "inspector": "OND", "host": "HAL", "site": "north-field",
//!   "steps": [ { "step": "request", "party": "OND", "at": "2028-01-10T09:00:00Z" } ],
//!   "next": [ "opening", "refusal" ], "turn": "HAL",
//!   "due": { "step": "opening", "at": "2028-01-10T21:00:00Z", "hours": "opening", "article": "VI.1", "over": false } }
//! ```

use crate::locale::{Arg, Locale};
use crate::moment;
use crate::teller::Teller;
use crate::vocabulary;
use log::Timestamp;
use record::inspection::{Progress, Side, side_of};
use record::site::Difference;
use record::statement::{StepName, Subject};
use serde_json::{Value, json};
use treaty::instrument::{Clause, Inspection, Kind, OpeningForm, Rule, Step};
use treaty::{Date, Id, Instrument, PartyCode};

/// An inspection, for whoever tells it.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// The instrument.
    pub treaty: &'a Instrument,
    /// What it is called.
    pub name: &'a str,
    /// How far it has come.
    pub progress: &'a Progress,
    /// The clause under which it was asked for.
    pub clause: Option<(&'a Clause, &'a Inspection)>,
    /// The site's name and the kind of facility that it is, once it was designated.
    pub site: Option<(&'a Id, &'a Id)>,
}

/// For whom it is told, when, and in which words.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The instrument.
    pub treaty: &'a Instrument,
    /// The party.
    pub own: &'a PartyCode,
    /// The time.
    pub now: Timestamp,
    /// The words.
    pub locale: &'a Locale,
}

/// What a step shows to the side that takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A site was opened.
    Opened {
        /// Which.
        site: Id,
        /// At the end of which epoch.
        epoch: u32,
        /// On the road or not, of which class, how many.
        counts: Vec<(bool, Id, u16)>,
    },
    /// A message opens something else than was committed to.
    DoesNotOpen(String),
    /// The host's own table of its items and their leaves.
    Leaves(String),
    /// A list of objects.
    Listed {
        /// How many.
        objects: u64,
        /// How many have no leaf.
        without: u64,
        /// Where the list is.
        path: String,
    },
    /// The objects that are examined.
    Drawn(Vec<Drawn>),
    /// What differs; nothing where nothing does.
    Compared(Vec<Differs>),
    /// Where a report is.
    Reported(String),
    /// What is asked.
    Asked {
        /// What about.
        subject: Subject,
        /// Of which class.
        class: Id,
        /// Of which leaf.
        leaf: Option<u16>,
        /// Under which seal.
        seal: Option<String>,
        /// With which tag.
        tag: Option<String>,
    },
    /// What an answer tells.
    Told {
        /// Link by link, newest first.
        links: Vec<ToldLink>,
        /// Where the item stood.
        stood: Vec<ToldStood>,
        /// What does not hold.
        flaws: Vec<String>,
    },
}

/// A place: whether it is the road to a site, and the site.
pub type PlaceOf = (bool, Id);

/// A link of an item's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldLink {
    /// What was done, by its word.
    pub deed: &'static str,
    /// In which epoch.
    pub epoch: u32,
    /// Where it then stood, or where it ended.
    pub place: PlaceOf,
    /// As what class.
    pub class: Id,
    /// Whether a manifest shows it.
    pub proved: bool,
}

/// Where an item stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldStood {
    /// At the end of which epoch.
    pub epoch: u32,
    /// Where.
    pub place: PlaceOf,
    /// As what class.
    pub class: Id,
}

/// An object that the lot fell on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The seal on it.
    pub seal: String,
    /// Its class.
    pub class: Id,
    /// Its leaf.
    pub leaf: Option<u16>,
    /// Its tag, once the leaf was opened.
    pub tag: Option<String>,
}

/// A difference with the name of its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The difference.
    pub difference: Difference,
    /// Its class.
    pub class: Id,
}

/// A time in words: `2028-01-10 09:00 UTC`.
pub fn utc(time: Timestamp) -> String {
    format!("{} {} UTC", moment::utc(time).0, moment::minutes(time))
}

/// The day of a time, in UTC.
pub fn day(time: Timestamp) -> Date {
    moment::utc(time).0
}

/// Several inspections in words.
pub fn all(standings: &[Standing<'_>], telling: Telling<'_>) -> String {
    match standings {
        [] => format!("{}\n", telling.locale.word("inspect-none")),
        some => some.iter().map(|standing| words(*standing, telling)).collect::<Vec<_>>().join("\n"),
    }
}

/// What a call did, in words: the step, or that something was only shown; what it showed; and how the inspection stands now.
pub fn done(
    step: Option<StepName>,
    again: bool,
    shown: &[Shown],
    standing: Standing<'_>,
    telling: Telling<'_>,
) -> String {
    let key = match (step, again) {
        (None, _) => "inspect-showed",
        (Some(_), true) => "inspect-again",
        (Some(_), false) => "inspect-took",
    };
    let name = step.map(|step| step_name(telling.locale, step)).unwrap_or_default();
    let mut lines = vec![telling.locale.say(key, &[("name", Arg::Words(standing.name)), ("step", Arg::Words(&name))])];
    lines.extend(shown.iter().flat_map(|shown| told(shown, telling)));
    format!("{}\n\n{}", lines.join("\n"), words(standing, telling))
}

/// One inspection in words.
pub fn words(standing: Standing<'_>, telling: Telling<'_>) -> String {
    let mut lines = vec![head(standing, telling)];
    let last = standing.progress.last();
    lines.push(telling.locale.say(
        "inspect-last",
        &[
            ("step", Arg::Words(&step_name(telling.locale, last.name))),
            ("time", Arg::Words(&utc(last.at))),
            ("party", Arg::Words(&party(standing, telling, side_of(last.name)))),
        ],
    ));
    lines.extend(next(standing, telling));
    lines.extend(restrictions(standing, telling));
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

/// One inspection as JSON.
pub fn json(standing: Standing<'_>, now: Timestamp) -> Value {
    let progress = standing.progress;
    let step = |taken: &record::inspection::Taken| json!({ "step": taken.name.word(), "party": progress.party(side_of(taken.name)).as_str(), "at": moment::rfc3339(taken.at) });
    let due = due(standing).map(|(name, at, hours, clause)| {
        json!({ "step": name.word(), "at": moment::rfc3339(at), "hours": hours.id.as_str(),
                "article": clause.article.to_string(), "over": at < now })
    });
    json!({
        "name": standing.name,
        "kind": standing.clause.map(|(clause, _)| clause.id.as_str()),
        "article": standing.clause.map(|(clause, _)| clause.article.to_string()),
        "form": form_word(progress.request().form),
        "inspector": progress.party(Side::Inspector).as_str(),
        "host": progress.party(Side::Host).as_str(),
        "site": standing.site.map(|(site, _)| site.as_str()),
        "steps": progress.taken().iter().map(step).collect::<Vec<_>>(),
        "next": may_come(standing).iter().map(|name| name.word()).collect::<Vec<_>>(),
        "turn": progress.turn().map(|side| progress.party(side).as_str()),
        "due": due,
    })
}

/// What a step showed, as JSON.
pub fn shown_json(shown: &[Shown]) -> Value {
    let one = |shown: &Shown| match shown {
        Shown::Opened { site, epoch, counts } => {
            let count = |(road, class, items): &(bool, Id, u16)| json!({ "road": road, "class": class.as_str(), "items": items });
            json!({ "opened": { "site": site.as_str(), "epoch": epoch, "counts": counts.iter().map(count).collect::<Vec<_>>() } })
        }
        Shown::DoesNotOpen(why) => json!({ "does_not_open": why }),
        Shown::Leaves(path) => json!({ "leaves": path }),
        Shown::Listed { objects, without, path } => {
            json!({ "listed": { "objects": objects, "without_leaf": without, "file": path } })
        }
        Shown::Drawn(drawn) => {
            let object = |drawn: &Drawn| json!({ "seal": drawn.seal, "class": drawn.class.as_str(), "leaf": drawn.leaf, "tag": drawn.tag });
            json!({ "drawn": drawn.iter().map(object).collect::<Vec<_>>() })
        }
        Shown::Compared(differences) => {
            json!({ "differences": differences.iter().map(difference_json).collect::<Vec<_>>() })
        }
        Shown::Reported(path) => json!({ "reported": path }),
        Shown::Asked { subject, class, leaf, seal, tag } => json!({ "asked": {
            "subject": subject.word(), "class": class.as_str(), "leaf": leaf, "seal": seal, "tag": tag } }),
        Shown::Told { links, stood, flaws } => {
            let link = |link: &ToldLink| {
                let (road, site) = &link.place;
                json!({ "deed": link.deed, "epoch": link.epoch, "road": road, "site": site.as_str(),
                        "class": link.class.as_str(), "proved": link.proved })
            };
            let stood = stood.iter().map(|ToldStood { epoch, place: (road, site), class }| {
                json!({ "epoch": epoch, "road": road, "site": site.as_str(), "class": class.as_str() })
            });
            json!({ "told": { "links": links.iter().map(link).collect::<Vec<_>>(),
                              "stood": stood.collect::<Vec<_>>(), "flaws": flaws } })
        }
    };
    Value::Array(shown.iter().map(one).collect())
}

fn difference_json(differs: &Differs) -> Value {
    let Difference { code, leaf, seal, .. } = &differs.difference;
    json!({ "code": code.word(), "class": differs.class.as_str(), "leaf": leaf, "seal": seal.as_ref().map(|seal| seal.as_str()) })
}

fn told(shown: &Shown, telling: Telling<'_>) -> Vec<String> {
    let Telling { locale, .. } = telling;
    let class = |class: &Id| teller(telling).name(Kind::Class, class);
    match shown {
        Shown::Opened { site, epoch, counts } => {
            let args = [("site", Arg::Words(site.as_str())), ("epoch", Arg::Words(&epoch.to_string()))];
            let count = |(road, of, items): &(bool, Id, u16)| {
                let key = if *road { "inspect-opened-road" } else { "inspect-opened-here" };
                format!("  {items:>5}  {}", locale.say(key, &[("class", Arg::Words(&class(of)))]))
            };
            std::iter::once(locale.say("inspect-opened", &args)).chain(counts.iter().map(count)).collect()
        }
        Shown::DoesNotOpen(why) => vec![locale.say("inspect-does-not-open", &[("why", Arg::Words(why))])],
        Shown::Leaves(path) => vec![locale.say("inspect-leaves", &[("path", Arg::Words(path))])],
        Shown::Listed { objects, without, path } => {
            let args =
                [("count", Arg::Number(*objects)), ("without", Arg::Number(*without)), ("path", Arg::Words(path))];
            vec![locale.say("inspect-listed", &args)]
        }
        Shown::Drawn(drawn) => {
            let object = |drawn: &Drawn| format!("  {}", drawn_object(drawn, &class(&drawn.class), locale));
            std::iter::once(locale.word("inspect-drawn")).chain(drawn.iter().map(object)).collect()
        }
        Shown::Compared(differences) if differences.is_empty() => vec![locale.word("inspect-agrees")],
        Shown::Compared(differences) => {
            let one = |differs: &Differs| format!("  {}", difference(differs, &class(&differs.class), locale));
            std::iter::once(locale.word("inspect-differs")).chain(differences.iter().map(one)).collect()
        }
        Shown::Asked { subject, class: of, leaf, seal, tag } => {
            let what = locale.word(&format!("subject-{}", subject.word()));
            let by = [
                ("inspect-asked-leaf", leaf.map(|leaf| leaf.to_string())),
                ("inspect-asked-seal", seal.clone()),
                ("inspect-asked-tag", tag.clone()),
            ];
            let by = by.iter().filter_map(|(key, of)| Some(locale.say(key, &[("of", Arg::Words(of.as_ref()?))])));
            let by = std::iter::once(class(of)).chain(by).collect::<Vec<_>>().join(", ");
            vec![locale.say("inspect-asked", &[("what", Arg::Words(&what)), ("by", Arg::Words(&by))])]
        }
        Shown::Told { links, stood, flaws } => answered(links, stood, flaws, telling),
        Shown::Reported(path) => vec![locale.say("inspect-reported", &[("path", Arg::Words(path))])],
    }
}

/// What an answer tells, and what does not hold in it.
fn answered(links: &[ToldLink], stood: &[ToldStood], flaws: &[String], telling: Telling<'_>) -> Vec<String> {
    let Telling { locale, .. } = telling;
    let class = |class: &Id| teller(telling).name(Kind::Class, class);
    let place = |(road, site): &PlaceOf| match road {
        true => locale.say("inspect-told-road", &[("site", Arg::Words(site.as_str()))]),
        false => site.to_string(),
    };
    let link = |link: &ToldLink| {
        let deed = locale.word(&format!("deed-{}", link.deed.replace('_', "-")));
        let key = if link.proved { "inspect-told-proved" } else { "inspect-told-word" };
        let (epoch, place, class) = (link.epoch.to_string(), place(&link.place), class(&link.class));
        let args = [
            ("epoch", Arg::Words(&epoch)),
            ("deed", Arg::Words(&deed)),
            ("place", Arg::Words(&place)),
            ("class", Arg::Words(&class)),
        ];
        format!("  {}", locale.say(key, &args))
    };
    let leaf = |stood: &ToldStood| {
        let (epoch, place, class) = (stood.epoch.to_string(), place(&stood.place), class(&stood.class));
        let args = [("epoch", Arg::Words(&epoch)), ("place", Arg::Words(&place)), ("class", Arg::Words(&class))];
        format!("  {}", locale.say("inspect-told-stood", &args))
    };
    let flaw = |flaw: &String| locale.say("inspect-told-flaw", &[("why", Arg::Words(flaw))]);
    let mut lines = vec![locale.word(if flaws.is_empty() { "inspect-told" } else { "inspect-told-not" })];
    lines.extend(links.iter().map(link));
    lines.extend(stood.iter().map(leaf));
    lines.extend(flaws.iter().map(flaw));
    lines
}

fn drawn_object(drawn: &Drawn, class: &str, locale: &Locale) -> String {
    let leaf = drawn.leaf.map_or_else(|| "—".to_owned(), |leaf| leaf.to_string());
    let args = |tag| {
        [
            ("seal", Arg::Words(&drawn.seal)),
            ("class", Arg::Words(class)),
            ("leaf", Arg::Words(&leaf)),
            ("tag", Arg::Words(tag)),
        ]
    };
    match &drawn.tag {
        Some(tag) => locale.say("inspect-drawn-tag", &args(tag)),
        None => locale.say("inspect-drawn-object", &args("")),
    }
}

fn difference(differs: &Differs, class: &str, locale: &Locale) -> String {
    let Difference { code, leaf, seal, .. } = &differs.difference;
    let leaf = leaf.map(|leaf| leaf.to_string()).unwrap_or_default();
    let seal = seal.as_ref().map(|seal| seal.to_string()).unwrap_or_default();
    let key = format!("inspect-code-{}", code.word());
    locale.say(&key, &[("class", Arg::Words(class)), ("leaf", Arg::Words(&leaf)), ("seal", Arg::Words(&seal))])
}

fn head(standing: Standing<'_>, telling: Telling<'_>) -> String {
    let locale = telling.locale;
    let [inspector, host] = [Side::Inspector, Side::Host].map(|side| party(standing, telling, side));
    let sides =
        [("name", Arg::Words(standing.name)), ("inspector", Arg::Words(&inspector)), ("host", Arg::Words(&host))];
    let Some((clause, _)) = standing.clause else { return locale.say("inspect-head-unknown", &sides) };
    let (kind, article) = (teller(telling).name(Kind::Inspection, &clause.id), clause.article.to_string());
    let form = locale.word(&format!("inspect-form-{}", form_word(standing.progress.request().form)));
    let [name, inspector, host] = sides;
    let args = [
        name,
        inspector,
        host,
        ("kind", Arg::Words(&kind)),
        ("article", Arg::Words(&article)),
        ("form", Arg::Words(&form)),
    ];
    match standing.site {
        None => locale.say("inspect-head", &args),
        Some((site, _)) => {
            let site = [("site", Arg::Words(site.as_str()))];
            locale.say("inspect-head-site", &args.into_iter().chain(site).collect::<Vec<_>>())
        }
    }
}

/// Whose turn it is, what to do, and until when.
fn next(standing: Standing<'_>, telling: Telling<'_>) -> Vec<String> {
    let (progress, locale) = (standing.progress, telling.locale);
    let Some(name) = awaited(progress) else { return over(standing, telling) };
    let whose = progress.party(side_of(name));
    let mut lines = vec![match whose == telling.own {
        true => locale.say("inspect-your-turn", &[("what", Arg::Words(&to_do(progress, name, locale)))]),
        false => {
            let party = party(standing, telling, side_of(name));
            locale.say(
                "inspect-their-turn",
                &[("party", Arg::Words(&party)), ("step", Arg::Words(&step_name(locale, name)))],
            )
        }
    }];
    lines.push(until(standing, telling));
    lines.extend(instead(standing, telling, name));
    lines
}

/// That nothing is awaited any more, and that the inspector may inquire, for as long as it may.
fn over(standing: Standing<'_>, telling: Telling<'_>) -> Vec<String> {
    let locale = telling.locale;
    let Some((clause, kind)) = standing.clause.filter(|_| may_come(standing).contains(&StepName::Inquiry)) else {
        return vec![locale.word("inspect-over")];
    };
    let (most, _) = kind.inquiries().expect("an inquiry may come");
    let asked = standing.progress.inquiries().len();
    let left = u64::from(most).saturating_sub(asked as u64);
    let until = standing.progress.due(standing.treaty, kind, StepName::Inquiry).map(|(at, _)| utc(at));
    let until = until.unwrap_or_else(|| "—".to_owned());
    let args = [
        ("count", Arg::Number(left)),
        ("until", Arg::Words(&until)),
        ("article", Arg::Words(&clause.article.to_string())),
    ];
    vec![locale.say("inspect-may-inquire", &args)]
}

fn until(standing: Standing<'_>, telling: Telling<'_>) -> String {
    let locale = telling.locale;
    let Some((_, at, hours, clause)) = due(standing) else { return locale.word("inspect-no-due") };
    let after = StepName::ALL.iter().find(|name| hours.after.as_ref().is_some_and(|id| id.as_str() == name.word()));
    let after = after.map(|name| step_name(locale, *name)).unwrap_or_default();
    let key = if at < telling.now { "inspect-due-over" } else { "inspect-due" };
    locale.say(
        key,
        &[
            ("time", Arg::Words(&utc(at))),
            ("hours", Arg::Words(locale.text(&hours.name))),
            ("span", Arg::Words(&vocabulary::within(locale, hours.span))),
            ("after", Arg::Words(&after)),
            ("article", Arg::Words(&clause.article.to_string())),
        ],
    )
}

/// What else this side may do now.
fn instead(standing: Standing<'_>, telling: Telling<'_>, awaited: StepName) -> Option<String> {
    let (progress, locale) = (standing.progress, telling.locale);
    let is_late = due(standing).is_some_and(|(_, at, ..)| at < telling.now);
    let way = |name: &StepName| match name {
        StepName::Refusal => Some(locale.word("inspect-refuse")),
        StepName::Withdrawal => Some(locale.word("inspect-withdraw")),
        StepName::Designation if *name != awaited && is_late => Some(locale.word("inspect-choose")),
        _ => None,
    };
    let own = progress.next().into_iter().filter(|name| progress.party(side_of(*name)) == telling.own);
    let ways: Vec<_> = own.filter_map(|name| way(&name)).collect();
    (!ways.is_empty()).then(|| locale.say("inspect-instead", &[("steps", Arg::Words(&ways.join("; ")))]))
}

/// The restrictions that hold from the designation on, for as long as the inspection lasts.
fn restrictions(standing: Standing<'_>, telling: Telling<'_>) -> Vec<String> {
    let found = restricting(standing, telling.treaty);
    if found.is_empty() || standing.progress.turn().is_none() {
        return Vec::new();
    }
    let one = |clause: &&Clause| {
        let text = clause.text.as_ref().map(|text| telling.locale.said(telling.treaty, text)).unwrap_or_default();
        let args = [("letter", Arg::Words(clause.id.as_str())), ("text", Arg::Words(&text))];
        format!("  {}", telling.locale.say("inspect-restriction", &args))
    };
    std::iter::once(telling.locale.word("inspect-restrictions")).chain(found.iter().map(one)).collect()
}

/// The restrictions of an inspection's kind at its kind of site.
pub(crate) fn restricting<'a>(standing: Standing<'_>, treaty: &'a Instrument) -> Vec<&'a Clause> {
    let Some(((kind, _), (_, facility))) = standing.clause.zip(standing.site) else { return Vec::new() };
    let of = |clause: &&Clause| match &clause.rule {
        Rule::Restriction(rule) => rule.inspection == kind.id && rule.at.contains(facility),
        _ => false,
    };
    treaty.of(Kind::Restriction).filter(of).collect()
}

/// The steps that may come next: an inquiry only where the instrument gives any.
fn may_come(standing: Standing<'_>) -> Vec<StepName> {
    let asks = standing.clause.is_some_and(|(_, kind)| kind.inquiries().is_some());
    let next = standing.progress.next().into_iter();
    next.filter(|name| asks || *name != StepName::Inquiry).collect()
}

/// The next step that is none of those by which a side breaks off.
fn awaited(progress: &Progress) -> Option<StepName> {
    progress.awaited()
}

type Due<'a> = (StepName, Timestamp, &'a Step, &'a Clause);

fn due<'a>(standing: Standing<'a>) -> Option<Due<'a>> {
    let ((clause, kind), name) = standing.clause.zip(awaited(standing.progress))?;
    let (at, hours) = standing.progress.due(standing.treaty, kind, name)?;
    Some((name, at, hours, clause))
}

fn to_do(progress: &Progress, name: StepName, locale: &Locale) -> String {
    let drawn = name == StepName::Designation && progress.nonce().is_some();
    locale.word(&format!("inspect-do-{}{}", name.word(), if drawn { "-drawn" } else { "" }))
}

fn step_name(locale: &Locale, name: StepName) -> String {
    locale.word(&format!("step-{}", name.word()))
}

fn party(standing: Standing<'_>, telling: Telling<'_>, side: Side) -> String {
    teller(telling).party(standing.progress.party(side))
}

fn teller(telling: Telling<'_>) -> Teller<'_> {
    Teller { locale: telling.locale, of: telling.treaty }
}

pub(crate) fn form_word(form: OpeningForm) -> &'static str {
    OpeningForm::WORDS.iter().find(|(_, other)| *other == form).map_or("", |(word, _)| word)
}
