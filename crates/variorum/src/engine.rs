//! The stages, loaded and joined.

use jiff::civil::Date;
use rayon::prelude::*;
use std::sync::OnceLock;
use variorum_collate::Collation;
use variorum_extract::{Card, CueError, ExampleFailure, OntologyError, Rules};
use variorum_language::{Language, resources};
use variorum_model::document::QuantityKind;
use variorum_model::ontology::ValueType;
use variorum_model::value::Interval;
use variorum_model::{
    Account, Case, Directions, Document, Ontology, Published, Report, ReportId, Value, ValueKind,
};
use variorum_read::{Format as InputFormat, Outcome, Reader, WordsError};
use variorum_store::Version;

/// The day on which the sentences of cards are taken to be published: a Saturday.
const EXAMPLE_DAY: Option<Published> = Some(Published { date: jiff::civil::date(2024, 3, 23), time: None });

/// All stages of the program with the data of one language: load it once, use it from any number of threads.
#[derive(Debug)]
pub struct Engine {
    reader: Reader,
    language: Language,
    rules: Rules,
    /// A hash of the user's own files of the ontology, or "".
    added: String,
    /// What the hashes of its data are, once somebody has asked.
    version: OnceLock<Version>,
}

impl Engine {
    /// The reader of English reports alone: it is loaded in a fraction of the time of an engine.
    ///
    /// # Errors
    /// As with [`Engine::english`].
    pub fn english_reader() -> Result<Reader, Error> {
        Ok(Reader::new(variorum_english::READING, "en")?)
    }

    /// The engine for English reports, with the ontology that the program carries.
    ///
    /// # Errors
    /// Where a data file of the language or the ontology is not what it should be. The files are compiled in and tested,
    /// so this is an error of the build, not of the input.
    pub fn english() -> Result<Engine, Error> {
        // The rules take as long as the rest.
        let ((reader, language), rules) = rayon::join(
            || (Engine::english_reader(), Language::load(&resources!(variorum_english))),
            || -> Result<Rules, Error> {
                let rules = Rules::load(&[variorum_ontology::FILES, variorum_english::ONTOLOGY])?;
                Ok(rules.with_cues(variorum_english::CUES)?)
            },
        );
        Ok(Engine {
            reader: reader?,
            language: language?,
            rules: rules?,
            added: String::new(),
            version: OnceLock::new(),
        })
    }

    /// The same engine with files of a user's own, each a name with its text: what they define is added, and replaces what
    /// has the same name.
    ///
    /// # Errors
    /// Where a file is not what it should be: which file and line, what was expected, and what to do about it.
    pub fn with_ontology(mut self, files: &[(&str, &str)]) -> Result<Engine, Error> {
        self.rules = Rules::load(&[variorum_ontology::FILES, variorum_english::ONTOLOGY, files])?
            .with_cues(variorum_english::CUES)?;
        self.added = fingerprint(files);
        self.version = OnceLock::new();
        Ok(self)
    }

    /// The reader of reports.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What reads reports: the program, the language's data, the ontology. Another one may read other claims.
    pub fn version(&self) -> Version {
        self.version.get_or_init(|| self.hashed()).clone()
    }

    fn hashed(&self) -> Version {
        let english = resources!(variorum_english);
        let mut words = blake3::Hasher::new();
        words.update(english.tagger);
        for text in [
            english.tokens,
            english.lemmas,
            english.groups,
            english.clauses,
            english.numbers,
            english.hedges,
            english.units,
            english.figures,
            english.time_words,
            english.names,
            english.gazetteer,
            variorum_english::READING,
            variorum_english::CUES,
        ] {
            words.update(text.as_bytes());
        }
        words.update(fingerprint(english.time_cards).as_bytes());
        let ontology =
            fingerprint(variorum_ontology::FILES) + &fingerprint(variorum_english::ONTOLOGY) + &self.added;
        let short = |hash: blake3::Hash| hash.to_hex().chars().take(16).collect::<String>();
        Version {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            model: short(words.finalize()),
            ontology: short(blake3::hash(ontology.as_bytes())),
        }
    }

    /// The value that some words give a property ("at least 14", "on Friday"), in a report published on this day. `None` where
    /// they give none: a count without a figure.
    pub fn value(&self, property: &str, words: &str, published: Option<Published>) -> Option<Value> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return None;
        }
        let kind = self.ontology().property(property).map_or(ValueType::Text, |property| property.value);
        let report = Report { id: "words".into(), text: words.clone(), published, ..Report::default() };
        let document = self.language.analyze(&report);
        let figure = || {
            let bare = words.replace(',', "").parse::<f64>().ok().map(Interval::exactly);
            let read = document.quantities.first().map(|found| Interval::new(found.low, found.high));
            bare.or(read)
        };
        let unit = || match document.quantities.first()?.kind {
            QuantityKind::Measure(unit) => Some(unit.label().into()),
            _ => None,
        };
        let kind = match kind {
            ValueType::Count => ValueKind::Count(figure()?),
            ValueType::Duration => ValueKind::Duration { amount: figure()?, unit: unit()? },
            ValueType::Measure => ValueKind::Measure { amount: figure()?, unit: unit().unwrap_or_default() },
            ValueType::Money => {
                ValueKind::Money { amount: figure()?, currency: unit().unwrap_or_else(|| "XXX".into()) }
            }
            ValueType::Time => ValueKind::Time(document.times.first()?.value.clone()),
            ValueType::Place => ValueKind::Place(words.clone()),
            ValueType::Actor => ValueKind::Actor(words.clone()),
            ValueType::Text => ValueKind::Text,
        };
        Some(Value { kind, text: words })
    }

    /// The same as [`Engine::collate`], with what an analyst decided about events, questions, readings and copies.
    pub fn collate_with(&self, reports: &[Report], accounts: &[Account], directions: &Directions) -> Case {
        variorum_collate::collate_with(reports, accounts, self.ontology(), directions)
    }

    /// The properties with their cards: what they look for and the sentences that test them.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Runs the examples and counterexamples of a card through the whole program; what is returned are the failures.
    pub fn check(&self, card: &Card) -> Vec<ExampleFailure> {
        card.check(&self.rules, &|text| self.example(text))
    }

    /// The same for the words that mention events of a kind.
    pub fn check_kind(&self, kind: &str) -> Vec<ExampleFailure> {
        self.rules.check_kind(kind, &|text| self.example(text))
    }

    /// Runs the sentences of all cards of one file, or of all files, and of the words for events where it is all.
    pub fn check_file(&self, file: Option<&str>) -> Vec<ExampleFailure> {
        let cards = self.rules.cards().iter().filter(|card| file.is_none_or(|file| card.file == file));
        let mut failures: Vec<ExampleFailure> = cards.flat_map(|card| self.check(card)).collect();
        if file.is_none() {
            failures.extend(self.ontology().kinds.iter().flat_map(|kind| self.check_kind(&kind.name)));
        }
        failures
    }

    fn example(&self, text: &str) -> Document {
        let report = Report {
            id: "example".into(),
            text: text.to_owned(),
            published: EXAMPLE_DAY,
            ..Report::default()
        };
        self.language.analyze(&report)
    }

    /// What can be asked of an event.
    pub fn ontology(&self) -> &Ontology {
        self.rules.ontology()
    }

    /// Reads one input: a file's bytes under its name, which gives the format and the reports' ids.
    pub fn read(&self, name: &str, bytes: &[u8]) -> Outcome {
        self.reader.read(name, None, bytes)
    }

    /// Reads one input of a format that is known, whatever its name says.
    pub fn read_as(&self, name: &str, format: InputFormat, bytes: &[u8]) -> Outcome {
        self.reader.read(name, Some(format), bytes)
    }

    /// The text of a report with all layers of analysis.
    pub fn analyze(&self, report: &Report) -> Document {
        self.language.analyze(report)
    }

    /// What one report says. `id` is its place in the list of reports. A report in a language that is not read says nothing.
    pub fn annotate(&self, id: ReportId, report: &Report) -> Account {
        let foreign = report.language.as_deref().is_some_and(|tag| tag != self.reader.language());
        if foreign || report.unread.is_some() {
            return Account { report: id, ..Account::default() };
        }
        variorum_extract::extract(id, &report.id, &self.analyze(report), &self.rules)
    }

    /// What each report says, in the order of the reports; the work is spread over the threads of the current rayon pool.
    pub fn annotate_all(&self, reports: &[Report]) -> Vec<Account> {
        reports
            .par_iter()
            .enumerate()
            .map(|(idx, report)| self.annotate(ReportId(idx as u32), report))
            .collect()
    }

    /// What the reports say together. `accounts[i]` is that of `reports[i]`.
    pub fn collate(&self, reports: &[Report], accounts: &[Account]) -> Case {
        variorum_collate::collate(reports, accounts, self.ontology())
    }

    /// The case as the reports published up to and including this day tell it; what has no date is left out.
    pub fn collate_as_of(&self, reports: &[Report], accounts: &[Account], day: Date) -> Case {
        variorum_collate::as_of(reports, accounts, self.ontology(), day)
    }

    /// The case reduced to what the reports published on or after this day changed, each question saying how it stood before.
    pub fn collate_since(&self, reports: &[Report], accounts: &[Account], day: Date) -> Case {
        variorum_collate::since(reports, accounts, self.ontology(), day)
    }

    /// A case without reports, to which they are added one by one.
    pub fn collation(&self) -> Collation {
        Collation::new(self.ontology().clone())
    }

    /// A case of these reports, to which more are added one by one. `accounts[i]` is that of `reports[i]`.
    pub fn collation_of(&self, reports: Vec<Report>, accounts: Vec<Account>) -> Collation {
        Collation::of(reports, accounts, self.ontology().clone())
    }
}

/// A hash of files: names and texts.
fn fingerprint(files: &[(&str, &str)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, text) in files {
        hasher.update(name.as_bytes()).update(b"\0").update(text.as_bytes()).update(b"\0");
    }
    hasher.finalize().to_hex().to_string()
}

/// Why an engine could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The words by which headers and furniture are known are not written as they should be.
    #[error(transparent)]
    Reading(#[from] WordsError),
    /// A file of the language is not what it should be.
    #[error("in the language's data: {0}")]
    Language(#[from] variorum_language::Error),
    /// A file of the ontology is not what it should be.
    #[error(transparent)]
    Ontology(#[from] OntologyError),
    /// The table of cues is not what it should be.
    #[error("in the language's data: {0}")]
    Cues(#[from] CueError),
}
