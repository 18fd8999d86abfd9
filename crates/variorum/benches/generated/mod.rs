//! Cases of any size, made from a seed: reports of some 500 words on invented events, each event with its own names, its
//! toll rising from day to day; a tenth of the reports are copies, some with another figure; some tell of an older event. The
//! same sizes give the same case.

use variorum::model::Report;
use variorum::model::report::Published;

/// Kinds of events, how a report opens on one, and what it is called afterwards.
const KINDS: &[(&str, &str)] = &[
    ("A fire broke out in the {hall} in {town}", "fire"),
    ("A bomb exploded at the {hall} in {town}", "bombing"),
    ("A gunman opened fire in the {hall} in {town}", "shooting"),
    ("An explosion tore through the {hall} in {town}", "explosion"),
    ("Two trains collided beside the {hall} outside {town}", "crash"),
    ("The roof of the {hall} in {town} collapsed", "collapse"),
];

/// How a report goes on: one sentence each, with the names of the event.
const TOLLS: &[&str] = &[
    "At least {killed} people were killed and {injured} injured, {source} said.",
    "The {kind} killed {killed} people, according to {source}.",
    "{source} put the number of dead at {killed}.",
    "{killed} people died and {injured} were taken to hospital, {person} said on {weekday}.",
    "{person} told reporters that {killed} people had been killed.",
];
const SENTENCES: &[&str] = &[
    "{missing} people were still missing on {weekday} evening, {source} said.",
    "{source} said that rescuers had reached the {hall} after {minutes} minutes.",
    "{person}, who leads the rescue in {town}, said the search would go on through the night.",
    "\"We heard a noise like thunder, and then there was smoke all along {street},\" said {witness}, who lives opposite the {hall}.",
    "{witness} was serving breakfast when the windows of the shop in {street} broke.",
    "Police arrested {arrested} people in {town} on {weekday}.",
    "{org} denied that it had anything to do with the {kind}.",
    "{person} blamed {org} for the {kind}.",
    "Nobody has claimed responsibility for the {kind} in {town}.",
    "{org}, which owns the {hall}, said that it would help the inquiry in every way.",
    "The {hall} was built by {org} more than thirty years ago and holds several hundred visitors.",
    "{street} was closed to traffic, and buses to {town} stopped at the bridge.",
    "Hospitals in {town} asked for blood, and a queue formed along {street} before noon.",
    "{person} visited the wounded on {weekday} and promised help for every family.",
    "Flags flew at half mast on the town hall of {town}.",
    "{witness} had left the {hall} ten minutes earlier to telephone her sister.",
    "Experts of {org} had warned in a letter that the doors of the {hall} did not close properly.",
    "{source} dismissed the letter as a misunderstanding.",
    "Schools in {town} will open again next week, the council said.",
    "Insurers expect the damage to reach {millions} million euros.",
    "The mayor of {town}, {person}, called it the darkest day that the town had seen.",
    "Volunteers from the villages around {town} brought soup and blankets to {street}.",
    "A helicopter circled above the {hall} until dusk.",
    "{source} would not say how many people had been inside the {hall}.",
    "The cause was not known, but {source} did not rule out a fault in the wiring.",
    "{witness} said that nobody had told the guests of the {hall} where the stairs were.",
    "An inquiry led by {person} is to report within three months.",
    "Candles burned on the steps of the {hall} where neighbours had gathered without a word.",
    "{org} cancelled its fair, which was to open in {town} at the weekend.",
    "A reporter who stood in {street} counted nine ambulances and four fire engines.",
    "Trains between {town} and the coast run again since {weekday}.",
    "{person} asked people not to spread rumours and to keep away from {street}.",
    "{witness} has put up two families whose flats beside the {hall} cannot be entered.",
    "The clean-up around the {hall} will take until spring, in the view of {source}.",
];
/// Sentences of the event's own words ({own}) and of everybody's ({any}).
const OWN: &[&str] = &[
    "Beside the {own} stood a {own} full of {own} and {any}.",
    "The {own} had been {any} since the {own} of the winter before.",
    "Nobody could {any} the {own}, and the {own} was left to the {any}.",
    "A {own} of {any} hung over the {own} until the {own} came.",
    "Some carried a {own}, others a {any} or a {own}.",
];
const SOURCES: &[&str] = &[
    "the fire service",
    "police",
    "the interior ministry",
    "a hospital spokesman",
    "the coastguard",
    "prosecutors",
];
const PAPERS: &[&str] = &[
    "Harbour Gazette",
    "Island News",
    "Coast Courier",
    "Norland Herald",
    "Evening Beacon",
    "Valley Observer",
    "Market Chronicle",
];
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A small generator of numbers (Numerical Recipes' linear congruence), so that the benchmark needs no crate for it.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A pronounceable name.
    fn name(&mut self, ending: &str) -> String {
        let mut name = String::new();
        for _ in 0..2 + self.below(2) {
            name.push(b"bdfgklmnprstv"[self.below(13)] as char);
            name.push(b"aeiou"[self.below(5)] as char);
        }
        name[..1].to_uppercase() + &name[1..] + ending
    }
}

/// The names of an event, the same for each of its reports.
struct Happening {
    opening: &'static str,
    kind: &'static str,
    town: String,
    hall: String,
    street: String,
    person: String,
    witness: String,
    org: String,
    quarters: Vec<String>,
    words: Vec<String>,
    day: jiff::civil::Date,
    toll: usize,
}

impl Happening {
    fn new(event: usize) -> Happening {
        let mut numbers = Numbers::new(event as u64 + 1);
        let (opening, kind) = KINDS[event % KINDS.len()];
        Happening {
            opening,
            kind,
            town: numbers.name(["port", "ford", "wick", "mere"][event % 4]),
            hall: format!("{} {}", numbers.name("n"), ["Hall", "Market", "Theatre", "Hotel"][event / 4 % 4]),
            street: format!("{} Street", numbers.name("l")),
            person: format!(
                "{} {}",
                ["Ida", "Orla", "Tomas", "Jonas", "Petra"][event % 5],
                numbers.name("sen")
            ),
            witness: format!("{} {}", ["Greta", "Emil", "Runa", "Oskar"][event % 4], numbers.name("berg")),
            org: format!("{} {}", numbers.name("x"), ["Holdings", "Foundation", "Union"][event % 3]),
            quarters: (0..8)
                .map(|nth| {
                    let kind = ["Mill", "Yard", "Lane", "Bakery", "Bridge", "School", "Chapel", "Ferry"][nth];
                    format!("{} {kind}", numbers.name("k"))
                })
                .collect(),
            words: (0..40).map(|_| numbers.name("el").to_lowercase()).collect(),
            day: jiff::civil::date(2031, 1, 5) + jiff::Span::new().days((event * 5 % 340) as i64),
            toll: 4 + event * 7 % 60,
        }
    }

    fn told(&self, template: &str, later: usize, numbers: &mut Numbers) -> String {
        let killed = self.toll + later * 2;
        let source = numbers.pick(SOURCES);
        let mut told = template
            .replace("{hall}", &self.hall)
            .replace("{town}", &self.town)
            .replace("{street}", &self.street)
            .replace("{person}", &self.person)
            .replace("{witness}", &self.witness)
            .replace("{org}", &self.org)
            .replace("{kind}", self.kind)
            .replace("{killed}", &killed.to_string())
            .replace("{injured}", &(killed * 3).to_string())
            .replace("{missing}", &(30 - later * 5).to_string())
            .replace("{arrested}", &(2 + self.toll % 3).to_string())
            .replace("{minutes}", &(10 + self.toll % 40).to_string())
            .replace("{millions}", &(5 + self.toll).to_string())
            .replace("{weekday}", numbers.pick(WEEKDAYS))
            .replace("{source}", source);
        told[..1].make_ascii_uppercase();
        told
    }
}

impl Happening {
    /// A sentence of words that mostly are the event's own.
    fn of_its_own(&self, numbers: &mut Numbers) -> String {
        let mut sentence = String::new();
        for piece in numbers.pick(OWN).split_inclusive('}') {
            let (front, slot) = piece.split_once('{').unwrap_or((piece, ""));
            sentence.push_str(front);
            match slot {
                "own}" => sentence.push_str(&self.words[numbers.below(self.words.len())]),
                "any}" => sentence
                    .push_str(&Numbers::new(numbers.below(3_000) as u64 + 7).name("as").to_lowercase()),
                _ => {}
            }
        }
        sentence
    }
}

/// So many reports of so many events, copies included.
pub(crate) fn case_of(n_reports: usize, n_events: usize) -> Vec<Report> {
    let mut numbers = Numbers::new(n_reports as u64);
    let mut reports: Vec<Report> = Vec::with_capacity(n_reports);
    for idx in 0..n_reports {
        let event = numbers.below(n_events);
        let copied =
            if idx > 20 && numbers.below(10) == 0 { reports.get(idx - 1 - numbers.below(20)) } else { None };
        let one = match copied {
            Some(original) => copy(original, &mut numbers),
            None => report(event, &mut numbers),
        };
        reports.push(Report { id: format!("r{idx:06}"), ..one });
    }
    reports
}

/// So many reports, some eight to an event.
pub(crate) fn case(n_reports: usize) -> Vec<Report> {
    case_of(n_reports, n_reports.div_ceil(8))
}

/// The same words in another paper; one in five has another figure.
fn copy(original: &Report, numbers: &mut Numbers) -> Report {
    let mut copy = original.clone();
    copy.publisher = Some(numbers.pick(PAPERS).to_owned());
    if numbers.below(5) == 0 {
        copy.text = copy.text.replacen("1", "2", 1);
    }
    copy
}

fn report(event: usize, numbers: &mut Numbers) -> Report {
    let happening = Happening::new(event);
    let later = numbers.below(4);
    let date = happening.day + jiff::Span::new().days(later as i64 + 1);
    let told = happening.opening.replace("{hall}", &happening.hall).replace("{town}", &happening.town);
    let mut text = format!("{told} on {}. ", happening.day.strftime("%-d %B %Y"));
    text.push_str(&happening.told(numbers.pick(TOLLS), later, numbers));
    let mut order: Vec<usize> = (0..SENTENCES.len()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, numbers.below(at + 1));
    }
    let mut n_words = 0;
    for nth in order {
        text.push_str(if numbers.below(4) == 0 { "\n\n" } else { " " });
        // Each event has its half of the sentences.
        if (nth + event * 7) % SENTENCES.len() >= SENTENCES.len() / 2 {
            continue;
        }
        for _ in 0..numbers.below(4) {
            let sentence = happening.of_its_own(numbers);
            n_words += sentence.split(' ').count();
            text.push_str(&sentence);
            text.push(' ');
        }
        let mut sentence = happening.told(SENTENCES[nth], later, numbers);
        // What is near the place is its own too: every other sentence says so.
        if numbers.below(2) == 0 {
            let quarter = &happening.quarters[numbers.below(8)];
            sentence.truncate(sentence.trim_end_matches('.').len());
            sentence.push_str(&format!(", not far from {quarter}."));
        }
        n_words += sentence.split(' ').count();
        text.push_str(&sentence);
        if n_words > 460 {
            break;
        }
    }
    if numbers.below(4) == 0 {
        let older = Happening::new(1_000_000 + event / 3);
        text.push_str(&format!(
            "\n\nIn March 2019, a {} in {} killed {} people.",
            older.kind, older.town, older.toll
        ));
    }
    Report {
        title: Some(format!("{} in {}", capital(happening.kind), happening.town)),
        text,
        published: Some(Published { date, time: None }),
        publisher: Some(numbers.pick(PAPERS).to_owned()),
        ..Report::default()
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
