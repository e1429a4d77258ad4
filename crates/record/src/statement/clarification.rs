//! The steps of a clarification (`docs/spec/clarification.md`): one party asks another about something, and both say how they see it.
//!
//! Every step but the first names the raising that began it and the step before, each by its leaf. Wire data: which step may follow which is known to
//! [`crate::clarification::Progress`].

use crate::cbor::{Canonical, Reader, Writer};
use crate::malformed::{Malformed, Rule};
use crate::numbered::numbered;
use crate::site::{REPORT_TEXT_MAX, ReportText};
use crate::statement::StepHash;
use crate::statement::steps::{read_party, steps};
use treaty::text::Text;
use treaty::{Id, Lang, PartyCode};

/// The most languages of a paper.
pub const LANGUAGES_MAX: u64 = 4;
/// The most files that a paper names.
pub const FILES_MAX: u64 = 16;

/// A step as it stands in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClarificationStep {
    /// It begins a clarification.
    Raising(Raising),
    /// It goes on with one.
    Next {
        /// The raising that began it.
        clarification: StepHash,
        /// The step before.
        previous: StepHash,
        /// What is said.
        turn: Turn,
    },
}

/// `[1, party, clause, about / null, paper]`, by the raiser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raising {
    /// Who is asked.
    pub to: PartyCode,
    /// Which clause of the instrument it is about.
    pub clause: Id,
    /// Which statement it is about, by its leaf; nothing where it is about none.
    pub about: Option<StepHash>,
    /// What is asked.
    pub paper: Paper,
}

/// What a step after the raising says: its number, then clarification and previous step, then these fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// 2, by the respondent.
    Answer(Paper),
    /// 3, by the respondent: something is to be shown.
    Offer {
        /// In which form.
        form: OfferForm,
        /// What, where and when.
        paper: Paper,
    },
    /// 4, by either: the text of an agreed statement.
    Proposal(Paper),
    /// 5, by the one to whom it was proposed.
    Agreement,
    /// 6, by either; the other may then record its own.
    Disagreement(Paper),
    /// 7, by the raiser.
    Withdrawal(Paper),
}

/// What one side says, and the files that both sides hold: `[[[language, text], …], [file, …]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The same words in each language: ascending, 1 to 4, no text empty.
    texts: Vec<(Language, ReportText)>,
    /// SHA-256 of each file.
    files: Vec<[u8; 32]>,
}

/// A language by its code: 2 or 3 small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

numbered! {
    /// In which form something is to be shown.
    OfferForm {
        /// The raiser comes and looks.
        Visit = 0, "visit";
        /// The respondent shows it.
        Exhibition = 1, "exhibition";
    }
}

steps! {
    /// Which step of a clarification.
    TurnName of Turn: Raising = raising, 5;
    Answer(..) = 2, answer, 4;
    Offer { .. } = 3, offer, 5;
    Proposal(..) = 4, proposal, 4;
    Agreement {} = 5, agreement, 3;
    Disagreement(..) = 6, disagreement, 4;
    Withdrawal(..) = 7, withdrawal, 4;
}

impl Turn {
    /// What is said with it; nothing with an agreement, which is to the proposed text.
    pub fn paper(&self) -> Option<&Paper> {
        match self {
            Self::Answer(paper)
            | Self::Offer { paper, .. }
            | Self::Proposal(paper)
            | Self::Disagreement(paper)
            | Self::Withdrawal(paper) => Some(paper),
            Self::Agreement => None,
        }
    }
}

impl ClarificationStep {
    /// Which step it is.
    pub fn name(&self) -> TurnName {
        match self {
            Self::Raising(_) => TurnName::Raising,
            Self::Next { turn, .. } => turn.name(),
        }
    }
}

impl Language {
    /// The language of a code; nothing where the text is none.
    pub fn new(code: &str) -> Option<Self> {
        let fits = matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        fits.then(|| Self(code.to_owned()))
    }

    /// Its code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Paper {
    /// A paper of these texts and files; nothing where there is no text, or too many, or an empty one, two of a language, or too many files.
    pub fn new(mut texts: Vec<(Language, ReportText)>, files: Vec<[u8; 32]>) -> Option<Self> {
        texts.sort_by(|(a, _), (b, _)| a.cmp(b));
        let fits = (1..=LANGUAGES_MAX).contains(&(texts.len() as u64)) && files.len() as u64 <= FILES_MAX;
        let said = texts.iter().all(|(_, text)| !text.as_str().is_empty());
        let once = texts.is_sorted_by(|(a, _), (b, _)| a < b);
        (fits && said && once).then_some(Self { texts, files })
    }

    /// Its texts, in the order of their languages.
    pub fn texts(&self) -> &[(Language, ReportText)] {
        &self.texts
    }

    /// SHA-256 of each file that it names.
    pub fn files(&self) -> &[[u8; 32]] {
        &self.files
    }

    /// Its words in the two languages of reports; in one that it does not have, those of its first.
    pub fn text(&self) -> Text {
        let in_lang = |lang: Lang| {
            let own = self.texts.iter().find(|(language, _)| language.as_str() == lang.code());
            own.unwrap_or(&self.texts[0]).1.as_str().to_owned()
        };
        Text { en: in_lang(Lang::En), ru: in_lang(Lang::Ru) }
    }
}

impl Canonical for ClarificationStep {
    fn write(&self, to: &mut Writer) {
        self.name().write_head(to);
        match self {
            Self::Raising(raising) => write_raising(to, raising),
            Self::Next { clarification, previous, turn } => {
                to.bytes(&clarification.0).bytes(&previous.0);
                if let Turn::Offer { form, .. } = turn {
                    to.uint(form.number());
                }
                turn.paper().into_iter().for_each(|paper| write_paper(to, paper));
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let name = TurnName::read_head(from)?;
        if name == TurnName::Raising {
            return read_raising(from).map(Self::Raising);
        }
        let clarification = StepHash(from.exactly("clarification")?);
        let previous = StepHash(from.exactly("previous")?);
        Ok(Self::Next { clarification, previous, turn: read_turn(from, name)? })
    }
}

fn write_raising(to: &mut Writer, raising: &Raising) {
    to.text(raising.to.as_str()).text(raising.clause.as_str()).or_null(raising.about, |to, about| to.bytes(&about.0));
    write_paper(to, &raising.paper);
}

fn read_raising(from: &mut Reader<'_>) -> Result<Raising, Malformed> {
    let to = read_party(from, "party")?;
    let clause = from.text("clause", Id::MAX_LEN, "the name of a clause must stand here", Id::new)?;
    let about = from.or_null("about", |from| from.exactly("about").map(StepHash))?;
    Ok(Raising { to, clause, about, paper: read_paper(from)? })
}

fn read_turn(from: &mut Reader<'_>, name: TurnName) -> Result<Turn, Malformed> {
    Ok(match name {
        TurnName::Raising => unreachable!("a raising was read by itself"),
        TurnName::Answer => Turn::Answer(read_paper(from)?),
        TurnName::Offer => Turn::Offer { form: OfferForm::read(from, "form")?, paper: read_paper(from)? },
        TurnName::Proposal => Turn::Proposal(read_paper(from)?),
        TurnName::Agreement => Turn::Agreement,
        TurnName::Disagreement => Turn::Disagreement(read_paper(from)?),
        TurnName::Withdrawal => Turn::Withdrawal(read_paper(from)?),
    })
}

fn write_paper(to: &mut Writer, paper: &Paper) {
    to.array(2);
    to.each(&paper.texts, |to, (language, text)| to.array(2).text(language.as_str()).text(text.as_str()));
    to.each(&paper.files, |to, file| to.bytes(file));
}

fn read_paper(from: &mut Reader<'_>) -> Result<Paper, Malformed> {
    from.array("paper", 2)?;
    let at = from.offset();
    let texts = from.each("texts", 1, LANGUAGES_MAX, read_text)?;
    if !texts.is_sorted_by(|(a, _), (b, _)| a < b) {
        return Err(from.refuse("texts", at, Rule::Order));
    }
    let files = from.each("files", 0, FILES_MAX, |from| from.exactly("file"))?;
    Ok(Paper { texts, files })
}

fn read_text(from: &mut Reader<'_>) -> Result<(Language, ReportText), Malformed> {
    from.array("text", 2)?;
    let language = from.text("language", 3, "2 or 3 small letters must stand here", Language::new)?;
    let spelling = "a text of 1 to 4 096 bytes must stand here, without control, bidirectional or invisible characters";
    let said = |text: &str| ReportText::new(text).filter(|text| !text.as_str().is_empty());
    Ok((language, from.text("text", REPORT_TEXT_MAX, spelling, said)?))
}
