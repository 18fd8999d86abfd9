//! The words of one language by which headers and furniture are known, made ready for matching.
//!
//! ```text
//! Read more: Harbour master resigns      teaser, opens
//! ADVERTISEMENT                          navigation, line
//! (With inputs from AFP)                 agency, opens
//! ```

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Phrases by where in a line they stand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Phrases {
    line: Vec<String>,
    opens: Vec<String>,
    holds: Vec<String>,
}

/// The file as it is written; see the comments in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    common: BTreeSet<String>,
    months: Vec<Vec<String>>,
    weekdays: Vec<String>,
    ordinals: Vec<String>,
    morning: Vec<String>,
    afternoon: Vec<String>,
    zones: Vec<String>,
    date_fillers: Vec<String>,
    relative: BTreeSet<String>,
    published: Phrases,
    updated: Phrases,
    byline: BylineFile,
    publisher: PublisherFile,
    field: FieldFile,
    teaser: Phrases,
    subscription: Phrases,
    navigation: Phrases,
    picture: Phrases,
    imprint: ImprintFile,
    republication: RepublicationFile,
    mail: MailFile,
    agency: AgencyFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BylineFile {
    opens: Vec<String>,
    anonymous: BTreeSet<String>,
    joins: BTreeSet<String>,
    roles: BTreeSet<String>,
    particles: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PublisherFile {
    words: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldFile {
    text: BTreeSet<String>,
    title: Vec<String>,
    author: Vec<String>,
    publisher: Vec<String>,
    published: Vec<String>,
    url: Vec<String>,
    ignored: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ImprintFile {
    line: Vec<String>,
    opens: Vec<String>,
    holds: Vec<String>,
    headings: BTreeSet<String>,
    notes: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RepublicationFile {
    holds: Vec<String>,
    subjects: Vec<String>,
    links: BTreeSet<String>,
    stops: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MailFile {
    forwarded: BTreeSet<String>,
    from: BTreeSet<String>,
    date: BTreeSet<String>,
    subject: BTreeSet<String>,
    to: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyFile {
    names: Vec<String>,
    opens: Vec<String>,
}

/// What a phrase at its place in a line gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cue {
    Byline,
    Published,
    Updated,
    Teaser,
    Subscription,
    Navigation,
    Picture,
    Imprint,
    Republication,
    /// What a notice of republication speaks of.
    Subject,
    Agency,
}

/// Where in a line a phrase has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// It is the whole line.
    Whole,
    /// The line begins with it.
    Opens,
    /// It stands somewhere in the line.
    Holds,
}

/// A phrase found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) cue: Cue,
    pub(crate) place: Place,
    /// Bytes of the line.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The header fields that a "Key: value" line can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Author,
    Publisher,
    Published,
    Url,
    Ignored,
}

/// The words of a language, ready for matching.
#[derive(Debug)]
pub(crate) struct Words {
    /// Words by which a short text of the language is known.
    pub(crate) common: BTreeSet<String>,
    pub(crate) months: BTreeMap<String, i8>,
    pub(crate) weekdays: BTreeSet<String>,
    pub(crate) zones: BTreeSet<String>,
    pub(crate) date_fillers: BTreeSet<String>,
    pub(crate) relative: BTreeSet<String>,
    pub(crate) anonymous: BTreeSet<String>,
    pub(crate) joins: BTreeSet<String>,
    pub(crate) roles: BTreeSet<String>,
    pub(crate) particles: BTreeSet<String>,
    pub(crate) publisher_words: BTreeSet<String>,
    /// Names of columns that hold the text of a report.
    pub(crate) text_columns: BTreeSet<String>,
    pub(crate) note_headings: BTreeSet<String>,
    pub(crate) note_verbs: BTreeSet<String>,
    pub(crate) links: BTreeSet<String>,
    pub(crate) stops: Vec<String>,
    /// Lines above a message that is passed on.
    pub(crate) forwarded: BTreeSet<String>,
    /// The names of header lines in such a message: folded name to the field.
    mail_fields: BTreeMap<String, &'static str>,
    /// Agencies: folded name to the name as written.
    pub(crate) agencies: BTreeMap<String, String>,
    fields: BTreeMap<String, Field>,
    cues: Vec<(Cue, Place)>,
    search: AhoCorasick,
    pub(crate) dates: crate::date::Patterns,
}

impl Words {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and where.
    pub(crate) fn parse(source: &str) -> Result<Words, String> {
        let file: File = toml::from_str(source).map_err(|error| error.to_string())?;
        let mut cues = Vec::new();
        let mut phrases = Vec::new();
        let imprint =
            Phrases { line: file.imprint.line, opens: file.imprint.opens, holds: file.imprint.holds };
        let opens = |opens: Vec<String>| Phrases { opens, ..Phrases::default() };
        let holds = |holds: Vec<String>| Phrases { holds, ..Phrases::default() };
        for (cue, group) in [
            (Cue::Byline, opens(file.byline.opens)),
            (Cue::Published, file.published),
            (Cue::Updated, file.updated),
            (Cue::Teaser, file.teaser),
            (Cue::Subscription, file.subscription),
            (Cue::Navigation, file.navigation),
            (Cue::Picture, file.picture),
            (Cue::Imprint, imprint),
            (Cue::Republication, holds(file.republication.holds)),
            (Cue::Subject, opens(file.republication.subjects)),
            (Cue::Agency, opens(file.agency.opens)),
        ] {
            for (place, list) in
                [(Place::Whole, group.line), (Place::Opens, group.opens), (Place::Holds, group.holds)]
            {
                for phrase in list {
                    if phrase.contains('\'') {
                        cues.push((cue, place));
                        phrases.push(phrase.replace('\'', "’"));
                    }
                    cues.push((cue, place));
                    phrases.push(phrase);
                }
            }
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(&phrases)
            .map_err(|error| error.to_string())?;
        let mut months = BTreeMap::new();
        for (number, names) in (1i8..=12).zip(file.months) {
            months.extend(names.into_iter().map(|name| (name, number)));
        }
        let mut fields = BTreeMap::new();
        for (field, names) in [
            (Field::Ignored, file.field.ignored),
            (Field::Title, file.field.title),
            (Field::Author, file.field.author),
            (Field::Publisher, file.field.publisher),
            (Field::Published, file.field.published),
            (Field::Url, file.field.url),
        ] {
            fields.extend(names.into_iter().map(|name| (name, field)));
        }
        let mut mail_fields = BTreeMap::new();
        for (field, names) in [
            ("from", file.mail.from),
            ("date", file.mail.date),
            ("subject", file.mail.subject),
            ("to", file.mail.to),
        ] {
            mail_fields.extend(names.into_iter().map(|name| (name, field)));
        }
        let dates = crate::date::Patterns::new(&months, &file.ordinals, &file.morning, &file.afternoon)
            .map_err(|error| error.to_string())?;
        Ok(Words {
            dates,
            months,
            weekdays: file.weekdays.into_iter().collect(),
            zones: file.zones.into_iter().collect(),
            date_fillers: file.date_fillers.into_iter().collect(),
            relative: file.relative,
            anonymous: file.byline.anonymous,
            common: file.common,
            joins: file.byline.joins,
            roles: file.byline.roles,
            particles: file.byline.particles,
            publisher_words: file.publisher.words,
            text_columns: file.field.text,
            note_headings: file.imprint.headings,
            note_verbs: file.imprint.notes,
            links: file.republication.links,
            stops: file.republication.stops,
            forwarded: file.mail.forwarded,
            mail_fields,
            agencies: file.agency.names.into_iter().map(|name| (fold(&name), name)).collect(),
            fields,
            cues,
            search,
        })
    }

    /// All phrases in a line, each where it has to stand, in the order of their cues. Long lines have none: they are
    /// prose. Where two phrases of a cue and place begin at one byte, the longer one comes last.
    pub(crate) fn hits(&self, line: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if line.len() > LONGEST {
            return hits;
        }
        let folded = fold(line);
        let (first, last) = core(&folded);
        for found in self.search.find_overlapping_iter(&folded) {
            let Some(&(cue, place)) = self.cues.get(found.pattern().as_usize()) else { continue };
            let (start, end) = (found.start(), found.end());
            let fits = match place {
                // A phrase may itself begin or end in punctuation that `core` cut off.
                Place::Whole => start <= first && end >= last,
                Place::Opens => start <= first,
                Place::Holds => true,
            };
            if fits && whole_words(&folded, start, end) {
                hits.push(Hit { cue, place, start, end });
            }
        }
        hits.sort_unstable();
        hits
    }

    /// All phrases of these cues in a line, wherever they stand.
    pub(crate) fn hits_anywhere(&self, line: &str, cues: &[Cue]) -> Vec<Hit> {
        if line.len() > LONGEST {
            return Vec::new();
        }
        let folded = fold(line);
        let mut hits: Vec<Hit> = self
            .search
            .find_overlapping_iter(&folded)
            .filter_map(|found| {
                let &(cue, place) = self.cues.get(found.pattern().as_usize())?;
                let (start, end) = (found.start(), found.end());
                (cues.contains(&cue) && whole_words(&folded, start, end)).then_some(Hit {
                    cue,
                    place,
                    start,
                    end,
                })
            })
            .collect();
        hits.sort_unstable();
        hits
    }

    /// The field that a key names.
    pub(crate) fn field(&self, key: &str) -> Option<Field> {
        self.fields.get(&fold(key.trim())).copied()
    }

    /// The field and the value of a header line in a message that is passed on.
    pub(crate) fn mail_field<'t>(&self, line: &'t str) -> Option<(&'static str, &'t str)> {
        let (name, value) = line.trim().trim_start_matches(['*', '>', ' ']).split_once(':')?;
        let field = self.mail_fields.get(&fold(name.trim().trim_matches('*')))?;
        Some((field, value))
    }

    /// The agency of this name, as it is written.
    pub(crate) fn agency(&self, name: &str) -> Option<&str> {
        self.agencies.get(&fold(name.trim())).map(String::as_str)
    }
}

/// Lines longer than this, in bytes, are prose.
const LONGEST: usize = 700;

/// Lower case, with each letter as long as before: offsets in the folded text hold in the text.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => folded.push(l),
            _ => folded.push(c),
        }
    }
    folded
}

/// The stretch of a line between punctuation, arrows and bullets at its ends.
fn core(line: &str) -> (usize, usize) {
    let ornament = |c: char| !c.is_alphanumeric() && !matches!(c, '©' | ')');
    let start = line.len() - line.trim_start_matches(ornament).len();
    let end = line.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    (start, end.max(start))
}

/// Whether a match begins and ends where words do.
fn whole_words(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inner = |at: usize| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at..).and_then(|t| t.chars().next());
        letter(before) && letter(after)
    };
    !inner(start) && !inner(end)
}
