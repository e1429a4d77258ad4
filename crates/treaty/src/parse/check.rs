//! What must hold between the parts of an instrument. Each check names the lie, or the slip, that it stops.

mod annex;
mod clarification;
mod portal;
mod record;
mod seal;

use crate::diagnostic::{Diagnostic, nearest, show};
use crate::instrument::{
    Act, ActKind, Article, ArticleNumber, Clause, Counted, Inspection, Instrument, Keeps, Kind, Nature, Party, Reading,
    Rule, Side, Status, Sums,
};
use crate::source::SourceKey;
use crate::strict::{LISTED_MAX, Log};
use crate::text::{Id, PartyCode, Piece, Text, pieces};
use crate::time::{Moment, NoSuchDay};
use crate::timeline::Timeline;
use crate::trace;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What concerns the file alone: names given twice.
pub(super) fn alone(file: &Instrument, log: &Log) {
    let mut seen = Twice { log, first: BTreeMap::new() };
    for article in &file.articles {
        seen.name("article", &article.number.0, &article.span);
    }
    for act in &file.acts {
        seen.name("act", act.id.as_str(), &act.span);
    }
    for clause in &file.clauses {
        seen.name(clause.kind().word(), clause.id.as_str(), &clause.span);
    }
    let mut codes = BTreeSet::new();
    for party in file.parties.iter().chain(&file.observers) {
        if !codes.insert(&party.code) && !party.code.as_str().is_empty() {
            let message = format!("the party `{}` is named twice", party.code);
            log.push(Diagnostic::error("named-twice", 0..1, message).help("keep one of the two"));
        }
    }
}

struct Twice<'a> {
    log: &'a Log,
    first: BTreeMap<(&'static str, String), Range<usize>>,
}

impl Twice<'_> {
    fn name(&mut self, kind: &'static str, name: &str, span: &Range<usize>) {
        if name.is_empty() {
            return;
        }
        if self.first.insert((kind, name.to_owned()), span.clone()).is_some() {
            let message = format!("the {kind} `{}` is named twice", show(name));
            let help = "rename one of the two, or merge them";
            self.log.push(Diagnostic::error("named-twice", span.clone(), message).label("again").help(help));
        }
    }
}

/// What concerns the instrument as a whole, on its base. Parts of the base were checked with it and are not reported again.
pub(super) fn whole(built: &Instrument, log: &Log) {
    let names = built.clauses.iter().map(|clause| (clause.kind(), &clause.id)).collect();
    let acts = built.acts.iter().map(|act| &act.id).collect();
    let articles = built.articles.iter().map(|article| &article.number).collect();
    let check = Check { built, log, names, acts, articles, sums: built.sums() };
    check.against_the_base();
    check.parties();
    for article in built.articles.iter().filter(|article| article.origin == built.id) {
        check.article(article);
    }
    for act in built.acts.iter().filter(|act| act.origin == built.id) {
        check.act(act);
    }
    for clause in built.clauses.iter().filter(|clause| clause.origin == built.id) {
        check.clause(clause);
    }
    check.conversions();
    check.parts();
    check.acts_in_order();
    check.extensions();
    check.expiry();
    check.keeps();
    check.annex();
    check.portals();
    check.record();
}

struct Check<'a> {
    built: &'a Instrument,
    log: &'a Log,
    /// Every name of every kind, so that a reference costs no walk through the file.
    names: BTreeSet<(Kind, &'a Id)>,
    acts: BTreeSet<&'a Id>,
    articles: BTreeSet<&'a ArticleNumber>,
    sums: Sums<'a>,
}

impl Check<'_> {
    fn error(&self, code: &'static str, span: &Range<usize>, message: String, help: &str) {
        self.log.push(Diagnostic::error(code, span.clone(), message).label("here").help(help));
    }

    fn warning(&self, code: &'static str, span: &Range<usize>, message: String, help: &str) {
        self.log.push(Diagnostic::warning(code, span.clone(), message).label("here").help(help));
    }

    /// An act of a name that the base has too, or a limit, would change what the base was before this file existed.
    fn against_the_base(&self) {
        let Some(base) = &self.built.base else { return };
        let of_base: BTreeSet<_> =
            self.built.acts.iter().filter(|act| act.origin == base.id).map(|act| &act.id).collect();
        for act in self.built.acts.iter().filter(|act| act.origin == self.built.id && of_base.contains(&act.id)) {
            let message = format!("`{}` has an act `{}` already", base.id, act.id);
            self.error("named-in-base", &act.span, message, "rename it: the acts of the base stay what they were");
        }
    }

    fn parties(&self) {
        if self.built.parties.len() < 2 {
            let message = format!("{} parties", self.built.parties.len());
            self.error("too-few-parties", &(0..1), message, "an instrument needs two [[party]] tables at least");
        }
        if self.built.nature == Nature::Offer && self.built.proposed_by.is_none() {
            let message = "an offer that nobody made".to_owned();
            self.error("no-proposer", &(0..1), message, "say whose it is: proposed-by = \"US\"");
        }
        if let Some(code) = &self.built.proposed_by {
            self.party(code, &(0..1));
        }
        for Party { accedes, .. } in &self.built.parties {
            if let Some(act) = accedes {
                self.act_exists(act, &(0..1));
            }
        }
    }

    fn article(&self, article: &Article) {
        self.source(&article.source, &article.span);
        self.status(&article.status, &article.span);
        self.text(Some(&article.title), &article.span);
        self.text(Some(&article.text), &article.span);
        self.text(article.not_verifiable.as_ref(), &article.span);
        if let Some(act) = &article.applies {
            self.act_exists(act, &article.span);
        }
        if trace::rules_of(self.built, article).next().is_none() && article.not_verifiable.is_none() {
            self.error(
                "untraceable",
                &article.span,
                format!("no rule stands behind article {}", show(&article.number)),
                "add a clause with this article's number, or say not-verifiable = { en = \"…\", ru = \"…\" }",
            );
        }
    }

    fn act(&self, act: &Act) {
        self.source(&act.source, &act.span);
        self.text(Some(&act.title), &act.span);
        self.text(act.text.as_ref(), &act.span);
        self.readings(&act.readings, &act.span);
        act.by.iter().for_each(|code| self.party(code, &act.span));
        if let ActKind::Withholding { clock, .. } = &act.kind {
            self.refers(Kind::Clock, clock, &act.span);
        }
        if act.announced.is_some_and(|day| day > act.date) {
            let message = format!("`{}` took effect before it was announced", act.id);
            self.error("out-of-order", &act.span, message, "exchange the two dates, or leave `announced` out");
        }
    }

    fn clause(&self, clause: &Clause) {
        let span = &clause.span;
        self.source(&clause.source, span);
        self.status(&clause.status, span);
        self.text(clause.name.as_ref(), span);
        self.text(clause.text.as_ref(), span);
        if !self.articles.contains(&clause.article) && !clause.article.0.is_empty() {
            let message = format!("there is no article {}", show(&clause.article));
            self.error("refers-to-nothing", span, message, "add [[article]] with this id, or correct the number");
        }
        for moment in clause.from.iter().chain(&clause.until) {
            self.moment(moment, span);
        }
        self.rule(clause);
    }

    fn rule(&self, clause: &Clause) {
        let span = &clause.span;
        let all = |kind, ids: &[Id]| ids.iter().for_each(|id| self.refers(kind, id, span));
        match &clause.rule {
            Rule::Limit(limit) => {
                self.column(&clause.id, span);
                self.moment(&limit.binds, span);
                self.counts(&limit.counts, span);
                self.binds_before_it_ends(clause, &limit.binds);
            }
            Rule::Class(class) => all(Kind::Class, class.of_which.as_slice()),
            Rule::Type(item) => self.party(&item.party, span),
            Rule::Conversion(way) => all(Kind::Class, &[way.from.clone(), way.to.clone()]),
            Rule::Dispute(dispute) => {
                self.refers(Kind::Limit, &dispute.limit, span);
                self.party(&dispute.items_of, span);
                self.readings(&dispute.readings, span);
            }
            Rule::Freeze(_) => self.freeze(clause),
            Rule::Record(_) | Rule::Transit(_) | Rule::Opening(_) => self.kept(clause),
            Rule::Basing(basing) => {
                all(Kind::Class, &basing.classes);
                if let crate::instrument::Territory::Named(named) = &basing.territory {
                    self.text(Some(named), span);
                }
            }
            Rule::Facility(facility) => all(Kind::Class, &facility.holds),
            Rule::Clock(clock) => {
                for instead in clock.calendar.iter().flat_map(|calendar| &calendar.instead) {
                    self.source(&instead.source, span);
                }
                if clock.due.as_ref().is_some_and(|due| due.side == Side::Before) && clock.calendar.is_some() {
                    let message = "an exchange cannot be due before its period ends".to_owned();
                    self.error("bad-due", span, message, "write due = { …, after = \"period\" }");
                }
            }
            Rule::Inspection(kind) => {
                all(Kind::Facility, &kind.at);
                self.act_exists(&kind.year_from, span);
                let measured = [&kind.same_site_max, &kind.at_once_max, &kind.team_max, &kind.items_max]
                    .into_iter()
                    .chain([&kind.inquiries_max, &kind.links_max]);
                let sources = measured.flatten().chain([&kind.quota]).filter_map(|m| m.source.as_ref());
                sources
                    .chain(kind.hours.iter().filter_map(|step| step.source.as_ref()))
                    .for_each(|s| self.source(s, span));
                kind.hours.iter().for_each(|step| self.text(Some(&step.name), span));
                self.inquiries(kind, span);
                if !kind.forms.is_empty() && self.built.record().is_none() {
                    let message = "what was never committed to cannot be opened: there is no [record]".to_owned();
                    self.error("forms-without-record", span, message, "leave `forms` out, or add [record]");
                }
            }
            Rule::Restriction(restriction) => {
                self.refers(Kind::Inspection, &restriction.inspection, span);
                all(Kind::Facility, &restriction.at);
            }
            Rule::Portal(portal) => self.portal(clause, portal),
            Rule::Clarification(rule) => self.clarification(clause, rule),
            Rule::Seals(seals) => self.seals(clause, seals),
            Rule::Reader(reader) => self.text(Some(&reader.statement), span),
            Rule::Extension(rule) => self.readings(&rule.readings, span),
            Rule::Term(term) => self.act_exists(&term.after, span),
            Rule::Withdrawal(_) | Rule::Measure(_) | Rule::Parameter(_) => {}
        }
    }

    /// Inquiries need both numbers, and something that was opened; an answer has no more links than a length can be fixed for.
    fn inquiries(&self, kind: &Inspection, span: &Range<usize>) {
        if kind.inquiries_max.is_some() != kind.links_max.is_some() {
            let message = "inquiries need both how many there may be, and how many links an answer tells".to_owned();
            self.error(
                "inquiries-without-links",
                span,
                message,
                "write inquiries-max = 4 and links-max = 32, or neither",
            );
        }
        if kind.inquiries_max.is_some() && kind.forms.is_empty() {
            let message = "nothing is opened in this kind of inspection, so nothing of it can be explained".to_owned();
            self.error(
                "inquiries-without-forms",
                span,
                message,
                "leave `inquiries-max` and `links-max` out, or add `forms`",
            );
        }
        let most = Inspection::LINKS_MAX;
        if kind.links_max.as_ref().is_some_and(|links| !(1..=most).contains(&links.value)) {
            let message = format!("an answer tells 1 to {most} links of an item's chain");
            self.error("out-of-range", span, message, "write links-max = 32");
        }
    }

    /// A limit is a column of a table of declarations, so it cannot be called like another.
    fn column(&self, id: &Id, span: &Range<usize>) {
        const TAKEN: [&str; 8] = ["effective-date", "published", "party", "status", "source", "class", "type", "items"];
        if TAKEN.contains(&id.as_str()) {
            let message = format!("a limit cannot be called `{id}`: tables of declarations have a column of that name");
            self.error("reserved-name", span, message, "rename it");
        }
    }

    fn freeze(&self, clause: &Clause) {
        let Rule::Freeze(freeze) = &clause.rule else { return };
        let mut frozen = BTreeSet::new();
        for group in &freeze.groups {
            self.text(Some(&group.name), &clause.span);
            for class in &group.classes {
                self.refers(Kind::Class, class, &clause.span);
                if !frozen.insert(class) {
                    let message = format!("the class `{class}` is frozen in two groups");
                    self.error("named-twice", &clause.span, message, "a class belongs to one group");
                }
            }
        }
        for moment in freeze.baseline.iter().chain(&freeze.ends) {
            self.moment(moment, &clause.span);
        }
        let days = freeze.baseline.as_ref().zip(freeze.ends.as_ref());
        let days = days.and_then(|(from, to)| Some((self.built.day(from)?, self.built.day(to)?)));
        if let Some((baseline, ends)) = days.filter(|(baseline, ends)| ends <= baseline) {
            let message = format!("the freeze ends on {ends}, not after its baseline of {baseline}");
            self.error("freeze-before-baseline", &clause.span, message, "correct one of the two days");
        }
    }

    fn binds_before_it_ends(&self, clause: &Clause, binds: &Moment) {
        let days = clause.until.as_ref().and_then(|until| Some((self.built.day(binds)?, self.built.day(until)?)));
        if let Some((binds, until)) = days.filter(|(binds, until)| until <= binds) {
            let message = format!("the limit ends on {until}, not after {binds}, the day from which it binds");
            self.error("out-of-order", &clause.span, message, "correct one of the two days");
        }
    }

    /// A line may not be counted together with the line that it is part of: that counts items twice.
    fn counts(&self, counts: &[Counted], span: &Range<usize>) {
        let mut seen = BTreeSet::new();
        for counted in counts {
            self.refers(Kind::Class, &counted.class, span);
            if let Some(from) = &counted.from {
                self.moment(from, span);
            }
            if !seen.insert(&counted.class) {
                let message = format!("`{}` is counted twice", counted.class);
                self.error("counted-twice", span, message, "keep one of the two");
            }
            let whole = self.built.classes().find(|(clause, _)| clause.id == counted.class);
            let whole = whole.and_then(|(_, class)| class.of_which.as_ref());
            if let Some(whole) = whole.filter(|whole| counts.iter().any(|other| other.class == **whole)) {
                let message = format!("`{}` is part of `{whole}`, which is counted too", counted.class);
                self.error("counted-twice", span, message, "count the whole line only: an of-which line is inside it");
            }
        }
    }

    fn status(&self, status: &Status, span: &Range<usize>) {
        match status {
            Status::Bracketed(readings) => self.readings(readings, span),
            Status::Conditional(act) => self.act_exists(act, span),
            Status::Agreed | Status::Silent => {}
        }
    }

    fn readings(&self, readings: &[Reading], span: &Range<usize>) {
        let mut readers = BTreeSet::new();
        for reading in readings {
            self.text(Some(&reading.text), span);
            self.counts(&reading.counts, span);
            reading.source.iter().for_each(|source| self.source(source, span));
            let Some(party) = &reading.party else { continue };
            self.party(party, span);
            if !readers.insert(party) {
                let message = format!("two readings of `{party}`");
                self.error("named-twice", span, message, "one reading a party");
            }
            if reading.value == Some(0) {
                self.error("limit-zero", span, "a limit of 0".to_owned(), "a ban is an article of its own");
            }
        }
    }

    fn moment(&self, moment: &Moment, span: &Range<usize>) {
        if let Moment::After(_, act) = moment {
            self.act_exists(act, span);
        }
        if let Err(NoSuchDay { year, month, day }) = self.built.day_or_missing(moment) {
            let message = format!("this comes to {year:04}-{month:02}-{day:02}, a day that does not exist");
            self.error(
                "no-such-day",
                span,
                message,
                "write the day out as a date: the text must say which one is meant",
            );
        }
    }

    fn source(&self, key: &SourceKey, span: &Range<usize>) {
        if !key.0.is_empty() && !self.built.sources.contains_key(key) {
            let message = format!("there is no source `{}`", show(key));
            self.error("no-source", span, message, "add [source.KEY] with title, authority, date and where");
        }
    }

    fn party(&self, code: &PartyCode, span: &Range<usize>) {
        let known = self.built.parties.iter().chain(&self.built.observers).any(|party| party.code == *code);
        if !known && !code.as_str().is_empty() {
            let codes: Vec<_> = self.built.parties.iter().map(|party| party.code.to_string()).collect();
            let message = format!("there is no party `{code}`");
            self.error("refers-to-nothing", span, message, &format!("one of: {}", codes.join(", ")));
        }
    }

    fn act_exists(&self, id: &Id, span: &Range<usize>) {
        if !self.acts.contains(id) && !id.as_str().is_empty() {
            let message = format!("there is no act `{id}`");
            self.error("refers-to-nothing", span, message, "add [[act]] with this id, or correct the name");
        }
    }

    fn refers(&self, kind: Kind, id: &Id, span: &Range<usize>) {
        if !self.names.contains(&(kind, id)) && !id.as_str().is_empty() && !self.log.is_full() {
            let known: Vec<_> = self.built.of(kind).map(|clause| clause.id.as_str()).collect();
            let near = nearest(id.as_str(), known.iter().copied());
            let listed = || known.iter().take(LISTED_MAX).copied().collect::<Vec<_>>().join(", ");
            let help = near.map_or_else(|| format!("one of: {}", listed()), |near| format!("did you mean `{near}`?"));
            let message = format!("there is no {} `{id}`", kind.word());
            self.error("refers-to-nothing", span, message, &help);
        }
    }

    fn text(&self, text: Option<&Text>, span: &Range<usize>) {
        let Some(text) = text else { return };
        let mut told = Vec::new();
        for words in [&text.en, &text.ru] {
            let mut references: Vec<_> = pieces(words)
                .into_iter()
                .filter_map(|piece| match piece {
                    Piece::Reference(reference) => Some(reference),
                    Piece::Words(_) => None,
                })
                .collect();
            for reference in references.iter().filter(|reference| self.built.resolve(reference).is_none()) {
                let message = format!("the text refers to `{{{}}}`, which is not there", show(reference));
                let help = "one of {limit.ID}, {parameter.ID}, {clock.ID}, {act.ID}, {inspection.ID.quota}, {portal.ID.verdict}, {seals.reseal}, {opening.ID.every}, {record.due}, {transit.items-max}, {term}, {extension}, {withdrawal}";
                self.error("refers-to-nothing", span, message, help);
            }
            references.sort_unstable();
            told.push(references);
        }
        if told[0] != told[1] {
            let message = format!("the two languages refer to different numbers: {:?} and {:?}", told[0], told[1]);
            self.error("languages-differ", span, message, "refer to the same numbers in both");
        }
    }

    /// One-way conversions that lead back to where they began would let an item change class for ever.
    fn conversions(&self) {
        let ways = self.built.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Conversion(way) if !way.both_ways => Some((&way.from, &way.to, &clause.span)),
            _ => None,
        });
        self.cycle(
            &ways.collect::<Vec<_>>(),
            "conversion-cycle",
            "one-way conversions lead in a circle",
            "write both-ways = true for a change that may be reversed, or drop the way that closes the circle",
        );
    }

    fn parts(&self) {
        let ways = self
            .built
            .classes()
            .filter_map(|(clause, class)| Some((&clause.id, class.of_which.as_ref()?, &clause.span)));
        self.cycle(
            &ways.collect::<Vec<_>>(),
            "part-cycle",
            "lines are parts of each other",
            "an of-which line is part of one line that is part of none",
        );
    }

    fn cycle(&self, ways: &[(&Id, &Id, &Range<usize>)], code: &'static str, what: &str, help: &str) {
        for (circle, span) in circles(ways) {
            let circle: Vec<_> = circle.into_iter().map(Id::as_str).collect();
            self.error(code, span, format!("{what}: {}", circle.join(" → ")), help);
        }
    }

    fn acts_in_order(&self) {
        let own =
            |kind: ActKind| self.built.acts.iter().filter(move |act| act.origin == self.built.id && act.kind == kind);
        for force in own(ActKind::EntryIntoForce) {
            for earlier in own(ActKind::Signature).chain(own(ActKind::Ratification)).filter(|act| act.date > force.date)
            {
                let message =
                    format!("`{}` of {} comes after entry into force on {}", earlier.id, earlier.date, force.date);
                self.error("out-of-order", &earlier.span, message, "correct one of the two dates");
            }
        }
        if own(ActKind::EntryIntoForce).count() > 1 {
            let twice = own(ActKind::EntryIntoForce).nth(1).map_or(0..1, |act| act.span.clone());
            self.error(
                "named-twice",
                &twice,
                "the instrument enters into force twice".to_owned(),
                "keep one of the two",
            );
        }
    }

    /// A term that is extended beyond the day on which the file says that the instrument expired.
    fn expiry(&self) {
        let timeline = Timeline::of(self.built, &self.built.id);
        let expiries = self.built.acts.iter().filter(|act| act.kind == ActKind::Expiry && act.origin == self.built.id);
        for act in expiries.filter(|act| !act.proposed) {
            if let Some(end) = timeline.term_end(act.date).filter(|end| *end > act.date) {
                let message = format!("`{}` of {}, though the term runs to {end}", act.id, act.date);
                let help = "take one of the two out: an instrument that ends before its term was left by a withdrawal";
                self.error("expiry-before-end", &act.span, message, help);
            }
        }
    }

    /// Extensions that overlap, that are longer than the text allows, or that use a silent text twice without saying so.
    fn extensions(&self) {
        for origin in [Some(&self.built.id), self.built.base.as_ref().map(|base| &base.id)].into_iter().flatten() {
            for (act, refusal) in Timeline::of(self.built, origin).extension_problems() {
                if act.origin == self.built.id {
                    self.error(refusal.code(), &act.span, refusal.to_string(), refusal.help());
                }
            }
        }
    }

    fn keeps(&self) {
        let Some(base) = &self.built.base else { return };
        let Keeps::Articles(list) = &base.keeps else { return };
        for number in list {
            let known = self.built.articles.iter().any(|article| article.number.is_within(number));
            if !known {
                let message = format!("`keeps` names article {}, which the base does not have", show(number));
                self.error("refers-to-nothing", &(0..1), message, "look the number up in the base");
            }
        }
    }
}

/// Every way that closes a circle, with the circle: one depth-first walk, so its time is linear in the file.
fn circles<'a>(ways: &[(&'a Id, &'a Id, &'a Range<usize>)]) -> Vec<(Vec<&'a Id>, &'a Range<usize>)> {
    let mut next: BTreeMap<&Id, Vec<(&Id, &Range<usize>)>> = BTreeMap::new();
    for (from, to, span) in ways.iter().filter(|(from, to, _)| !from.as_str().is_empty() && !to.as_str().is_empty()) {
        next.entry(from).or_default().push((to, span));
    }
    let mut found = Vec::new();
    let mut done: BTreeSet<&Id> = BTreeSet::new();
    for start in next.keys().copied() {
        // the way from `start` to here, and how many ways out of each station have been tried
        let mut trail: Vec<(&Id, usize)> = vec![(start, 0)];
        while let Some((here, tried)) = trail.last_mut() {
            let Some((to, span)) = next.get(here).and_then(|out| out.get(*tried)).filter(|_| !done.contains(here))
            else {
                done.insert(here);
                trail.pop();
                continue;
            };
            *tried += 1;
            if let Some(back) = trail.iter().position(|(station, _)| station == to) {
                let circle = trail[back..].iter().map(|(station, _)| *station).chain([*to]);
                found.push((circle.collect(), *span));
            } else if !done.contains(to) {
                trail.push((to, 0));
            }
        }
    }
    found
}
