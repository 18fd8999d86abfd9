//! Cases of any size, made from a seed: reports of invented events, with tolls that rise from day to day, sources, dates and
//! background. The same size gives the same case.

use variorum::model::Report;
use variorum::model::report::Published;

const KINDS: &[(&str, &str)] = &[
    ("fire", "A fire broke out in a warehouse in"),
    ("bombing", "A bomb exploded at a market in"),
    ("shooting", "A gunman opened fire in a café in"),
    ("flood", "A flood swept through the lower town of"),
    ("crash", "Two trains collided outside"),
];
const PLACES: &[&str] = &[
    "Eastport",
    "Marlow Bay",
    "Kestrin",
    "Old Harbour",
    "Tarnfield",
    "Velm",
    "Ostrava Hill",
    "Quayside",
    "Brannock",
    "Lower Dene",
    "Sandwick",
    "Portmere",
    "Ash Valley",
    "Corrin",
    "Halden Cross",
    "Mirefield",
];
const SOURCES: &[&str] = &[
    "the fire service",
    "police",
    "Mayor Ana Ruiz",
    "the interior ministry",
    "a hospital spokesman",
    "witnesses",
    "the Northern Relief Council",
    "Governor Tomas Hale",
];
const FILLERS: &[&str] = &[
    "Rescue workers searched the site through the night, helped by volunteers from neighbouring towns.",
    "Residents laid flowers at the gates of the town hall as shops stayed closed.",
    "The mayor called the day the darkest in the town's history and promised an inquiry.",
    "Schools will open again next week, the council said in a statement.",
    "Roads into the town remained closed to traffic, and trains were diverted.",
    "\"We heard a noise like thunder, and then there was smoke everywhere,\" said Ilse Brandt, who runs a bakery nearby.",
    "Experts have warned for years that the building did not meet the rules, according to the Eastport Courier.",
    "In 2011, a similar disaster in the region killed 21 people and injured more than 60.",
    "Insurance companies expect the damage to reach 40 million euros.",
    "It was not clear how long the clean-up would take.",
];

/// A small generator of numbers (Numerical Recipes' linear congruence), so that the benchmark needs no crate for it.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// `n_reports` reports of about 500 words, some eight to an event.
pub(crate) fn case(n_reports: usize) -> Vec<Report> {
    let mut numbers = Numbers(n_reports as u64);
    (0..n_reports).map(|idx| report(idx, idx / 8, &mut numbers)).collect()
}

fn report(idx: usize, event: usize, numbers: &mut Numbers) -> Report {
    let (kind, opening) = KINDS[event % KINDS.len()];
    let place = PLACES[(event * 7) % PLACES.len()];
    let day = (event * 3) % 26 + 1;
    let month = (event / 9) % 12 + 1;
    let later = idx % 4;
    let killed = 5 + event % 40 + later * 2;
    let published =
        Published { date: jiff::civil::date(2031, month as i8, (day + later).min(28) as i8), time: None };
    let mut text = format!(
        "{opening} {place} on {day} {}. At least {killed} people were killed and {} injured, {} said.\n\n",
        published.date.strftime("%B"),
        killed * 3,
        numbers.pick(SOURCES),
    );
    while text.len() < 2_900 {
        match numbers.below(5) {
            0 => text.push_str(&format!(
                "The {kind} killed {killed} people, according to {}. ",
                numbers.pick(SOURCES)
            )),
            1 => text.push_str(&format!(
                "{} denied that more than {} people were missing. ",
                "The mayor",
                killed * 2
            )),
            _ => text.push_str(numbers.pick(FILLERS)),
        }
        text.push_str(if numbers.below(4) == 0 { "\n\n" } else { " " });
    }
    Report { id: format!("r{idx}"), text, published: Some(published), ..Report::default() }
}
