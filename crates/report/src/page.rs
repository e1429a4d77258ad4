//! An assessment as one HTML page, in both languages: for a screen of any size, for paper, and for those who listen to it.
//!
//! The page is complete in itself. It loads nothing, runs nothing, and its policy (`default-src 'none'`) makes a browser refuse to. The language is
//! chosen with two radio buttons and a style rule; a browser that does not know the rule shows both languages, one after the other.

mod known;
mod record;
mod sections;

use crate::again::Again;
use crate::locale::{Arg, Locale};
use crate::sentence::{harmless, shown};
use crate::teller::Teller;
use crate::{chart, outline, words, year};
use audit::assessment::Assessment;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use treaty::Lang;
use treaty::instrument::{Instrument, Texts};

/// What the browser may load: the page's own style, and nothing else.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = include_str!("page/page.css");

/// What a part of the page tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Charts,
    Obligations,
    Unknown,
    Unchecked,
    Year,
    Sites,
    Findings,
    Opened,
    Sealed,
    Records,
    Numbers,
    Again,
}

impl Section {
    /// The parts of a page, in order: what nobody can know stands right behind the outcome, before all that was found. What records tell is left
    /// out where there is none, and numbers where only records speak.
    fn all(assessment: &Assessment) -> Vec<Self> {
        use Section::{
            Again, Charts, Findings, Numbers, Obligations, Opened, Records, Sealed, Sites, Unchecked, Unknown, Year,
        };
        if assessment.records.is_empty() {
            return vec![Obligations, Unknown, Unchecked, Charts, Findings, Numbers, Again];
        }
        let all =
            [Obligations, Unknown, Unchecked, Year, Sites, Charts, Findings, Opened, Sealed, Records, Numbers, Again];
        let told = |part: &Self| match part {
            Charts | Numbers => !assessment.judged.is_empty(),
            Sealed => !assessment.continuity.is_empty(),
            Sites => !assessment.sites.is_empty(),
            _ => true,
        };
        all.into_iter().filter(told).collect()
    }

    /// The end of its identifier, and the key of its heading.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Charts => ("charts", "report-charts-title"),
            Self::Obligations => ("obligations", "report-obligations-title"),
            Self::Year => ("year", "report-year-title"),
            Self::Findings => ("findings", "report-findings-title"),
            Self::Opened => ("opened", "report-opened-title"),
            Self::Sealed => ("sealed", "report-sealed-title"),
            Self::Records => ("records", "report-records-title"),
            Self::Unknown => ("unknown", "severity-blind"),
            Self::Unchecked => ("unchecked", "report-unchecked-title"),
            Self::Sites => ("sites", "report-sites-title"),
            Self::Numbers => ("numbers", "report-numbers-title"),
            Self::Again => ("again", "report-again-title"),
        }
    }
}

/// An assessment as a page. The same assessment always gives the same bytes.
pub fn assessment(assessment: &Assessment, instrument: &Instrument) -> String {
    let again = Again::of(assessment);
    let title = |locale: &Locale| {
        let title = locale.said(instrument, &assessment.title);
        shown(&format!("{}: {title}", outline::kind(Teller::new(locale, instrument), assessment)))
    };
    document(title, "", |locale| Part { teller: Teller::new(locale, instrument), assessment, again: &again }.whole())
}

/// A page in both languages that loads nothing and runs nothing: what each of them writes, with the choice between them over it.
pub(crate) fn document(title: impl Fn(&Locale) -> String, style: &str, write: impl Fn(&Locale) -> Markup) -> String {
    let locales = Lang::ALL.map(Locale::new);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (locales.iter().map(title).collect::<Vec<_>>().join(" · ")) }
                style { (PreEscaped(STYLE)) (PreEscaped(style)) }
            }
            body {
                header.choice { (languages(&locales)) }
                main {
                    @for locale in &locales {
                        div.telling lang=(locale.lang.code()) { (write(locale)) }
                    }
                }
            }
        }
    };
    harmless(page.into_string())
}

fn languages(locales: &[Locale]) -> Markup {
    html! {
        fieldset.languages {
            legend {
                @for (index, locale) in locales.iter().enumerate() {
                    @if index > 0 { " · " }
                    span lang=(locale.lang.code()) { (locale.word("report-language")) }
                }
            }
            @for (index, locale) in locales.iter().enumerate() {
                @let id = format!("read-{}", locale.lang.code());
                label for=(id) lang=(locale.lang.code()) {
                    input type="radio" name="language" id=(id) checked[index == 0];
                    (locale.word("report-language-name"))
                }
            }
        }
    }
}

/// The page in one language.
#[derive(Clone, Copy)]
struct Part<'a> {
    teller: Teller<'a>,
    assessment: &'a Assessment,
    again: &'a Again,
}

impl Part<'_> {
    fn whole(self) -> Markup {
        html! {
            (self.opening())
            (self.outcome())
            (self.contents())
            @for part in Section::all(self.assessment) { (self.section(part)) }
            footer {
                p { (self.word("report-note")) }
                @if self.teller.of.texts == Texts::Paraphrase { p { (self.word("report-paraphrase")) } }
            }
        }
    }

    fn word(self, key: &str) -> String {
        self.teller.word(key)
    }

    /// An identifier that the other language's part does not use.
    fn id(self, name: &str) -> String {
        format!("{}-{name}", self.teller.locale.lang.code())
    }

    fn content(self, part: Section) -> Markup {
        match part {
            Section::Charts => self.charts(),
            Section::Obligations => self.obligations(),
            Section::Year => self.year(),
            Section::Findings => self.findings(),
            Section::Opened => self.opened(),
            Section::Sealed => self.sealed(),
            Section::Records => self.records(),
            Section::Unknown => self.unknown(),
            Section::Unchecked => self.unchecked(),
            Section::Sites => self.sites(),
            Section::Numbers => self.numbers(),
            Section::Again => self.again(),
        }
    }

    fn section(self, part: Section) -> Markup {
        let (name, title) = part.names();
        let id = self.id(name);
        html! {
            section id=(id) aria-labelledby={ (id) "-title" } {
                h2 id={ (id) "-title" } { (self.word(title)) }
                (self.content(part))
            }
        }
    }

    fn opening(self) -> Markup {
        html! {
            header {
                p.kind { (outline::kind(self.teller, self.assessment)) }
                h1 { (shown(&self.teller.text(&self.assessment.title))) }
                p.as-of {
                    (self.teller.say("report-as-of", &[("date", Arg::Day(self.assessment.as_of))]))
                    br;
                    (outline::form(self.teller, self.assessment))
                }
            }
        }
    }

    /// The outcome, and what it rests on.
    fn outcome(self) -> Markup {
        let assessment = self.assessment;
        let blind = outline::Blind::of(&assessment.findings).count();
        html! {
            section.outcome.(assessment.outcome.word()) aria-labelledby=(self.id("outcome")) {
                h2 id=(self.id("outcome")) { (self.word("report-outcome-title")) }
                p.verdict { (outline::summary(self.teller, assessment)) }
                p { @if !assessment.obligations.is_empty() { (outline::tally(self.teller, assessment)) " " }
                    a href={ "#" (self.id("unknown")) } { (self.teller.say("tally-blind", &[("count", outline::number(blind))])) } }
                h3 { (self.word("report-rests-on")) }
                ul.inputs {
                    li {
                        (self.teller.with("report-input-instrument", "id", assessment.instrument.as_str()))
                        " " span.hash { "SHA-256 " code { (words::hash(&assessment.treaty)) "…" } }
                    }
                    @for input in &assessment.inputs {
                        li {
                            code { (shown(&input.file)) } ", "
                            (self.teller.say("report-input-rows", &[("count", outline::number(input.rows))]))
                            " " span.hash { "SHA-256 " code { (words::hash(&input.hash)) "…" } }
                        }
                    }
                    @for record in year::records(assessment, self.teller.of) { li { (outline::input(self.teller, record)) } }
                    @if assessment.inputs.is_empty() && assessment.records.is_empty() { li { (self.word("report-nothing-read")) } }
                }
            }
        }
    }

    fn contents(self) -> Markup {
        html! {
            nav aria-label=(self.word("report-contents")) {
                ul {
                    @for (name, title) in Section::all(self.assessment).into_iter().map(Section::names) {
                        li { a href={ "#" (self.id(name)) } { (self.word(title)) } }
                    }
                }
            }
        }
    }

    fn charts(self) -> Markup {
        let panels = chart::panels(self.assessment, self.teller.of);
        let none = if self.assessment.judged.is_empty() { "report-numbers-none" } else { "report-charts-none" };
        html! {
            @for panel in &panels { (self.chart(panel)) }
            @if panels.is_empty() { p { (self.word(none)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn page(of: &Assessment) -> String {
        assessment(of, &fixture::instrument())
    }

    #[test]
    fn the_page_refers_to_nothing_outside_itself() {
        let pages = [fixture::assessment(), fixture::of_records()].map(|of| page(&of));
        let pages = pages.concat().replace("http://www.w3.org/2000/svg", "");
        for outside in [
            "://",
            "src=",
            "url(",
            "@import",
            "<script",
            "<link",
            "<iframe",
            "<img",
            " onload",
            " onclick",
            "javascript:",
        ] {
            assert!(!pages.contains(outside), "{outside}");
        }
        assert_eq!(pages.matches(&format!("content=\"{POLICY}\"")).count(), 2);
    }

    #[test]
    fn what_records_tell_is_on_the_page_in_its_order_and_only_where_there_are_records() {
        let page = page(&fixture::of_records());
        let titles = ["obligations", "unknown", "unchecked", "year", "findings", "opened", "records", "again"];
        for lang in Lang::ALL {
            let places: Vec<_> =
                titles.iter().map(|name| page.find(&format!("<section id=\"{}-{name}\"", lang.code()))).collect();
            assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
        }
        for part in ["figure class=\"year\"", "February 2027", "февраль 2027", "To be shown", "standstill audit ."]
        {
            assert!(page.contains(part), "{part}");
        }
        for part in ["-numbers\"", "-charts\"", "Assessment of declarations"] {
            assert!(!page.contains(part), "{part}");
        }
        let declared = super::assessment(&fixture::assessment(), &fixture::instrument());
        for part in ["-year\"", "-records\"", "-opened\"", "To be shown", "standstill audit ."] {
            assert!(!declared.contains(part), "{part}");
        }
    }

    #[test]
    fn the_probability_of_what_nobody_can_know_is_on_the_page_once_a_language() {
        let page = page(&fixture::assessment());
        for told in ["10 sites: 40% (2/5) if 1 site", "10 объектов): 40\u{A0}% (2/5), если что-то скрывает"]
        {
            assert_eq!(page.matches(told).count(), 1, "{told}");
        }
    }

    #[test]
    fn the_command_names_the_day_where_one_was_named() {
        let mut of = fixture::of_records();
        for (given, told) in
            [(true, "<pre><code>standstill audit . --as-of 2027-03-04<"), (false, "<pre><code>standstill audit .<")]
        {
            of.as_of_given = given;
            assert_eq!(page(&of).matches(told).count(), Lang::ALL.len(), "{told}");
        }
        let mut of = fixture::assessment();
        of.as_of_given = true;
        assert!(page(&of).contains(".toml --as-of 2026-02-05 small.csv"), "before the files");
    }

    #[test]
    fn identifiers_are_used_once_and_every_link_leads_to_one() {
        [fixture::assessment(), fixture::of_records(), fixture::empty()].iter().for_each(links_lead_to_identifiers);
    }

    fn links_lead_to_identifiers(of: &Assessment) {
        let page = page(of);
        let ids: Vec<_> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for attribute in ["href=\"#", "aria-labelledby=\"", " for=\""] {
            let targets = page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
            targets
                .flat_map(|target| target.split(' '))
                .for_each(|target| assert!(unique.contains(&target), "{target}"));
        }
    }

    #[test]
    fn everything_stands_in_a_landmark_and_no_two_of_a_language_are_called_alike() {
        let page = page(&fixture::assessment());
        let body = page.split_once("<body>").unwrap().1;
        assert!(body.starts_with("<header class=\"choice\"><fieldset") && body.contains("</fieldset></header><main>"));
        assert!(!page.contains("role=\"region\"") && page.contains("class=\"wide\" role=\"group\" tabindex=\"0\""));
    }

    #[test]
    fn numbers_of_one_day_get_no_chart_and_an_examination_of_nothing_is_not_called_consistent() {
        let mut of = fixture::empty();
        of.judged = vec![fixture::judged("warheads", "US", fixture::date(2019, 3, 1), Some(1500))];
        let page = page(&of);
        assert!(!page.contains("<figure") && page.contains("no limit has numbers of two days"), "{page}");
        assert!(
            page.contains("No obligation was examined") && page.contains("Ни одно обязательство не рассматривалось")
        );
        assert!(!page.contains("Consistent as far as verified") && !page.contains("Соответствует в проверенной части"));
        let whole = super::assessment(&fixture::assessment(), &fixture::instrument());
        assert!(whole.contains("<figure") && !whole.contains("No obligation was examined"));
    }

    #[test]
    fn a_count_that_lacks_classes_and_what_the_inputs_lack_are_on_the_page() {
        let page = page(&fixture::assessment());
        for part in ["class=\"judged incomplete\"", "≤?", "In the inputs themselves", "В самих исходных данных"]
        {
            assert!(page.contains(part), "{part}");
        }
        for telling in page.split("class=\"telling\"").skip(1) {
            let others = telling.split("<h3>").find(|part| {
                part.starts_with("In the inputs themselves") || part.starts_with("В самих исходных данных")
            });
            let others = others.unwrap();
            let (last, later) = if telling.starts_with(" lang=\"en\"") {
                ("after its last row", "were left aside")
            } else {
                ("после последней строки", "во внимание не приняты")
            };
            assert!(others.contains(last) && others.contains(later), "{others}");
        }
    }

    #[test]
    fn both_languages_are_on_the_page_and_so_is_an_empty_assessment() {
        for of in [fixture::assessment(), fixture::empty()] {
            let page = page(&of);
            for part in ["lang=\"en\"", "lang=\"ru\"", "What cannot be known", "Что по этим данным установить нельзя"]
            {
                assert!(page.contains(part), "{part}");
            }
        }
    }
}
