//! Documents to accounts: attributions, events and claims, by the ontology.

mod attribution;
mod card;
mod claim;
mod event;
mod ontology;

pub use attribution::{CueError, Cues, Standing, standing};
pub use card::{Card, Example, ExampleFailure, Place, WordClass};
pub use ontology::{OntologyError, documentation};

use variorum_model::{Account, Document, Ontology, ReportId};

/// What `extract` looks for: the cues of a language, and the ontology with its cards.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub(crate) ontology: ontology::Loaded,
    pub(crate) cues: Cues,
}

impl Rules {
    /// Reads files of the ontology, each a name with its text, in layers: a later layer adds to the ones before it and
    /// overrides properties, kinds, lists, scopes and cards by their names.
    ///
    /// # Errors
    /// Where a file is not what it should be: which file and line, what was expected, and what to do about it.
    pub fn load(layers: &[&[(&str, &str)]]) -> Result<Rules, OntologyError> {
        Ok(Rules { ontology: ontology::load(layers)?, cues: Cues::default() })
    }

    /// The same rules with the cues of a language (the text of its `cues.toml`).
    ///
    /// # Errors
    /// Where the table is not what it should be: the line, what was expected, what was found.
    pub fn with_cues(self, cues: &str) -> Result<Rules, CueError> {
        Ok(Rules { cues: Cues::load(cues)?, ..self })
    }

    /// What can be asked of an event.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology.ontology
    }

    /// The cards, in the order in which they are tried.
    pub fn cards(&self) -> &[Card] {
        &self.ontology.cards
    }

    /// The card of this name.
    pub fn card(&self, name: &str) -> Option<&Card> {
        self.ontology.cards.iter().find(|card| card.name == name)
    }

    /// Runs the examples and counterexamples of the words that mention events of a kind. `analyze` gives the document of a
    /// text.
    pub fn check_kind(&self, kind: &str, analyze: &dyn Fn(&str) -> Document) -> Vec<ExampleFailure> {
        let mut failures = Vec::new();
        for trigger in self.ontology.lexicon.triggers.iter().filter(|trigger| trigger.kind == kind) {
            let told = |text: &str| {
                let events = extract(ReportId(0), "example", &analyze(text), self).events;
                events.into_iter().map(|event| event.kind.to_string()).collect::<Vec<_>>()
            };
            let sentences = trigger.examples.iter().map(|text| (text, true));
            for (text, expected) in sentences.chain(trigger.counterexamples.iter().map(|text| (text, false)))
            {
                let kinds = told(text);
                if kinds.iter().any(|found| found == kind) != expected {
                    failures.push(ExampleFailure {
                        card: kind.to_owned(),
                        place: trigger.at.clone(),
                        text: text.clone(),
                        message: format!(
                            "found the events: {}",
                            if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") }
                        ),
                    });
                }
            }
        }
        failures
    }

    /// One property with its cards and examples, as Markdown; `None` where there is none of this name.
    pub fn describe(&self, property: &str) -> Option<String> {
        self.ontology().property(property).map(|property| ontology::describe(self, property))
    }
}

/// What a document says. `name` is the report's own id, which the ids of its claims are made from.
pub fn extract(report: ReportId, name: &str, document: &Document, rules: &Rules) -> Account {
    let attributions = attribution::attributions(document, rules);
    let (events, claims) = claim::claims(report, name, document, &attributions, rules);
    Account {
        report,
        times: document.times.clone(),
        entities: document.entities.clone(),
        attributions,
        events,
        claims,
        citations: Vec::new(),
    }
}
