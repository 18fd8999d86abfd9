//! The overview: the event in one screen, and the lists of questions that it cuts.
//!
//! ```text
//! In dispute           Moved since 3 March            ▸ Told by one report  12
//! 9 · 14 · 17          where?   Eastport  new         ▸ Background  7
//! police: no, mayor    Agreed
//!                      when?    3 March 2031 =
//! ```

use super::{Listed, Moved, Over, Site};
use crate::html::view::{StatusView, Tally};
use crate::html::{Shown, kicker, status_view, tally};
use crate::labels;
use crate::text::tidy;
use askama::Template;
use std::collections::BTreeMap;
use std::ops::Range;
use variorum_model::decision::Place;
use variorum_model::{EventId, Status};

/// A question in a line.
struct Line {
    href: String,
    asked: String,
    /// Its event, where that stands over this line.
    over: Option<Over>,
    status: StatusView,
    why: String,
    /// How it has moved.
    moved: String,
    readings: Vec<(Option<&'static str>, String, String)>,
    is_cut: bool,
    is_decided: bool,
}

/// Questions under a heading.
struct Group {
    id: &'static str,
    heading: String,
    n: usize,
    lines: Vec<Line>,
    /// Where all of them stand, if these are not all.
    all: Option<String>,
}

#[derive(Template)]
#[template(path = "site/overview.html")]
struct Overview {
    kicker: String,
    title: String,
    standfirst: String,
    tally: Vec<Tally>,
    disputes: Group,
    moved: Group,
    agreed: Group,
    folded: Vec<Group>,
    judgements: Vec<String>,
    unasked: Vec<String>,
    unasked_more: Option<(usize, String)>,
}

#[derive(Template)]
#[template(path = "site/questions.html")]
struct Questions {
    heading: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "site/also.html")]
struct Also {
    unasked: Vec<String>,
}

/// The lists of questions, by the names that stand in their addresses: what each is called.
const LISTS: [(&str, &str); 7] = [
    ("disputes", "In dispute"),
    ("moved", "Moved"),
    ("agreed", "Agreed"),
    ("evolving", "Evolving"),
    ("compatible", "Compatible"),
    ("single", "Told by one report"),
    ("background", "Background"),
];
/// The list of events of which nothing is asked.
const ALSO: &str = "also";
/// How many readings of a question are shown in a line.
const READINGS: usize = 6;
/// How many new readings are named in a line.
const NEW_READINGS: usize = 3;
/// How many questions of a list are shown on the overview: disputes, and others.
const DISPUTES: usize = 8;
const OTHERS: usize = 8;
/// How many of a list that is folded.
const FOLDED: usize = 25;
/// How many decisions about the whole case.
const JUDGEMENTS: usize = 8;

/// A question by the places of its event and its own there.
type At = (usize, usize);

impl Site<'_> {
    /// The event in one screen. `moved` is what has moved, `since` when in words ("since 3 March").
    pub fn overview(&self, moved: &[Moved], since: &str) -> String {
        let case = self.shown.case;
        let mut lists = self.lists(moved);
        let numbers = self.shown.numbers();
        let has_moved = by_question(moved);
        let mut group = |id: &'static str, most: usize| {
            let all = lists.remove(id).unwrap_or_default();
            let heading = if id == "moved" { format!("Moved {since}") } else { heading(id) };
            Group {
                id,
                heading: heading.trim_end().to_owned(),
                n: all.len(),
                lines: self.lines(all.get(..most).unwrap_or(&all), &numbers, &has_moved),
                all: (all.len() > most).then(|| self.shown.links.list(id)).flatten(),
            }
        };
        let (disputes, moved, agreed) =
            (group("disputes", DISPUTES), group("moved", OTHERS), group("agreed", OTHERS));
        let folded = ["evolving", "compatible", "single", "background"];
        let folded = folded.map(|id| group(id, FOLDED)).into_iter().filter(|group| group.n > 0).collect();
        let main = case.events.iter().find(|entry| entry.event.main && !entry.questions.is_empty());
        let mut unasked = labels::unasked(case);
        let n_unasked = unasked.len();
        unasked.truncate(FOLDED);
        let unasked_more =
            (n_unasked > FOLDED).then(|| Some((n_unasked, self.shown.links.list(ALSO)?))).flatten();
        let page = Overview {
            kicker: kicker(self.shown.reports),
            title: self.title(),
            standfirst: main.map(|entry| labels::event_facts(&entry.event).join(" · ")).unwrap_or_default(),
            tally: tally(case),
            disputes,
            moved,
            agreed,
            folded,
            judgements: labels::judgements(case, &Place::Case)
                .take(JUDGEMENTS)
                .map(labels::judgement)
                .collect(),
            unasked,
            unasked_more,
        };
        page.render().unwrap_or_default()
    }

    /// A list of questions by its name, of which the overview shows the beginning, or without a name all of them; `None` where
    /// there is no such list.
    pub fn questions(&self, list: &str, moved: &[Moved], stretch: Range<usize>) -> Option<(String, Listed)> {
        if list == ALSO {
            let all = labels::unasked(self.shown.case);
            let unasked = all.iter().skip(stretch.start).take(stretch.len()).cloned().collect();
            let inside = Also { unasked }.render().ok()?;
            return Some(("Also mentioned".to_owned(), Listed { inside, n: all.len() }));
        }
        let mut lists = self.lists(moved);
        let (heading, all) = if list.is_empty() {
            let all = LISTS.iter().flat_map(|(id, _)| lists.remove(id).unwrap_or_default()).collect();
            ("All questions".to_owned(), all)
        } else {
            let (id, _) = LISTS.into_iter().find(|(id, _)| *id == list)?;
            (heading(id), lists.remove(id).unwrap_or_default())
        };
        let part = all.get(stretch.start.min(all.len())..stretch.end.min(all.len())).unwrap_or_default();
        let lines = self.lines(part, &self.shown.numbers(), &by_question(moved));
        let inside = Questions { heading: heading.clone(), lines }.render().ok()?;
        Some((heading, Listed { inside, n: all.len() }))
    }

    /// The questions of each list: a question is in one of them.
    fn lists(&self, moved: &[Moved]) -> BTreeMap<&'static str, Vec<At>> {
        let has_moved = by_question(moved);
        let mut lists: BTreeMap<&'static str, Vec<At>> = BTreeMap::new();
        for (event, entry) in self.shown.case.events.iter().enumerate() {
            for (nth, question) in entry.questions.iter().enumerate() {
                let list = match question.status {
                    Status::Disputed if entry.event.main => "disputes",
                    _ if has_moved.contains_key(&(event, nth)) => "moved",
                    _ if !entry.event.main => "background",
                    Status::Evolving => "evolving",
                    Status::Compatible => "compatible",
                    Status::Agreed => "agreed",
                    Status::Single | Status::Disputed => "single",
                };
                lists.entry(list).or_default().push((event, nth));
            }
        }
        lists
    }

    /// These questions as lines. The name of an event stands over its first one, unless it stands over the page.
    fn lines(&self, all: &[At], numbers: &[usize], moved: &BTreeMap<At, &Moved>) -> Vec<Line> {
        let Shown { case, ontology, links, .. } = self.shown;
        let titular = case.events.iter().position(|entry| entry.event.main && !entry.questions.is_empty());
        let mut last_event = titular;
        let line = |&(event, nth): &At| {
            let entry = case.events.get(event)?;
            let question = entry.questions.get(nth)?;
            let place = Place::Question(EventId(event as u32), nth as u32);
            let readings = question.readings.iter().take(READINGS).map(|reading| {
                (labels::stance(reading.stance), labels::value(&reading.value), labels::weight(reading))
            });
            let is_named = last_event.replace(event) != Some(event);
            Some(Line {
                href: links.question(event, nth, numbers.get(event).map_or(0, |first| first + nth)),
                asked: labels::question(question, ontology),
                over: is_named.then(|| self.over(event, entry)),
                status: status_view(question.status),
                why: tidy(&question.why).into_owned(),
                moved: moved.get(&(event, nth)).map_or(String::new(), |it| in_words(it, question.status)),
                readings: readings.collect(),
                is_cut: question.readings.len() > READINGS,
                is_decided: labels::judgements(case, &place).next().is_some(),
            })
        };
        all.iter().filter_map(line).collect()
    }
}

/// What has moved, by its question.
fn by_question(moved: &[Moved]) -> BTreeMap<At, &Moved> {
    moved.iter().map(|it| ((it.event, it.question), it)).collect()
}

/// How a question has moved: "new", "was agreed", "new: 24".
fn in_words(moved: &Moved, status: Status) -> String {
    match moved.before {
        None => String::from("new"),
        Some(before) if before != status => format!("was {}", before.label()),
        Some(_) if moved.readings.is_empty() => String::new(),
        Some(_) => {
            let shown: Vec<String> =
                moved.readings.iter().take(NEW_READINGS).map(|it| tidy(it).into_owned()).collect();
            let cut = if moved.readings.len() > NEW_READINGS { " …" } else { "" };
            format!("new: {}{cut}", shown.join(" · "))
        }
    }
}

fn heading(list: &str) -> String {
    LISTS.iter().find(|(id, _)| *id == list).map_or(String::new(), |(_, heading)| (*heading).to_owned())
}
