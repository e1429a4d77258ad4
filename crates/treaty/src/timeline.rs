//! What held on a day, and why: signature, entry into force, term, extension, suspension, expiry, seen from a date.
//!
//! Nothing here decides who is right. Where the parties read an act differently, the clause is *contested* and both readings go along.
// rule: term

use crate::instrument::{
    Act, ActKind, Article, Base, Clause, ExtensionRule, Form, Instrument, Keeps, Kind, Reading, Rule, Status,
};
use crate::text::{Id, PartyCode};
use crate::time::{Date, NoSuchDay, Span, Unit};

/// The life of one instrument, its own acts only.
#[derive(Clone, Copy, Debug)]
pub struct Timeline<'a> {
    instrument: &'a Instrument,
    origin: &'a Id,
}

/// How an instrument stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has acted on it: a proposal, or a day before its signature.
    NotYet,
    /// It is signed; what applies provisionally does.
    Signed(Date),
    /// It is in force since that day.
    InForce(Date),
    /// It ended on that day, the first on which it no longer holds.
    Ended(Date),
}

impl<'a> Timeline<'a> {
    /// The life of the instrument itself, or of its base.
    pub fn of(instrument: &'a Instrument, origin: &'a Id) -> Self {
        Self { instrument, origin }
    }

    /// Its acts that were done by a day, proposals left out.
    fn done(self, by: Date) -> impl Iterator<Item = &'a Act> {
        let origin = self.origin.clone();
        self.instrument.acts.iter().filter(move |act| act.origin == origin && !act.proposed && act.date <= by)
    }

    fn first(self, kind: &ActKind, by: Date) -> Option<&'a Act> {
        self.done(by).find(|act| act.kind == *kind)
    }

    fn rule(self, kind: Kind) -> Option<&'a Clause> {
        self.instrument.of(kind).find(|clause| clause.origin == *self.origin)
    }

    /// The day on which the term would end as the matter stood on `on`, extensions done by then included.
    pub fn term_end(self, on: Date) -> Option<Date> {
        let extended = self.done(on).filter_map(|act| match act.kind {
            ActKind::Extension { until } => Some(until),
            _ => None,
        });
        extended.max().or_else(|| self.first_term_end())
    }

    fn first_term_end(self) -> Option<Date> {
        let Rule::Term(term) = &self.rule(Kind::Term)?.rule else { return None };
        let start = self.instrument.act(&term.after).filter(|act| !act.proposed)?;
        term.span.after(start.date).ok()
    }

    /// The day on which a notice of withdrawal given by `on` ends it: so long after the notice as the instrument says, at once where it does not.
    fn left(self, on: Date) -> Option<Date> {
        let notice = self.first(&ActKind::Withdrawal, on)?;
        match self.rule(Kind::Withdrawal).map(|clause| &clause.rule) {
            Some(Rule::Withdrawal(span)) => span.after(notice.date).ok(),
            _ => Some(notice.date),
        }
    }

    /// How it stands on a day.
    pub fn standing(self, on: Date) -> Standing {
        let ends = [self.first(&ActKind::Expiry, on).map(|act| act.date), self.term_end(on), self.left(on)];
        let ended = ends.into_iter().flatten().min().filter(|end| *end <= on);
        let since = |kind| self.first(kind, on).map(|act| act.date);
        match (ended, since(&ActKind::EntryIntoForce), since(&ActKind::Signature)) {
            (Some(end), Some(_), _) => Standing::Ended(end),
            (_, Some(force), _) => Standing::InForce(force),
            (_, None, Some(signed)) => Standing::Signed(signed),
            (_, None, None) => Standing::NotYet,
        }
    }

    /// The suspensions that reach an article on a day.
    pub fn suspensions(self, article: &'a Article, on: Date) -> impl Iterator<Item = &'a Act> {
        self.done(on).filter(move |act| match &act.kind {
            ActKind::Suspension { suspends, keeps } => {
                let reaches =
                    suspends.covers(&article.number) && !Keeps::Articles(keeps.clone()).covers(&article.number);
                reaches && !self.is_resumed(act, on)
            }
            _ => false,
        })
    }

    /// Whether those who suspended have ended it by a day.
    fn is_resumed(self, suspension: &Act, on: Date) -> bool {
        let ends = |act: &Act| act.kind == ActKind::Resumption && act.date >= suspension.date;
        self.done(on).any(|act| ends(act) && suspension.by.iter().all(|party| act.by.contains(party)))
    }

    /// The suspensions that leave an article out because the acting party says it keeps it.
    pub fn kept_in_suspension(self, article: &'a Article, on: Date) -> impl Iterator<Item = &'a Act> {
        self.done(on).filter(move |act| match &act.kind {
            ActKind::Suspension { keeps, .. } => {
                Keeps::Articles(keeps.clone()).covers(&article.number) && !self.is_resumed(act, on)
            }
            _ => false,
        })
    }

    /// Proposes an extension as the matter stood on `on`.
    ///
    /// # Errors
    /// The rule of the instrument that refuses it.
    pub fn extend(self, on: Date, until: Date) -> Result<ProposedExtension<'a>, ExtensionRefusal> {
        let (clause, rule) = self.extension_rule()?;
        let from = match self.standing(on) {
            Standing::InForce(_) => self.term_end(on).ok_or(ExtensionRefusal::NoTerm)?,
            Standing::Ended(end) => return Err(ExtensionRefusal::Ended { on, end }),
            Standing::NotYet | Standing::Signed(_) => return Err(ExtensionRefusal::NotInForce { on }),
        };
        check_length(rule, from, until)?;
        let used = self.extensions(on).count();
        match rule.times {
            Some(times) if used >= usize_of(times) => Err(ExtensionRefusal::UsedUp { times, used }),
            Some(_) => Ok(ProposedExtension { clause, from, until, interpretation: &[] }),
            None if used == 0 => Ok(ProposedExtension { clause, from, until, interpretation: &[] }),
            None => Ok(ProposedExtension { clause, from, until, interpretation: &rule.readings }),
        }
    }

    fn extension_rule(self) -> Result<(&'a Clause, &'a ExtensionRule), ExtensionRefusal> {
        match self.rule(Kind::Extension) {
            Some(clause @ Clause { rule: Rule::Extension(rule), .. }) => Ok((clause, rule)),
            _ => Err(ExtensionRefusal::NoClause),
        }
    }

    fn extensions(self, by: Date) -> impl Iterator<Item = (&'a Act, Date)> {
        self.done(by).filter_map(|act| match act.kind {
            ActKind::Extension { until } => Some((act, until)),
            _ => None,
        })
    }

    /// The extensions among the acts that the instrument's own rule does not carry. Proposals of an offer are held against it too.
    pub fn extension_problems(self) -> Vec<(&'a Act, ExtensionRefusal)> {
        let acts = self.instrument.acts.iter().filter_map(|act| match act.kind {
            ActKind::Extension { until } => Some((act, until)),
            _ => None,
        });
        let (proposed, mut done): (Vec<_>, Vec<_>) = acts.partition(|(act, _)| act.proposed);
        done.retain(|(act, _)| act.origin == *self.origin);
        done.sort_by_key(|(act, _)| act.date);
        let mut found = Vec::new();
        let Ok((_, rule)) = self.extension_rule() else {
            return done.into_iter().map(|(act, _)| (act, ExtensionRefusal::NoClause)).collect();
        };
        let Some(mut end) = self.first_term_end() else { return found };
        for (index, (act, until)) in done.into_iter().enumerate() {
            if act.date >= end {
                found.push((act, ExtensionRefusal::Ended { on: act.date, end }));
            } else if until <= end {
                found.push((act, ExtensionRefusal::Overlaps { end, until }));
            } else if let Err(refusal) = check_length(rule, end, until) {
                found.push((act, refusal));
            }
            match rule.times {
                Some(times) if index >= usize_of(times) => {
                    found.push((act, ExtensionRefusal::UsedUp { times, used: index }));
                }
                None if index > 0 && act.readings.is_empty() => found.push((act, ExtensionRefusal::Unread)),
                _ => {}
            }
            end = end.max(until);
        }
        for (act, until) in proposed {
            // an offer is held against the term as it stood on the day of the offer
            let from = self.term_end(act.date).unwrap_or(end);
            found.extend(check_length(rule, from, until).err().map(|refusal| (act, refusal)));
        }
        found
    }
}

fn usize_of(times: u32) -> usize {
    usize::try_from(times).unwrap_or(usize::MAX)
}

fn check_length(rule: &ExtensionRule, from: Date, until: Date) -> Result<(), ExtensionRefusal> {
    if until <= from {
        return Err(ExtensionRefusal::Overlaps { end: from, until });
    }
    let longest = Span { count: rule.years_max, unit: Unit::Years }.after(from)?;
    if until > longest {
        return Err(ExtensionRefusal::TooLong { years_max: rule.years_max, longest, until });
    }
    Ok(())
}

/// An extension that the text allows.
#[derive(Clone, Copy, Debug)]
pub struct ProposedExtension<'a> {
    /// The clause that allows it.
    pub clause: &'a Clause,
    /// The day on which the term ends without it.
    pub from: Date,
    /// The day on which it ends with it.
    pub until: Date,
    /// Where the text does not say whether it may be used again, the ways to read it: the extension rests on one of them.
    pub interpretation: &'a [Reading],
}

/// Why an extension is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionRefusal {
    /// The instrument has no clause on extension.
    #[error("the instrument has no clause on extension")]
    NoClause,
    /// It has no term.
    #[error("the instrument has no term that could be extended")]
    NoTerm,
    /// It is not in force.
    #[error("the instrument is not in force on {on}")]
    NotInForce {
        /// The day asked for.
        on: Date,
    },
    /// It has ended.
    #[error("the instrument ended on {end}; on {on} there is nothing left to extend")]
    Ended {
        /// The day asked for.
        on: Date,
        /// The day of its end.
        end: Date,
    },
    /// It would not reach beyond the term.
    #[error("an extension to {until} overlaps the term, which runs to {end} already")]
    Overlaps {
        /// The end of the term.
        end: Date,
        /// The end asked for.
        until: Date,
    },
    /// It is longer than the text allows.
    #[error("an extension to {until} is longer than the {years_max} years that the text allows, to {longest}")]
    TooLong {
        /// The most years.
        years_max: u32,
        /// The last day that they reach.
        longest: Date,
        /// The end asked for.
        until: Date,
    },
    /// It was used as often as the text allows.
    #[error("the text allows {times} extension(s), and {used} were used")]
    UsedUp {
        /// How often it may be used.
        times: u32,
        /// How often it was.
        used: usize,
    },
    /// It rests on an interpretation that nobody recorded.
    #[error("the text does not say whether it may be extended again: a second extension is an interpretation")]
    Unread,
    /// It would end on a day that does not exist.
    #[error("the longest extension would end on a day that does not exist: {0}")]
    NoSuchDay(#[from] NoSuchDay),
}

impl ExtensionRefusal {
    /// A stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoClause | Self::NoTerm => "no-extension-clause",
            Self::NotInForce { .. } => "not-in-force",
            Self::Ended { .. } => "extension-after-end",
            Self::Overlaps { .. } => "extensions-overlap",
            Self::TooLong { .. } => "extension-too-long",
            Self::UsedUp { .. } => "extension-used-up",
            Self::Unread => "extension-interpreted",
            Self::NoSuchDay(_) => "no-such-day",
        }
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::NoClause | Self::NoTerm => "add [term] and [extension] with the article that allows it",
            Self::NotInForce { .. } => "choose a day on which it is in force",
            Self::Ended { .. } => "what comes after the end is a new instrument, in a file of its own",
            Self::Overlaps { .. } => "let it end later than the term that it extends",
            Self::TooLong { .. } => "shorten it: what the text forbids needs an amendment, not an extension",
            Self::UsedUp { .. } => "what the text forbids needs an amendment, not an extension",
            Self::Unread => "record how the parties read it: readings = [ { party = \"…\", text = {…} }, … ]",
            Self::NoSuchDay(_) => "write the day out",
        }
    }
}

/// How a clause or article holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It holds.
    Holds,
    /// It holds before entry into force.
    Provisional,
    /// It is there but does not bind yet.
    NotBinding,
    /// One party says that it is suspended, and the parties read that differently.
    Contested,
    /// The parties read it, or propose it, differently.
    Bracketed,
    /// It waits for an act.
    Conditional,
    /// The text is silent.
    Silent,
    /// It is an offer's, and nobody has accepted it.
    Proposed,
    /// It does not hold yet.
    NotYet,
    /// It holds no more.
    Ended,
}

/// A state with its reasons.
#[derive(Clone, Debug)]
pub struct Holding<'a> {
    /// The state.
    pub state: State,
    /// Why.
    pub why: Vec<Why<'a>>,
}

/// A reason for a state.
#[derive(Clone, Copy, Debug)]
pub enum Why<'a> {
    /// An act, done or still awaited.
    Act(&'a Act),
    /// The day from which it holds or binds.
    From(Date),
    /// The day on which it ended.
    Ended(Date),
    /// How the parties read the clause.
    Readings(&'a [Reading]),
    /// The party whose offer it is.
    OfferOf(&'a PartyCode),
    /// Nobody has acted on the instrument.
    NoAct,
    /// The text names the matter and leaves it open.
    TextIsSilent,
}

impl Instrument {
    /// How an article holds on a day.
    pub fn article_on<'a>(&'a self, article: &'a Article, on: Date) -> Holding<'a> {
        let timeline = Timeline::of(self, &article.origin);
        let standing = timeline.standing(on);
        let one = |state, why| Holding { state, why: vec![why] };
        match standing {
            Standing::Ended(end) => return self.after_the_end(&article.origin, end, on),
            Standing::NotYet => return self.before_the_start(&article.origin, on),
            Standing::Signed(_) | Standing::InForce(_) => {}
        }
        match &article.status {
            Status::Silent => return one(State::Silent, Why::TextIsSilent),
            Status::Bracketed(readings) => return one(State::Bracketed, Why::Readings(readings)),
            Status::Conditional(act) => match self.act(act) {
                Some(act) if !act.proposed && act.date <= on => {}
                Some(act) => return one(State::Conditional, Why::Act(act)),
                None => return one(State::Conditional, Why::NoAct),
            },
            Status::Agreed => {}
        }
        let suspended: Vec<_> = timeline.suspensions(article, on).map(Why::Act).collect();
        if !suspended.is_empty() {
            return Holding { state: State::Contested, why: suspended };
        }
        let mut why: Vec<_> = match standing {
            Standing::InForce(_) => self.entry(&article.origin).into_iter().collect(),
            _ => Vec::new(),
        };
        if let Standing::Signed(_) = standing {
            let applies = article.applies.as_ref().and_then(|act| self.act(act)).filter(|act| act.date <= on);
            return match applies {
                Some(act) => one(State::Provisional, Why::Act(act)),
                None => self.before_the_start(&article.origin, on),
            };
        }
        // an article may apply from a later act than entry into force
        let applies = article.applies.as_ref().and_then(|act| self.act(act));
        if let Some(later) = applies.filter(|act| act.proposed || act.date > on) {
            return one(State::NotYet, Why::Act(later));
        }
        why.extend(timeline.kept_in_suspension(article, on).map(Why::Act));
        Holding { state: State::Holds, why }
    }

    /// In which form a clause binds on a day. One of the base binds as its base does while that is in force, and as what stands on it afterwards.
    pub fn form_on(&self, clause: &Clause, on: Date) -> Form {
        let of_base = self.base.as_ref().filter(|base| base.id == clause.origin);
        let in_force = |base: &&Base| {
            matches!(Timeline::of(self, &base.id).standing(on), Standing::InForce(_) | Standing::Signed(_))
        };
        of_base.filter(in_force).map_or(self.form, |base| base.form)
    }

    /// How a clause holds on a day: as its article does, unless it says otherwise itself.
    pub fn clause_on<'a>(&'a self, clause: &'a Clause, on: Date) -> Holding<'a> {
        let Some(article) = self.article(&clause.article) else {
            return Holding { state: State::NotYet, why: vec![Why::NoAct] };
        };
        let of_article = self.article_on(article, on);
        if !matches!(of_article.state, State::Holds | State::Provisional | State::Contested | State::Bracketed) {
            return of_article;
        }
        let one = |state, why| Holding { state, why: vec![why] };
        let day = |moment: &Option<_>| moment.as_ref().and_then(|moment| self.day(moment));
        if let Some(from) = day(&clause.from).filter(|from| on < *from) {
            return one(State::NotYet, Why::From(from));
        }
        if let Some(until) = day(&clause.until).filter(|until| on >= *until) {
            return one(State::Ended, Why::Ended(until));
        }
        match &clause.status {
            Status::Silent => return one(State::Silent, Why::TextIsSilent),
            Status::Bracketed(readings) => return one(State::Bracketed, Why::Readings(readings)),
            Status::Conditional(act) => match self.act(act) {
                Some(act) if !act.proposed && act.date <= on => {}
                Some(act) => return one(State::Conditional, Why::Act(act)),
                None => return one(State::Conditional, Why::NoAct),
            },
            Status::Agreed => {}
        }
        if let Rule::Limit(limit) = &clause.rule {
            match self.day(&limit.binds) {
                Some(binds) if on >= binds => {}
                Some(binds) => return one(State::NotBinding, Why::From(binds)),
                None => return one(State::NotYet, Why::NoAct),
            }
        }
        of_article
    }

    fn entry(&self, origin: &Id) -> Option<Why<'_>> {
        let act = self.acts.iter().find(|act| act.origin == *origin && act.kind == ActKind::EntryIntoForce);
        act.map(Why::Act)
    }

    fn after_the_end(&self, origin: &Id, end: Date, on: Date) -> Holding<'_> {
        // what an offer keeps of its base holds again once the offer is in force
        if *origin != self.id
            && let Standing::InForce(_) = Timeline::of(self, &self.id).standing(on)
        {
            return Holding { state: State::Holds, why: self.entry(&self.id).into_iter().collect() };
        }
        // what an offer keeps of its base is the offer's from then on, and nobody has accepted it
        let survives = self.base.as_ref().is_some_and(|base| matches!(base.keeps, Keeps::Articles(_)));
        if *origin != self.id
            && survives
            && let Some(party) = &self.proposed_by
        {
            return Holding { state: State::Proposed, why: vec![Why::OfferOf(party)] };
        }
        let expiry =
            self.acts.iter().find(|act| act.origin == *origin && act.kind == ActKind::Expiry && act.date <= on);
        Holding { state: State::Ended, why: vec![expiry.map_or(Why::Ended(end), Why::Act)] }
    }

    fn before_the_start(&self, origin: &Id, on: Date) -> Holding<'_> {
        if *origin == self.id
            && let Some(party) = &self.proposed_by
        {
            return Holding { state: State::Proposed, why: vec![Why::OfferOf(party)] };
        }
        let start = self
            .acts
            .iter()
            .find(|act| act.origin == *origin && act.kind == ActKind::EntryIntoForce && !act.proposed && act.date > on);
        Holding { state: State::NotYet, why: vec![start.map_or(Why::NoAct, Why::Act)] }
    }
}
