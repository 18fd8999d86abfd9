//! Figures, case by case: `‹marks›` show the span, then the interval, the kind, what is counted and the relation.

use crate::testing::document;
use proptest::prelude::*;
use variorum_model::Document;
use variorum_model::document::{Quantity, QuantityKind, Relation, Unit};

/// "139.. people" for at least 139 people; "..20", "131..", "=0", "90..99 ~ homes", "[part] 4", "20 Minute".
fn show(document: &Document, quantity: &Quantity) -> String {
    let number = |end: Option<f64>| end.map_or(String::new(), |end| format!("{}", (end * 1e4).round() / 1e4));
    let mut shown = match (quantity.low, quantity.high) {
        (low, high) if low == high && low.is_some() => number(low),
        (low, high) => format!("{}..{}", number(low), number(high)),
    };
    match quantity.kind {
        QuantityKind::Count => {}
        QuantityKind::Measure(Unit::Money(code)) => shown += &format!(" {}", String::from_utf8_lossy(&code)),
        QuantityKind::Measure(unit) => shown += &format!(" {unit:?}"),
        QuantityKind::Share => shown += " share",
        QuantityKind::Other => return "other".to_owned(),
    }
    if quantity.approximate {
        shown += " ~";
    }
    if let Some(counted) = quantity.counted {
        shown += &format!(" {}", document.form(counted));
    }
    match quantity.relation {
        Relation::Plain => {}
        Relation::Additional => shown += " [more]",
        Relation::PartOf => shown += " [part]",
        Relation::DerivedFrom(idx) => shown += &format!(" [from {idx}]"),
    }
    shown
}

/// The text's figures are those between marks, no others, and come to `expected`, joined by "; ".
#[track_caller]
fn check(marked: &str, expected: &str) {
    let text = marked.replace(['‹', '›'], "");
    let document = document(&text);
    let mut found = String::new();
    let mut from = 0;
    for quantity in &document.quantities {
        assert_eq!(document.span(quantity.tokens), quantity.span);
        found += &text[from..quantity.span.start as usize];
        found += &format!("‹{}›", document.words(quantity.span));
        from = quantity.span.end as usize;
    }
    found += &text[from..];
    assert_eq!(found, marked);
    let shown: Vec<String> = document.quantities.iter().map(|quantity| show(&document, quantity)).collect();
    assert_eq!(shown.join("; "), expected, "{marked:?}");
}

#[test]
fn digits() {
    check("They counted ‹12›.", "12");
    check("They counted ‹1,300›.", "1300");
    check("They counted ‹1,200,000› on that day.", "1200000");
    check("They counted ‹1.2 million›.", "1200000");
    check("It took ‹1.5m› boats.", "1500000 boats");
    check("It took ‹3 lakh› boats.", "300000 boats");
    check("It took ‹2.5 crore› boats.", "25000000 boats");
    check("It took ‹3,00,000› boats.", "300000 boats");
    check("It took ‹30 thousand› boats.", "30000 boats");
    check("It took ‹40k› boats.", "40000 boats");
    check("The fleet of ‹2½› boats", "2.5 boats");
}

#[test]
fn words_for_numbers() {
    check("They counted ‹twenty-three›.", "23");
    check("It took ‹a hundred and forty› boats.", "140 boats");
    check("It took ‹two hundred and fifty thousand› boats.", "250000 boats");
    check("It took ‹fifteen hundred› boats.", "1500 boats");
    check("It took ‹two and a half million› boats.", "2500000 boats");
    check("It took ‹half a million› boats.", "500000 boats");
    check("It took ‹a quarter of a million› boats.", "250000 boats");
    check("It took ‹half a dozen› boats.", "6 boats");
    check("It took ‹a half-dozen› boats.", "6 boats");
    check("It took ‹two dozen› boats.", "24 boats");
    check("It took ‹a dozen› boats.", "12 boats");
    check("It took ‹a million and a half› boats.", "1500000 boats");
    check("It took ‹twenty one› boats.", "21 boats");
    check("It took ‹one thousand two hundred and six› boats.", "1206 boats");
    check("It took ‹a pair› of boats.", "2 boats");
    check("‹Twenty-Three› Boats Lost Near Eastport", "23 Boats");
    check("‹One› man was killed.", "1 man");
    check("One should not go there.", "");
    check("It was the one that sank.", "");
    check("‹No one› else would know.", "0");
}

#[test]
fn vague_numerals() {
    check("‹Dozens› of rescuers came.", "24..99 ~ rescuers");
    check("‹Scores› were hurt.", "40..199 ~");
    check("‹Hundreds› of homes burned.", "200..999 ~ homes");
    check("‹Tens of thousands› of people fled.", "20000..99999 ~ people");
    check("‹Hundreds of thousands› fled.", "200000..999999 ~");
    check("‹Several hundred› people fled.", "300..999 ~ people");
    check("‹Several› people fled.", "3..9 ~ people");
    check("‹A few› people fled.", "2..6 ~ people");
    check("‹Many› of the wounded were children.", "3.. ~ wounded [part]");
    check("Many more than expected came.", "");
    check("How many people came?", "");
    check("The scores were read out.", "");
    check("Judges gave low scores to him.", "");
    check("It left ‹scores› of people homeless.", "40..199 ~ people");
    check("‹At least several dozen› people fled.", "36.. ~ people");
    check("‹Millions› of people fled.", "2000000..9999999 ~ people");
    check("‹A handful› of people fled.", "2..9 ~ people");
}

#[test]
fn lower_bounds() {
    check("‹At least 139› people were killed.", "139.. people");
    check("‹More than 130› lives were lost.", "131.. lives");
    check("The fire killed ‹over 40› miners.", "41.. miners");
    check("‹No fewer than six› boats were lost.", "6.. boats");
    check("‹Upwards of 500› people fled.", "501.. people");
    check("‹Well over 200› houses burned.", "201.. houses");
    check("‹In excess of 1,000› villagers left.", "1001.. villagers");
    check("‹20 or more› boats were lost.", "20.. boats");
    check("‹100-plus› homes were hit.", "100.. homes");
    check("‹100+› homes were hit.", "100.. homes");
    check("‹More than a dozen› sailors drowned.", "13.. sailors");
    check("‹At least half a dozen› sailors drowned.", "6.. sailors");
    check("‹More than two dozen› sailors drowned.", "25.. sailors");
    check("‹Some 40 or more› boats were lost.", "36.. ~ boats");
}

#[test]
fn upper_bounds() {
    check("‹Up to 20› gunmen attacked.", "..20 gunmen");
    check("‹As many as 300› people drowned.", "..300 people");
    check("‹Fewer than 50› homes have power.", "..49 homes");
    check("‹Less than 10› survivors were found.", "..9 survivors");
    check("‹No more than 30› people were inside.", "..30 people");
    check("‹At most six› boats were lost.", "..6 boats");
    check("‹20 or fewer› boats were lost.", "..20 boats");
    check("‹Under 40› people attended.", "..39 people");
    check("‹Perhaps as many as 80› people were inside.", "..88 ~ people");
    check("‹Up to about 50› men took part.", "..55 ~ men");
}

#[test]
fn bands() {
    check("‹About 140› people were inside.", "126..154 ~ people");
    check("‹Nearly 100› homes burned.", "90..99 ~ homes");
    check("‹Almost 7,000› people came.", "6300..6999 ~ people");
    check("‹Some 20› men fled.", "18..22 ~ men");
    check("‹Around 1,000› people marched.", "900..1100 ~ people");
    check("‹An estimated 3,000› people marched.", "2700..3300 ~ people");
    check("‹Roughly five› boats came.", "4..6 ~ boats");
    check("‹Close to 40› people died.", "36..39 ~ people");
    check("‹Just over 200› people died.", "201..220 ~ people");
    check("‹20 or so› soldiers fled.", "18..22 ~ soldiers");
    check("‹Exactly 17› men fled.", "17 men");
    check("‹Between 20 and 30› men fled.", "20..30 men");
    check("‹20 to 30› men fled.", "20..30 men");
    check("‹20-30› men fled.", "20..30 men");
    check("‹Two or three› men fled.", "2..3 men");
    check("‹Between 2 and 3 million› people fled.", "2000000..3000000 people");
    check("‹Five to ten million› people fled.", "5000000..10000000 people");
    check("Estimates range from ‹20 to 30› men.", "20..30 men");
    check("The toll rose from ‹20› to ‹30›.", "20; 30");
    check("The toll rose by ‹12› to ‹30›.", "12; 30");
}

#[test]
fn none_at_all() {
    check("‹No one› was hurt.", "0");
    check("‹No› casualties were reported.", "0 casualties");
    check("There were ‹no› immediate reports.", "0 reports");
    check("He was no longer there.", "");
    check("‹None› of the miners survived.", "0 miners [part]");
    check("‹Nobody› was hurt.", "0");
}

#[test]
fn relations() {
    check("‹Another 12› were injured.", "12 [more]");
    check("‹A further three› people died.", "3 people [more]");
    check("‹At least another 40› people died.", "40.. people [more]");
    check("‹Twelve› more people died.", "12 people [more]");
    check("The blast wounded ‹360› others.", "360 others [more]");
    check("It killed ‹10› people, of whom ‹3› were children.", "10 people; 3 [part]");
    check("It killed ‹10› people, including ‹two› children.", "10 people; 2 children [part]");
    check(
        "It killed ‹10› people, including ‹at least two› children and ‹three› women.",
        "10 people; 2.. children [part]; 3 women [part]",
    );
    check("‹Four› of them were armed.", "4 [part]");
    check("‹Four› of the gunmen were armed.", "4 gunmen [part]");
    check("It took ‹another› life.", "1 life [more]");
    check("‹Twelve› more than last year died.", "12");
}

#[test]
fn derived() {
    check("‹40› people died; ‹over twice that number› were hurt.", "40 people; 81.. [from 0]");
    check("‹40› people died and ‹twice as many› were hurt.", "40 people; 80 [from 0]");
    check("‹40› people died. ‹Three times that figure› were hurt.", "40 people; 120 [from 0]");
    check("‹40› people died and ‹half that number› were hurt.", "40 people; 20 [from 0]");
    check("‹Fewer than 40› people died and ‹twice that number› were hurt.", "..39 people; ..78 [from 0]");
    check("Twice that number were hurt.", "");
}

#[test]
fn durations() {
    check("They came after ‹20 minutes›.", "20 Minute");
    check("a ‹20-minute› wait", "20 Minute");
    check("They waited ‹more than an hour›.", "1.. Hour");
    check("They waited ‹half an hour›.", "0.5 Hour");
    check("They waited for ‹an hour and a half›.", "1.5 Hour");
    check("They came ‹an hour and a half› after the call.", "1.5 Hour");
    check("They came ‹an hour› later.", "1 Hour");
    check("They lost an hour of sleep.", "");
    check("They waited ‹two hours and 20 minutes›.", "140 Minute");
    check("They fled ‹within 20 minutes›.", "..20 Minute");
    check("They waited ‹two and a half hours›.", "2.5 Hour");
    check("They waited ‹20 to 30 minutes›.", "20..30 Minute");
    check("They waited ‹about 20 minutes›.", "18..22 Minute ~");
    check("It lasted ‹over three days›.", "3.. Day");
    check("People were killed over ‹three days›.", "3 Day");
    check("at ‹60 miles an hour›", "96.5606 KilometrePerHour");
}

#[test]
fn measures() {
    check("a ‹7.3-magnitude› earthquake", "7.3 Magnitude");
    check("a ‹magnitude 7.3› earthquake", "7.3 Magnitude");
    check("It had ‹a magnitude of 6.1›.", "6.1 Magnitude");
    check("It measured ‹6.1 on the Richter scale›.", "6.1 Magnitude");
    check("‹5 km› from here", "5 Kilometre");
    check("‹about 10 miles› from here", "14.4841..17.7028 Kilometre ~");
    check("‹200 hectares› burned", "200 Hectare");
    check("‹20 pounds› of nails", "9.0718 Kilogram");
    check("‹97 per cent› of troops", "0.97 share troops");
    check("‹10%› of them", "0.1 share");
    check("‹two-thirds› of the homes", "0.6667 share homes");
    check("‹a third› of the homes", "0.3333 share homes");
    check("‹half› of the homes", "0.5 share homes");
    check("‹one in five› homes", "0.2 share homes");
    check("‹nine out of ten› homes", "0.9 share homes");
    check("A third man was held.", "");
    check("winds of ‹120 km/h›", "120 KilometrePerHour");
    check("‹40 degrees Celsius›", "40 Celsius");
    check("‹212 degrees Fahrenheit›", "100 Celsius");
    check("‹500 square kilometres› of forest", "500 SquareKilometre");
}

#[test]
fn money() {
    check("It cost ‹$5 million›.", "5000000 USD");
    check("It cost ‹£2bn›.", "2000000000 GBP");
    check("It cost ‹€100m›.", "100000000 EUR");
    check("It cost ‹EUR 100 million›.", "100000000 EUR");
    check("It cost ‹US$5,000›.", "5000 USD");
    check("It cost ‹5 million euros›.", "5000000 EUR");
    check("It cost ‹more than $5 million›.", "5000000.. USD");
    check("It cost ‹$5-10 million›.", "5000000..10000000 USD");
    check("It cost ‹$5 to $10 million›.", "5000000..10000000 USD");
    check("It cost ‹500 rupees›.", "500 XXX");
    check("It cost ‹5 million pounds›.", "5000000 GBP");
    check("They won ‹3› games.", "3 games");
    check("In ‹12› games they ‹3› won.", "12 games; 3");
}

#[test]
fn no_counts() {
    check("a ‹43-year-old› man", "other");
    check("The man, ‹43 years old›, fell.", "other");
    check("a man aged ‹43›", "other");
    check("Ana Lund, ‹43›, said so.", "other");
    check("Children ‹under 5› were sent away.", "other");
    check("Norland won ‹3-1›.", "other");
    check("the ‹52-48› vote", "other");
    check("The crash of Flight ‹17› in Norland", "other");
    check("They live at ‹10› Harbour Street.", "other");
    check("He ranked number ‹10›.", "other");
    check("Since 2015 it has been so.", "");
    check("the 2015 attacks", "");
    check("It killed ‹1500› people.", "1500 people");
    check("It killed ‹more than 2000› people.", "2001.. people");
    check("a World War ‹Two› bomb", "other");
    check("They tried ‹three› times.", "other");
    check("the ‹800› block of Harbour Road", "other");
    check("a ‹three›-man crew", "other");
    check("They called ‹999› at once.", "other");
    check("A ‹999› call came.", "other");
    check("It hit ‹12› aircraft.", "12 aircraft");
    check("They hired ‹120› staff.", "120 staff");
    check("The blast came at ‹1625› on the dot.", "other");
    check("They met near ‹Eight› Mile and the river.", "other");
    check("In Norland ‹12› people died.", "12 people");
    check("a ‹40›-storey tower", "other");
    check("Call ‹020› ‹7946› ‹0958› now.", "other; other; other");
}

/// What holds for the figures of any text.
fn laws(text: &str) {
    let document = document(text);
    let mut last = 0;
    for quantity in &document.quantities {
        assert!(quantity.span.start >= last && quantity.span.end > quantity.span.start, "{text:?}");
        last = quantity.span.end;
        assert_eq!(document.span(quantity.tokens), quantity.span);
        assert!(!document.words(quantity.span).is_empty());
        if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
            assert!(low <= high, "{text:?}: {low} to {high}");
        }
        if let Some(counted) = quantity.counted {
            assert!(document.sentences[quantity.sentence.0 as usize].tokens.covers(counted), "{text:?}");
        }
    }
}

/// Words that figures are made of, between blanks.
const WORDS: &str = "at least more than 20 1,200 a dozen half million of whom them people twice that number nearly \
    between and to - $ € minutes years old another 3.5 no one dozens hundreds thousands , . per cent up \
    in five twenty third ( ) killed 0 007 2019 Flight the or so % magnitude EUR km/h +";

fn figure_words() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn laws_hold_for_any_text(text in "\\PC{0,60}") {
        laws(&text);
    }

    #[test]
    fn laws_hold_for_words_of_figures(words in prop::collection::vec(figure_words(), 0..25)) {
        laws(&words.join(" "));
        laws(&words.concat());
    }

    #[test]
    fn a_sentence_in_front_only_shifts(words in prop::collection::vec(figure_words(), 1..15)) {
        let text = format!("Somebody gave {} away.", words.join(" "));
        let front = "Nobody here would have listened.\n\n";
        let (alone, shifted) = (document(&text), document(&format!("{front}{text}")));
        let shifted = shifted.quantities.iter().filter(|q| q.span.start as usize >= front.len());
        let forms = |q: &Quantity, by: usize| (q.span.start as usize - by, q.span.end as usize - by, q.low, q.high, q.kind, q.approximate);
        let alone: Vec<_> = alone.quantities.iter().map(|q| forms(q, 0)).collect();
        prop_assert_eq!(alone, shifted.map(|q| forms(q, front.len())).collect::<Vec<_>>());
    }
}
