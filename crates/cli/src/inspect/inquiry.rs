//! Inquiries about a signed report: the inspector asks, the host answers out of its books or declines, the inspector says what became of it.

use super::follow::Visit;
use super::rights::by;
use super::turn::Turn;
use super::{Done, opening, papers};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::{Failure, INCONSISTENT, OPEN};
use inventory::{Deed as Happened, Keys, List, NoReply, Reply, Seed, reply};
use proof::manifest::Tag;
use proof::{Context, Place, PlaceKind, Salt};
use record::inspection::Side;
use record::site::{Asked, DifferenceCode, StatedRoots, Told, Weight, told};
use record::statement::{Comparison, Conclusion, Deed, SealedHash, StepName, Subject};
use record::{Epoch, SealNumber, Sealed, SiteAnswer, SiteInquiry};
use report::visit::{Shown, ToldLink, ToldStood};
use treaty::Id;
use treaty::instrument::Inspection;

/// What is asked about, as it was typed.
pub struct Object<'a> {
    /// The seal on it.
    pub seal: Option<&'a str>,
    /// The class of a leaf.
    pub class: Option<&'a str>,
    /// The leaf.
    pub leaf: Option<u16>,
    /// The tag on it.
    pub tag: Option<&'a str>,
}

/// The inspector inquires.
pub fn inquire(desk: &mut Desk, about: &str, object: &Object<'_>) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Inquiry])?;
    let (name, host) = (visit.name(), visit.progress.party(Side::Host).clone());
    let subject = Subject::ALL.iter().copied().find(|subject| subject.word() == about).ok_or_else(|| {
        Failure::Refused(format!("an inquiry is about an arrival, a departure or a story, and not about `{about}`"))
    })?;
    let again = desk.turn(visit, StepName::Inquiry)? == Turn::Again;
    let mut inquiry = meant(desk, visit, subject, object)?;
    if again {
        let stands = papers::inquiries(desk, visit)?.pop();
        inquiry.salt = stands.as_ref().map_or(inquiry.salt, |stands| stands.salt);
        if stands != Some(inquiry) {
            return Err(Failure::Refused(format!("{name}: another inquiry stands in the record already")));
        }
        return Ok(Done::again(name, StepName::Inquiry));
    }
    may_ask(desk, visit, subject)?;
    inquiry.salt = Salt(*desk.draw());
    desk.home.keep_sealed(&host, &desk.author(), desk.next_place(), &inquiry.encode()).map_err(refused)?;
    desk.take(&name, Deed::Inquiry { subject, paper: inquiry.hash() })?;
    Ok(Done::took(name, StepName::Inquiry))
}

/// Shows the host what is asked.
pub fn look(desk: &mut Desk) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Answer])?;
    let shown = vec![asked_words(desk, &last(desk, visit)?)];
    Ok(Done { visit: visit.name(), step: None, again: false, shown, status: 0 })
}

/// The host answers, or declines.
pub fn answer(desk: &mut Desk, decline: bool, beyond_cap: bool) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Answer])?;
    let (name, request) = (visit.name(), visit.progress.request().clone());
    let again = desk.turn(visit, StepName::Answer)? == Turn::Again;
    let inquiry = last(desk, visit)?;
    let shown = vec![asked_words(desk, &inquiry)];
    if again {
        return Ok(Done::again(name, StepName::Answer).showing(shown, 0));
    }
    if decline {
        desk.take(&name, Deed::Answer(None))?;
        return Ok(Done::took(name, StepName::Answer).showing(shown, 0));
    }
    within_cap(desk, visit, inquiry.subject, beyond_cap)?;
    let (inspector, inspection) = (visit.progress.party(Side::Inspector).clone(), visit.progress.id());
    let asked = asked(desk, visit, &inquiry)?;
    let (links, classes, step) = (asked.links_max, asked.classes, asked.step);
    let Reply { story, leaves } = replies(desk, visit, &asked)?;
    let mut plain = SiteAnswer { inspection, salt: Salt([0; 32]), inquiry: step, story, leaves };
    // whatever is sealed is held first against what was stated, as its reader will
    let shows = plain.told(&asked, &|epoch| stated(desk, visit, epoch));
    let shows = shows.map_err(|why| Failure::Refused(format!("the answer would not hold: {why}")))?;
    if let Some(flaw) = shows.flaws.first() {
        return Err(Failure::Refused(format!("the answer would not explain what is asked: {flaw}")));
    }
    plain.salt = Salt(*desk.draw());
    let sealed = opening::seal(desk, &request.key, Sealed::Answer, &inspection, &plain.encode(links, classes))?;
    desk.home.keep_sealed(&inspector, &desk.author(), desk.next_place(), &sealed).map_err(refused)?;
    desk.take(&name, Deed::Answer(Some(SealedHash::of(&sealed))))?;
    Ok(Done::took(name, StepName::Answer).showing(shown, 0))
}

/// The inspector opens the answer, and says what became of it.
pub fn conclude(desk: &mut Desk, not_received: bool) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Conclusion])?;
    let name = visit.name();
    let again = desk.turn(visit, StepName::Conclusion)? == Turn::Again;
    let message = opening::message(desk, visit, StepName::Answer)?;
    let (conclusion, shown, status) = match (not_received, message) {
        (true, Some(_)) => {
            return Err(Failure::Refused(format!("{name}: the answer is here, as the host's step names it: open it")));
        }
        (true, None) => (Conclusion::NotReceived, Vec::new(), 0),
        (false, None) => {
            let why =
                "the sealed answer is not on the stick, nor was it before: ask for it, or say so with --not-received";
            return Err(Failure::Refused(format!("{name}: {why}")));
        }
        (false, Some(message)) => opened(desk, visit, &message)?,
    };
    if again {
        return Ok(Done::again(name, StepName::Conclusion).showing(shown, status));
    }
    let left = left(desk, visit, conclusion)?;
    desk.take(&name, Deed::Conclusion { conclusion, left })?;
    Ok(Done::took(name, StepName::Conclusion).showing(shown, status))
}

/// What an answer comes to, what it shows, and the exit status.
fn opened(desk: &Desk, visit: &Visit, message: &[u8]) -> Result<(Conclusion, Vec<Shown>, u8), Failure> {
    let inquiry = last(desk, visit)?;
    let asked = asked(desk, visit, &inquiry)?;
    if inquiry.subject == Subject::Departure && asked.closing.is_none() {
        let why = "the host's record, as this home holds it, does not reach the epoch that closes after the count: ask for the newer one";
        return Err(Failure::Refused(format!("{}: {why}", visit.name())));
    }
    let secret = opening::secret(desk, visit)?;
    Ok(match told(&secret, message, &asked, &|epoch| stated(desk, visit, epoch)) {
        Err(why) => (Conclusion::NotExplained, vec![Shown::DoesNotOpen(why.to_string())], INCONSISTENT),
        Ok(told) => {
            let status = match told.weight() {
                None => 0,
                Some(Weight::Discrepancy) => OPEN,
                Some(Weight::Contradiction) => INCONSISTENT,
            };
            let conclusion = if told.explains() { Conclusion::Explained } else { Conclusion::NotExplained };
            (conclusion, vec![told_words(desk, visit, &told)?], status)
        }
    })
}

/// What is asked: of an object its class and leaf stand in the list, and its tag in what was opened, if it is known.
fn meant(desk: &Desk, visit: &Visit, subject: Subject, object: &Object<'_>) -> Result<SiteInquiry, Failure> {
    let refuse = |why: &str| Failure::Refused(format!("{}: {why}", visit.name()));
    let number =
        |seal: &str| SealNumber::new(seal).ok_or_else(|| refuse("no number of a seal: 1 to 32 of A-Z, 0-9 and -"));
    let seal = object.seal.map(number).transpose()?;
    let listed = |seal: &SealNumber| {
        let found = papers::list(desk, visit)?.objects.into_iter().find(|object| object.seal == *seal);
        found.ok_or_else(|| refuse("no object of the list has this seal"))
    };
    let listed = seal.as_ref().map(listed).transpose()?;
    let class = match (&listed, object.class) {
        (Some(listed), _) => listed.class,
        (None, Some(class)) => Id::new(class)
            .and_then(|class| papers::class_number(desk.treaty(), &class))
            .ok_or_else(|| refuse("the instrument has no class of this name"))?,
        (None, None) => return Err(refuse("name the object by its --seal, or the leaf by --class and --leaf")),
    };
    let leaf = listed.as_ref().map_or(object.leaf, |listed| listed.leaf);
    let site = opening::site_seen(desk, visit)?;
    let known = leaf.map(|leaf| Ok(opening::tags(desk, visit, &site)?.0.get(&(class, leaf)).copied())).transpose()?;
    let tag = |text: &str| tag(text).ok_or_else(|| refuse("a tag is 32 lower-case hexadecimal digits"));
    let tag = object.tag.map(tag).transpose()?.or(known.flatten());
    let inquiry = SiteInquiry { inspection: visit.progress.id(), salt: Salt([0; 32]), subject, class, leaf, seal, tag };
    let needs = match subject {
        Subject::Arrival => "an arrival is asked about by --seal and --tag of an object that has no leaf in the list",
        Subject::Departure => "a departure is asked about by --class and --leaf, and nothing else but --tag",
        Subject::Story => "a story is asked for by --seal of an object that has a leaf in the list",
    };
    if inquiry.is_whole() { Ok(inquiry) } else { Err(refuse(needs)) }
}

/// What the instrument lets be asked. A difference may be asked about beyond the number too: it is then for the host to say that it needs more.
fn may_ask(desk: &Desk, visit: &Visit, subject: Subject) -> Result<(), Failure> {
    let (clause, kind) = visit.clause(desk.treaty()).ok_or_else(|| no_kind(visit))?;
    let asked = visit.progress.inquiries().len();
    let Some((most, _)) = kind.inquiries() else {
        return Err(by(clause, "no inquiries follow this kind of inspection"));
    };
    let differs = visit.progress.report().is_some_and(|(_, comes)| comes == Comparison::Differs);
    match subject {
        Subject::Story if asked >= most as usize => {
            Err(by(clause, format!("{asked} of {most} inquiries after this inspection are used up")))
        }
        Subject::Arrival | Subject::Departure if !differs => {
            Err(by(clause, "the report found no difference, so there is nothing to ask about but a story"))
        }
        _ => Ok(()),
    }
}

/// Stops an answer by which the host would say that it needs more than the instrument lets differences be explained by, unless it means to.
fn within_cap(desk: &Desk, visit: &Visit, subject: Subject, beyond_cap: bool) -> Result<(), Failure> {
    let (clause, kind) = visit.clause(desk.treaty()).ok_or_else(|| no_kind(visit))?;
    let Some((most, _)) = kind.inquiries() else {
        return Err(by(clause, "no inquiries follow this kind of inspection: decline it with --decline"));
    };
    let about =
        |one: &&record::inspection::Inquired| one.subject != Subject::Story && matches!(one.answer, Some(Some(_)));
    let answered = visit.progress.inquiries().iter().filter(about).count();
    if subject == Subject::Story || answered < most as usize || beyond_cap {
        return Ok(());
    }
    let why = format!(
        "{answered} differences were explained, and the instrument lets {most} be: decline with --decline, or answer with --beyond-cap, which says that you need more"
    );
    Err(by(clause, why))
}

/// The answer out of the host's books.
fn replies(desk: &Desk, visit: &Visit, asked: &Asked<'_>) -> Result<Reply, Failure> {
    let context = Context::new(&desk.treaty().hash.0, desk.party().as_str().as_bytes());
    let keys = Keys::new(&Seed::new(desk.home.seed().map_err(refused)?), &context);
    let events = desk.home.events().map_err(refused)?;
    let path = desk.home.events_path();
    let list = List::parse(&events).map_err(|why| Failure::Refused(format!("`{}`: {why}", path.display())))?;
    let mut then = |epoch: Epoch| {
        let body = desk.books.epoch(desk.party(), epoch);
        let missing = || Failure::Refused(format!("this home's record states no epoch {epoch}"));
        opening::then(desk, body.ok_or_else(missing)?)
    };
    reply(&keys, list.events(), asked, &mut then)?.map_err(|why| {
        let beside = if why == NoReply::NotClosed { "" } else { "; decline with --decline" };
        Failure::Refused(format!("{}: {why}{beside}", visit.name()))
    })
}

/// What an answer is held against.
fn asked<'a>(desk: &Desk, visit: &Visit, inquiry: &'a SiteInquiry) -> Result<Asked<'a>, Failure> {
    let (progress, host) = (&visit.progress, visit.progress.party(Side::Host));
    let kind = visit.clause(desk.treaty()).map(|(_, kind)| kind).ok_or_else(|| no_kind(visit))?;
    let links_max = Inspection::inquiries(kind).map_or(1, |(_, links)| links);
    let classes = u8::try_from(desk.treaty().warhead_classes().count()).expect("an instrument has at most 16 classes");
    let step = progress.step(StepName::Inquiry).expect("an answer comes after an inquiry").hash;
    let subject = opening::subject(desk, visit)?;
    let closing = progress.closing(desk.treaty()).filter(|closing| desk.books.epoch(host, *closing).is_some());
    Ok(Asked { step, inquiry, site: subject.site, opened: subject.body.epoch, closing, links_max, classes })
}

fn stated(desk: &Desk, visit: &Visit, epoch: Epoch) -> Option<StatedRoots> {
    let host = visit.progress.party(Side::Host);
    let roots = desk.books.epoch(host, epoch)?.roots.clone();
    Some(StatedRoots { shape: desk.books.layout(desk.treaty(), host, epoch).ok()?.shape, roots })
}

/// The inquiry that is under way.
fn last(desk: &Desk, visit: &Visit) -> Result<SiteInquiry, Failure> {
    let last = papers::inquiries(desk, visit)?.pop();
    last.ok_or_else(|| Failure::Refused(format!("{}: nothing was asked yet", visit.name())))
}

/// Whether a difference of the report is left that no answer explained, the one that is concluded now among them. That numbers differ follows from
/// the objects and leaves of a list.
fn left(desk: &Desk, visit: &Visit, conclusion: Conclusion) -> Result<bool, Failure> {
    let told = visit.progress.inquiries().iter().map(|one| one.is_explained());
    let mut explained: Vec<_> = told.zip(papers::inquiries(desk, visit)?).collect();
    if let Some((is, _)) = explained.last_mut() {
        *is = conclusion == Conclusion::Explained;
    }
    let report = papers::report(desk, visit)?;
    let listed = visit.progress.list().is_some();
    let is_left = |difference: &record::site::Difference| match difference.code {
        DifferenceCode::Count => !listed,
        DifferenceCode::Missing => !explained.iter().any(|(is, inquiry)| {
            let about = (inquiry.subject, inquiry.class, inquiry.leaf);
            *is && about == (Subject::Departure, difference.class, difference.leaf)
        }),
        DifferenceCode::WithoutLeaf => !explained
            .iter()
            .any(|(is, inquiry)| *is && inquiry.subject == Subject::Arrival && inquiry.seal == difference.seal),
        _ => true,
    };
    Ok(report.differences.iter().any(is_left))
}

fn asked_words(desk: &Desk, inquiry: &SiteInquiry) -> Shown {
    Shown::Asked {
        subject: inquiry.subject,
        class: papers::class_id(desk.treaty(), inquiry.class),
        leaf: inquiry.leaf,
        seal: inquiry.seal.as_ref().map(ToString::to_string),
        tag: inquiry.tag.map(|tag| papers::hexadecimal(&tag.0)),
    }
}

fn told_words(desk: &Desk, visit: &Visit, told: &Told) -> Result<Shown, Failure> {
    let ground = desk.books.ground(desk.treaty(), visit.progress.party(Side::Host))?;
    let place = |place: Place| {
        let alias = ground.sites().get(usize::from(place.site)).map(|site| site.alias.clone()).unwrap_or_default();
        (place.kind == PlaceKind::Road, alias)
    };
    let class = |class| papers::class_id(desk.treaty(), class);
    let link = |link: &record::site::ToldLink| ToldLink {
        deed: Happened::ALL.iter().find(|deed| deed.code() == link.event.code.0).map_or("", |deed| deed.word()),
        epoch: link.event.epoch.0,
        place: place(link.event.place),
        class: class(link.event.class),
        proved: link.proved,
    };
    let stood = |stood: &record::site::Stood| ToldStood {
        epoch: stood.epoch.0,
        place: place(stood.cell.place),
        class: class(stood.cell.class),
    };
    Ok(Shown::Told {
        links: told.links.iter().map(link).collect(),
        stood: told.stood.iter().map(stood).collect(),
        flaws: told.flaws.iter().map(ToString::to_string).collect(),
    })
}

/// A tag out of its digits.
fn tag(text: &str) -> Option<Tag> {
    let lower = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let byte = |place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
    let bytes: Option<Vec<_>> = (0..32).step_by(2).map(byte).collect();
    bytes.filter(|_| lower)?.try_into().ok().map(Tag)
}

fn no_kind(visit: &Visit) -> Failure {
    Failure::Refused(format!("{}: it is of no kind of inspection of this instrument", visit.name()))
}
