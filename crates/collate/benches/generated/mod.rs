//! Generated cases: reports of 500 words on invented events, a tenth of them copies, each with a handful of claims.

use crate::common::{Made, report};
use variorum_model::document::EntityKind;

/// A small generator of numbers (Numerical Recipes' linear congruence).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    /// A word; the n-th commonest is about n times as rare as the commonest.
    fn word(&mut self) -> String {
        let most = 1 << (1 + self.below(12));
        name(self.below(most))
    }
}

/// A pronounceable word for a number.
fn name(mut number: usize) -> String {
    let mut word = String::new();
    loop {
        word.push(b"bdfgklmnprstvz"[number % 14] as char);
        word.push(b"aeiou"[number / 14 % 5] as char);
        number /= 70;
        if number == 0 {
            return word;
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// So many reports of so many events.
pub(crate) fn case(n_reports: usize, n_events: usize) -> Vec<Made> {
    let mut numbers = Numbers(7);
    let mut made: Vec<Made> = Vec::with_capacity(n_reports);
    for idx in 0..n_reports {
        let event = numbers.below(n_events);
        let day = format!("2024-{:02}-{:02}", 1 + event % 12, 1 + event / 12 % 24 + numbers.below(4));
        if idx > 10 && numbers.below(10) == 0 {
            let mut copy = made[idx - 1 - numbers.below(10)].clone();
            copy.report.id = format!("r{idx:06}");
            copy.report.text = copy.report.text.replacen(" ", " again ", 1);
            made.push(copy);
            continue;
        }
        let (town, hall, person) = (
            capital(&name(90_000 + event)),
            capital(&name(900_000 + event)),
            capital(&name(5_000_000 + event)),
        );
        let mut text = format!("{town} – A fire broke out in the {hall} Hall in {town}, said {person}.");
        for sentence in 0..25 {
            text.push_str(&format!(" {}", capital(&numbers.word())));
            for nth in 0..17 {
                text.push(' ');
                // Every fourth word is of the event's own thirty.
                let own = nth % 4 == 0;
                text.push_str(&if own {
                    name(1_000_000 + event * 30 + numbers.below(30))
                } else {
                    numbers.word()
                });
            }
            let mention = [&town, &hall, &person][sentence % 3];
            text.push_str(&format!(" {mention}."));
        }
        let date = format!("2024-{:02}-{:02}", 1 + event % 12, 1 + event / 12 % 24);
        let toll = 10 + event % 50 + numbers.below(6);
        let mut one = report(&format!("r{idx:06}"), &day).text(&text);
        one.report.title = Some(format!("Fire in {hall} Hall"));
        one.account.events.clear();
        let background = numbers.below(n_events / 3 + 1);
        one = one
            .publisher(&capital(&name(numbers.below(500) + 70)))
            .entity(&format!("{person} Berg"), EntityKind::Person, &[&person])
            .entity(&town, EntityKind::Place, &[])
            .entity(&format!("Northern {hall} Front"), EntityKind::Organisation, &[])
            .event("fire", &date, &[&format!("{hall} Hall"), &town], true)
            .says("killed", &toll.to_string(), &format!("{toll} people died in the hall"))
            .by(&[&format!("{person} Berg")])
            .says("injured", &format!("{}..", toll * 2), &format!("at least {} were injured", toll * 2))
            .says("date", &date, "it happened on that day")
            .says("cause", &format!("{} {} {}", numbers.word(), numbers.word(), numbers.word()), "")
            .event(
                "bombing",
                &format!("20{:02}-03", background % 20),
                &[&capital(&name(40_000 + background))],
                false,
            )
            .says("killed", &(background % 90 + 3).to_string(), "many died in that bombing");
        made.push(one);
    }
    made
}
